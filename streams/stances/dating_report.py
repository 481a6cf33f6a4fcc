"""A statement in its text, and whether an expression of time stands where it can say when it was made."""

from __future__ import annotations

from dataclasses import dataclass

from streams.stances.clauses import is_verb
from streams.stances.dates import Expression, TimeHits
from streams.stances.dating_place import led, owns, piece_start
from streams.stances.dating_scene import free
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit
from streams.stances.words import Words

OPENING = 2
"""Words before a date that begins a sentence: "Back on 3 May", "Нагадаємо, 3 травня"."""
NAMED = 5
"""Words before the date of a document that begins a sentence: "An emergency decree of 3 May"."""
PERFECT = frozenset(("has", "have"))
_FROM = frozenset(("of", "from", "dated", "від", "от"))
_NOT_TRAILING = frozenset(("of", "from", "for", "by", "to", "with", "against", "від", "от", "для", "за", "про", "об"))
_JOINTS = frozenset(("on", "in", "at", "late", "early", "the", "back", "hours", "of", "у", "в", "во", "ще", "еще"))
_DETERMINERS = frozenset(("a", "an", "the", "its", "his", "her", "their", "our", "any", "all", "more", "new"))
_THAT = frozenset(("that", "if", "whether", "що", "щоб", "чи", "что", "чтобы", "если", "якщо", "ли"))


@dataclass(frozen=True, slots=True)
class Report:
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


def counts(report: Report, e: Expression) -> bool:
    """Whether the expression can say when it was said, by its place in or beside the quoted words."""
    if owns(report.words, report.hits, e, report.cue):
        return False
    if free(e, report.spans):
        return True
    if not report.quotation[0] <= e.hit.first < report.quotation[1]:
        return False
    others = [span for span in report.spans if span != report.quotation]
    if (_begins(report, e) or _before_topic(report, e)) and free(e, others):
        return True
    return free(e, others) and ((report.within and (opens(report, e) or _leads(report, e))) or closes(report, e))


def _begins(report: Report, e: Expression) -> bool:
    """Whether it stands between the cue and what it governs: "his promise of 2031 to", "said in March she would"."""
    first, last = report.quotation
    cue = report.cue
    if cue is None or e.day is None or not e.background or not cue < first <= e.hit.first or first - cue > OPENING:
        return False
    items = report.words.items
    if last - e.hit.last < OPENING or any(items[i].before not in ("", "quote") for i in range(cue + 1, e.hit.last)):
        return False
    return all(items[i].form in _JOINTS for i in range(cue + 1, e.hit.first))


def _before_topic(report: Report, e: Expression) -> bool:
    """Whether it begins a sentence whose topic is put first: "3 мая о том же говорила она"."""
    words, cue, stances = report.words, report.cue, report.stances
    first, last = report.quotation
    if words.language == "en" or cue is None or stances is None or not first <= e.hit.first < last <= cue:
        return False
    if e.day is None or not e.background or first != report.sentence[0] or words.items[cue].before == "comma":
        return False
    if not led(words, report.hits, first, e.hit.first):
        return False
    return not any(finite(words, stances[0], i) for i in range(e.hit.last, last))


def _leads(report: Report, e: Expression) -> bool:
    """Whether it stands in the cue's own clause, or before a colon that the cue follows."""
    words, cue = report.words, report.cue
    if cue is None or report.stances is None:
        return False
    low, high = sorted((cue, e.hit.first))
    between = range(low + 1, high + 1)
    if before_colon(report, e):
        return True
    if any(words.items[i].before in ("comma", "mark", "dash", "stop") for i in between if i >= e.hit.last or i > cue):
        return False
    return report.act or e.hit.first < cue or _inserted(report, e)


def _inserted(report: Report, e: Expression) -> bool:
    """Whether it ends what is inserted with the cue: "each day, she said in a speech on 3 May, costs lives"."""
    items, last, cue = report.words.items, e.hit.last, report.cue
    if cue is None or e.day is None or (last < len(items) and items[last].before == ""):
        return False
    return any(items[i].before in ("comma", "dash") for i in range(max(report.quotation[0] + 1, cue - 1), cue + 1))


def before_colon(report: Report, e: Expression) -> bool:
    """Whether a colon parts it from the cue after it: "She pressed the matter on 3 May: each day, she said, …"."""
    items = report.words.items
    if e.day is None or e.hit.first >= report.centre:
        return False
    return any(
        items[i].before == "mark" and ":" in report.words.text[items[i - 1].end : items[i].start]
        for i in range(e.hit.last, report.centre + 1)
    )


def closes(report: Report, e: Expression) -> bool:
    """Whether it ends a quoted phrase without a verb, so that it belongs to the cue: "blocked the loan on 3 May"."""
    first, last = report.quotation
    cue = report.cue
    if cue is None or cue >= e.hit.first or not first < e.hit.first < last or report.stances is None:
        return False
    if e.day is None or last - e.hit.last > OPENING or present(report):
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
        if form == "to" and index < position and _to_do(report.words, lexicon, index + 1):
            return False
        reading = lexicon.morphology.readings(form)[0]
        gerund = lexicon.language == "en" and reading.verb_form == "part" and form.endswith("ing")
        noun = items[index - 1].form in _DETERMINERS  # "called it a mistake on 3 May"
        if reading.pos in ("VERB", "AUX") and not (gerund or noun or items[index].capital):
            return False  # "the loan agreed on 3 May"
    return True


def opens(report: Report, e: Expression) -> bool:
    """Whether the expression begins the sentence: it dates all that follows, whatever stands between.

    So does the date of the document that does the act: "A decree of 3 May rules talks out".
    """
    if e.day is None:
        return False
    place = e.hit.first - report.sentence[0]
    if 0 <= place <= OPENING:
        return True
    start = piece_start(report.words, report.sentence[0], e.hit.first)
    if (start == report.sentence[0] or e.hit.first < report.centre) and led(
        report.words, report.hits, start, e.hit.first
    ):
        return True
    return report.act and 0 < place <= NAMED and report.words.items[e.hit.first - 1].form in _FROM


def _to_do(words: Words, lexicon: StanceLexicon, index: int) -> bool:
    """Whether an infinitive follows "to": "to send tanks", "to recognise the state", not "opposition to tanks"."""
    form = words.items[index].form
    if words.items[index].capital:
        return False
    if is_verb(lexicon, form):
        return True
    plain = any(r.pos == "VERB" and r.tense == "pres" and r.person is None for r in lexicon.morphology.readings(form))
    return plain and index + 1 < len(words.items) and words.items[index + 1].form in _DETERMINERS


def present(report: Report) -> bool:
    """Whether the cue is in the present tense or perfect: what somebody "says" or "has said" is news."""
    if report.cue is None or report.stances is None:
        return False
    lexicon = report.stances[0]
    form = report.words.items[report.cue].form
    if lexicon.language == "en" and report.words.items[report.cue - 1].form in PERFECT:
        return True
    if lexicon.language == "en" and not form.endswith("s"):
        return False
    readings = lexicon.morphology.readings(form)[: 2 if lexicon.language == "en" else 1]  # "says" is a noun as well
    return any(r.pos == "VERB" and r.tense == "pres" and r.verb_form == "fin" for r in readings)


def finite(words: Words, lexicon: StanceLexicon, index: int) -> bool:
    """Whether the word is a finite verb; names are often taken for one."""
    word = words.items[index]
    return (not word.capital or word.before == "stop") and is_verb(lexicon, word.form)
