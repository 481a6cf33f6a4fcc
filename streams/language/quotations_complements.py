"""Complements of a reporting verb: clauses with a complementiser, and infinitives."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.cues import CueForm, Frame
from streams.language.quotations_build import make, subject_of
from streams.language.quotations_clauses import DAYS, after_dateline, clause_end
from streams.language.quotations_scene import DASHES, Found, Scene, Subject, Unit

_SAME = frozenset(("самий", "сама", "саме", "самі", "самый", "самая", "самое", "самые"))
"""Words before a clause that describes what they stand for ("ті самі, що …")."""
_CONDITIONS = frozenset(("умови", "умов", "условии", "условиях", "provided", "providing", "condition", "assuming"))
"""Words whose clause is a condition, not what is told ("погодився за умови, що …")."""
_WINDOW = 22
"""Tokens between a verb and its complementiser."""


def complement(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """verb (…) complementiser clause."""
    low = scene.low
    lexicon = scene.lexicon
    limit = min(unit.last, index + 1 + _WINDOW)
    position = index + 1
    start = -1
    while position < limit:
        word = low[position]
        if scene.in_direct(position):
            break
        if scene.slavic:
            other = scene.cues[position]
            if other is not None and other.form.tense in ("past", "pres") and "clause" in other.cue.names:
                break
            if word in (",", "–", "—", "-") and position + 1 < limit:
                if low[position - 1] in _CONDITIONS | _SAME or _timed(scene, index, position, form):
                    break
                purpose = low[position + 1] in ("щоб", "щоби", "аби", "чтобы", "чтоб")
                if (purpose or low[position + 1] not in lexicon.that) and any(
                    _infinitive_word(scene, i) for i in range(index + 1, position) if scene.is_word(i)
                ):
                    break  # "закликав підтримати закон, який …": the clause describes the law
                beyond = position + 1
                # "заявив, зокрема, що"; "сказав про те, що"
                while beyond < limit and low[beyond] in lexicon.adverbs and low[beyond] not in lexicon.complementisers:
                    beyond += 1
                if beyond < limit and low[beyond] in lexicon.that:
                    start = beyond
                    break
                if (low[position + 1] in lexicon.that or (low[position + 1] in lexicon.question and word == ",")) and (
                    low[position + 1] in lexicon.that or _asks(scene, index, position)
                ):
                    start = position + 1
                    break
                if (
                    low[position + 1] in lexicon.prepositions
                    and position + 2 < limit
                    and low[position + 2] in lexicon.relatives
                ) and _asks(scene, index, position):
                    start = position + 1
                    break
                other = scene.cues[position + 1]
                if other is not None and (other.form.tense != "conv" or "clause" in other.cue.names):
                    break
                if low[position + 1] in lexicon.relatives and position - index > 1:
                    # an apposition of the subject or the addressee
                    position += 1
            elif (word in lexicon.that and position == index + 1) or (
                word in lexicon.that and low[position - 1] in (")", "»", '"')
            ):
                start = position
                break
            elif word in (";", ":") or scene.ends_sentence(position):
                break
            elif word == "ли" and position <= index + 4:
                start = index + 1
                break
        else:
            if word == "that" and low[position - 1] in _CONDITIONS:
                break
            if word == "that" and not _demonstrative(scene, position, index):
                start = position
                break
            if word in lexicon.question and position <= index + 8:
                gap = range(index + 1, position)
                if low[position - 1] == "," or (word == "if" and low[position - 1] in ("only", "even", "but", "and")):
                    position += 1
                    continue
                if (
                    position == index + 1
                    or (
                        form.cue.lemma in ("tell", "ask", "inform", "show", "question", "explain", "wonder")
                        and not any(low[i] in lexicon.prepositions for i in gap)
                    )
                    or (word in ("whether",))
                ):
                    start = position
                    break
            if (scene.ends_sentence(position) and position + 1 >= unit.last) or word in (";", ":"):
                break
            other = scene.cues[position]
            if other is not None and (
                (
                    other.form.tense in ("past", "pres")
                    and form.cue.lemma not in ("tell", "inform", "remind", "assure", "warn", "notify")
                )
                or (other.form.tense == "conv" and "clause" in other.cue.names)
                or (other.form.tense == "inf" and low[position - 1] == "to" and position > index + 2)
            ):
                break
        position += 1
    if start < 0:
        return None
    # a noun between verb and clause can own the clause; a verb far off is weak evidence
    first = start + 1 if low[start] in lexicon.dropped or low[start] in lexicon.that else start
    if low[start] in ("щоб", "щоби", "аби", "чтобы", "чтоб"):
        first = start
    if first < unit.last and low[first] == "," and low[start] in lexicon.that:
        first += 1
    if frame.light and not any(low[i] in lexicon.nouns for i in range(index + 1, start)):
        return None
    last = clause_end(scene, first, unit.last, index)
    weight = 0.85 if not frame.weak and not frame.think else 0.7 if frame.think else 0.55
    found = make(
        scene, index, form, first, last, weight, "light" if frame.light else "weak" if frame.weak else "clause"
    )
    if found is None:
        return None
    found.subject = subject_of(scene, unit, index, form, start)
    return found


def _timed(scene: Scene, index: int, comma: int, form: CueForm) -> bool:
    """Whether "when" after the verb's subject tells the time, as it does where the verb asks nothing."""
    held = scene.mention_at[comma - 1]
    if scene.low[comma + 1] not in ("коли", "когда") or held < 0 or scene.mentions[held].type not in ("PER", "ROLE"):
        return False
    asks = ("запит", "спит", "пита", "спрос", "спраш", "дізна", "узна", "цікав", "интерес", "поясн", "объясн")
    return comma > index + 1 and not form.cue.lemma.startswith(asks)


def _asks(scene: Scene, index: int, comma: int) -> bool:
    """A question word opens a complement only right after the verb or its addressee."""
    return comma - index <= 4


def _demonstrative(scene: Scene, position: int, cue: int) -> bool:
    """Whether "that" is a pronoun ("said that on Monday.") or a relative one ("the deal that was signed")."""
    if position == cue + 1:
        following = position + 1
        if following < scene.size - 1 and scene.low[following] == ",":
            # "said that, if elected, he …"
            words = scene.lexicon.subordinators | scene.lexicon.prepositions
            return scene.low[following + 1] not in words and scene.tokens[following + 1].kind != "quote"
        return following >= scene.size or scene.ends_sentence(following)
    before = scene.low[position - 1]
    if before == "," or (before in ("it", "him", "them") and position - cue <= 4):
        return False
    # "a plan that would …": a noun of the object before, unless the verb takes an addressee or a time
    cue_form = scene.cues[cue]
    if cue_form is not None and cue_form.cue.lemma in ("tell", "inform", "remind", "assure", "warn", "notify", "argue"):
        return False
    gap = range(cue + 1, position)
    if _own_clause(scene, cue, position):
        return True
    if any(scene.low[i] == "," and scene.low[i + 1].endswith("ing") for i in gap):
        return True  # "said on Monday, listing steps that …"
    if any(scene.low[i] in DAYS for i in gap) or any(scene.low[i] in ("in", "on", "at", "during", "to") for i in gap):
        return False
    if any(scene.low[i] in scene.lexicon.nouns or scene.low[i] in ("clear", "out", "case", "point") for i in gap):
        return False
    return len(gap) >= 1


def _own_clause(scene: Scene, cue: int, position: int) -> bool:
    """Whether the verb has its complement before "that": "said he has a video that", "agreed to mend roads that"."""
    low = scene.low
    lexicon = scene.lexicon
    form = scene.cues[cue]
    asks = form is not None and form.cue.frame("infinitive") is not None
    relative = False
    for index in range(cue + 1, position):
        if low[index] == ",":
            relative = False
        elif low[index] in lexicon.relatives:
            relative = True
        if relative:
            continue
        if low[index] in lexicon.auxiliaries and index > cue + 1:
            return True
        if low[index] == "to" and asks and _base_verb(scene, index + 1, True):
            return True
        held = scene.cues[index]
        subject = low[index - 1] in lexicon.pronouns and index - 1 > cue
        if subject and (held is not None or scene.verbal(index) == "fin"):
            return True
    return False


def infinitive(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame, after: int) -> Found | None:
    """verb (…) infinitive phrase ("called on them to act").

    Args:
        after: the token at which the complement can start: the one after the verb, or after a time between.
    """
    low = scene.low
    lexicon = scene.lexicon
    if frame.particle is not None:
        after += 1
    limit = min(unit.last, after + 16)
    start = -1
    for position in range(after, limit):
        word = low[position]
        if (
            scene.in_direct(position)
            or word in (";", ":")
            or (scene.ends_sentence(position) and position + 1 >= unit.last)
        ):
            return None
        if scene.slavic:
            if word == "," and position + 1 < limit and low[position + 1] in lexicon.complementisers:
                return None
            if word in DASHES:
                return None
            if scene.is_word(position) and _infinitive_word(scene, position):
                start = position
                break
            if scene.cues[position] is not None and scene.verbal(position) == "fin" and scene.mention_at[position] < 0:
                return None
        else:
            if word == "," and (position == after or low[position + 1] in lexicon.conjunctions):
                return None
            if word == "to" and position + 1 < unit.last and _base_verb(scene, position + 1, position > after):
                if form.cue.lemma in ("ask", "request") and position - after <= 1 and low[after] in ("to", "not"):
                    return None
                if frame.weak and position > after:
                    return None
                start = position
                break
            other = scene.cues[position]
            if other is not None and other.form.tense in ("past", "pres"):
                return None
    if start < 0:
        return None
    first = scene.skip(after, start, lexicon.adverbs - lexicon.determiners)
    last = _own_verb(scene, start + 1, clause_end(scene, first, unit.last, index))
    last = next((i for i in range(first, last) if low[i] == ";" and not scene.in_direct(i)), last)
    if last <= start:
        return None
    found = make(
        scene, index, form, first, last, 0.45 if frame.weak else 0.75, "infinitive-weak" if frame.weak else "infinitive"
    )
    if found is None:
        return None
    found.subject = subject_of(scene, unit, index, form, after)
    if scene.slavic and (
        found.subject is None
        or (found.subject.mention is not None and scene.mentions[found.subject.mention].type != "PER")
    ):
        # "закликав переглянути обмеження генсек …": the subject after the infinitive
        late = find_subject(scene, index, form, start + 1, min(unit.last, start + 6), after_first=True)
        if (
            late is not None
            and late.mention is not None
            and scene.mentions[late.mention].cases & {"nom"}
            and scene.mentions[late.mention].type == "PER"
        ):
            found.subject = late
            _without_subject(scene, unit, found, late, start)
    return found


def _own_verb(scene: Scene, first: int, last: int) -> int:
    """Where the phrase ends before a finite verb that goes on with the speaker: "offered talks, but named no date"."""
    low = scene.low
    but = ("а", "але", "проте", "однак", "но", "однако", "зато") if scene.slavic else ("but",)
    for index in range(first, last - 1):
        if low[index] not in but or (scene.slavic and low[index - 1] != ","):
            continue
        if not scene.slavic:
            after = scene.skip(index + 1, last, scene.lexicon.adverbs)
            past = after < last and any(
                r.verb_form == "fin" and r.tense == "past" for r in scene.morphology.readings(low[after])[:1]
            )
            if past:
                return index
            continue
        for position in range(index + 1, last):
            if low[position] == ",":
                break
            readings = scene.morphology.readings(low[position])[:1]
            if any(r.verb_form == "fin" and r.tense == "past" for r in readings):
                return index - 1
    return last


def _without_subject(scene: Scene, unit: Unit, found: Found, late: Subject, start: int) -> None:
    """End the phrase before a subject that closes it; "заборону закликав зняти генсек" takes its object along."""
    role = scene.mentions[late.mention].role_start if late.mention is not None else None
    begin = late.first
    while role is not None and begin > start + 1 and scene.tokens[begin - 1].start >= role:
        begin -= 1
    if scene.words_between(found.first, begin) >= 2:
        found.last = begin
        return
    first = found.order
    while first > unit.first and scene.is_word(first - 1) and found.order - first < 8:
        first -= 1
    if scene.words_between(first, begin) >= 3:
        found.first, found.last = first, begin


def fronted_infinitive(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """Ukrainian, Russian: infinitive phrase, verb, subject ("Зняти заборону закликав прем'єр")."""
    low = scene.low
    lexicon = scene.lexicon
    if frame.weak or form.form.tense not in ("past", "pres"):
        return None
    opens = first = after_dateline(scene, unit)
    while first < index and (low[first] in lexicon.conjunctions or low[first] in lexicon.adverbs | lexicon.negations):
        first += 1
    if index - first < 2 or not _infinitive_word(scene, first) or scene.in_direct(first):
        return None
    if low[first - 1] in lexicon.negations and first > opens:
        first -= 1
    subject = find_subject(scene, index, form, index, unit.last, after_first=True)
    if subject is None or not subject.inverted:
        return None
    found = make(scene, index, form, first, index, 0.75, "infinitive")
    if found is not None:
        found.subject = subject
    return found


def _infinitive_word(scene: Scene, position: int) -> bool:
    word = scene.low[position]
    if scene.lexicon.language == "uk":
        if not word.endswith(("ти", "тися", "тись")) or len(word) < 4:
            return False
    elif not word.endswith(("ть", "ться", "ти", "тись", "чь", "чься")) or len(word) < 4:
        return False
    return scene.can_be(position, "inf")


def _base_verb(scene: Scene, position: int, addressed: bool = False) -> bool:
    word = scene.low[position]
    lexicon = scene.lexicon
    if (
        not scene.is_word(position)
        or word in lexicon.determiners
        or word in lexicon.prepositions
        or scene.mention_at[position] >= 0
    ):
        return False
    if word in ("be", "have", "do", "not", "never", "also") or scene.low[position].endswith("ly"):
        return True
    if word.endswith(("ing", "ed")) or scene.is_upper(position) or word in lexicon.pronouns:
        return word in ("bring", "need", "feed", "proceed", "speed", "succeed", "exceed", "sing", "ring")
    if addressed and not word.endswith("s"):
        return True
    readings = scene.morphology.readings(word)
    return any(r.pos in ("VERB", "AUX") for r in readings)
