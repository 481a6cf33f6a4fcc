"""From a model's answer to the quotations of an article: only what stands in the text and in the catalogues."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, cast, get_args

from schemas.base import StanceLabel, TextSpan
from schemas.enriched_article import EnrichedArticle, IssueReading, Quotation, Speaker
from streams.answers.form import AnsweredIssue, AnsweredQuotation, BadAnswer, Problem, Rejection, read_answer, rejection
from streams.answers.grounding import Ground, Place
from streams.answers.speakers import SpeakerResolver
from streams.stances.issues import IssueCatalogue

MAX_ISSUES: Final = 2
"""Issues of one quotation."""
MAX_CUE: Final = 200
"""Code points of a cue."""

EXACT_CONFIDENCE: Final = 0.9
"""Of a quotation that stands in the text character for character. An assumption: endpoints tell no usable number."""
FOLDED_CONFIDENCE: Final = 0.8
"""Of one that stands there but for typography."""
READING_CONFIDENCE: Final = 0.8
"""Of an issue and its stance."""

_STANCES = frozenset(get_args(StanceLabel))


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with a model's quotations in place of the rules'."""

    article: EnrichedArticle
    rejected: tuple[Rejection, ...]
    """What the model said and could not be taken over."""

    @property
    def counts(self) -> Counter[str]:
        """How often each reason of rejection occurs."""
        return Counter(one.reason for one in self.rejected)


def extractor_name(model: str) -> str:
    """What an article that a model read is signed with."""
    return f"llm/{model}"


def fallback_name(extractor: str, problem: Problem) -> str:
    """What an article is signed with that the rules read in place of a model.

    >>> fallback_name("rules/1", "timeout")
    'rules (llm: timeout)/1'
    """
    name, slash, version = extractor.partition("/")
    return f"{name} (llm: {problem}){slash}{version}"


def annotate(
    article: EnrichedArticle, content: str, resolver: SpeakerResolver, issues: IssueCatalogue, model: str
) -> Annotated:
    """Put a model's quotations into an article that the rules have analysed.

    Args:
        article: language, sentences and linked mentions are the rules'; its quotations are replaced.
        content: what the model answered.
        resolver: for the actors of speakers.
        issues: the catalogue that the model was given.
        model: its name, to sign with.

    Raises:
        BadAnswer: `invalid-answer`, or `ungrounded` where the model lists quotations and not one can be taken over.
    """
    answered, rejected = read_answer(content)
    builder = _Builder(article, resolver, issues, rejected)
    for one in answered:
        builder.add(one)
    if rejected and not builder.made:
        raise UngroundedAnswer(tuple(rejected))
    quotations = tuple(sorted(builder.made, key=lambda quotation: (quotation.start, quotation.end)))
    changed = {"quotations": quotations, "extractor": extractor_name(model)}
    return Annotated(article.model_copy(update=changed), tuple(rejected))


class UngroundedAnswer(BadAnswer):
    """Not one of the quotations of an answer could be taken over.

    Args:
        rejected: all of them.
    """

    def __init__(self, rejected: tuple[Rejection, ...]) -> None:
        super().__init__("ungrounded", f"all rejected: {Counter(one.reason for one in rejected).most_common()}")
        self.rejected = rejected


@dataclass(slots=True)
class _Builder:
    """Grounds one quotation after the other."""

    article: EnrichedArticle
    resolver: SpeakerResolver
    issues: IssueCatalogue
    rejected: list[Rejection]
    made: list[Quotation] = field(default_factory=list)
    _ground: Ground = field(init=False)
    _seen: set[tuple[int, int, str]] = field(default_factory=set)
    _utterances: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ground = Ground(self.article.text)

    def add(self, one: AnsweredQuotation) -> None:
        """Take a quotation over, or reject it."""
        places = self._ground.places(one.text)
        if not places:
            self._reject(rejection("quote-not-in-text", one.text))
            return
        who = (one.speaker or "").strip()
        identity = one.speaker_name or who
        free = [place for place in places if (place.start, place.end, identity) not in self._seen]
        if not free:
            self._reject(rejection("duplicate-quote", one.text))
            return
        place = self._beside(free, who)
        speaker = self._speaker(one, who, place)
        if speaker is None and (who or one.speaker_name):
            self._reject(rejection("speaker-not-in-text", who or one.speaker_name))
            return
        self._seen.add((place.start, place.end, identity))
        self.made.append(
            Quotation(
                start=place.start,
                end=place.end,
                text=self.article.text[place.start : place.end],
                kind=one.kind,
                cue=self._cue(one.cue, place),
                speaker=speaker,
                method="model" if speaker is not None else "none",
                confidence=EXACT_CONFIDENCE if place.exact else FOLDED_CONFIDENCE,
                utterance=self._utterances.setdefault(one.utterance, len(self._utterances)),
                readings=self._readings(one.issues),
            )
        )

    def _reject(self, one: Rejection) -> None:
        self.rejected.append(one)

    def _beside(self, places: list[Place], who: str) -> Place:
        """Of several places the one that is nearest to the speaker's words."""
        if len(places) == 1 or not who:
            return places[0]
        named = self._ground.places(who)
        return min(places, key=lambda place: min((_distance(place, at) for at in named), default=0))

    def _speaker(self, one: AnsweredQuotation, who: str, place: Place) -> Speaker | None:
        surface = self._ground.nearest(who, place.start, place.end) if who else None
        if who and surface is None:
            return None
        return self.resolver.resolve(self.article, one, surface)

    def _cue(self, words: str | None, place: Place) -> TextSpan | None:
        if not words or not words.strip():
            return None
        found = self._ground.nearest(words, place.start, place.end)
        if found is None:
            self._reject(rejection("cue-not-in-text", words))
            return None
        if found.end - found.start > MAX_CUE:
            self._reject(rejection("cue-too-long", words))
            return None
        return TextSpan(start=found.start, end=found.end, text=self.article.text[found.start : found.end])

    def _readings(self, answered: list[AnsweredIssue]) -> tuple[IssueReading, ...]:
        found: dict[str, IssueReading] = {}
        for one in answered:
            if self.issues.get(one.id) is None:
                self._reject(rejection("unknown-issue", one.id))
            elif one.stance not in _STANCES:
                self._reject(rejection("unknown-stance", f"{one.id}: {one.stance}"))
            elif one.id in found:
                self._reject(rejection("duplicate-issue", f"{one.id}: {one.stance}"))
            elif len(found) == MAX_ISSUES:
                self._reject(rejection("too-many-issues", one.id))
            else:
                stance = cast(StanceLabel, one.stance)
                found[one.id] = IssueReading(issue=one.id, stance=stance, confidence=READING_CONFIDENCE)
        return tuple(found.values())


def _distance(one: Place, other: Place) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
