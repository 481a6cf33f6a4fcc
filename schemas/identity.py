"""Deterministic identifiers: the same thing has the same id in every process, language and replay."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from w3lib.url import canonicalize_url, url_query_cleaner

from schemas.base import deterministic_id
from schemas.names import sounds

_TRACKERS = (
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "fbclid",
    "gclid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
)
_NOT_WORD = re.compile(r"[\W_]+")


def canonical_url(url: str) -> str:
    """`url` without fragment and campaign parameters, its query sorted, its host in lower case (RFC 3986, section 6).

    >>> canonical_url("HTTPS://News.example/a?utm_source=x&b=2&a=1#top")
    'https://news.example/a?a=1&b=2'
    """
    cleaned = url_query_cleaner(url.strip(), _TRACKERS, remove=True, unique=False)
    return str(canonicalize_url(cleaned))


def content_hash(title: str, text: str) -> str:
    """SHA-256 over title and text, white space folded and Unicode composed (NFC)."""
    folded = " ".join(unicodedata.normalize("NFC", f"{title}\n{text}").split())
    return hashlib.sha256(folded.encode()).hexdigest()


def article_id(url: str | None, title: str, text: str, *, digest: str | None = None) -> str:
    """Id of an article: of its canonical URL, or of its content where it has none.

    Args:
        url: its address.
        title: its headline.
        text: its words.
        digest: its `content_hash`, where that is known already.
    """
    if url and url.strip():
        return deterministic_id("article", canonical_url(url))
    return deterministic_id("article-content", digest or content_hash(title, text))


def normalised_words(text: str) -> str:
    """`text` in lower case, with nothing but letters and digits and single spaces.

    >>> normalised_words("«Ні,  ніколи!»")
    'ні ніколи'
    """
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def statement_id(article: str, speaker: str, issue: str, words: str) -> str:
    """Id of a statement: of article, speaker, issue and the normalised quoted words, so a new comma changes nothing."""
    return deterministic_id("statement", article, speaker, issue, normalised_words(words))


@lru_cache(maxsize=4096)
def alert_id(holder: str, issue: str, shift: str) -> str:
    """Id of an alert: of holder, issue and what tells the shift from the holder's other ones.

    That is its direction and the day of its first sign, no statement: the reports of one utterance arrive in any order.
    """
    return deterministic_id("alert", holder, issue, shift)


def dead_letter_id(stage: str, topic: str, partition: int, offset: int) -> str:
    """Id of a dead letter: the stage and where the record stood."""
    return deterministic_id("dead-letter", stage, topic, str(partition), str(offset))


def unknown_actor_id(name: str) -> str:
    """Stable id of an actor who is in no catalogue, from how the name sounds, so that it is one in every language.

    Args:
        name: in its dictionary form.

    >>> unknown_actor_id("Томас Холлен") == unknown_actor_id("Thomas Hollen")
    True
    """
    return "name:" + deterministic_id("actor", sounds(name) or normalised_words(name))
