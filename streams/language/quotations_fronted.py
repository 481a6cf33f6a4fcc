"""Reported clauses that stand before their cue or around it: "…, заявив X", "…, X said", "A, said X, B"."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.cues import CueForm, Frame
from streams.language.quotations_bare import is_clause
from streams.language.quotations_build import make
from streams.language.quotations_clauses import after_dateline, clause_end
from streams.language.quotations_colon import after_setup
from streams.language.quotations_fronted_english import circumstance, english_report
from streams.language.quotations_outlets import is_outlet, passes_on, reports, unknown_outlet
from streams.language.quotations_scene import DASHES, PARTING, Found, Scene, Subject, Unit

_MISSING = frozenset(("немає", "нема", "нет", "нельзя", "невозможно", "неможливо"))
"""Predicates that close a clause which the cue interrupts."""
_REFUSALS = frozenset(("no", "not"))
"""English words that open a demand with no verb: "No new bridge, demanded X"."""
_OPINE = frozenset(("думати", "вірити", "відчувати", "думать", "верить", "чувствовать"))
"""Slavic verbs of those that may tell of something else which tell an opinion when a clause stands before them."""
_WINDOW = 22
"""Tokens after the verb among which a complement would show."""


def fronted(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """clause, verb subject / clause, subject verb."""
    if form.form.tense not in ("past", "pres", "inf"):
        return None
    low = scene.low
    lexicon = scene.lexicon
    position = index - 1
    skip = lexicon.adverbs | lexicon.auxiliaries
    while (
        position > unit.first
        and (low[position] in skip or low[position].endswith("ly"))
        and low[position] not in lexicon.pronouns
    ):
        position -= 1
    if position <= unit.first:
        return None
    subject: Subject | None = None
    after_first = True
    if (
        scene.slavic
        and low[position] in ("чем", "чём", "що", "чому")
        and low[position - 1] in ("о", "про")
        and position - 2 > unit.first
    ):
        position -= 2
    if low[position] not in PARTING:
        subject = find_subject(scene, index, form, max(unit.first, index - 26), index, after_first=False)
        if subject is None or (not scene.slavic and _no_speaker(scene, subject)):
            return None
        begin = subject.first
        if subject.mention is not None:
            start = scene.mentions[subject.mention].role_start
            if start is not None:
                while begin > unit.first and scene.tokens[begin - 1].start >= start:
                    begin -= 1
        comma = _comma_before(scene, begin, unit.first)
        if comma is not None and scene.slavic and low[comma + 1] in lexicon.relatives | lexicon.question:
            return None  # "…, какие он предлагал": a clause that describes
        if comma is None or (scene.slavic and index - subject.last > 2):
            return None
        position = comma
        after_first = False
    if not scene.slavic and after_first:
        named = _named_between_commas(scene, unit, index, form, position)
        if named is not None:
            subject, position, after_first = *named, False
    first = after_dateline(scene, unit)
    if scene.slavic:
        if not _ends_report(scene, index, unit):
            return None
    elif not english_report(
        scene, index + (frame.particle is not None), unit, after_first, _whole(scene, first, position, form)
    ):
        return None
    for back in range(position - 1, unit.first - 1, -1):
        if scene.in_direct(back):
            return None
    while first < position and low[first] in (",", "-", "–", "—"):
        first += 1
    if scene.slavic:
        first = _after_topic(scene, first, position)
    if scene.slavic and not after_first and _circumstance(scene, first, position):
        return None
    first, tail = _start(scene, unit, index, position, first, frame.particle is not None)
    if scene.slavic and tail is None and _occasion(scene, first, position):
        return None
    opener = low[first]
    if scene.slavic and opener == "на" and first + 1 < position and low[first + 1] in _QUESTIONS:
        return None  # "На запитання, чи …, X відповів": what was asked is not what was said
    told = scene.slavic and (low[position] in DASHES or scene.finite_between(first, position))
    shortest = 2 if told else 3
    if scene.words_between(first, position) < (shortest if tail is None else 1):
        return None
    if tail is None:
        refused = after_first and not scene.slavic and opener in _REFUSALS and frame.name == "clause"
        if not refused and not scene.finite_between(first, position) and not _predicative(scene, first, position):
            return None
        if not scene.slavic and circumstance(scene, first, position):
            return None
        last = position
    else:
        last = clause_end(scene, tail, unit.last, None)
    if scene.slavic and opener in lexicon.as_words:
        return None
    if after_first and subject is None:
        subject = find_subject(scene, index, form, position + 1, unit.last, after_first=True)
        if subject is None and (
            not scene.slavic
            or form.form.number == "plur"
            or form.form.tense == "pres"
            or _opened(scene, first, position)
        ):
            return None
    if frame.weak and not _surely_said(scene, subject, first, position, form, around=tail is not None):
        return None
    found = make(scene, index, form, first, last, 0.8, "fronted")
    if found is None:
        return None
    found.subject = subject
    if (
        scene.slavic
        and any(low[i] == ":" for i in range(index + 1, min(unit.last, index + 8)))
        and (subject is None or not subject.inverted)
    ):
        return None
    if subject is not None:
        outlet = is_outlet(scene, subject)
        if (
            (outlet and form.cue.lemma in lexicon.passes_on)
            or (passes_on(scene, subject, form.cue.lemma) and reports(scene, first, position))
            or (form.cue.lemma in _PRESS and unknown_outlet(scene, subject, form.cue.lemma))
        ):
            found.drop = True
        if outlet:
            found.confidence = 0.55
    return found


def _surely_said(scene: Scene, subject: Subject | None, first: int, last: int, form: CueForm, *, around: bool) -> bool:
    """Whether a verb that may tell of something else tells what a person says: behind a clause that stands by itself
    ("The ban must go, X holds") or in the middle of one ("The ban, X holds, must go")."""
    if subject is None or subject.mention is None or scene.mentions[subject.mention].type not in ("PER", "ROLE"):
        return False
    if subject.inverted and scene.low[subject.first - 1] in scene.lexicon.as_words:
        return False  # "the weapons, known as X, would"
    if scene.slavic:
        return form.cue.lemma in _OPINE and (around or scene.finite_between(first, last))
    return around or _whole(scene, first, last, form)


def _start(scene: Scene, unit: Unit, index: int, comma: int, first: int, particle: bool) -> tuple[int, int | None]:
    """Where the report begins, after a colon that sets it up, and where it goes on after the cue, if it does."""
    begin = after_setup(scene, first, comma, middle=True)
    tail = _parenthetical(scene, unit, index, comma, begin, particle)
    if begin > first and tail is None:
        begin = after_setup(scene, first, comma, middle=False)
        if not scene.finite_between(begin, comma) and not _predicative(scene, begin, comma):
            begin = first
        tail = _parenthetical(scene, unit, index, comma, begin, particle)
    return begin, tail


def _circumstance(scene: Scene, first: int, last: int) -> bool:
    """Whether all that stands before the verb's own clause tells what for, or what its subject does besides: "Щоб
    заспокоїти ринки, Лурія визнала …", "Обращаясь к залу, она спросила …"."""
    if _comma_between(scene, first, last) or last <= first:
        return False
    return scene.low[first] in _PURPOSE or scene.verbal(first) == "conv"


def _occasion(scene: Scene, first: int, last: int) -> bool:
    """Whether the words before the verb only tell when: "Нагадаємо, 3 травня, коли флот увійшов у бухту, X обіцяв"."""
    low = scene.low
    for index in range(first, last - 1):
        if low[index] == "," and low[index + 1] in ("коли", "когда"):
            start = first + 2 if low[first] in _REMINDERS and low[first + 1] == "," else first
            dated = any(low[i][:1].isdigit() for i in range(start, index))
            return dated and not scene.finite_between(start, index) and not _comma_between(scene, index + 1, last)
    return False


def _comma_between(scene: Scene, first: int, last: int) -> bool:
    return any(scene.low[i] in PARTING for i in range(first, last))


def _opened(scene: Scene, first: int, last: int) -> bool:
    """Whether the words before the comma are the verb's own subject with its appositions ("X, long an ally, spoke …"):
    a person who opens them, and no finite verb."""
    name = scene.mention_at[first]
    if not scene.slavic or name < 0 or scene.mentions[name].type not in ("PER", "ROLE"):
        return False
    return not any(scene.can_be(index, "fin") for index in range(first, last) if scene.mention_at[index] < 0)


def _after_topic(scene: Scene, first: int, last: int) -> int:
    """The first token of the clause in "О том, что CLAUSE, сообщил X"."""
    low = scene.low
    if first + 4 >= last or low[first] not in ("о", "об", "про") or low[first + 1] not in ("том", "те"):
        return first
    return first + 4 if low[first + 2] == "," and low[first + 3] in scene.lexicon.that else first


_QUESTIONS = frozenset(("запитання", "питання", "уточнення", "прохання", "вопрос", "вопросы", "просьбу"))
_PURPOSE = frozenset(("щоб", "щоби", "аби", "чтобы", "чтоб", "дабы"))
_REMINDERS = frozenset(("нагадаємо", "нагадуємо", "напомним", "напоминаем"))
_PRESS = frozenset(("писати", "передавати", "писать", "передавать"))
"""Verbs with which hardly any body but a newspaper or an agency tells news."""
_WHEN = frozenset(("раньше", "раніше", "позже", "пізніше", "позднее"))
"""Comparatives that tell when, no predicates."""


def _predicative(scene: Scene, first: int, last: int) -> bool:
    """A clause with no verb: with a dash ("проєкт – помилка") or a predicative adverb."""
    for index in range(first, last):
        if scene.low[index][:1].isdigit() or scene.low[index] in _WHEN:
            continue
        if scene.low[index] in DASHES or scene.low[index] in (
            "треба",
            "слід",
            "необхідно",
            "можна",
            "потрібно",
            "нужно",
            "надо",
            "необходимо",
            "можно",
            "нельзя",
            "невозможно",
            "неможливо",
            "немає",
            "нет",
            "не",
            "це",
            "это",
            "потрібна",
            "потрібні",
            "потрібен",
            "нужна",
            "нужны",
            "нужен",
        ):
            return True
        if scene.slavic and any(
            r.verb_form == "part" or (r.pos == "ADJ" and r.case in (None, "nom"))
            for r in scene.morphology.readings(scene.low[index])[:2]
        ):
            return True
    return False


def _comma_before(scene: Scene, begin: int, first: int) -> int | None:
    """The comma (or dash) before a noun phrase that starts at `begin`, over its own modifiers."""
    low = scene.low
    lexicon = scene.lexicon
    for position in range(begin - 1, max(first, begin - 16) - 1, -1):
        word = low[position]
        if word in PARTING:
            joined = low[position + 1] in lexicon.conjunctions
            return position if position > first and not joined else None
        if scene.mark_at[position] >= 0 and scene.tokens[position].kind == "quote":
            mark = scene.marks[scene.mark_at[position]]
            if mark.closed and mark.last == position and low[position - 1] == ",":
                return position
            return None
        if scene.tokens[position].kind == "punct" and word not in (".", "’", "&"):
            return None
        if scene.cues[position] is not None and word not in lexicon.heads:
            return None
        if word in lexicon.relatives or word in lexicon.subordinators:
            return None
        if word in lexicon.prepositions and (scene.slavic or word not in ("of", "for", "in", "at", "from")):
            return None
        if word in lexicon.auxiliaries:
            return None
        if scene.slavic and scene.mention_at[position] < 0 and word not in lexicon.heads and begin - position > 5:
            return None
    return None


def _ends_report(scene: Scene, index: int, unit: Unit) -> bool:
    """Ukrainian, Russian: nothing that the verb could govern follows it but its subject and circumstances."""
    low = scene.low
    lexicon = scene.lexicon
    for position in range(index + 1, min(unit.last, index + _WINDOW)):
        word = low[position]
        if word in (",", "–", "—", "-") and position + 1 < unit.last:
            return low[position + 1] not in lexicon.that
        if word == ":" or scene.ends_sentence(position):
            return True
        if word in lexicon.conjunctions and position + 1 < unit.last and scene.cues[position + 1] is not None:
            return True  # the complement that follows is the next verb's: "…, відрізав міністр і додав, що …"
    return True


def _no_speaker(scene: Scene, subject: Subject) -> bool:
    """Whether the words before the verb are no noun phrase ("together with the cooperation agreed last week")."""
    opener = scene.low[subject.first]
    words = scene.lexicon.prepositions | scene.lexicon.subordinators | {"together", "along", "such"}
    return subject.mention is None and not subject.pronoun and opener in words


def _named_between_commas(
    scene: Scene, unit: Unit, index: int, form: CueForm, comma: int
) -> tuple[Subject, int] | None:
    """`…, the president's adviser, Jane Roe, said`, `…, Jane Roe, who advises him, said`: the speaker, and the comma
    before all that describes her."""
    if scene.low[comma] not in (",", ")"):
        return None
    subject = find_subject(scene, index, form, max(unit.first, index - 30), index, after_first=False)
    if subject is None or subject.mention is None or scene.mentions[subject.mention].type != "PER":
        return None
    outer = _comma_before(scene, subject.first, unit.first)
    if outer is None:
        return None
    if subject.last < comma:
        # what describes her follows the name
        begin = subject.first
        while begin > outer + 1 and scene.is_upper(begin - 1):
            begin -= 1  # her titles
        opens = scene.low[subject.last] in (",", "(")
        return (subject, outer) if opens and not scene.finite_between(outer + 1, begin) else None
    wider = _comma_before(scene, outer, unit.first)
    if wider is not None and _describes(scene, wider + 1, outer):
        outer = wider
    return subject, outer


def _describes(scene: Scene, first: int, last: int) -> bool:
    """Whether the words are a noun phrase about a person."""
    if first >= last or scene.low[first] in scene.lexicon.prepositions:
        return False
    return any(
        scene.low[i] in scene.lexicon.heads
        or (scene.mention_at[i] >= 0 and scene.mentions[scene.mention_at[i]].type == "ROLE")
        for i in range(first, last)
    )


def _whole(scene: Scene, first: int, last: int, form: CueForm) -> bool:
    """Whether a main clause stands before the cue, so that the cue needs none after it."""
    opener = scene.low[first] if first < last else ""
    return (
        opener not in scene.lexicon.subordinators
        and opener not in scene.lexicon.prepositions
        and is_clause(scene, first, last, form)
    )


def _parenthetical(scene: Scene, unit: Unit, index: int, comma: int, first: int, particle: bool) -> int | None:
    """Where the clause goes on after a cue in its middle ("X, said Y, would Z"); None if it does not."""
    low = scene.low
    lexicon = scene.lexicon
    after = index + 1 + particle
    if not scene.slavic and after + 1 < unit.last and low[after] == "on" and low[after + 1] == ",":
        after += 1  # "he went on"
    if not scene.slavic and comma < index - 1 and after + 1 < unit.last and low[after] in PARTING:
        # "X, he said, …": the verb has its subject, what follows goes on with the clause
        following = low[after + 1]
        if following.endswith("ing") or following in lexicon.as_words or following in ("who", "according", "citing"):
            return None
        return after + 1
    beyond = index
    for position in range(index + 1, unit.last - 2):
        if scene.in_direct(position):
            return None
        if position <= beyond or (low[position] != "," and not (low[position] in DASHES and low[comma] in DASHES)):
            continue
        following = low[position + 1]
        if following in lexicon.relatives and scene.mention_at[position - 1] >= 0 and beyond == index:
            # "X, said Y, who leads Z, must go": over what describes the speaker
            beyond = next((i - 1 for i in range(position + 2, unit.last - 2) if low[i] == ","), -1)
            if beyond < 0:
                return None
            continue
        if following in lexicon.relatives or following in lexicon.as_words or following in lexicon.subordinators:
            return None
        if scene.slavic and beyond > index and following in lexicon.conjunctions:
            return None
        cue = scene.cues[position + 1]
        if (cue is not None and cue.form.tense == "conv") or (scene.slavic and scene.verbal(position + 1) == "conv"):
            return None
        opener = low[first]
        if following in _MISSING and position + 2 >= unit.last - 1:
            return position + 1  # "Підстав для цього, сказав X, немає"
        if not scene.slavic and following in lexicon.auxiliaries:
            return position + 1  # "X, she told reporters, is …": what went before was its subject
        form = scene.cues[index]
        whole = (
            scene.finite_between(first, comma) if scene.slavic or form is None else is_clause(scene, first, comma, form)
        )
        if opener in lexicon.subordinators or not whole:
            rest = position + 1
            goes_on = scene.finite_between(rest, unit.last) or (scene.slavic and _predicative(scene, rest, unit.last))
            return rest if goes_on else None
        return None
    return None
