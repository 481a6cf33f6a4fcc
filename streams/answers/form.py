"""The form of a model's answer: its JSON Schema for structured output, and its reading item by item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas.base import StanceLabel
from schemas.enriched_article import QuotationKind

SCHEMA_NAME = "quotations"
"""What the schema is called in a request."""

AnsweredSpeakerKind = Literal["person", "institution", "collective", "anonymous"]

Problem = Literal[
    "timeout",  # no answer in time
    "unavailable",  # no connection, a status 5xx, or a pause after many such failures
    "rate-limited",  # status 429 at every try
    "denied",  # another status 4xx: a wrong key, model or request
    "refusal",  # the model would not answer
    "truncated",  # the answer was cut off
    "invalid-answer",  # no JSON of the form that was asked for
    "ungrounded",  # nothing that it says stands in the text
    "too-long",  # the article is longer than may be sent
]
"""Why a model's answer could not be had or used."""

RejectionReason = Literal[
    "invalid-item",  # a quotation without words, or with a field of the wrong type or an unknown kind
    "quote-not-in-text",
    "speaker-not-in-text",
    "cue-not-in-text",  # only the cue is dropped
    "cue-too-long",  # likewise
    "duplicate-quote",
    "unknown-issue",
    "unknown-stance",
    "duplicate-issue",
    "too-many-issues",
]
"""Why a part of an answer was not taken over."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A part of an answer that was not taken over."""

    reason: RejectionReason
    value: str
    """What the model said, shortened."""


def rejection(reason: RejectionReason, value: object) -> Rejection:
    """A rejection with its value shortened to 200 characters."""
    return Rejection(reason, str(value)[:200])


class BadAnswer(Exception):
    """An answer that is of no use as a whole.

    Args:
        problem: why.
        detail: for the log.
    """

    def __init__(self, problem: Problem, detail: str) -> None:
        super().__init__(detail)
        self.problem: Problem = problem


class _Answered(BaseModel):
    # what comes is read leniently; what is asked for is strict
    model_config = ConfigDict(
        frozen=True, extra="ignore", use_attribute_docstrings=True, json_schema_extra={"additionalProperties": False}
    )


class AnsweredIssue(_Answered):
    """An issue that the quotation takes a stance on."""

    id: str
    """Id from the list of issues."""
    stance: str
    """Stance towards the issue's proposition."""


class AnsweredQuotation(_Answered):
    """One stretch of words that the article attributes to somebody."""

    text: str = Field(min_length=1)
    """The words, copied from the article character for character, without the quotation marks around them."""
    kind: QuotationKind
    """direct: in quotation marks or after a dialogue dash; indirect: a reported clause; mixed: a reported clause with
    quoted words in it; act: no words but a deed that takes a position, such as a veto."""
    speaker: str | None
    """The words by which the article names the speaker nearest to the quotation (a name, a role or a pronoun), copied
    character for character; null if the article does not say who speaks."""
    speaker_name: str | None
    """The speaker's full name in English as an encyclopaedia would have it; null if it cannot be known."""
    speaker_kind: AnsweredSpeakerKind
    """person; institution: a state, government, ministry, party or organisation; collective: experts, diplomats,
    protesters; anonymous: a source that is not named."""
    cue: str | None
    """The words that introduce the speech ("said", "according to"), copied character for character; null if none."""
    utterance: int
    """Pieces of one utterance share this number; the first utterance of the article has 1."""
    issues: list[AnsweredIssue]
    """The issues from the list on which these words take a position or are expressly neutral; empty if none."""


class _Answer(_Answered):
    quotations: list[AnsweredQuotation]


def answer_schema(issue_ids: Iterable[str]) -> dict[str, Any]:
    """JSON Schema of an answer, as strict structured output wants it: every property required, no others allowed.

    Args:
        issue_ids: ids that may be answered.
    """
    schema = _Answer.model_json_schema()
    issue = schema["$defs"]["AnsweredIssue"]["properties"]
    issue["id"]["enum"] = list(issue_ids)
    issue["stance"]["enum"] = list(get_args(StanceLabel))
    schema["$defs"]["AnsweredQuotation"]["properties"]["text"].pop("minLength")  # not every endpoint knows it
    return schema


def read_answer(content: str) -> tuple[list[AnsweredQuotation], list[Rejection]]:
    """The quotations of an answer; one that is not of the form is rejected, and the others count.

    Args:
        content: what the model wrote.

    Raises:
        BadAnswer: it is no JSON object with a list of quotations.
    """
    try:
        answer = orjson.loads(_unfenced(content))
    except orjson.JSONDecodeError as error:
        raise BadAnswer("invalid-answer", f"not JSON: {error}") from None
    items = answer.get("quotations") if isinstance(answer, dict) else None
    if not isinstance(items, list):
        raise BadAnswer("invalid-answer", "no list of quotations")
    found: list[AnsweredQuotation] = []
    rejected: list[Rejection] = []
    for item in items:
        try:
            found.append(AnsweredQuotation.model_validate(item))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            rejected.append(rejection("invalid-item", f"{where}: {first['msg']}; got {first['input']!r}"))
    return found, rejected


def _unfenced(content: str) -> str:
    """The content of a Markdown code block, in which models without structured output wrap their JSON."""
    stripped = content.strip()
    if stripped.startswith("```") and stripped.endswith("```"):
        return stripped.removeprefix("```").removeprefix("json").removesuffix("```")
    return stripped
