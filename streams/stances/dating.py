"""When a statement was made: the article's date, unless the words around the quotation say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from streams.stances.clauses import Clause, clauses, is_verb
from streams.stances.dates import (
    FRESH_DAYS,
    Expression,
    Precision,
    expressions,
    numeral,
    scan_dates,
    stands,
    starting_in,
)
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit
from streams.stances.words import Words

__all__ = ["Dated", "date_statement", "scan_dates"]

_REACH = 14
_CLEFTS = frozenset((("it", "was"), ("це", "було"), ("это", "было")))
_ASIDE = frozenset(("relative", "complement", "cause", "condition", "until"))
_OPENING = 2
"""Words before a date that begins a sentence: "Back on 3 May", "Нагадаємо, 3 травня"."""

SCENE_WORDS = 400
"""Words of the paragraph before a sentence that can tell the day of its scene; a page may be one endless paragraph."""


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


def date_statement(
    words: Words,
    hits: dict[str, list[Hit]],
    published: datetime,
    *,
    quotation: tuple[int, int],
    sentence: tuple[int, int],
    paragraph: tuple[int, int],
    cue: int | None = None,
    quoted: Sequence[tuple[int, int]] = (),
    stances: tuple[StanceLexicon, dict[str, list[Hit]]] | None = None,
) -> Dated:
    """Date a statement.

    Only what stands in the cue's own clause dates it, or an adverbial without a verb: "whose deliveries began two years
    ago" and "before he left in May" do not say when he spoke.

    Args:
        words: the article's words.
        hits: `scan_dates(words)`.
        published: the article's date.
        quotation: word range of the quoted words; a date within them is what they speak of, not when they were said.
        sentence: word range of the sentence (or sentences) that hold the quotation.
        paragraph: word range of its paragraph.
        cue: the cue's word; of several dates the nearest to it counts.
        quoted: word ranges of all quotations nearby; no date within them counts.
        stances: the stance lexicon and its hits in the article, which part sentences into clauses.
    """
    spans = (quotation, *quoted)
    centre = cue if cue is not None else quotation[0]
    near = [
        e
        for e in expressions(words, hits, published.date(), sentence)
        if (abs(e.hit.first - centre) <= _REACH or _opens(e, sentence))
        and (_free(e, spans) or (_opens(e, sentence) and quotation[0] <= centre < quotation[1]))
        and (e.day is not None or e.hit.first < centre or not _pluperfect(words, e))
    ]
    if near and cue is not None and stances is not None:
        near = _of_the_cue(words, near, sentence, cue, spans, *stances)
    recalled = bool(starting_in(hits.get("recall", ()), (paragraph[0], paragraph[0] + 4)))
    best = min(near, key=lambda e: (e.day is None, abs(e.hit.first - centre)), default=None)
    scene = _scene(words, hits, published.date(), sentence, paragraph, spans, stances)
    if best is not None and scene is not None and scene.day is not None and stands(hits, "eve", best.hit.first):
        best = Expression(best.hit, scene.day - timedelta(days=1), scene.precision, scene.background)
    if best is None or best.day is None:
        told = next((e for e in _later(words, hits, scene, sentence, published.date()) if _free(e, spans)), None)
        if told is not None:
            best = told
        elif scene is not None and (best is not None or recalled or not _now(hits, sentence)):
            best = scene
    if best is None or best.day is None:
        background = recalled or best is not None
        return Dated(published, "month" if background else "day", background)
    if best.day == published.date():
        return Dated(published, "day", False)
    at = published.replace(
        year=best.day.year, month=best.day.month, day=best.day.day, hour=12, minute=0, second=0, microsecond=0
    )
    return Dated(at, best.precision, best.background)


def _of_the_cue(
    words: Words,
    found: list[Expression],
    sentence: tuple[int, int],
    cue: int,
    spans: Sequence[tuple[int, int]],
    lexicon: StanceLexicon,
    hits: dict[str, list[Hit]],
) -> list[Expression]:
    """The expressions that stand in the cue's clause, or in a piece without a verb of its own."""
    parts = clauses(words, hits, lexicon, *sentence)
    own = next((part for part in parts if cue in part), None)
    kept = []
    for expression in found:
        index = expression.hit.first
        part = next((p for p in parts if index in p), None)
        if part is None or part is own:
            low, high = sorted((cue, index))
            between = range(low + 1, high)
        else:
            if part.opener:
                continue
            between = range(part.first, part.last)
        outside = [i for i in between if i != cue and not any(a <= i < b for a, b in spans)]
        if _pluperfect(words, expression) and cue - expression.hit.last > 2:
            continue
        if (
            _opens(expression, sentence)
            or part is own
            or not any(_finite(words, lexicon, i) for i in outside)
            or _cleft(words, part)
        ):
            kept.append(expression)
    return kept


def _opens(expression: Expression, sentence: tuple[int, int]) -> bool:
    """Whether the expression begins the sentence: it dates all that follows, whatever stands between."""
    return expression.day is not None and 0 <= expression.hit.first - sentence[0] <= _OPENING


def _finite(words: Words, lexicon: StanceLexicon, index: int) -> bool:
    """Whether the word is a finite verb; names are often taken for one."""
    word = words.items[index]
    return (not word.capital or word.before == "stop") and is_verb(lexicon, word.form)


def _cleft(words: Words, part: Clause | None) -> bool:
    """Whether the piece is "it was in May that …"."""
    return part is not None and tuple(w.form for w in words.items[part.first : part.first + 2]) in _CLEFTS


def _pluperfect(words: Words, expression: Expression) -> bool:
    return words.items[expression.hit.first].form == "had"


def _scene(
    words: Words,
    hits: dict[str, list[Hit]],
    published: date,
    sentence: tuple[int, int],
    paragraph: tuple[int, int],
    spans: Sequence[tuple[int, int]],
    stances: tuple[StanceLexicon, dict[str, list[Hit]]] | None,
) -> Expression | None:
    """The day on which the paragraph has arrived: "On 3 May the ministers met. X said there that …"."""
    arrived: Expression | None = None
    first = max(paragraph[0], sentence[0] - SCENE_WORDS)
    for index in range(first + 1, sentence[0] + 1):
        if index < sentence[0] and words.items[index].before != "stop":
            continue
        dated = [
            e
            for e in expressions(words, hits, published, (first, index))
            if e.day is not None and e.precision != "year" and _free(e, spans)
        ]
        if dated and stances is not None:  # "the law, passed on 3 May, …" tells no scene
            parts = clauses(words, stances[1], stances[0], first, index)
            dated = [e for e in dated if not any(e.hit.first in part and part.opener in _ASIDE for part in parts)]
        dated += [e for e in _later(words, hits, arrived, (first, index), published) if _free(e, spans)]
        if dated:
            arrived = dated[0]
        elif _now(hits, (first, index)):
            arrived = None
        first = index
    return arrived


def _later(
    words: Words, hits: dict[str, list[Hit]], scene: Expression | None, span: tuple[int, int], published: date
) -> list[Expression]:
    """Expressions that count from the scene: "the same day", "the next day", "two days later"."""
    found = []
    here = [e for e in expressions(words, hits, published, span) if e.day is not None]
    for name, sign in (("same", 0), ("next", 1), ("later", 1), ("sooner", -1)):
        for hit in starting_in(hits.get(name, ()), span):
            base = next((e for e in reversed(here) if e.hit.last <= hit.first), scene)
            count = _count(words, hits, hit) if name in ("later", "sooner") else abs(sign)
            if count is not None and base is not None and base.day is not None:
                day = min(base.day + timedelta(days=sign * count), published)
                found.append(Expression(hit, day, base.precision, (published - day).days > FRESH_DAYS))
    return found


def _count(words: Words, hits: dict[str, list[Hit]], hit: Hit) -> int | None:
    """Days in "two weeks later": the number and the unit stand before the word."""
    unit = 7 if stands(hits, "unit.week", hit.first - 1) else 1 if stands(hits, "unit.day", hit.first - 1) else None
    if unit is None:
        return None
    number = numeral(words, hits, hit.first - 2)
    return unit * (1 if number is None else number)


def _free(expression: Expression, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the expression stands in no quotation: what is quoted says nothing on when it was said."""
    return not any(a <= expression.hit.first < b for a, b in spans)


def _now(hits: dict[str, list[Hit]], span: tuple[int, int]) -> bool:
    """Whether the sentence returns to the present."""
    return any(starting_in(hits.get(name, ()), span) for name in ("now", "day.0"))
