"""Issues and stances of single quotations: the pure reading, without actors or dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.base import Language
from streams.language.sentences import split
from streams.language.tokens import tokens_of
from streams.stances.acts import read_act
from streams.stances.blend import TAKEN, UNNAMED, blended, untold
from streams.stances.central import asides_of, ends_in_shell, shell_only
from streams.stances.context import headed, opposed_before
from streams.stances.decisions import OPERATORS, answers, read_decision, read_parted, read_side
from streams.stances.deeds import judges_deed, undone_by
from streams.stances.effects import without_effects
from streams.stances.features import lemmas
from streams.stances.governed import governed_from
from streams.stances.issues import IssueCatalogue
from streams.stances.learned import Models
from streams.stances.lexicon import StanceLexicon, stance_lexicon
from streams.stances.matching import IssueMatch, Matcher, Window
from streams.stances.objects import object_of, pronoun_of, such_of
from streams.stances.overruled import overruled, put_first
from streams.stances.page import Finding, Page
from streams.stances.passage import Passage
from streams.stances.patterns import Hit, HitIndex
from streams.stances.raised import only_discussed, only_raised
from streams.stances.reach import closes, trails, with_condition, with_limitation
from streams.stances.stance import read_stance
from streams.stances.state import Reading
from streams.stances.theme import alike, by_theme, theme_of
from streams.stances.topics import Assumption, Likelihood
from streams.stances.words import Words, read_words

_BEFORE = 3
"""Sentences before the quotation's own that may name its issue."""
_AFTER = 1
_SECOND = 0.9
"""A second issue must weigh this share of the first."""
_LEAST = 0.5
_CLEAR = 0.85
_APART = 10
_ELLIPTICAL = 40
"""Words; a longer quotation names its issue itself."""
_WEAK_ANAPHORS = frozenset(("its", "that", "here", "тут", "здесь"))
_ANSWER = 24
"""Words; a longer quotation that only its context ties to an issue is no position of its own."""
_FUNCTIONS = frozenset(("PRON", "ADV", "VERB", "AUX", "PART", "ADP", "CCONJ", "SCONJ", "INTJ"))
_TELLING = {"article": 0.58, "words": 0.45}
"""Confidence of a stance from which it is a position though no word of stance tells it, by what tells the issue."""


@dataclass(slots=True)
class QuotationReader:
    """Reads issues and stances of quotations.

    Args:
        issues: what to look for.
        peoples: per language how the names of countries and nations begin, in lower case.
        models: what was learned from examples.
    """

    issues: IssueCatalogue
    peoples: dict[Language, frozenset[str]] = field(default_factory=dict)
    models: Models = field(default_factory=Models)
    _matchers: dict[Language, Matcher] = field(default_factory=dict, init=False)

    def page(
        self,
        text: str,
        title: str,
        language: Language,
        sentences: tuple[tuple[int, int], ...] | None = None,
        persons: Sequence[tuple[int, int]] = (),
    ) -> Page:
        """Find all terms and stance words in a text.

        Args:
            text: the article, or a part of it.
            title: its headline, or an empty string.
            language: of both.
            sentences: code points of its sentences, if they are known.
            persons: code points of the names of persons in it.
        """
        matcher = self._matchers.get(language)
        if matcher is None:
            matcher = self._matchers[language] = Matcher(self.issues, language)
        lexicon = stance_lexicon(language)
        if sentences is None:
            sentences = tuple((s.start, s.end) for s in split(text, tokens_of(text), language)[0])
        words = read_words(text, language)
        scan, headline = matcher.scan(words), matcher.scan(read_words(title, language))
        topics = matcher.topics(scan, headline)
        theme = theme_of(topics, scan, headline, self.issues)
        heading = lexicon.scan(headline.words)
        denies = "negation" in heading
        hits = _outside_names(lexicon.scan(words), words, _named(words, persons, lexicon))
        ends = tuple(end for _, end in sentences)
        return Page(scan, headline, hits, lexicon, sentences, ends, HitIndex(hits), topics, denies, theme, heading)

    def read(
        self,
        page: Page,
        start: int,
        end: int,
        cue: tuple[int, int] | None = None,
        speaker: frozenset[str] = frozenset(),
        *,
        act: bool = False,
        assumed: Assumption | None = None,
        undone: frozenset[str] = frozenset(),
        likely: Likelihood | None = None,
    ) -> list[Finding]:
        """The issues of the quotation at code points start…end, weightiest first, none to two.

        Args:
            page: its text.
            start: first code point.
            end: one past the last.
            cue: code points of the cue.
            speaker: how the names of the speaker, and of those it speaks for, begin, in lower case.
            act: it is a reported act: the words tell what the act is about, the cue what it does to it.
            assumed: the issue that it is known to be about.
            undone: the issues that something was done against, as the article tells before.
            likely: what the learned model makes of the quotation in its article.
        """
        words = page.words
        quotation = words.between(start, end)
        if quotation[0] >= quotation[1]:
            return []
        if act and cue is not None:
            verb = words.between(*cue)
            quotation = object_of(words, page.index.near(*quotation), quotation, verb, speaker)
        window = _window(page, start, end, quotation)
        matcher = self._matchers[words.language]
        found = matcher.find(page.scan, window, page.title, page.topics, speaker)
        first, cue_words = governed_from(page, start, quotation, cue)
        first = min(first, quotation[0])
        found = by_theme(found, page.theme, page.hits, quotation)
        named, other = {match.issue for match in found}, None
        found = without_effects(found, words, page.hits, quotation)
        if assumed is None and likely is not None:
            dropped = frozenset(named.difference(match.issue for match in found))
            other = overruled(found, dropped, likely, page.topics, self.issues)
            if other is not None and any(match.issue == other and match.zone == "quotation" for match in found):
                found = put_first(found, other, likely)
            elif other is not None:
                assumed = Assumption(other, "words", likely.within[other])
        if assumed is not None:
            own = [match for match in found if match.issue == assumed.issue][:1]
            silent = other is not None or not any(m.zone == "quotation" and m.weight >= _LEAST for m in found)
            if not own and silent and assumed.basis != "context":
                own = [IssueMatch(assumed.issue, assumed.weight, ())]
            found = own
        if not found:
            return []
        decision = None
        if act and cue_words is not None:
            decision = (
                read_side(words, cue_words, quotation)
                or read_parted(words, cue_words, quotation)
                or read_decision(words, cue_words)
            )
        last = quotation[1]
        if decision is not None and assumed is None and answers(words, decision):
            first = quotation[0]  # "replied with a no when asked whether": what was asked is open no more
        elif decision is not None and cue_words is not None:  # "the loan was vetoed": the cue may follow
            first, last = min(first, decision.hit.first), max(last, cue_words[1])
        elif cue_words is not None and closes(words, quotation, cue_words, last):
            last = cue_words[1]
        if act:
            last = with_condition(words, page.hits_near(last), last, window.sentence[1])
        elif cue is not None and cue[0] >= end:
            spoken = words.between(*cue)
            last = with_limitation(words, page.hits_near(last), spoken, last, window.sentence[1])
        reach = (first, last) if cue_words is None else (min(first, cue_words[0]), max(last, cue_words[1]))
        hits = page.index.near(*reach)
        passage = Passage(
            words,
            hits,
            page.lexicon,
            first,
            last,
            speaker,
            self.peoples.get(words.language, frozenset()),
            quoted=quotation[0],
            deed=(OPERATORS[decision.effect], decision.hit) if decision is not None else None,
            cue=None if cue_words is not None and trails(words, quotation, cue_words, last) else cue_words,
        )
        asides = asides_of(passage, found)
        found = [*(match for match in found if match not in asides), *asides]
        chosen = found if assumed is not None else _choose(hits, quotation, first, found)
        whole = act and ends_in_shell(words, hits, quotation) and not passage.names_others()
        bare = act and shell_only(words, hits, page.lexicon, quotation) and not passage.names_others()
        stood_for = pronoun_of(words, page.lexicon, quotation) if act else None
        such = None if act else such_of(words, page.lexicon, quotation)
        findings: list[Finding] = []
        for match in chosen:
            issue = self.issues.issues[match.issue]
            anchors = _within(match, first, quotation[1])
            if stood_for is not None and match.zone == "sentence" and not anchors:
                anchors = [(stood_for, match.anchors[0].opposed, False)]
            elif such is not None and match.zone != "quotation" and not anchors:
                anchors = [(such, False, False)]
            inverse = (headed(match) and not page.denies) or opposed_before(page.hits, page.index, match, quotation)
            if not inverse and match.zone != "quotation" and judges_deed(passage):
                against = None
                if match.issue == page.theme:
                    against = undone_by(page.title, page.heading, page.scan, page.hits, page.lexicon, issue)
                inverse = match.issue in undone if against is None else against
            reading = read_stance(passage, anchors[:4], issue, opposed=inverse)
            if act and reading.label in ("support", "neutral") and only_discussed(passage, anchors):
                continue
            if untold(reading, issue.default):
                if only_raised(passage, anchors):
                    continue
                reading = self._weighed(reading, words, (reach[0], last), match.issue)
            elif not act and not match.anchors:
                reading = self._weighed(reading, words, (reach[0], last), match.issue, UNNAMED)
            cues = tuple((words.items[h.first].start, words.items[h.last - 1].end) for h in reading.cues)
            done = read_act(hits, cue_words, quotation, reading.label, match.issue, decision if act else None)
            judges = bool(cues) and (
                (reading.label != "neutral" and _points_back(page, passage, reading))
                or (match.issue == page.theme and quotation[1] - quotation[0] <= _ANSWER and not passage.names_others())
            )
            alone = match.zone == "quotation" and (bool(cues) or not findings)
            if assumed is not None:
                elsewhere = assumed.basis == "article" and passage.names_others()  # "the Lurian idea" may be any
                plain = bool(cues) or reading.confidence >= _TELLING.get(assumed.basis, 1.0)
                alone = plain and reading.label != "neutral" and (decision is not None or not act) and not elsewhere
            elif act:
                told = decision is not None and (
                    alone
                    or (match.issue == page.theme and match.zone == "sentence" and whole)
                    or (stood_for is not None and match.zone == "sentence" and bool(cues))
                )
                alone = told or (match.issue == page.theme and bool(cues) and reading.label != "neutral" and bare)
            elif match in asides:
                alone = False
            elif not alone:
                alone = judges or (match.zone == "sentence" and bool(cues))
            outright = assumed is None and match.zone == "quotation"
            findings.append(Finding(match.issue, min(1.0, match.weight), reading, done, cues, alone, outright))
        return findings

    def _weighed(
        self, reading: Reading, words: Words, span: tuple[int, int], issue: str, odds: float = TAKEN
    ) -> Reading:
        """The reading weighed with what was learned of the words in `span`, if anything was."""
        model = self.models.of(words.language)
        if model is None or issue not in model.issue.classes:
            return reading
        return blended(reading, model.stances(lemmas(words, *span), issue), odds)


def _within(match: IssueMatch, first: int, last: int) -> list[tuple[Hit, bool, bool]]:
    """Anchors in words first…last, best first; none within another one, and wordings of the opposite first of all."""
    inside = [a for a in match.anchors if a.zone != "title" and first <= a.hit.first < last]
    best = max((a.weight for a in inside), default=0.0)
    kept: dict[Hit, tuple[bool, bool]] = {}
    for anchor in sorted(inside, key=lambda a: (not a.opposed, a.hit.first - a.hit.last, not a.denies, -a.weight)):
        hit = anchor.hit
        if anchor.weight < _CLEAR * best:
            continue
        if not any(hit.first < other.last and other.first < hit.last for other in kept):
            kept[hit] = (anchor.opposed, anchor.denies)
    against = [hit for hit, (opposed, _) in kept.items() if opposed]
    if against:
        kept = {
            hit: kind
            for hit, kind in kept.items()
            if kind[0] or min(abs(hit.first - o.first) for o in against) > _APART
        }
    return [(hit, *kind) for hit, kind in kept.items()]


def _named(words: Words, persons: Sequence[tuple[int, int]], lexicon: StanceLexicon) -> list[tuple[int, int]]:
    """The names without lone Slavic words that open a sentence and are likelier no noun: "Ніколи" is "never"."""
    if lexicon.language == "en":
        return list(persons)
    kept = []
    for start, end in persons:
        first, last = words.between(start, end)
        lone = last - first == 1 and words.items[first].before == "stop"
        if not lone or lexicon.morphology.readings(words.items[first].form)[0].pos not in _FUNCTIONS:
            kept.append((start, end))
    return kept


def _outside_names(
    hits: dict[str, list[Hit]], words: Words, persons: Sequence[tuple[int, int]]
) -> dict[str, list[Hit]]:
    """The hits without those that are part of a person's name: Ned Price sets no price, and Somebody Hope hopes for
    nothing. Only who is the enemy is told by names."""
    taken = {index for start, end in persons for index in range(*words.between(start, end))}
    if not taken:
        return hits
    return {
        name: group if name == "enemy" else [hit for hit in group if not taken.issuperset(range(*hit))]
        for name, group in hits.items()
    }


def _window(page: Page, start: int, end: int, quotation: tuple[int, int]) -> Window:
    """The quotation's sentences, and those before and after them."""
    own = page.sentences_of(start, end)
    if not own:
        return Window(quotation, quotation, quotation, quotation, quotation)

    def between(first: int, last: int) -> tuple[int, int]:
        first, last = max(0, first), min(len(page.sentences) - 1, last)
        return page.words.between(page.sentences[first][0], page.sentences[last][1]) if first <= last else (0, 0)

    sentence = between(own[0], own[-1])
    before = between(own[0] - _BEFORE, own[0] - 1)
    previous = between(own[0] - 1, own[0] - 1) if own[0] else (0, 0)
    after = between(own[-1] + 1, own[-1] + _AFTER)
    return Window(
        quotation,
        sentence,
        previous,
        before if before[0] < before[1] else (sentence[0], sentence[0]),
        after if after[0] < after[1] else (sentence[1], sentence[1]),
    )


def _choose(
    hits: dict[str, list[Hit]], quotation: tuple[int, int], first: int, found: list[IssueMatch]
) -> list[IssueMatch]:
    """The weightiest issue, and a second one that the quotation itself names as plainly, in other words."""
    if not found or found[0].weight < _LEAST:
        return []
    top = found[0]
    if top.zone not in ("quotation", "sentence") and not _leans(hits, quotation, first):
        return []
    others = [m for m in found[1:] if m.zone == "quotation" and m.weight >= _SECOND * top.weight and not alike(top, m)]
    return [top, *others[:1]]


def _leans(hits: dict[str, list[Hit]], quotation: tuple[int, int], first: int) -> bool:
    """Whether a quotation that names no issue can be understood from its context: it points back, or judges.

    Args:
        hits: the stance lexicon's around it.
        quotation: its words.
        first: the first word that bears on it, the cue's where that governs it.
    """
    if quotation[1] - quotation[0] > _ELLIPTICAL:
        return False
    return any(
        first <= hit.first < quotation[1]
        for name in ("refers", "shell", "reject", "reverse", "approve", "hedge", "open", "harm", "deny")
        for hit in hits.get(name, ())
    )


def _points_back(page: Page, passage: Passage, reading: Reading) -> bool:
    """Whether a short quotation takes up what was said before: "this", "such talks", "it", or judges outright.

    A judgement that names another country ("the Lurian idea") may be about anything that it has proposed.
    """
    first, last = passage.quoted, passage.last
    if last - first > _ANSWER:
        return False
    if any(
        first <= hit.first < last and page.words.items[hit.first].form not in _WEAK_ANAPHORS
        for hit in passage.hits.get("refers", ())
    ):
        return True
    outright = {hit for name in ("reject", "reverse", "deny", "open") for hit in passage.hits.get(name, ())}
    return not passage.names_others() and any(first <= cue.first and cue in outright for cue in reading.cues)
