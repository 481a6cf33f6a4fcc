"""Subjects of Ukrainian and Russian cues: by case and agreement first, then by distance."""

from __future__ import annotations

from dataclasses import replace

from streams.language.attribution_slavic_nouns import (
    heard_from,
    noun_beside,
    noun_subject,
    opening_name,
    place_of_speech,
)
from streams.language.attribution_subjects import REACH, agrees, is_thing, mention_subject, past_comma, with_role
from streams.language.attribution_together import together
from streams.language.cues import CueForm
from streams.language.document import MentionSpan
from streams.language.quotations_scene import Scene, Subject

_TIMES = frozenset(
    (
        *("понеділок", "вівторок", "середу", "четвер", "п’ятницю", "суботу", "неділю", "напередодні", "учора", "вчора"),
        *("сьогодні", "вранці", "ввечері", "увечері", "вночі", "дня", "ранку", "вечора", "ночі", "року"),
        *("тижня", "місяця"),
        *("січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня"),
        *("листопада", "грудня", "минулого", "цього", "того", "ж", "же", "самого"),
        *("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье", "накануне", "вчера"),
        *("сегодня", "утром", "вечером", "ночью", "дня", "утра", "вечера", "ночи", "года", "недели", "месяца"),
        *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября"),
        *("декабря", "прошлого", "прошлой", "минувшего", "минувшей", "этого", "того"),
    )
)
"""Words of a day."""
_BEING = frozenset(("будучи", "бувши"))
_POST = 8
"""Tokens after a post among which its holder's name stands."""
_COLON = 60.0
"""Cost of a colon between a subject and its verb: nobody speaks over it."""
_NEAR = 14
"""Tokens after a cue among which its subject can stand."""


def slavic_subject(scene: Scene, cue: int, form: CueForm, first: int, last: int, after_first: bool) -> Subject | None:
    related = _antecedent(scene, cue, form, first)
    if related is not None:
        return related
    named = opening_name(scene, cue, first) or heard_from(scene, cue, form, first, last)
    if named is not None:
        return named
    best: Subject | None = None
    best_cost = 60.0
    seen = -1
    low = scene.low
    lexicon = scene.lexicon
    end = min(last, cue + _NEAR)
    if cue + 1 < end and low[cue + 1] == ":":
        end = cue  # what stands after the colon was said
    for index in range(max(first, cue - REACH), end):
        if index == cue or scene.in_direct(index):
            continue
        number = scene.mention_at[index]
        subject: Subject | None = None
        cost = 0.0
        if number >= 0:
            if number == seen:
                continue
            seen = number
            mention = scene.mentions[number]
            verdict = _mention_cost(scene, mention, form, cue)
            if verdict is None:
                continue
            cost = verdict
            subject = mention_subject(scene, number, inverted=mention.first > cue)
        elif low[index] in lexicon.pronouns:
            gender, count = lexicon.pronouns[low[index]]
            if not agrees(form, gender, count) or (index and low[index - 1] in lexicon.prepositions):
                continue
            subject = Subject(index, index + 1, None, gender, count, pronoun=True, inverted=index > cue)
        elif low[index] in _BOTH and _alone(scene, index, last):
            if form.form.number == "sing":
                continue
            subject = Subject(index, index + 1, None, None, "plur", pronoun=True, inverted=index > cue)
        elif low[index] in lexicon.heads and scene.mark_at[index] < 0:
            subject = noun_subject(scene, index, form, cue)
            cost = 2.0
        if subject is None:
            continue
        beside = subject
        if number >= 0 and subject.mention != number and subject.first > cue:
            # the role before the name is as near as the speaker gets
            beside = replace(subject, first=min(subject.first, max(cue + 1, scene.mentions[number].first)))
        cost += _distance(scene, beside, cue, after_first)
        if cost < best_cost:
            best, best_cost = subject, cost
    if best is None or best_cost > 12.0:
        near = place_of_speech(scene, cue, form, first, last) or (
            noun_beside(scene, cue, form, first, last, after_first) if best is None else None
        )
        if near is not None:
            return near
    return _named_after(scene, best, form, last) if best is not None else None


_BOTH = frozenset(("обидва", "обидві", "обоє", "оба", "обе"))


def _alone(scene: Scene, index: int, last: int) -> bool:
    """Whether no noun follows that "both" counts."""
    if index + 1 >= last or scene.tokens[index + 1].kind != "word":
        return True
    return scene.morphology.readings(scene.low[index + 1])[0].pos not in ("NOUN", "ADJ", "DET", "NUM")


def _antecedent(scene: Scene, cue: int, form: CueForm, first: int) -> Subject | None:
    """The name that a relative clause describes, if its pronoun is the subject: "подякував Варшаві, яка ухвалила …"."""
    position = cue - 1
    while position > first and (
        scene.low[position] in scene.lexicon.negations or scene.low[position] in scene.lexicon.adverbs
    ):
        position -= 1
    if position - 2 < first or scene.low[position] not in _WHO or scene.low[position - 1] != ",":
        return None
    held = scene.mention_at[position - 2]
    if held < 0:
        return None
    mention = scene.mentions[held]
    pronoun = _WHO[scene.low[position]]
    if not agrees(form, mention.gender if mention.type == "PER" else None, None):
        return None
    if mention.type == "PER" and mention.gender and mention.gender != pronoun:
        return None
    after = scene.mention_at[cue + 1] if cue + 1 < scene.size else -1
    if after >= 0 and "nom" in scene.mentions[after].cases and "acc" not in scene.mentions[after].cases:
        return None  # "той самий Кіпр, який підтримав Горецький"
    return mention_subject(scene, held)


_WHO = {"який": "masc", "яка": "fem", "яке": "neut", "который": "masc", "которая": "fem", "которое": "neut"}
"""Relative pronouns in the nominative, with their gender."""


def _named_after(scene: Scene, subject: Subject, form: CueForm, last: int) -> Subject:
    """The person whose name follows a post and its place: "предостерёг посол в Копенгагене X"."""
    post = subject.mention is not None and scene.mentions[subject.mention].type == "ROLE"
    if not subject.inverted or subject.pronoun or not (post or subject.head in scene.lexicon.person_heads):
        return subject
    if post and subject.mention is not None and scene.mentions[subject.mention].actor_id is not None:
        return subject
    beside = past_comma(scene, subject.last)
    if not post and beside > subject.last and agrees(form, scene.mentions[scene.mention_at[beside]].gender, None):
        return mention_subject(scene, scene.mention_at[beside], inverted=True)  # "its author, the deputy X"
    for index in range(subject.last, min(last, subject.last + _POST)):
        number = scene.mention_at[index]
        if number < 0:
            if scene.low[index] in scene.lexicon.prepositions:
                continue  # "при", which could be a verb too
            if not scene.is_word(index) or scene.can_be(index, "fin"):
                break
            continue
        mention = scene.mentions[number]
        if mention.type == "PER" and mention.first == index and scene.low[index - 1] not in scene.lexicon.prepositions:
            nominative = not mention.cases or "nom" in mention.cases
            if nominative and agrees(form, mention.gender, mention.number):
                return mention_subject(scene, number, inverted=True)
            break
    return subject


def _mention_cost(scene: Scene, mention: MentionSpan, form: CueForm, cue: int) -> float | None:
    """How unlikely the mention is as a subject; None if it cannot be one."""
    lexicon = scene.lexicon
    if mention.cases and "nom" not in mention.cases:
        return 0.0 if _counted(scene, mention, form) else None
    plural_body = mention.type in ("ORG", "LOC")
    number = None if plural_body else mention.number
    gender = None if plural_body else mention.gender
    if form.form.number == "plur" and len(together(scene, scene.mention_at[mention.first], cue)) > 1:
        gender = number = None
    if not agrees(form, gender, number):
        return None
    begin = mention.first
    before = scene.low[begin - 1] if begin else ""
    if mention.role_start is not None:
        role_token = begin
        while role_token > 0 and scene.tokens[role_token - 1].start >= mention.role_start:
            role_token -= 1
        before = scene.low[role_token - 1] if role_token else ""
    if before in lexicon.prepositions or before == "(" or _aired(scene, begin):
        return None
    if mention.type == "PER" and before in lexicon.institutions and before not in lexicon.person_heads:
        return None  # a genitive that looks like a nominative: "партія Івана Чорного вимагала"
    cost = 0.0
    if not mention.cases:
        cost += 2.0
        if mention.type != "PER" and not _nominative(scene, mention.first):
            return None
    elif len(mention.cases) > 2:
        cost += 1.0
    if mention.type == "LOC":
        cost += 6.0
        if begin and scene.mention_at[begin - 1] < 0 and before in lexicon.heads:
            return None
    elif mention.type == "ORG":
        cost += 2.0
        if is_thing(scene, begin):
            return None
        medium = before in lexicon.media or scene.morphology.lemma(before) in lexicon.media
        if medium or (_oblique(scene, begin - 1) and not _described(scene, begin)):
            return None
        if before in lexicon.person_heads or (before in lexicon.institutions and not mention.cases):
            return None
    if mention.type != "PER" and begin and scene.mention_at[begin - 1] >= 0:
        neighbour = scene.mentions[scene.mention_at[begin - 1]]
        if neighbour.type in ("ROLE", "PER", "ORG"):
            cost += 4.0
    return cost


def _aired(scene: Scene, first: int) -> bool:
    """Whether the name in quotation marks is where something was said: "в ефірі радіо «Хвиля»"."""
    if first < 3 or scene.tokens[first - 1].kind != "quote" or not scene.is_word(first - 2):
        return False
    medium = scene.low[first - 2]
    if medium not in scene.lexicon.media and scene.morphology.lemma(medium) not in scene.lexicon.media:
        return False
    before = scene.low[first - 3]
    return before in scene.lexicon.prepositions or before in scene.lexicon.say_nouns or _oblique(scene, first - 3)


def _counted(scene: Scene, mention: MentionSpan, form: CueForm) -> bool:
    """Whether a number or "most" governs a role in the genitive: "проголосували 235 депутатів Ради"."""
    if mention.type != "ROLE" or "gen" not in mention.cases or not mention.first:
        return False
    before = mention.first - 1
    if scene.tokens[before].kind != "number" and scene.low[before] not in _MANY:
        return False
    return form.form.number == "plur" or form.form.gender == "neut"


_MANY = frozenset(("більшість", "большинство", "десятки", "сотні", "сотни", "кілька", "несколько", "понад", "більше"))


def _oblique(scene: Scene, index: int) -> bool:
    """Whether the word before a name is a noun that no nominative can be: "сказав мовникові NRK", "у штабі НАТО"."""
    if index < 0 or scene.tokens[index].kind != "word" or scene.mention_at[index] >= 0:
        return False
    readings = [r for r in scene.morphology.readings(scene.low[index])[:4] if r.pos == "NOUN"]
    return bool(readings) and all(r.known and r.case not in (None, "nom") for r in readings)


def _described(scene: Scene, index: int) -> bool:
    """Whether a name opens with an adjective in the nominative, so that no noun before it governs it: "критикує візит
    лурійське МЗС"."""
    readings = [r for r in scene.morphology.readings(scene.low[index])[:4] if r.pos == "ADJ"]
    return any(r.case == "nom" for r in readings)


def _nominative(scene: Scene, index: int) -> bool:
    """Whether the word can be nominative; a word that no dictionary has can."""
    readings = [r for r in scene.morphology.readings(scene.tokens[index].text) if r.known and r.case is not None]
    return not readings or any(r.case == "nom" for r in readings)


def _converb_aside(scene: Scene, cue: int, subject: int) -> int:
    """Tokens after the verb up to the end of a converb phrase in commas: "попередила, ледь сівши на місце, міністерка",
    "закликав у середу, виступаючи в Парижі, президент"."""
    low = scene.low
    begin = cue + 1
    while begin < subject and low[begin] != "," and _of_time(scene, begin):
        begin += 1
    if begin + 1 >= subject or low[begin] != ",":
        return 0
    end = next((i for i in range(begin + 1, min(subject, begin + 9)) if low[i] == ","), None)
    if end is None or end > subject - 1:
        return 0
    adverbial = any(scene.can_be(i, "conv") or scene.low[i] in _BEING for i in range(begin + 1, min(end, begin + 4)))
    return end - cue if adverbial else 0


def _of_time(scene: Scene, index: int) -> bool:
    word = scene.low[index]
    return word in _TIMES or word[:1].isdigit() or word in scene.lexicon.adverbs or word in scene.lexicon.prepositions


def _only_time(scene: Scene, first: int, last: int) -> bool:
    """Whether commas part nothing but times from the verb: "оголосив напередодні, у четвер, прем'єр"."""
    if last - first > _NEAR or not any(scene.low[i] == "," for i in range(first, last)):
        return False
    return all(scene.low[i] == "," or _of_time(scene, i) for i in range(first, last))


def _distance(scene: Scene, subject: Subject, cue: int, after_first: bool) -> float:
    low = scene.low
    if subject.first > cue:
        gap = subject.first - cue - 1
        cost = gap * 1.5
        aside = _converb_aside(scene, cue, subject.first)
        cost -= aside * 1.5
        timed = not aside and _only_time(scene, cue + 1, with_role(scene, subject))
        if timed:
            cost = min(cost, 3.0)
        for index in range(cue + 1 + aside, subject.first):
            if low[index] == "," and not scene.in_direct(index) and not timed:
                cost += 30.0
            elif low[index] in scene.lexicon.complementisers:
                cost += 40.0
        if after_first:
            return cost
        # between the verb and its complement stands the object as easily as the subject
        certain = subject.pronoun or (
            subject.mention is not None
            and "acc" not in scene.mentions[subject.mention].cases
            and bool(scene.mentions[subject.mention].cases)
        )
        return cost + (1.0 if certain else 4.0)
    gap = cue - subject.last
    cost = gap * 0.7
    commas = 0
    for index in range(subject.last, cue):
        word = low[index]
        if word == ",":
            commas += 1
        elif word == ":":
            cost += _COLON
        elif word in scene.lexicon.that or word == ";":
            cost += 12.0
        elif scene.mark_at[index] >= 0 and scene.in_direct(index):
            cost += 30.0
    if commas % 2:
        cost += 6.0
    if after_first:
        cost += 7.0
        if commas:
            cost += 6.0
    return cost
