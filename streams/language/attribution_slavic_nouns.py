"""Ukrainian and Russian subjects that are no names of the catalogue: nouns, names in quotation marks, places."""

from __future__ import annotations

from streams.language.attribution_subjects import NOUN_PHRASE, agrees, mention_subject
from streams.language.cues import CueForm
from streams.language.quotations_scene import Scene, Subject


def noun_beside(scene: Scene, cue: int, form: CueForm, first: int, last: int, after_first: bool) -> Subject | None:
    """Any noun in the nominative next to the verb; for a plural verb, the place where it was said ("заявили в МЗС")."""
    low = scene.low
    lexicon = scene.lexicon
    sides = [range(cue + 1, min(last, cue + 6)), range(cue - 1, max(first, cue - 7) - 1, -1)]
    if not after_first:
        sides.reverse()
    for side in sides:
        for index in side:
            if scene.tokens[index].kind != "word":
                name = _quoted_name(scene, index, cue)
                if name is not None:
                    return name
                if (
                    (scene.tokens[index].kind == "quote" and scene.in_direct(index))
                    or low[index] in (",", ":", ";")
                    or scene.ends_sentence(index)
                ):
                    break
                continue
            if scene.mention_at[index] >= 0 or low[index] in lexicon.adverbs:
                continue
            before = low[index - 1] if index else ""
            if (
                before in lexicon.prepositions
                or low[index] in lexicon.prepositions
                or low[index] in lexicon.conjunctions
            ):
                continue
            if low[index] in lexicon.complementisers:
                break
            readings = scene.morphology.readings(scene.tokens[index].text)
            reading = readings[0]
            unknown = scene.is_upper(index) and not reading.known and index != first
            if (
                low[index] in lexicon.indefinite
                or unknown
                or (reading.pos in ("NOUN", "PROPN") and reading.case in (None, "nom"))
            ):
                gender, number = (
                    (None, None) if unknown or low[index] in lexicon.indefinite else (reading.gender, reading.number)
                )
                if agrees(form, gender, number):
                    return Subject(index, index + 1, None, gender, number, head=low[index], inverted=index > cue)
    return None


def _quoted_name(scene: Scene, index: int, cue: int) -> Subject | None:
    """A name in quotation marks, such as a newspaper's."""
    mark = scene.mark_at[index]
    if mark < 0 or scene.direct[mark]:
        return None
    marked = scene.marks[mark]
    if (
        index not in (marked.open, marked.last)
        or not marked.closed
        or not scene.is_upper(marked.first)
        or marked.last - marked.first > 4
    ):
        return None
    return Subject(marked.first, marked.last, None, None, None, head="«»", inverted=marked.first > cue)


def opening_name(scene: Scene, cue: int, first: int) -> Subject | None:
    """A name in marks that opens the clause right before the verb: "«Гірська мрія» просить …"."""
    if cue - 2 <= first or scene.tokens[cue - 1].kind != "quote":
        return None
    mark = scene.mark_at[cue - 1]
    if mark < 0 or scene.marks[mark].open < first:
        return None
    opener = scene.marks[mark].open
    opens = opener == first or scene.low[opener - 1] in (",", ":", ";", "–", "—")
    return _quoted_name(scene, cue - 1, cue) if opens else None


def place_of_speech(scene: Scene, cue: int, form: CueForm, first: int, last: int) -> Subject | None:
    """`повідомили в міністерстві`, `в Кремле заявили`: a plural verb with nobody but a place."""
    if form.form.number != "plur" or form.form.tense not in ("past", "pres"):
        return None
    comma = next((i for i in range(cue - 1, max(first, cue - 8) - 1, -1) if scene.low[i] == ","), cue)
    if scene.low[min(comma + 1, cue)].startswith(("котор", "які")):
        return None  # "those who swore in London" are not London
    for index in [*range(cue + 1, min(last, cue + 7)), *range(cue - 1, max(first, cue - 6) - 1, -1)]:
        if scene.low[index] in (",", ":", ";") or scene.ends_sentence(index) or scene.in_direct(index):
            if index > cue:
                continue
            return None
        if scene.low[index] not in ("в", "во", "у", "на") or index + 1 >= last:
            continue
        for inner in range(index + 1, min(last, index + 4)):
            mention = scene.mention_at[inner]
            if mention >= 0 and scene.mentions[mention].type in ("ORG", "LOC"):
                found = mention_subject(scene, mention)
                return Subject(found.first, found.last, mention, None, "plur", inverted=index > cue)
            if scene.low[inner] in (",", ".", ";"):
                break
        for inner in range(index + 1, min(last, index + 3)):
            lemma = scene.morphology.lemma(scene.tokens[inner].text)
            if lemma in scene.lexicon.institutions:
                end = _genitives(scene, inner + 1, min(last, inner + 4), cue)
                return Subject(inner, end, None, None, "plur", head=lemma, inverted=index > cue)
    return None


def _genitives(scene: Scene, index: int, limit: int, cue: int) -> int:
    """One past the genitives that follow a noun ("в адміністрації губернатора")."""
    while index < limit and index != cue and scene.tokens[index].kind == "word" and scene.cues[index] is None:
        readings = scene.morphology.readings(scene.low[index])[:3]
        if not any(r.case == "gen" and r.pos in ("NOUN", "ADJ", "PROPN") for r in readings):
            break
        index += 1
    return index


def noun_subject(scene: Scene, index: int, form: CueForm, cue: int) -> Subject | None:
    low = scene.low
    lexicon = scene.lexicon
    word = low[index]
    if index and (low[index - 1] in lexicon.prepositions):
        return None
    readings = [r for r in scene.morphology.readings(scene.tokens[index].text)[:6] if r.pos in ("NOUN", "PROPN", "ADJ")]
    nominative = [r for r in readings if r.case in (None, "nom")]
    if readings and not nominative:
        return None
    first = index
    while (
        first > 0
        and index - first < 3
        and scene.is_word(first - 1)
        and scene.mention_at[first - 1] < 0
        and first - 1 != cue
    ):
        before = low[first - 1]
        if before in lexicon.prepositions:
            # "в уряді міністр": the noun before is the preposition's, this one is not
            break
        kind = scene.morphology.readings(before)[0]
        if kind.pos != "ADJ" and kind.pos != "DET" and kind.pos != "NUM":
            break
        if kind.case not in (None, "nom") and not any(r.case == "nom" for r in scene.morphology.readings(before)):
            break
        first -= 1
    if first and low[first - 1] in lexicon.prepositions:
        return None
    reading = nominative[0] if nominative else None
    number = reading.number if reading else None
    gender = reading.gender if reading else None
    fitting = [r for r in nominative if agrees(form, r.gender, r.number)]
    if nominative and not fitting:
        return None
    if fitting:
        number, gender = fitting[0].number, fitting[0].gender
    # a genitive noun that the phrase before governs ("глава уряду") is no subject
    last = index + 1
    while last < scene.size and last - index < NOUN_PHRASE and scene.is_word(last) and scene.cues[last] is None:
        if low[last] in lexicon.conjunctions or low[last] in lexicon.prepositions or low[last] in lexicon.adverbs:
            break
        options = scene.morphology.readings(low[last])
        if not any(r.case == "gen" for r in options[:4]) and scene.mention_at[last] < 0:
            break
        last += 1
    return Subject(first, last, None, gender, number, head=word, inverted=index > cue)


_HEARS = frozenset(("почути", "чути", "дізнатися", "довідатися", "услышать", "слышать", "узнать"))
_FROM = frozenset(("від", "од", "от"))
_SOURCE = 7
"""Tokens from a verb of hearing among which those whom one hears are named."""


def heard_from(scene: Scene, cue: int, form: CueForm, first: int, last: int) -> Subject | None:
    """The person from whom somebody heard what was said: "X почув від Y, що …", "от Y услышали, что …"."""
    if form.cue.lemma not in _HEARS:
        return None
    for span in (range(cue + 1, min(last, cue + _SOURCE)), range(cue - 1, max(first, cue - _SOURCE) - 1, -1)):
        for index in span:
            if scene.low[index] in (",", ":", ";"):
                break
            if scene.low[index] not in _FROM or index + 1 >= last:
                continue
            for inner in range(index + 1, min(last, index + 4)):
                number = scene.mention_at[inner]
                if number >= 0 and scene.mentions[number].type in ("PER", "ROLE"):
                    return mention_subject(scene, number)
                if not scene.is_word(inner):
                    break
    return None
