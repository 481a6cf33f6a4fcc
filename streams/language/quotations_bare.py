"""Reported clauses with no complementiser: "X said the deal was dead", "X сказав: …"."""

from __future__ import annotations

from streams.language.cues import CueForm, Frame
from streams.language.quotations_build import make, subject_of
from streams.language.quotations_clauses import DAYS, PARTICLES, clause_end
from streams.language.quotations_colon import somebody_else
from streams.language.quotations_scene import Found, Scene, Subject, Unit

_WHEN_WHERE = frozenset(("on", "in", "at", "during"))
"""Prepositions that open a circumstance after the person told."""
_CLAUSE_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "there"))


def bare_clause(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """English: a clause with no complementiser ("X said the deal was dead")."""
    low = scene.low
    lexicon = scene.lexicon
    if frame.weak or (form.form.tense == "conv" and index > unit.first and low[index - 1] in ("of", "for", "without")):
        return None
    position = index + 1
    if form.cue.lemma in ("tell", "inform", "remind", "assure", "warn", "notify"):
        position = after_addressee(scene, position, unit.last)
    colon = False
    while position < unit.last and (low[position] in DAYS or low[position] in lexicon.adverbs or low[position] == ":"):
        colon = colon or low[position] == ":"
        if (
            low[position] in ("this", "last", "both", "all", "first")
            and position + 1 < unit.last
            and low[position + 1] not in DAYS
        ):
            break
        position += 1
    if position < unit.last and low[position] in ("on", "in", "at", "during", "via"):
        position = after_circumstance(scene, position, unit.last)
    elif position < unit.last and low[position] in ("after", "before", "following", "through", "by", "from"):
        # "said after the convention he would": the clause starts at its pronoun
        end = min(unit.last, position + 7)
        position = next((i for i in range(position + 2, end) if low[i] in _CLAUSE_PRONOUNS), position)
    if position >= unit.last or not (scene.is_word(position) or scene.tokens[position].kind == "quote"):
        return None
    counts = low[position] in ("about", "over", "under") and scene.tokens[position + 1].kind == "number"
    if (
        (low[position] in lexicon.prepositions and not counts)
        or low[position] in lexicon.conjunctions
        or low[position] in PARTICLES
    ):
        return None
    last = _relative_end(scene, index, position, clause_end(scene, position, unit.last, index))
    if scene.words_between(position, last) < (3 if not frame.weak else 4):
        return None
    if not is_clause(scene, position, last, form):
        return None
    weight = 0.75 if not frame.weak and not frame.think else 0.65 if frame.think else 0.5
    found = make(scene, index, form, position, last, weight, "weak" if frame.weak else "clause")
    if found is not None:
        found.subject = subject_of(scene, unit, index, form, index)
    return found


def _relative_end(scene: Scene, cue: int, first: int, last: int) -> int:
    """Where a clause within "who said …" ends: at the comma before the verb of the sentence ("Roe, who wrote the
    review, thinks …"); `last` outside of such a clause."""
    before = cue - 1
    while before > 0 and scene.low[before] in scene.lexicon.adverbs | scene.lexicon.auxiliaries:
        before -= 1
    if scene.low[before] != "who":
        return last
    for comma in range(first + 1, last - 1):
        after = comma + 1
        if scene.low[comma] != ",":
            continue
        form = scene.cues[after]
        finite = form is not None and form.form.tense in ("past", "pres")
        if scene.mention_at[after] < 0 and (finite or scene.low[after] in scene.lexicon.auxiliaries):
            return comma
    return last


def after_addressee(scene: Scene, position: int, last: int) -> int:
    """The token after the person told."""
    low = scene.low
    lexicon = scene.lexicon
    if position >= last:
        return position
    if low[position] in lexicon.pronouns or low[position] in (
        "him",
        "her",
        "them",
        "us",
        "me",
        "you",
        "reporters",
        "journalists",
    ):
        return position + 1
    mention = scene.mention_at[position]
    if mention >= 0:
        return scene.mentions[mention].last
    for index in range(position + 1, min(last, position + 9)):
        if low[index] in lexicon.pronouns or low[index] in lexicon.determiners or low[index] == ",":
            return index
        if low[index] in lexicon.auxiliaries:
            return index - 1
        if low[index] in _WHEN_WHERE and low[position] in lexicon.determiners:
            return index
    return position


def after_circumstance(scene: Scene, position: int, last: int) -> int:
    """The token after "on Monday", "in a statement"."""
    low = scene.low
    for index in range(position + 1, min(last, position + 7)):
        if low[index] == ",":
            return index + 1
        if (
            low[index] in DAYS
            or low[index] in scene.lexicon.say_nouns
            or low[index] in ("interview", "conference", "twitter", "facebook", "call")
        ):
            return index + 1
        if scene.tokens[index].kind == "punct":
            break
    return position


def is_clause(scene: Scene, first: int, last: int, form: CueForm) -> bool:
    """Whether a subject and a finite verb stand here, rather than a noun phrase."""
    low = scene.low
    lexicon = scene.lexicon
    if low[first] in ("it", "he", "she", "they", "there", "we", "i", "you") and first + 1 < last:
        return True
    relative = False
    opens_late = low[first] in lexicon.subordinators
    for index in range(first + 1, last):
        word = low[index]
        if scene.tokens[index].kind == "punct" and word in (",", ";"):
            if not opens_late and not relative:
                following = low[index + 1] if index + 1 < last else ""
                if (
                    following not in lexicon.relatives
                    and following not in lexicon.prepositions
                    and following not in lexicon.determiners
                ):
                    return False
            relative = False
            continue
        if word in (
            "who",
            "which",
            "that",
            "whose",
            "whom",
            "where",
            "when",
            "as",
            "if",
            "after",
            "because",
            "while",
            "since",
        ):
            relative = True
            continue
        if (scene.mention_at[index] >= 0 and word not in lexicon.auxiliaries) or scene.month(index):
            continue
        if word in lexicon.auxiliaries:
            if not relative:
                return True
            relative = False
            continue
        before = low[index - 1]
        if before in lexicon.determiners or before in lexicon.prepositions or scene.tokens[index].kind != "word":
            continue
        cue = scene.cues[index]
        reporting = cue is not None and cue.form.tense in ("past", "pres")
        shaped = word.endswith(("ed", "es", "s")) or scene.verbal(index) == "fin"
        # "said Harding deserves …": after a name, a form in -s is a verb
        named = scene.mention_at[index - 1] >= 0 and word.endswith("s") and scene.can_be(index, "fin")
        if reporting or (shaped and scene.verbal(index) is not None and _verb_here(scene, index)) or named:
            if not relative:
                return True
            relative = False
    return False


def _verb_here(scene: Scene, index: int) -> bool:
    readings = scene.morphology.readings(scene.low[index])
    return readings[0].pos in ("VERB", "AUX") or (
        len(readings) > 1 and readings[1].pos in ("VERB", "AUX") and not scene.low[index].endswith("s")
    )


def clause_after_colon(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """Verb, colon, clause with no marks ("сказав: …")."""
    low = scene.low
    if frame.weak:
        return None
    for position in range(index + 1, min(unit.last, index + 14)):
        if low[position] == ":":
            first = position + 1
            if first >= unit.last or scene.in_direct(first):
                return None
            if scene.tokens[first].kind == "quote" and not names_subject(scene, first):
                return None
            last = clause_end(scene, first, unit.last, None)
            found = make(scene, index, form, first, last, 0.6, "clause")
            if found is not None:
                found.subject = subject_of(scene, unit, index, form, position)
                if _body(scene, found.subject) and somebody_else(scene, first, last):
                    return None  # "Лурія вимагає іншого: 3 травня її прем'єр Іван Чорний закликав …"
            return found
        if low[position] == "," and form.cue.frame("quote") is not None:
            continue  # "сказав те, чого чекали: …"
        if scene.tokens[position].kind == "punct" and low[position] not in ("(", ")"):
            return None
    return None


def _body(scene: Scene, subject: Subject | None) -> bool:
    """Whether the subject is a named country or body."""
    return (
        subject is not None and subject.mention is not None and scene.mentions[subject.mention].type in ("LOC", "ORG")
    )


def names_subject(scene: Scene, opening: int) -> bool:
    """Whether the mark at `opening` opens a name that is the subject of the verb after it: "«Гірська мрія» просить"."""
    number = scene.mark_at[opening]
    if number < 0 or scene.direct[number]:
        return False
    marked = scene.marks[number]
    verb = scene.behind(marked)
    return marked.closed and verb < scene.size and scene.can_be(verb, "fin")
