"""Volteface: a stream processor that tells when a political actor changes position."""
