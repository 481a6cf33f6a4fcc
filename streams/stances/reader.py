"""Statements of an article: each attributed quotation with its issues, stance, act and date."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate
from pathlib import Path

from schemas.base import STANCE_SCORES, Language, TextSpan
from schemas.enriched_article import EnrichedArticle, Quotation, Speaker
from schemas.identity import statement_id
from schemas.names import latin_name
from schemas.statement import ArticleRef, Extractor, IssueRef, QuotedWords, Stance, Statement
from streams.actors import ActorCatalogue
from streams.language.echoes import stands_for
from streams.stances.agreement import agreeing, contested
from streams.stances.dates import TimeHits
from streams.stances.dating import SCENE_WORDS, Dated, date_statement, scan_dates
from streams.stances.echoed import Told, echoed, left_out, points_back, related, takes_side, undone_before
from streams.stances.given import given_findings, signature
from streams.stances.held import in_passing, spelt_out, told_otherwise, uncontradicted
from streams.stances.issues import IssueCatalogue
from streams.stances.learned import Models
from streams.stances.names import own_names, peoples
from streams.stances.occasions import joined, on_occasion
from streams.stances.page import Finding, Page
from streams.stances.quotation import QuotationReader
from streams.stances.recalled import leading_issue, recalled_topic
from streams.stances.single import read_quotation
from streams.stances.substance import says_something, tells_figures
from streams.stances.topics import ArticleTopics, Assumption, Likelihood

__all__ = ["RULES", "StatementReader", "read_quotation"]

_REMEMBERED = 4096
"""Speakers whose names are kept."""
RULES = Extractor(name="rules", version="1")
"""What every statement of this reader is signed with; the version changes when its rules do."""

_Silent = tuple[Quotation, Speaker, Dated]
"""A quotation that names no issue."""
_Best = dict[tuple[str, str, str, str], Statement]
"""Statements by speaker, issue, stance and, of those recalled, day."""


@dataclass(slots=True)
class StatementReader:
    """Reads statements out of enriched articles.

    Args:
        actors: who speaks, and whose position it is.
        issues: what about.
        models: a folder of models of one's own; by default those that ship.
    """

    actors: ActorCatalogue
    issues: IssueCatalogue
    models: Path | None = None
    _models: Models = field(init=False)
    _quotations: QuotationReader = field(init=False)
    _named: dict[tuple[str, str, date, Language], frozenset[str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._models = Models(self.models)
        named: dict[Language, frozenset[str]] = {each: peoples(self.actors, each) for each in ("uk", "en", "ru")}
        self._quotations = QuotationReader(self.issues, named, self._models)

    def read(self, article: EnrichedArticle) -> list[Statement]:
        """The statements of an article, in order of their quotations; no two have one id.

        A quotation gives a statement for each of its issues (two at most) if its speaker is a person or an institution.
        What one speaker says on an issue more than once in an article with the same stance is one statement, the one
        that is surest; what is recalled from the past stays apart from the news, and each of its days from the others.
        A doubtful reading takes the stance of a sure one on the same day, or gives way to it. What a person says
        without naming an issue is about the one that its words, and the rest of the article, resemble most among the
        examples.
        """
        speakers = [
            (q, q.speaker)
            for q in article.quotations
            if q.speaker is not None and _counts(q.speaker) and not (q.cue and tells_figures(q.cue.text))
        ]
        if not speakers:
            return []
        page = self._quotations.page(
            article.text,
            article.title,
            article.language,
            tuple((s.start, s.end) for s in article.sentences),
            [(mention.start, mention.end) for mention in article.mentions if mention.type == "PER"],
        )
        times, speech = scan_dates(page.words), _Speech(article)
        model = self._models.of(page.words.language)
        spans = [page.words.between(quotation.start, quotation.end) for quotation, _ in speakers]
        topics = ArticleTopics(model, page.title, page.words, spans, page.topics) if model is not None else None
        ref = ArticleRef(
            id=article.id,
            url=article.url,
            title=article.title,
            source=article.source,
            language=article.language,
            published_at=article.published_at,
        )
        found: dict[tuple[str, str, date, bool], list[Told]] = {}
        before: tuple[Quotation, Dated] | None = None
        later: list[tuple[Quotation, Speaker, Dated]] = []
        silent: list[_Silent] = []
        told: list[Told] = []
        first: dict[str, Told] = {}
        occasions: dict[str, Dated] = {}
        for quotation, speaker in speakers:
            given = given_findings(page, quotation, self.issues)
            meant = points_back(page, quotation) if given is None else None
            findings = []
            if meant is not None:
                findings = echoed(page, meant, quotation, speaker, told, self._kin(speaker, told, article))
            stood = related(page, quotation, told) if given is None else None
            if stood is None and given is None:
                stood = left_out(page, quotation, speaker, told)
            if stood is not None:
                findings = stood
            elif not findings and given is not None:
                findings = given
            elif not findings:
                undone = undone_before(first, speaker.actor_id)
                likely = topics.likelihood(page.words.between(quotation.start, quotation.end)) if topics else None
                findings = self._findings(page, article, quotation, speaker, undone=undone, likely=likely)
            dated = _dated(page, times, article, speech, quotation)
            if before is not None and dated.at == article.published_at and joined(article, before[0], quotation):
                dated = before[1]
            before = quotation, dated
            there = on_occasion(occasions, speaker, dated)
            if stood is not None and not findings:
                continue
            if given is None and not findings and dated.background:
                later.append((quotation, speaker, dated))
            # what an institution says or does names its matter
            if given is None and not findings and quotation.kind != "act" and speaker.kind == "person":
                span = page.words.between(quotation.start, quotation.end)
                if quotation.kind == "direct" or says_something(page.words, page.hits, span):
                    silent.append((quotation, speaker, dated))
            for finding in findings:
                # a condition is no contradiction of what its speaker said before
                at = there if finding.reading.label in ("support", "oppose") else dated
                topic = (speaker.actor_id or "", finding.issue, at.at.date(), at.background)
                position = (quotation, speaker, finding, at)
                found.setdefault(topic, []).append(position)
                told.append(position)
                if not at.background:
                    first.setdefault(finding.issue, position)
        best: _Best = {}
        for said in found.values():
            readings = agreeing([finding.reading for _, _, finding, _ in said])
            beaten = contested([(r.label, f.outright) for r, (_, _, f, _) in zip(readings, said, strict=True)])
            for (quotation, speaker, finding, dated), reading, idle in zip(said, readings, beaten, strict=True):
                if idle:
                    continue
                _keep(best, self._statement(article, ref, quotation, speaker, replace(finding, reading=reading), dated))
        for quotation, speaker, dated in later:
            for finding in self._recalled(page, article, quotation, speaker, dated, best):
                _keep(best, self._statement(article, ref, quotation, speaker, finding, dated))
        spoken = {(s.speaker.id, s.issue.id, s.stated_at.date()) for s in best.values() if s.stance.cues}
        for assumed, (quotation, speaker, dated) in self._assumed(page, topics, silent, best):
            if (speaker.actor_id, assumed.issue, dated.at.date()) in spoken:
                continue  # nothing needs to be guessed of who takes a plain position elsewhere
            undone = undone_before(first, speaker.actor_id)
            for finding in self._findings(page, article, quotation, speaker, assumed, undone):
                _keep(best, self._statement(article, ref, quotation, speaker, finding, dated))
        plain = uncontradicted(best.values())
        plain = [made for made in plain if not told_otherwise(made, plain)]
        kept = [made for made in plain if not spelt_out(made, plain, self.issues, page.topics)]
        unique: dict[str, Statement] = {}
        for made in sorted(kept, key=lambda s: (s.quotation.start, s.issue.id)):
            one = made
            if made.id in unique and unique[made.id].stated_at.date() != made.stated_at.date():
                one = _of_its_day(made)
            unique[one.id] = one
        return list(unique.values())

    def _kin(self, speaker: Speaker, told: list[Told], article: EnrichedArticle) -> list[Told]:
        """What was told by others who speak for a government or party that the speaker speaks for, too."""
        day = article.published_at.date()
        own = {held.id for held in self.actors.holders(speaker.actor_id, day)} if speaker.actor_id else set()
        return [
            one
            for one in told
            if one[1].actor_id
            and one[1].actor_id != speaker.actor_id
            and not own.isdisjoint(held.id for held in self.actors.holders(one[1].actor_id, day))
        ]

    def _assumed(
        self, page: Page, topics: ArticleTopics | None, silent: list[_Silent], best: _Best
    ) -> Iterator[tuple[Assumption, _Silent]]:
        """What quotations that name no issue are taken to be about: what their own words tell, or the whole article."""
        if not silent:
            return
        read = [made.issue.id for made in best.values()]
        lead = leading_issue(page, read)
        if topics is not None:
            topics.learn(read, lead)
        for item in silent:
            if topics is not None:
                assumed = topics.of(page.words.between(item[0].start, item[0].end))
            else:
                assumed = Assumption(lead, "article") if lead is not None else None
            if assumed is not None and assumed.issue in self.issues.issues:
                yield assumed, item

    def _names(self, article: EnrichedArticle, speaker: Speaker) -> frozenset[str]:
        key = (speaker.actor_id or "", speaker.surface or "", article.published_at.date(), article.language)
        names = self._named.get(key)
        if names is None:
            if len(self._named) >= _REMEMBERED:
                self._named.clear()
            names = self._named[key] = own_names(self.actors, *key)
        return names

    def _recalled(
        self, page: Page, article: EnrichedArticle, quotation: Quotation, speaker: Speaker, dated: Dated, best: _Best
    ) -> list[Finding]:
        """The finding of what is recalled for the sake of the article's topic, without naming it."""
        said = {s.issue.id for s in best.values() if s.speaker.id == speaker.actor_id}
        deed = quotation.kind == "act" and not takes_side(page, quotation)
        topic = recalled_topic(page, quotation.start, quotation.end, dated, said, deed=deed)
        if topic is None:
            return []
        return self._findings(page, article, quotation, speaker, Assumption(topic))

    def _findings(
        self,
        page: Page,
        article: EnrichedArticle,
        quotation: Quotation,
        speaker: Speaker,
        assumed: Assumption | None = None,
        undone: frozenset[str] = frozenset(),
        likely: Likelihood | None = None,
    ) -> list[Finding]:
        """The positions in a quotation: on what it names, or on what it is taken to be about."""
        cue = (quotation.cue.start, quotation.cue.end) if quotation.cue is not None else None
        names = self._names(article, speaker)
        act = quotation.kind == "act"
        start, end = quotation.start, quotation.end
        read = self._quotations.read(
            page, start, end, cue, names, act=act, assumed=assumed, undone=undone, likely=likely
        )
        told = [finding for finding in read if finding.stands_alone]
        issues = [finding.issue for finding in told]
        return [finding for finding in told if not in_passing(finding.issue, issues, page.topics)]

    def _statement(
        self,
        article: EnrichedArticle,
        ref: ArticleRef,
        quotation: Quotation,
        speaker: Speaker,
        finding: Finding,
        dated: Dated,
    ) -> Statement:
        actor = speaker.actor_id
        assert actor is not None  # _counts sees to it
        # A person's name is spelt as the catalogue's are, in whatever language it was read; a body's is words.
        name = latin_name(speaker.name, article.language) if speaker.name and speaker.kind == "person" else speaker.name
        day = dated.at.date()
        issue = self.issues.issues[finding.issue]
        cues = tuple(TextSpan(start=a, end=b, text=article.text[a:b]) for a, b in finding.cues)
        reading = finding.reading
        return Statement(
            id=statement_id(article.id, actor, issue.id, quotation.text),
            speaker=self.actors.speaker_ref(actor, name, day, speaker.kind),
            holders=self.actors.holders(actor, day, name),
            background=dated.background,
            issue=IssueRef(id=issue.id, label=issue.label["en"], confidence=round(finding.issue_confidence, 3)),
            stance=Stance(
                label=reading.label,
                score=STANCE_SCORES[reading.label],
                confidence=round(reading.confidence, 3),
                cues=cues,
            ),
            act=finding.act,
            quotation=QuotedWords(
                start=quotation.start,
                end=quotation.end,
                text=quotation.text,
                kind=quotation.kind,
                cue=quotation.cue.text if quotation.cue is not None else None,
                method=quotation.method,
            ),
            stated_at=dated.at,
            stated_precision=dated.precision,
            article=ref,
            extractor=signature(article, quotation, RULES),
            confidence=round(quotation.confidence * finding.issue_confidence * reading.confidence, 3),
            utterance=quotation.utterance,
        )


def _of_its_day(made: Statement) -> Statement:
    """The statement under an id of its own, where the same words on another day have the one that it would have."""
    words = f"{made.quotation.text} {made.stated_at.date().isoformat()}"
    return made.model_copy(update={"id": statement_id(made.article.id, made.speaker.id, made.issue.id, words)})


def _keep(best: _Best, made: Statement) -> None:
    """Add a statement, unless one that says the same is surer."""
    day = made.stated_at.date().isoformat() if made.background else ""
    key = (made.speaker.id, made.issue.id, made.stance.label, day)
    held = best.get(key)
    if held is None or _weight(made) > _weight(held):
        best[key] = made


def _weight(statement: Statement) -> tuple[float, int]:
    """How well a statement stands for what was said: the surest, of equally sure ones the longest."""
    return statement.confidence, len(statement.quotation.text)


def _counts(speaker: Speaker) -> bool:
    """Whether the speaker is somebody who can hold a position."""
    return speaker.kind in ("person", "institution") and bool(speaker.actor_id)


class _Speech:
    """The quotations of an article that are no reported acts."""

    def __init__(self, article: EnrichedArticle) -> None:
        told = (q for q in article.quotations if q.kind != "act" and not _refers(q))
        self._quotations = sorted(told, key=lambda q: q.start)
        self._starts = [q.start for q in self._quotations]
        self._ends = list(accumulate((q.end for q in self._quotations), max))

    def near(self, start: int, end: int) -> list[Quotation]:
        """Those that touch code points start…end."""
        low = bisect_right(self._ends, start)  # all before it end sooner
        return [q for q in self._quotations[low : bisect_left(self._starts, end)] if q.end > start]


def _refers(quotation: Quotation) -> bool:
    """Whether the words hold their own verb and only refer to a thing ("backed it"): the reporter's words."""
    cue = quotation.cue
    inside = cue is not None and quotation.start <= cue.start < quotation.end
    return inside and stands_for(quotation.text.lower().split()) is not None


def _dated(page: Page, times: TimeHits, article: EnrichedArticle, speech: _Speech, quotation: Quotation) -> Dated:
    words = page.words
    own = page.sentences_of(quotation.start, quotation.end)
    start, end = quotation.start, quotation.end
    if own:
        start, end = page.sentences[own[0]][0], page.sentences[own[-1]][1]
    first = article.text.rfind("\n", 0, start) + 1
    last = article.text.find("\n", end)
    sentence = words.between(start, end)
    begin = max(first, words.items[max(sentence[0] - SCENE_WORDS, 0)].start if words.items else 0)
    cue = words.between(quotation.cue.start, quotation.cue.end)[0] if quotation.cue is not None else None
    return date_statement(
        words,
        times,
        article.published_at,
        quotation=words.between(quotation.start, quotation.end),
        sentence=sentence,
        paragraph=words.between(first, last if last >= 0 else len(article.text)),
        cue=cue,
        quoted=[words.between(q.start, q.end) for q in speech.near(begin, end) if q is not quotation],
        act=quotation.kind == "act",
        stances=(page.lexicon, page.hits),
    )
