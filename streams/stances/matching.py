"""Which issues a quotation speaks of: all terms of all issues, found in one pass over the text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from schemas.base import Language
from streams.language.morphology import morphology
from streams.stances.issues import IssueCatalogue, Term
from streams.stances.listed import summed_up
from streams.stances.names import BLOCS
from streams.stances.patterns import Hit, PatternSet, split_phrase, starting_in
from streams.stances.words import Words

Zone = Literal["quotation", "sentence", "title", "previous", "before", "after", "article"]

ZONES: dict[Zone, float] = {
    "quotation": 1.0,
    "sentence": 0.7,
    "previous": 0.62,
    "title": 0.55,
    "before": 0.5,
    "after": 0.3,
}
"""How much an issue's term weighs by where it stands: an elliptical quotation is read from its surroundings."""

_NEAR = 12
_SHUT_OUT = 25
_WEAK = 0.6
_FAR = 0.9
_FARTHEST = 0.85
_TIE = 0.05
_WHEN = frozenset(
    (
        *("після", "перед", "попри", "незалежно", "умови"),
        *("после", "вопреки", "несмотря", "независимо", "условии"),
        *("before", "after", "despite", "regardless", "provided"),
    )
)
_ONCE = frozenset(("when", "once", "коли", "щойно", "когда"))
_CLAUSE = 7
"""Words within which a conjunction of time still opens the clause of a word."""
_TIMED = 0.4
"""Factor for what only dates the rest: "tanks will come after the ceasefire" speaks of tanks."""
_TIMED_CLAUSE = 0.5
"""The same for a clause, which may also be what the rest judges: "it is wrong when Kyiv gets no tanks"."""
_TOPIC = 0.85
"""Factor for an issue that the article otherwise does not speak of; its main issue gets as much more."""
_PART = 0.04
_MAIN = 0.75
"""Share of an article from which an issue is its subject: there a term's parts need not stand in one sentence."""
_SCATTERED = 0.8
_LONG = 100
"""Words of a text that names its topic itself."""
_COMMITTEES = ("committee", "subcommittee", "комітет", "підкомітет", "комитет", "подкомитет")
"""How the words begin for bodies that are named after what they deal with."""
_SHORTEST_NAME = 4
""" """
_DENIALS = frozenset(
    (
        *("not", "no", "never", "cannot", "nobody", "nothing", "none", "without"),
        *("не", "нема*", "нема", "немає", "ні", "нічого", "без", "неможливо"),
        *("нет", "ни", "ничего", "нельзя", "невозможно"),
    )
)
_GENERAL = 0.25
"""How much weightier a general issue must be than a narrower one to stand beside it."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a term's first part stands. In the title, `hit` counts the title's words."""

    hit: Hit
    zone: Zone
    opposed: bool
    weight: float
    denies: bool = False
    """Whether the term itself holds a word of denial; any other that stands in its gaps denies what it names."""


@dataclass(frozen=True, slots=True)
class IssueMatch:
    """An issue found, the weight of its best anchor and all its anchors, best first."""

    issue: str
    weight: float
    anchors: tuple[Anchor, ...]

    @property
    def zone(self) -> Zone:
        """Where the best anchor stands."""
        return self.anchors[0].zone if self.anchors else "article"


@dataclass(frozen=True, slots=True)
class Scan:
    """A text with every hit of every part of a term."""

    words: Words
    hits: dict[int, list[Hit]]
    sentences: tuple[int, ...]
    """For each word the number of its sentence."""
    candidates: list[_Candidate] = field(default_factory=list)
    """Anchors that have what their terms ask for within the sentence, in order."""
    scattered: list[_Candidate] = field(default_factory=list)
    """Anchors of terms whose parts all stand in the text, but not in one sentence, in order."""
    weighed: list[tuple[_Candidate, Anchor | None]] = field(default_factory=list)
    """Of a headline: its candidates with what they weigh for every quotation of the article, once that is asked."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    made: _Compiled
    hit: Hit


@dataclass(frozen=True, slots=True)
class Window:
    """Word ranges (half open) around a quotation."""

    quotation: tuple[int, int]
    sentence: tuple[int, int]
    previous: tuple[int, int]
    """The sentence before the quotation's own."""
    before: tuple[int, int]
    """That sentence and the ones before it."""
    after: tuple[int, int]

    def zone(self, index: int) -> Zone | None:
        """The innermost zone of a word."""
        if self.quotation[0] <= index < self.quotation[1]:
            return "quotation"
        if self.sentence[0] <= index < self.sentence[1]:
            return "sentence"
        if self.previous[0] <= index < self.previous[1]:
            return "previous"
        if self.before[0] <= index < self.before[1]:
            return "before"
        return "after" if self.after[0] <= index < self.after[1] else None


@dataclass(frozen=True, slots=True)
class _Compiled:
    term: Term
    tight: tuple[int, ...]
    loose: tuple[int, ...]
    out: tuple[int, ...]
    speakers: tuple[str, ...]
    """How the name of the speaker must begin; empty: anybody's."""
    denies: bool


@dataclass(slots=True)
class Matcher:
    """The terms of a catalogue in one language."""

    catalogue: IssueCatalogue
    language: Language
    _patterns: PatternSet = field(init=False)
    _by_anchor: dict[int, list[_Compiled]] = field(default_factory=dict, init=False)
    _openings: dict[int, tuple[str, ...]] = field(default_factory=dict, init=False)
    """How the single words of each part begin."""

    def __post_init__(self) -> None:
        numbers: dict[tuple[str, ...], int] = {}
        terms = self.catalogue.terms(self.language)
        every = {p for term in terms for part in term.parts if part.relation != "@" for p in part.phrases}
        split = {phrase: split_phrase(phrase) for phrase in every}
        for term in terms:
            speakers = tuple(p.rstrip("*") for part in term.parts if part.relation == "@" for p in part.phrases)
            parts = [
                (part.relation, numbers.setdefault(part.phrases, len(numbers)))
                for part in term.parts
                if part.relation != "@"
            ]
            made = _Compiled(
                term,
                tuple(number for relation, number in parts if relation == "&"),
                tuple(number for relation, number in parts if relation == "+"),
                tuple(number for relation, number in parts if relation == "!"),
                speakers,
                any(
                    not _DENIALS.isdisjoint(element)
                    for phrase in term.parts[0].phrases
                    for sequence in split[phrase]
                    for element in sequence
                    if element is not None
                ),
            )
            self._by_anchor.setdefault(parts[0][1], []).append(made)
        self._openings = {
            number: tuple(
                atom
                for phrase in phrases
                for sequence in split[phrase]
                if len(sequence) == 1
                for atom in (word.rstrip("*") for word in sequence[0] or ())
                if len(atom) >= _SHORTEST_NAME
            )
            for phrases, number in numbers.items()
        }
        groups = {str(number): phrases for phrases, number in numbers.items()}
        self._patterns = PatternSet(groups, morphology(self.language).lemma, split)

    def scan(self, words: Words) -> Scan:
        """Find every part of every term in `words`."""
        hits = {int(name): found for name, found in self._patterns.scan(words).items()}
        scan = Scan(words, hits, tuple(accumulate(int(word.before == "stop") for word in words.items)))
        for number, found in hits.items():
            for made in self._by_anchor.get(number, ()):
                if not all(part in hits for part in made.tight):
                    continue
                for hit in found:
                    if _shut_out(scan, made, hit) or _turned(words, hit):
                        continue
                    stands = all(_near(scan, hit, part, _NEAR, apart=True) for part in made.tight)
                    (scan.candidates if stands else scan.scattered).append(_Candidate(made, hit))
        scan.candidates.sort(key=_position)
        scan.scattered.sort(key=_position)
        return scan

    def topics(self, scan: Scan, title: Scan) -> dict[str, float]:
        """How much of the article each issue takes: 1 for the one that it names most often."""
        counts: Counter[str] = Counter()
        long = len(scan.words.items) >= _LONG  # what only the headline of a whole article names is a figure of speech
        for source, other, weight in ((scan, title, 1), (title, scan, 2)):
            for candidate in source.candidates:
                term = candidate.made.term
                if term.weak or candidate.made.speakers or (source is title and long and term.issue not in counts):
                    continue
                if all(part in source.hits or part in other.hits for part in candidate.made.loose):
                    counts[term.issue] += weight
        most = max(counts.values(), default=1)
        return {issue: count / most for issue, count in counts.items()}

    def find(
        self,
        scan: Scan,
        window: Window,
        title: Scan,
        topics: Mapping[str, float],
        speaker: frozenset[str] = frozenset(),
    ) -> list[IssueMatch]:
        """The issues that the window speaks of, heaviest first; broader issues of those found are left out.

        Args:
            scan: the article's text.
            window: where the quotation stands in it.
            title: the headline of this article; an issue that only it names is found with less weight.
            topics: how much of the article each issue takes; it decides between issues that only the context names.
            speaker: how the names of the speaker, and of those it speaks for, begin, in lower case.
        """
        anchors: dict[str, list[Anchor]] = {}
        for candidate in _standing_in(scan.candidates, window.before[0], window.after[1]):
            zone = window.zone(candidate.hit.first)
            if zone is None or (candidate.made.speakers and zone not in ("quotation", "sentence")):
                continue  # what another sentence says need not be this speaker's words
            if _speaks(candidate.made, speaker):
                _add(anchors, candidate, _judge(candidate, zone, scan, window, title, topics))
        own = speaker.difference(BLOCS[self.language])  # every member belongs to a bloc
        headed = {candidate.made.term.issue for candidate in title.candidates}
        for candidate in _standing_in(scan.scattered, *window.quotation):
            if not _speaks(candidate.made, speaker):
                continue
            share = topics.get(candidate.made.term.issue, 0.0)
            if (share or candidate.made.term.issue in headed) and self._own(scan, candidate, own):
                _add(anchors, candidate, _judge(candidate, "quotation", scan, window, title, topics))
            elif share >= _MAIN:
                _add(anchors, candidate, _judge(candidate, "quotation", scan, window, title, topics, _SCATTERED))
        if title.candidates and not title.weighed:
            whole = (0, len(title.words.items))
            frame = Window(whole, whole, whole, whole, whole)
            title.weighed.extend((c, _judge(c, "title", title, frame, scan, topics)) for c in title.candidates)
        for candidate, anchor in title.weighed:
            if _speaks(candidate.made, speaker):
                _add(anchors, candidate, anchor)
        named = {
            issue: [anchor.hit for anchor in group if anchor.zone == "quotation"] for issue, group in anchors.items()
        }
        for issue in summed_up(named, scan.words, self.catalogue):
            del anchors[issue]
        found = [
            IssueMatch(issue, max(a.weight for a in group), tuple(sorted(group, key=lambda a: -a.weight)))
            for issue, group in anchors.items()
        ]
        return self._narrow(sorted(found, key=lambda match: (-match.weight, match.issue)))

    def _own(self, scan: Scan, candidate: _Candidate, own: frozenset[str]) -> bool:
        """Whether all that a scattered term lacks in its sentence is the speaker's own name: who speaks of joining the
        Union for Georgia need not say that Georgia is to join."""
        return all(
            _near(scan, candidate.hit, part, _NEAR, apart=True) or _named(self._openings[part], own)
            for part in candidate.made.tight
        )

    def _narrow(self, found: list[IssueMatch]) -> list[IssueMatch]:
        broader = {
            parent
            for match in found
            for parent in self.catalogue.ancestors(match.issue)
            if any(
                other.issue == parent
                and match.weight >= 0.75 * other.weight
                and (match.zone == "quotation" or other.zone != "quotation")
                for other in found
            )
        }
        kept = [match for match in found if match.issue not in broader]
        plain = [match for match in kept if not self.catalogue.issues[match.issue].general]
        best = max((match.weight for match in plain), default=0.0)
        own = max((match.weight for match in plain if match.zone == "quotation"), default=0.0)
        return [
            match
            for match in kept
            if match in plain or match.weight > (own if match.zone == "quotation" else best) + _GENERAL
        ]


def _judge(
    candidate: _Candidate,
    zone: Zone,
    scan: Scan,
    window: Window,
    other: Scan,
    topics: Mapping[str, float],
    factor: float = 1.0,
) -> Anchor | None:
    """What a candidate weighs, if the rest of its term is near enough."""
    made, hit = candidate.made, candidate.hit
    weight = factor * ZONES[zone] * (_WEAK if made.term.weak else 1.0)
    for part in made.loose:
        if _within(scan, part, window.quotation) or _within(scan, part, window.sentence):
            continue
        if _within(scan, part, (window.before[0], window.after[1])) or part in other.hits:
            weight *= _FAR
        elif part in scan.hits:
            weight *= _FARTHEST
        else:
            return None
    bare = made.term.weak and not (made.tight or made.loose)
    if bare and not topics.get(made.term.issue) and len(scan.words.items) >= _LONG:
        return None  # "the talks" of an article that speaks of no such talks
    weight *= 1 + _PART * (len(made.tight) + len(made.loose) + bool(made.speakers))
    weight *= _timed(scan.words, hit, window.quotation[0] if zone == "quotation" else hit.first)
    share = topics.get(made.term.issue, 0.0)
    if zone == "quotation":
        weight *= 1 + _TIE * share
    else:
        weight *= _TOPIC + 2 * (1 - _TOPIC) * share
    return Anchor(hit, zone, made.term.opposed, weight, made.denies)


def _add(anchors: dict[str, list[Anchor]], candidate: _Candidate, anchor: Anchor | None) -> None:
    if anchor is not None:
        anchors.setdefault(candidate.made.term.issue, []).append(anchor)


def _timed(words: Words, hit: Hit, first: int) -> float:
    """The factor for words that may only date the rest: "after the truce", "once Moscow is back at the table".

    Args:
        words: of the article.
        hit: the words.
        first: word from which on a conjunction is one of the quotation's own.
    """
    for word in words.items[max(hit.first - 3, 0) : hit.first]:
        if word.form in _WHEN:
            return _TIMED
    for index in range(hit.first - 1, max(hit.first - _CLAUSE, first) - 1, -1):
        if words.items[index].form in _ONCE:
            return _TIMED_CLAUSE
        if words.items[index + 1].before != "":
            return 1.0
    return 1.0


def _speaks(made: _Compiled, speaker: frozenset[str]) -> bool:
    """Whether the term is one that this speaker's words can fit."""
    return not made.speakers or _named(made.speakers, speaker)


def _named(openings: Sequence[str], speaker: Iterable[str]) -> bool:
    """Whether the speaker's name, or that of somebody it speaks for, begins as one of the words."""
    return any(name.startswith(opening) or opening.startswith(name) for opening in openings for name in speaker)


def _shut_out(scan: Scan, made: _Compiled, hit: Hit) -> bool:
    """Whether something stands close by that the term shuts out."""
    return any(_near(scan, hit, part, _SHUT_OUT, apart=False) for part in made.out)


def _turned(words: Words, hit: Hit) -> bool:
    """Whether the words are part of a name for something else: an anti-tank weapon is no tank, the budget committee no
    budget."""
    if hit.first > 0 and words.items[hit.first - 1].form == "anti":
        return True
    after = words.items[hit.last] if hit.last < len(words.items) else None
    return after is not None and after.before == "" and after.form.startswith(_COMMITTEES)


def _position(candidate: _Candidate) -> int:
    return candidate.hit.first


def _standing_in(candidates: list[_Candidate], first: int, last: int) -> Iterable[_Candidate]:
    """The candidates, which are in order, that start in words first…last."""
    for index in range(bisect_left(candidates, first, key=_position), len(candidates)):
        if candidates[index].hit.first >= last:
            return
        yield candidates[index]


def _within(scan: Scan, part: int, span: tuple[int, int]) -> bool:
    hits = scan.hits.get(part)
    if not hits:
        return False
    index = bisect_left(hits, (span[0],))  # a tuple of one sorts before every hit that begins with it
    return index < len(hits) and hits[index].first < span[1]


def _near(scan: Scan, anchor: Hit, part: int, distance: int, *, apart: bool) -> bool:
    """Whether `part` stands in the anchor's sentence, at most `distance` words off; `apart`: and beside it."""
    for hit in starting_in(scan.hits.get(part, ()), (anchor.first - distance - 4, anchor.last + distance + 1)):
        if scan.sentences[hit.first] != scan.sentences[anchor.first] or hit.last < anchor.first - distance:
            continue
        if apart and hit.first < anchor.last and anchor.first < hit.last:
            continue
        return True
    return False
