"""An article as a producer sends it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, Self

from pydantic import AwareDatetime, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from schemas.base import Event


class RawArticle(Event):
    """One published article, or a revision of it: the same URL (or, without a URL, the same words) is the same article.

    A producer may send it as bare JSON. Top-level fields that are not named here are kept in `extra`.
    """

    ce_type: ClassVar[str] = "volteface.article.raw"

    url: str | None = Field(default=None, max_length=4096)
    """Where it was published; it identifies the article across revisions."""
    source: str = Field(default="", max_length=300)
    """The outlet's name."""
    title: str = Field(default="", max_length=2000)
    """The headline."""
    text: str | None = None
    """Plain text, paragraphs parted by line breaks. Either this or `html` is needed."""
    html: str | None = None
    """The article's body, or its whole page, as HTML."""
    language: str | None = Field(default=None, max_length=35)
    """BCP 47 tag claimed by the producer; a hint, checked against the text. `lang` is taken for it too."""
    published_at: AwareDatetime | None = None
    """When it was published. A date with no time is midnight, a time with no zone is UTC. Without it the record's own
    Kafka timestamp counts."""
    author: str | None = Field(default=None, max_length=500)
    """The byline."""
    extra: dict[str, Any] = Field(default_factory=dict)
    """Whatever else the producer sent, untouched."""

    @model_validator(mode="before")
    @classmethod
    def _keep_unknown(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        if "lang" in data and "language" not in data:
            data = {("language" if key == "lang" else key): value for key, value in data.items()}
        known = set(cls.model_fields)
        unknown = {key: value for key, value in data.items() if key not in known}
        if not unknown:
            return data
        extra = data.get("extra")
        if extra is not None and not isinstance(extra, dict):
            return data  # the field's own type error says it better
        return {key: value for key, value in data.items() if key in known} | {"extra": {**unknown, **(extra or {})}}

    @field_validator("published_at", mode="before")
    @classmethod
    def _with_zone(cls, value: Any) -> Any:
        if isinstance(value, str):
            text = value.strip()
            try:
                value = datetime.fromisoformat(text)
            except ValueError:
                return text  # pydantic's own parser has the last word, and its message
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime.combine(value, time(), tzinfo=UTC)
        return value

    @model_validator(mode="after")
    def _has_content(self) -> Self:
        if not (self.text or "").strip() and not (self.html or "").strip():
            raise PydanticCustomError("empty_text", "text is empty, and html too; an article needs one of them")
        return self
