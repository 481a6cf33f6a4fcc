"""Complements of a reporting verb: clauses with a complementiser, and infinitives."""

from __future__ import annotations

from streams.language.cues import CueForm, Frame
from streams.language.quotations_build import make, subject_of
from streams.language.quotations_clauses import DAYS, clause_end
from streams.language.quotations_infinitives import base_verb, infinitive_word
from streams.language.quotations_scene import Found, Scene, Unit
from streams.language.quotations_times import english_time, over_time

_SAME = frozenset(("самий", "сама", "саме", "самі", "самый", "самая", "самое", "самые"))
"""Words before a clause that describes what they stand for ("ті самі, що …")."""
_CONDITIONS = frozenset(("умови", "умов", "условии", "условиях", "provided", "providing", "condition", "assuming"))
"""Words whose clause is a condition, not what is told ("погодився за умови, що …")."""
_TELLING = frozenset(
    (
        *("tell", "inform", "remind", "assure", "reassure", "warn", "notify", "argue", "lecture", "admonish", "advise"),
        *("caution", "brief", "chide", "scold"),
    )
)
"""English verbs that a noun before "that" belongs to: whom they tell, or a circumstance."""
_WINDOW = 22
"""Tokens between a verb and its complementiser."""
_ASKING = ("запит", "спит", "пита", "спрос", "спраш", "дізна", "узна", "цікав", "интерес", "поясн", "объясн")
"""How verbs begin whose clause may be an indirect question."""


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
                if low[position + 1] == "що" and _describes(scene, index, position):
                    break
                purpose = low[position + 1] in ("щоб", "щоби", "аби", "чтобы", "чтоб")
                if (purpose or low[position + 1] not in lexicon.that) and any(
                    infinitive_word(scene, i) for i in range(index + 1, position) if scene.is_word(i)
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
                    low[position + 1] in lexicon.that
                    or (_asks(scene, index, position) and not _results(scene, position + 1, form))
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


def _describes(scene: Scene, index: int, comma: int) -> bool:
    """Whether "що" behind the comma describes a noun: "погодилася передати зброю державі, що воює"."""
    if comma + 2 >= len(scene.low) or comma - index < 3 or not scene.is_word(comma + 2):
        return False
    noun = scene.morphology.readings(scene.low[comma - 1])[0].pos in ("NOUN", "PROPN")
    told = scene.morphology.readings(scene.low[comma + 2])[0].verb_form == "fin"
    return noun and told and any(infinitive_word(scene, i) for i in range(index + 1, comma - 1) if scene.is_word(i))


def _timed(scene: Scene, index: int, comma: int, form: CueForm) -> bool:
    """Whether "when" after the verb's subject tells the time, as it does where the verb asks nothing."""
    held = scene.mention_at[comma - 1]
    if scene.low[comma + 1] in ("коли", "когда") and comma > index + 1 and over_time(scene, index + 1, comma) == comma:
        return True  # "висловився 3 травня, коли виступав у Лурії"
    if scene.low[comma + 1] not in ("коли", "когда") or held < 0 or scene.mentions[held].type not in ("PER", "ROLE"):
        return False
    return comma > index + 1 and not form.cue.lemma.startswith(_ASKING)


def _results(scene: Scene, opener: int, form: CueForm) -> bool:
    """Whether the clause tells what the words led to: "объявил X, чем вызвал протесты"."""
    return scene.low[opener] in ("чем", "чим") and not form.cue.lemma.startswith(_ASKING)


def _asks(scene: Scene, index: int, comma: int) -> bool:
    """A question word opens a complement only right after the verb or its addressee."""
    return comma - index <= 4 and not _agrees_with_noun(scene, index, comma)


_WHICH = {
    **dict.fromkeys(("який", "который"), "masc"),
    **dict.fromkeys(("яка", "которая"), "fem"),
    **dict.fromkeys(("яке", "которое"), "neut"),
    **dict.fromkeys(("які", "которые"), "plur"),
}
"""Words that ask or describe, in the nominative, with the gender or number of the noun that they describe."""


def _agrees_with_noun(scene: Scene, index: int, comma: int) -> bool:
    """Whether the clause describes a noun behind the verb with which "which" agrees: "підтримав закон уряд, який …"."""
    wanted = _WHICH.get(scene.low[comma + 1], "")
    form = scene.cues[index]
    if not wanted or comma - index < 2 or form is None or form.cue.lemma.startswith(_ASKING):
        return False
    for position in range(index + 1, comma):
        nouns = [r for r in scene.morphology.readings(scene.low[position])[:4] if r.pos in ("NOUN", "PROPN")]
        if scene.is_word(position) and (
            any((r.number if wanted == "plur" else r.gender) == wanted for r in nouns)
            or (scene.tokens[position].text.isupper() and position == comma - 1)
        ):
            return True
    return False


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
    if cue_form is not None and cue_form.cue.lemma in _TELLING:
        return False
    if came_out(scene, position):
        return True
    gap = range(cue + 1, position)
    if gap and english_time(scene, cue + 1, position) == position:
        return False  # "said the same day that", "insisted as late as March that"
    if _own_clause(scene, cue, position):
        return True
    if any(scene.low[i] == "," and scene.low[i + 1].endswith("ing") for i in gap):
        return True  # "said on Monday, listing steps that …"
    if any(scene.low[i] in DAYS for i in gap) or any(scene.low[i] in ("in", "on", "at", "during", "to") for i in gap):
        return False
    if any(scene.low[i] in scene.lexicon.nouns or scene.low[i] in ("clear", "out", "case", "point") for i in gap):
        return False
    return len(gap) >= 1


_AIRED = frozenset(
    (
        *("broadcast", "aired", "published", "ran", "carried", "printed", "posted", "released", "showed", "recorded"),
        *("transmitted", "streamed", "gave", "quoted"),
    )
)


def came_out(scene: Scene, position: int) -> bool:
    """Whether "that" tells which outlet brought what the words stand in: "in an interview that the BBC aired on
    Friday"."""
    for index in range(position + 2, min(scene.size - 1, position + _OUTLET)):
        if scene.low[index] in _AIRED:
            after = scene.low[index + 1]
            closed = scene.tokens[index + 1].kind == "punct" or scene.ends_sentence(index + 1)
            return closed or after in scene.lexicon.prepositions or after in DAYS
        if scene.low[index] in scene.lexicon.auxiliaries or scene.tokens[index].kind != "word":
            return False
    return False


_OUTLET = 6
"""Tokens from "that" to the verb which tells that an outlet brought something."""


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
        if low[index] == "to" and asks and base_verb(scene, index + 1, True):
            return True
        held = scene.cues[index]
        plainly = low[index] in ("clear", "plain")  # "made it clear that …"
        subject = low[index - 1] in lexicon.pronouns and index - 1 > cue and not plainly
        if subject and (held is not None or scene.verbal(index) == "fin"):
            return True
    return False
