"""Which addresses may be posted to (pure): a guard against requests into the operator's own network.

A URL's host is checked where it is an address, and what its name resolves to at every connection, which then goes to
the very address that was checked; so a name that resolves otherwise a moment later gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import SplitResult, urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

METADATA = frozenset(
    ipaddress.ip_address(text)
    for text in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")
)
"""Metadata services of cloud providers, some at public addresses."""

# https://www.iana.org/assignments/iana-ipv4-special-registry and …-ipv6-…; ipaddress alone knows not all of them
# and holds multicast to be global.
RESERVED = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("::/128", "::1/128", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7"),
        *("fe80::/10", "fec0::/10", "ff00::/8"),
    )
)

_LABEL = re.compile(r"[a-z0-9_-]{1,63}", re.ASCII | re.IGNORECASE)
_LONGEST_NAME = 253
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
_V4_COMPATIBLE = ipaddress.IPv6Network("::/96")


class ForbiddenAddress(OSError):
    """The address may not be posted to."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator allows beside the public addresses."""

    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()
    """Names in lower case; those below a name that begins with a dot."""

    @classmethod
    def parse(cls, entries: Sequence[str]) -> Allowed:
        """Read a list of networks (`10.0.0.0/8`), addresses and host names (`hooks.internal`, `.internal`).

        Raises:
            ValueError: an entry is none of these.
        """
        networks: list[Network] = []
        hosts: set[str] = set()
        for entry in entries:
            try:
                networks.append(ipaddress.ip_network(entry))
                continue
            except ValueError:
                pass
            if "/" in entry or ":" in entry or not entry.strip("."):
                raise ValueError(f"{entry!r} is neither a network nor a host name")
            hosts.add(entry.lower().rstrip("."))
        return cls(tuple(networks), frozenset(hosts))

    def host(self, name: str) -> bool:
        """Whether a host may be posted to wherever its name leads."""
        wanted = name.lower().rstrip(".")
        return wanted in self.hosts or any(wanted.endswith(suffix) for suffix in self.hosts if suffix.startswith("."))


def inner_addresses(address: Address) -> tuple[Address, ...]:
    """The address, and the IPv4 addresses that it leads to (mapped, translated, tunnelled)."""
    if isinstance(address, IPv4Address):
        return (address,)
    found: list[Address] = [address]
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)  # the same address, written otherwise
    if address.sixtofour:
        found.append(address.sixtofour)
    if address.teredo:
        found.extend(address.teredo)
    if address in _NAT64 or address in _V4_COMPATIBLE:
        found.append(IPv4Address(int(address) & 0xFFFF_FFFF))
    return tuple(found)


def check_address(text: str, allowed: Allowed = Allowed()) -> None:
    """Let an address through.

    Args:
        text: IPv4 or IPv6, with or without a zone.
        allowed: what may be posted to although it is not public.

    Raises:
        ForbiddenAddress: it is private, loopback, link-local, multicast, reserved, or a metadata service.
    """
    address = _literal(text)
    if address is None:
        raise ForbiddenAddress(f"{text!r} is no address")
    for inner in inner_addresses(address):
        if any(inner in network for network in allowed.networks if network.version == inner.version):
            continue
        if inner in METADATA:
            raise ForbiddenAddress(f"{text} is a metadata service")
        if not inner.is_global or any(inner in net for net in RESERVED if net.version == inner.version):
            raise ForbiddenAddress(f"{text} is no public address")
        if isinstance(inner, IPv6Address) and (inner in _NAT64_LOCAL or inner in _V4_COMPATIBLE):
            raise ForbiddenAddress(f"{text} is no public address")


def check_url_form(url: str) -> SplitResult:
    """The parts of a URL that can be posted to, wherever it leads.

    Raises:
        ValueError: it is not http(s), has no host, names a user or password, or could be read in two ways.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ValueError("the URL begins with neither http:// nor https://")
    if "@" in parts.netloc:
        raise ValueError("the URL names a user or a password")
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise ValueError("the URL has characters that must be percent-encoded, or a host that must be in Punycode")
    if not parts.hostname:
        raise ValueError("the URL has no host")
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("the URL's port is not from 1 to 65535")
    if _literal(parts.hostname) is None and not _is_name(parts.hostname):
        # such as 127.1 or 0x7f000001, which some take for addresses
        raise ValueError(f"the URL's host {parts.hostname!r} is neither a name nor an address")
    return parts


def check_url(url: str, allowed: Allowed = Allowed()) -> None:
    """Let a URL through as far as can be told without a look-up of its host.

    Raises:
        ValueError: it cannot be posted to.
        ForbiddenAddress: its host is an address that may not be posted to.
    """
    host = check_url_form(url).hostname or ""
    if _literal(host) is not None and not allowed.host(host):
        check_address(host, allowed)


def _is_name(host: str) -> bool:
    """Whether it is a host name, whose last label has a letter and is no number in base 16."""
    labels = host.removesuffix(".").split(".")
    last = labels[-1].lower()
    return (
        len(host.removesuffix(".")) <= _LONGEST_NAME
        and all(_LABEL.fullmatch(label) for label in labels)
        and any("a" <= letter <= "z" for letter in last)
        and "_" not in last
        and not last.startswith("0x")
    )


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
