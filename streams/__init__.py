"""Volteface: a stream processor that tells when a political actor changes position."""

__version__ = "0.1.0"
