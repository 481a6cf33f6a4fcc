"""When a statement was made: the article's date, unless the words around the quotation say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from streams.stances.clauses import Clause, clauses, is_verb
from streams.stances.dates import Expression, Precision, TimeHits, expressions, scan_dates
from streams.stances.dates_limits import limited
from streams.stances.dates_numbers import stands
from streams.stances.dating_place import (
    attributive,
    in_document,
    led,
    piece_start,
    present_at,
    published_in,
    recounts,
    verbless_as,
)
from streams.stances.dating_scene import SCENE_WORDS, coming, free, later, now, scene_of, unheard
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit, starting_in
from streams.stances.words import AND, Words

__all__ = ["SCENE_WORDS", "Dated", "date_statement", "scan_dates"]

_REACH = 14
_CLEFTS = frozenset((("it", "was"), ("це", "було"), ("это", "было")))
_OPENING = 2
"""Words before a date that begins a sentence: "Back on 3 May", "Нагадаємо, 3 травня"."""
_NAMED = 5
"""Words before the date of a document that begins a sentence: "An emergency decree of 3 May"."""
_FROM = frozenset(("of", "from", "dated", "від", "от"))
_WHEN = frozenset(
    (
        "when", "where", "which", "коли", "де", "якій", "якому", "яких",
        "когда", "где", "которой", "котором", "которых",
    )
)  # fmt: skip
_NOT_TRAILING = frozenset(("of", "from", "for", "by", "to", "with", "against", "від", "от", "для", "за", "про", "об"))
_JOINTS = frozenset(("on", "in", "at", "late", "early", "the", "back", "hours", "of", "у", "в", "во", "ще", "еще"))
_PERFECT = frozenset(("has", "have"))
_THAT = frozenset(("that", "if", "whether", "що", "щоб", "чи", "что", "чтобы", "если", "якщо", "ли"))


@dataclass(frozen=True, slots=True)
class Dated:
    """When something was said.

    Attributes:
        at: the moment; for a day, month or year noon of its (middle) day, in the time zone of the article.
        precision: how exactly `at` is known.
        background: recalled from the past rather than news.
    """

    at: datetime
    precision: Precision
    background: bool


@dataclass(frozen=True, slots=True)
class _Report:
    """A statement in its text: where its words, its cue and its sentence stand."""

    words: Words
    hits: TimeHits
    quotation: tuple[int, int]
    sentence: tuple[int, int]
    cue: int | None
    spans: tuple[tuple[int, int], ...]
    """Word ranges of its own and all other quotations around it."""
    act: bool
    stances: tuple[StanceLexicon, dict[str, list[Hit]]] | None

    @property
    def centre(self) -> int:
        return self.cue if self.cue is not None else self.quotation[0]

    @property
    def within(self) -> bool:
        """Whether the cue stands among the quoted words: "each day, she said, costs lives"."""
        return self.quotation[0] <= self.centre < self.quotation[1]


def date_statement(
    words: Words,
    hits: TimeHits,
    published: datetime,
    *,
    quotation: tuple[int, int],
    sentence: tuple[int, int],
    paragraph: tuple[int, int],
    cue: int | None = None,
    quoted: Sequence[tuple[int, int]] = (),
    act: bool = False,
    stances: tuple[StanceLexicon, dict[str, list[Hit]]] | None = None,
) -> Dated:
    """Date a statement.

    Only what stands in the cue's own clause dates it, or an adverbial without a verb: "whose deliveries began two years
    ago" and "before he left in May" do not say when he spoke.

    Args:
        words: the article's words.
        hits: `scan_dates(words)`.
        published: the article's date.
        quotation: word range of the quoted words; a date within them is what they speak of, not when they were said,
            unless it closes a phrase without a verb: "blocked the loan on 3 May".
        sentence: word range of the sentence (or sentences) that hold the quotation.
        paragraph: word range of its paragraph.
        cue: the cue's word; of several dates the nearest to it counts.
        quoted: word ranges of all quotations nearby; no date within them counts, unless the cue stands there too.
        act: it is a reported act.
        stances: the stance lexicon and its hits in the article, which part sentences into clauses.
    """
    around = (span for span in quoted if cue is None or not span[0] <= cue < span[1])
    report = _Report(words, hits, quotation, sentence, cue, (quotation, *around), act, stances)
    day = published.date()
    every = expressions(words, hits, day, sentence)
    near = [
        e
        for e in every
        if (abs(e.hit.first - report.centre) <= _REACH or _opens(report, e) or _closes(report, e))
        and _counts(report, e)
        and (e.day is not None or e.hit.first < report.centre or not _pluperfect(words, e))
        and not (stands(hits, "lasting", e.hit.first) and _lasts(report))
    ]
    if near and cue is not None and stances is not None:
        near = _of_the_cue(report, near)
    near = _refined(report, near, every)
    recalled = bool(starting_in(hits.get("recall", ()), (paragraph[0], paragraph[0] + 4)))
    best = min(near, key=lambda e: (e.day is None, abs(e.hit.first - report.centre)), default=None)
    scene = scene_of(words, hits, day, sentence, paragraph, report.spans, stances)
    if scene is not None and scene.background and best is None and not recalled and _present(report):
        scene = None
    if best is not None and scene is not None and scene.day is not None:
        if stands(hits, "eve", best.hit.first):
            best = Expression(best.hit, scene.day - timedelta(days=1), scene.precision, scene.background)
        elif stands(hits, "sooner", best.hit.last - 1):  # "a week earlier" counts from what was told just before
            told = _told(report, scene, day)
            best = best if told is None else told
    if best is None or best.day is None:
        told = _told(report, scene, day)
        if told is not None:
            best = told
        elif scene is not None and (
            best is not None or recalled or not now(hits, sentence, unheard(scene, report.spans))
        ):
            best = scene
    if best is not None and best.day is not None and best.precision == "day":
        best = _in_that_year(report, best, paragraph)
    if best is None or best.day is None:
        background = recalled or best is not None
        return Dated(published, "month" if background else "day", background)
    if best.day == day:
        return Dated(published, "day", False)
    at = published.replace(
        year=best.day.year, month=best.day.month, day=best.day.day, hour=12, minute=0, second=0, microsecond=0
    )
    return Dated(at, best.precision, best.background)


def _in_that_year(report: _Report, best: Expression, paragraph: tuple[int, int]) -> Expression:
    """The day in the year that the sentence before names, if "then" stands before it: "It was the largest since 2029.
    Back then, on 12 May, she said"."""
    first, last = report.sentence[0], best.hit.first
    items = report.words.items
    then = first <= last <= first + _NAMED and any(items[i].form in _THEN for i in range(first, last))
    if not then or best.day is None or _year_told(report, best):
        return best
    years = report.hits.between(max(paragraph[0], first - _REACH), first)
    named = [int(items[hit.first].form) for hit, _, name in years if name == "bare_year"]
    named = [year for year in named if 1900 < year < best.day.year]
    if not named or (best.day.month, best.day.day) == (2, 29):
        return best
    return Expression(best.hit, best.day.replace(year=named[-1]), "day", True)


def _year_told(report: _Report, e: Expression) -> bool:
    return any(len(w.form) == 4 and w.form.isdecimal() for w in report.words.items[e.hit.first : e.hit.last])


_THEN = frozenset(("then", "тоді", "тогда"))


def _told(report: _Report, scene: Expression | None, published: date) -> Expression | None:
    """What in the sentence counts from the scene, or from a date before it in the sentence."""
    found = later(report.words, report.hits, scene, report.sentence, published)
    return next((e for e in found if free(e, report.spans) or _closes(report, e)), None)


def _counts(report: _Report, e: Expression) -> bool:
    """Whether the expression can say when it was said, by its place in or beside the quoted words."""
    if free(e, report.spans):
        return True
    if not report.quotation[0] <= e.hit.first < report.quotation[1]:
        return False
    others = [span for span in report.spans if span != report.quotation]
    if _begins(report, e) and free(e, others):
        return True
    return free(e, others) and ((report.within and (_opens(report, e) or _leads(report, e))) or _closes(report, e))


def _begins(report: _Report, e: Expression) -> bool:
    """Whether it stands between the cue and what it governs: "his promise of 2031 to", "said in March she would"."""
    first, last = report.quotation
    cue = report.cue
    if cue is None or e.day is None or not e.background or not cue < first <= e.hit.first or first - cue > _OPENING:
        return False
    items = report.words.items
    if last - e.hit.last < _OPENING or any(items[i].before not in ("", "quote") for i in range(cue + 1, e.hit.last)):
        return False
    return all(items[i].form in _JOINTS for i in range(cue + 1, e.hit.first))


def _leads(report: _Report, e: Expression) -> bool:
    """Whether it stands in the cue's own clause, or before a colon that the cue follows."""
    words, cue = report.words, report.cue
    if cue is None or report.stances is None:
        return False
    low, high = sorted((cue, e.hit.first))
    between = range(low + 1, high + 1)
    if _before_colon(report, e):
        return True
    if any(words.items[i].before in ("comma", "mark", "dash", "stop") for i in between if i >= e.hit.last or i > cue):
        return False
    return report.act or e.hit.first < cue


def _before_colon(report: _Report, e: Expression) -> bool:
    """Whether a colon parts it from the cue after it: "She pressed the matter on 3 May: each day, she said, …"."""
    items = report.words.items
    if e.day is None or e.hit.first >= report.centre:
        return False
    return any(
        items[i].before == "mark" and ":" in report.words.text[items[i - 1].end : items[i].start]
        for i in range(e.hit.last, report.centre + 1)
    )


def _closes(report: _Report, e: Expression) -> bool:
    """Whether it ends a quoted phrase without a verb, so that it belongs to the cue: "blocked the loan on 3 May"."""
    first, last = report.quotation
    cue = report.cue
    if cue is None or cue >= e.hit.first or not first < e.hit.first < last or report.stances is None:
        return False
    if e.day is None or last - e.hit.last > _OPENING or _present(report):
        return False  # "count on the first loan in March": who expects it does so now
    items = report.words.items
    lexicon = report.stances[0]
    position = e.hit.first - 1
    while position > cue and items[position].form in _JOINTS and items[position].before == "":
        if items[position].form == "of" and items[position - 1].form != "hours":
            return False
        position -= 1
    if items[position].form in _NOT_TRAILING or position <= cue:
        return False
    for index in range(max(first, cue + 1), position + 1):
        form = items[index].form
        if form in _THAT or (items[index].before in ("comma", "mark", "dash") and index > first):
            return False
        if form == "to" and index < position and is_verb(lexicon, items[index + 1].form):
            return False
        reading = lexicon.morphology.readings(form)[0]
        gerund = lexicon.language == "en" and reading.verb_form == "part" and form.endswith("ing")
        if reading.pos in ("VERB", "AUX") and not gerund and not items[index].capital:
            return False  # "the loan agreed on 3 May"
    return True


def _refined(report: _Report, near: list[Expression], every: list[Expression]) -> list[Expression]:
    """With the day that opens the quoted words, where the cue has a vaguer one: "In spring she said: on 3 May …"."""
    first = report.quotation[0]
    vague = near and all(e.day is None or e.precision != "day" for e in near)
    if not vague or report.within:
        return near
    sharp = [e for e in every if e.precision == "day" and first <= e.hit.first <= first + 1 and e.background]
    return sharp or near


def _of_the_cue(report: _Report, found: list[Expression]) -> list[Expression]:
    """The expressions that stand in the cue's clause, or in a piece without a verb of its own."""
    assert report.stances is not None and report.cue is not None
    words, cue, lexicon = report.words, report.cue, report.stances[0]
    parts = clauses(words, report.stances[1], lexicon, *report.sentence)
    own = next((part for part in parts if cue in part), None)
    kept = []
    for expression in found:
        index = expression.hit.first
        part = next((p for p in parts if index in p), None)
        if part is not None and part is not own and coming(words, lexicon, part):
            continue
        if attributive(words, report.hits, lexicon, expression, report.sentence[0], cue):
            continue
        if limited(words, expression.hit.first) and not _antecedent(words, expression, own):
            continue
        if _closes(report, expression) or _before_colon(report, expression) or _antecedent(words, expression, own):
            kept.append(expression)
            continue
        if in_document(words, report.hits, expression, report.sentence[0]):
            between = range(0)
        elif part is None or part is own:
            low, high = sorted((cue, index))
            between = range(low + 1, high)
        elif published_in(report.hits, expression, part) or present_at(report.hits, part):
            between = range(part.first + 1, part.last)
        elif own is not None and part.last <= own.first and recounts(words, lexicon, part):
            between = range(0)
        elif part.opener and not (cue > index and verbless_as(words, lexicon, part)):
            if part.opener == "relative" or cue < index or not led(words, report.hits, part.first, index):
                continue
            between = range(expression.hit.last, cue)
        else:
            between = range(part.first, part.last)
        told = (*report.spans, (index, expression.hit.last))  # the time itself may hold a verb: "before taking office"
        outside = [i for i in between if i != cue and not any(a <= i < b for a, b in told)]
        if _pluperfect(words, expression) and cue - expression.hit.last > 2:
            continue
        if (
            _opens(report, expression)
            or part is own
            or _goes_on(report, part, own)
            or not any(_finite(words, lexicon, i) for i in outside)
            or _cleft(words, part)
        ):
            kept.append(expression)
    return kept


def _goes_on(report: _Report, part: Clause | None, own: Clause | None) -> bool:
    """Whether the cue is a second verb of who did something on that day: "met her on 3 May, and warned that"."""
    if part is None or own is None or part.opener or report.cue is None or part.last > own.first:
        return False
    joined = own.first < report.cue <= own.first + 2 and report.words.items[own.first].form in AND
    return joined and not _present(report)


def _antecedent(words: Words, e: Expression, own: Clause | None) -> bool:
    """Whether the cue's clause tells what happened on that day: "a speech on 3 May, in which she warned"."""
    if own is None or e.day is None or not 0 <= own.first - e.hit.last <= 1:
        return False
    return any(word.form in _WHEN for word in words.items[own.first : own.first + 2])


def _opens(report: _Report, e: Expression) -> bool:
    """Whether the expression begins the sentence: it dates all that follows, whatever stands between.

    So does the date of the document that does the act: "A decree of 3 May rules talks out".
    """
    if e.day is None:
        return False
    place = e.hit.first - report.sentence[0]
    if 0 <= place <= _OPENING:
        return True
    start = piece_start(report.words, report.sentence[0], e.hit.first)
    if (start == report.sentence[0] or e.hit.first < report.centre) and led(
        report.words, report.hits, start, e.hit.first
    ):
        return True
    return report.act and 0 < place <= _NAMED and report.words.items[e.hit.first - 1].form in _FROM


def _present(report: _Report) -> bool:
    """Whether the cue is in the present tense or perfect: what somebody "says" or "has said" is news."""
    if report.cue is None or report.stances is None:
        return False
    lexicon = report.stances[0]
    form = report.words.items[report.cue].form
    if lexicon.language == "en" and report.words.items[report.cue - 1].form in _PERFECT:
        return True
    if lexicon.language == "en" and not form.endswith("s"):
        return False
    readings = lexicon.morphology.readings(form)[: 2 if lexicon.language == "en" else 1]  # "says" is a noun as well
    return any(r.pos == "VERB" and r.tense == "pres" and r.verb_form == "fin" for r in readings)


def _lasts(report: _Report) -> bool:
    """Whether what somebody has held "for months" is not over: the cue is not in the past."""
    if report.cue is None or _present(report):
        return True
    items = report.words.items
    return any(items[i].form in _PERFECT for i in range(max(report.sentence[0], report.cue - 6), report.cue))


def _finite(words: Words, lexicon: StanceLexicon, index: int) -> bool:
    """Whether the word is a finite verb; names are often taken for one."""
    word = words.items[index]
    return (not word.capital or word.before == "stop") and is_verb(lexicon, word.form)


def _cleft(words: Words, part: Clause | None) -> bool:
    """Whether the piece is "it was in May that …"."""
    return part is not None and tuple(w.form for w in words.items[part.first : part.first + 2]) in _CLEFTS


def _pluperfect(words: Words, expression: Expression) -> bool:
    return words.items[expression.hit.first].form == "had"
