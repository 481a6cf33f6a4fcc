"""Where in its sentence an expression of time stands, and what that makes it date."""

from __future__ import annotations

from schemas.base import Language
from streams.stances.clauses import Clause, is_verb
from streams.stances.dates import NOUN_TIMES, Expression, TimeHits
from streams.stances.dates_limits import OWNERS
from streams.stances.dates_numbers import stands
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import starting_in
from streams.stances.words import WHEN, Words

_NEAR = 4
"""Words between a noun or verb and the date that belongs to it."""
_LONGEST = 16
"""Words that may stand before a date that still begins its sentence."""
_LEADS: dict[Language, frozenset[str]] = {
    "en": frozenset(
        (
            *("a", "an", "the", "on", "in", "at", "of", "as", "only", "just", "even", "but", "and", "or"),
            *("yet", "still"),
            *("though", "although", "while", "whereas", "that", "so", "also", "already", "however", "back", "less"),
            *("more", "than", "over", "barely", "almost", "nearly", "recently", "late", "lately", "early", "mid"),
            *("some", "about", "around", "not", "long", "no", "later", "earlier", "exactly", "it", "was"),
            *("until", "till", "up", "right", "throughout", "all", "whole", "middle", "during"),
        )
    ),
    "uk": frozenset(
        (
            *("а", "але", "та", "і", "й", "ж", "же", "однак", "проте", "втім", "натомість", "водночас", "хоча", "хоч"),
            *("що", "тоді", "ще", "іще", "вже", "уже", "лише", "лиш", "тільки", "щойно", "якраз", "саме", "навіть"),
            *("аж", "менш", "менше", "як", "ніж", "понад", "більш", "більше", "майже", "рівно", "не", "далі", "так"),
            *("десь", "близько", "приблизно", "у", "в", "на", "о", "було", "це", "нагадаємо", "ні", "зокрема"),
            *("пізно", "пізніше", "до", "початку", "середині", "кінці", "наприкінці", "весь", "увесь", "протягом"),
            *("упродовж", "впродовж"),
        )
    ),
    "ru": frozenset(
        (
            *("а", "но", "и", "же", "однако", "впрочем", "зато", "хотя", "хоть", "что", "тогда", "еще", "уже", "лишь"),
            *("только", "как", "раз", "именно", "даже", "аж", "менее", "меньше", "чем", "более", "больше", "почти"),
            *("ровно", "не", "далее", "позднее", "позже", "так", "где", "то", "около", "примерно", "в", "во", "на"),
            *("было", "это", "напомним", "нет", "например", "при", "этом", "поздно", "до", "вплоть", "начале"),
            *("середине", "конце", "весь", "течение", "протяжении"),
        )
    ),
}
"""Words before a date that begins a sentence or clause: "А ще", "As recently as", "Хотя"."""

_AS = frozenset(("as", "як", "как"))
_IN = frozenset(("in", "at", "on", "speaking", "writing"))
_JOINING = frozenset(("а", "но", "и", "й", "і", "але", "та", "что", "що", "хотя", "хоча", "однако", "однак"))


def piece_start(words: Words, first: int, index: int) -> int:
    """Where the sentence, or what follows its last colon or semicolon before word `index`, begins."""
    items, text = words.items, words.text
    for position in range(index, max(first, index - _LONGEST), -1):
        word = items[position]
        if word.before == "mark":
            mark = text[items[position - 1].end : word.start]
            if ":" in mark or ";" in mark:
                return position
    return first


def led(words: Words, hits: TimeHits, start: int, index: int) -> bool:
    """Whether nothing but particles and other words of time stand between `start` and the date at word `index`."""
    if not 0 <= index - start <= _LONGEST:
        return False
    leads = _LEADS[words.language]
    timed: set[int] = set()
    for hit, _, _ in hits.between(start, index):
        timed.update(range(hit.first, hit.last))
    return all(i in timed or (form := words.items[i].form) in leads or form.isdecimal() for i in range(start, index))


def attributive(
    words: Words, hits: TimeHits, lexicon: StanceLexicon, e: Expression, start: int, cue: int | None = None
) -> bool:
    """Whether the date belongs to a participle that describes somebody, and is not the cue itself: "the minister, ещё в
    мае отказывавшийся ехать, said", "обраний у травні"."""
    items = words.items
    if words.language == "en":
        return False
    position = e.hit.first
    while position > start and items[position].before == "" and e.hit.first - position < _LONGEST:
        position -= 1
    if position <= start or items[position].before != "comma":
        return False
    first = items[position].form
    if position < e.hit.first and (lexicon.morphology.readings(first)[0].pos == "ADJ" or _participle(lexicon, first)):
        ends = next((i for i in range(position + 1, len(items)) if items[i].before), len(items))
        return not (cue is not None and position <= cue < ends) and not starting_in(
            hits.get("published", ()), (position, position + 1)
        )
    if e.hit.last >= len(items) or items[e.hit.last].before != "" or e.hit.last == cue:
        return False
    leads = _LEADS[words.language]
    particles = all(items[i].form in leads for i in range(position, e.hit.first))
    return particles and items[position].form not in _JOINING and _participle(lexicon, items[e.hit.last].form)


def _participle(lexicon: StanceLexicon, form: str) -> bool:
    return any(reading.verb_form == "part" for reading in lexicon.morphology.readings(form))


def recounts(words: Words, lexicon: StanceLexicon, part: Clause) -> bool:
    """Whether the clause tells on what occasion somebody spoke: "When they met on 3 May, she said"."""
    items = words.items
    if items[part.first].form not in WHEN:
        return False
    return any(
        reading.tense == "past" and reading.verb_form == "fin"
        for i in range(part.first + 1, part.last)
        for reading in lexicon.morphology.readings(items[i].form)[:1]
    )


def verbless_as(words: Words, lexicon: StanceLexicon, part: Clause) -> bool:
    """Whether the piece tells as what somebody spoke, with no verb: "As opposition leader in 2031, she"."""
    items = words.items
    inner = range(part.first + 1, part.last)
    return items[part.first].form in _AS and not any(
        not items[i].capital and is_verb(lexicon, items[i].form) for i in inner
    )


def published_in(hits: TimeHits, e: Expression, part: Clause) -> bool:
    """Whether the clause tells when what the words stand in came out: "in an interview, aired on 3 May", "в інтерв’ю,
    яке вийшло 3 травня"."""
    first = part.first
    if part.opener == "relative" and stands(hits, "appeared", first + 1):
        near = starting_in(hits.get("occasion", ()), (first - _NEAR, first))
        return bool(near) and 0 <= e.hit.first - first - 2 <= _NEAR
    return any(
        0 <= e.hit.first - hit.last <= _NEAR for hit in starting_in(hits.get("published", ()), (first, first + 1))
    )


def owns(words: Words, hits: TimeHits, e: Expression, cue: int | None) -> bool:
    """Whether the time only describes the noun after it, which is neither the cue nor an occasion to speak: "rejected
    last month's offer", but "last month's refusal" and "in last month's interview"."""
    last = e.hit.last
    ends = words.items[last - 1]
    possessive = words.language == "en" and ends.end - ends.start == len(ends.form) + len("’s")
    if cue is not None and last <= cue < last + (_NEAR - 1 if possessive else 1):
        return False
    if possessive:
        return not any(stands(hits, "occasion", i) for i in (last, last + 1))
    return stands(hits, "deed", last) and _adjective(words, hits, e)


def _adjective(words: Words, hits: TimeHits, e: Expression) -> bool:
    """Whether the time is an adjective, or a month or year that an article or owner stands before."""
    first = e.hit.first
    if words.language == "en":
        return first > 0 and words.items[first - 1].form in OWNERS
    return any(name.partition(".")[0] in NOUN_TIMES for hit, _, name in hits.between(first, first + 1))


def in_document(words: Words, hits: TimeHits, e: Expression, first: int) -> bool:
    """Whether the sentence opens with what the words stand in, and when it came out: "In a letter dated 3 May"."""
    if words.language != "en" or e.hit.first - first > _LONGEST or words.items[first].form not in _IN:
        return False
    return any(e.hit.first - hit.last <= 1 for hit in starting_in(hits.get("published", ()), (first, e.hit.first)))


def present_at(hits: TimeHits, part: Clause) -> bool:
    """Whether the clause tells where somebody was as they spoke: "standing beside her in Luria on 3 May, he said"."""
    return bool(starting_in(hits.get("presence", ()), (part.first, part.first + 1)))
