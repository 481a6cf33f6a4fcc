"""The error that sends a record to the dead letters."""

from __future__ import annotations

from schemas.dead_letter import ReasonCode


class Rejected(ValueError):
    """A record is at fault: it can never be processed as it is.

    Args:
        reason: machine-readable reason code.
        message: what is wrong, naming the field and the value.
        field: path of the field at fault, if one is.
        value: the value at fault; it is shortened to 200 characters.
    """

    def __init__(self, reason: ReasonCode, message: str, *, field: str | None = None, value: object = None) -> None:
        super().__init__(message)
        self.reason: ReasonCode = reason
        self.message = message
        self.field = field
        text = None if value is None else str(value)
        self.value = text if text is None or len(text) <= 200 else text[:199] + "…"
