"""What every event shares: the frozen base model, spans, language codes and JSON by orjson."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID, uuid5

import orjson
from pydantic import BaseModel, ConfigDict, Field, model_validator

Language = Literal["uk", "en", "ru"]
"""ISO 639-1 code of a language that the system reads."""

StanceLabel = Literal["support", "conditional", "neutral", "oppose"]
"""Where a statement stands towards an issue's proposition, from most to least in favour."""

STANCE_SCORES: dict[StanceLabel, float] = {"support": 1.0, "conditional": 0.5, "neutral": 0.0, "oppose": -1.0}
"""The number that each stance label stands for on the axis −1 (opposes) … 1 (supports)."""

NAMESPACE = UUID("5d0f3a52-2f5e-5b0e-9a3c-7f7c1f6f0b11")
"""Namespace of all UUIDv5 identifiers of this system (RFC 9562, section 5.5)."""

Id = Annotated[str, Field(min_length=1, max_length=200)]
Probability = Annotated[float, Field(ge=0.0, le=1.0)]
Offset = Annotated[int, Field(ge=0)]


def deterministic_id(*parts: str) -> str:
    """A UUIDv5 (RFC 9562) over `parts`, the same in every process and at every replay.

    >>> deterministic_id("article", "https://example.org/a")
    'a225750f-1573-579b-b350-6f01b2d036c3'
    """
    return str(uuid5(NAMESPACE, "\x1f".join(parts)))


class Model(BaseModel):
    """A frozen value with named, described fields. Unknown fields of a later minor version are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_inf_nan="null", use_attribute_docstrings=True)

    @classmethod
    def trusted(cls, **values: Any) -> Self:
        """An instance of what our own code made, with nothing checked: a fifth of the time.

        Args:
            values: every field, in the order in which the class names them.
        """
        made = cls.__new__(cls)
        set_attribute = object.__setattr__  # the model is frozen
        set_attribute(made, "__dict__", values)
        set_attribute(made, "__pydantic_fields_set__", set(values))
        set_attribute(made, "__pydantic_extra__", None)
        set_attribute(made, "__pydantic_private__", None)
        return made


class Event(Model):
    """A record of one topic: versioned, and read from and written to UTF-8 JSON."""

    ce_type: ClassVar[str]
    """The CloudEvents type attribute of this event."""

    schema_version: Literal[1] = 1
    """Major version of this event's schema."""

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Read one event.

        Raises:
            orjson.JSONDecodeError: `data` is not JSON in UTF-8.
            pydantic.ValidationError: a field is missing, of the wrong type, or breaks a constraint.
        """
        return cls.model_validate(orjson.loads(data))

    def to_json(self) -> bytes:
        """The event as compact UTF-8 JSON."""
        return self.__pydantic_serializer__.to_json(self, by_alias=True)

    def to_dict(self) -> dict[str, Any]:
        """The event as JSON-ready Python values."""
        return self.model_dump(mode="json", by_alias=True)


class Span(Model):
    """A half-open range of Unicode code points, `text[start:end]`, of the text named by the model that holds it."""

    start: Offset
    """First code point."""
    end: Offset
    """One past the last code point."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"end {self.end} must be greater than start {self.start}")
        return self


class TextSpan(Span):
    """A span together with the words that stand there."""

    text: str = Field(min_length=1)
    """The words at start … end, letter for letter."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:  # in place of Span's: one call instead of two
        if self.end <= self.start:
            raise ValueError(f"end {self.end} must be greater than start {self.start}")
        if self.end - self.start != len(self.text):
            raise ValueError(f"text has {len(self.text)} code points, start…end has {self.end - self.start}")
        return self
