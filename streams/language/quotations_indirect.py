"""Indirect speech: clauses and phrases that a reporting verb governs."""

from __future__ import annotations

from dataclasses import replace

from streams.language.attribution_leading import leading_verb
from streams.language.attribution_subjects import joined_names
from streams.language.attribution_together import neither
from streams.language.cues import Cue, CueForm
from streams.language.cues_acts import act_lexicon
from streams.language.quotations_acts_split import parted
from streams.language.quotations_bare import bare_clause, clause_after_colon
from streams.language.quotations_clauses import past_time
from streams.language.quotations_complements import complement
from streams.language.quotations_fronted import fronted
from streams.language.quotations_fronted_objects import fronted_object, with_object
from streams.language.quotations_infinitives import fronted_infinitive, infinitive
from streams.language.quotations_labels import labelled
from streams.language.quotations_opening import opening_subject
from streams.language.quotations_phrases import about, noun_phrase, sees
from streams.language.quotations_relayed import relayed
from streams.language.quotations_scene import Found, Harvest, Scene, Subject, Unit
from streams.language.quotations_supposed import supposed
from streams.language.quotations_times import english_time
from streams.language.quotations_turns import turned_from

_DECIDES = frozenset(
    ("decide", "resolve", "вирішити", "постановити", "ухвалити", "решить", "постановить", "determine", "rule")
)
"""Verbs of decision: a clause before one is what was decided."""
_UNDERSTOOD = frozenset(("зрозуміти", "понять", "clear"))
"""Words that make a light verb one of speech ("дав зрозуміти")."""
_OPENLY = frozenset(("clear", "plain"))
_TITLES = frozenset(
    (".", "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "mr.", "mrs.", "ms.", "dr.", "sen.", "rep.", "gov.")
)
_PEOPLE = (
    *("исты", "истки", "овцы", "евцы", "ники", "тели", "еры", "ёры", "анты", "енты", "яне", "ане", "логи"),
    *("исти", "івці", "ївці", "телі", "ери", "анти", "енти", "яни", "ани"),
)
"""Endings of Ukrainian and Russian nouns for people, in the plural."""
_NESTED_FRAMES = frozenset(("clause", "light", "fronted"))
"""Constructions that can report a report; others inside a report are part of what it tells."""


def find_indirect(scene: Scene, harvest: Harvest, unit: Unit, cued: list[int]) -> None:
    """Add the indirect quotations of one sentence.

    Args:
        cued: the sentence's tokens that can be cues.
    """
    if not cued:
        return
    reports = [f for f in harvest.found if f.kind != "direct" and unit.first <= f.first < unit.last]
    inner_until = -1
    last_cue: Found | None = None
    for index in cued:
        form = scene.cues[index]
        if form is None or (scene.mark_at[index] >= 0 and scene.mention_at[index] < 0 and _quoted(scene, index)):
            continue
        if scene.mention_at[index] >= 0 and scene.mentions[scene.mention_at[index]].last - 1 > index:
            continue
        tense = form.form.tense
        if tense == "inf" and not _plain_form(scene, index, unit):
            continue
        if scene.slavic and index + 1 < unit.last and scene.low[index + 1] == "ли":
            continue  # "согласен ли он": that is what was asked
        if supposed(scene, unit.first, index) or _describes_document(scene, unit, index):
            continue
        if not scene.slavic and tense == "past" and index > unit.first and _was_asked(scene, index, form):
            continue
        if not scene.slavic and tense == "past" and index == unit.first:
            continue  # English drops no subject, so "Asked what …, he …" is a participle: others asked
        found = _frames(scene, harvest, unit, index, form)
        if found is None or found.drop:
            continue
        inside = index < inner_until or any(f.first <= index < f.last for f in reports)
        if found.frame == "fronted" and found.first > unit.first and scene.low[found.first - 1] == ":":
            inside = False
        if inside and (found.frame not in _NESTED_FRAMES or found.think):
            continue
        if tense == "conv" and last_cue is not None and (not scene.slavic or found.subject is None):
            found.subject, found.same_as = last_cue.subject, last_cue
        if last_cue is not None and tense in ("past", "pres", "inf") and _joined(scene, index, last_cue, found.subject):
            found.subject, found.same_as = last_cue.subject, last_cue
        opened = opening_subject(scene, unit, index, form)
        if opened is not None:
            found.subject = opened
        if last_cue is not None and _goes_on(scene, unit, index, found, last_cue):
            found.subject, found.same_as = last_cue.subject, last_cue
        if not _accept(scene, found, form, index):
            continue
        if inside:
            found.confidence *= 0.8
            found.method = "nested"
        harvest.found.append(found)
        if found.first > index:
            inner_until = max(inner_until, found.last)
        last_cue = found


def _was_asked(scene: Scene, index: int, form: CueForm) -> bool:
    """Whether others asked: "when asked whether", "after being pressed on"."""
    return form.cue.lemma in _ASKING and scene.low[index - 1] in _PASSIVELY


_ASKING = frozenset(("ask", "press", "question", "quiz"))
_PASSIVELY = frozenset(("when", "if", "once", "being", "until"))


def _describes_document(scene: Scene, unit: Unit, index: int) -> bool:
    """`резолюцію, яка вимагала …`: what the verb tells belongs to the document, and to whoever acts on it."""
    if not scene.slavic or index - 3 < unit.first or scene.low[index - 2] != ",":
        return False
    word = scene.low[index - 1]
    relative = word in scene.lexicon.relatives and word not in ("хто", "кто", "де", "где")
    return relative and act_lexicon(scene.lexicon.language).is_document(scene.low[index - 3])


def _quoted(scene: Scene, index: int) -> bool:
    """Whether the word stands inside quotation marks."""
    mark = scene.marks[scene.mark_at[index]]
    return mark.open < index < mark.last


def _goes_on(scene: Scene, unit: Unit, index: int, found: Found, before: Found) -> bool:
    """Whether the verb at `index` turns to another time with the subject of the cue before it."""
    mark = turned_from(scene, unit, index)
    own = found.subject
    named = own is not None and own.first > mark and (own.mention is not None or own.pronoun)
    return mark > before.order and not named


def _joined(scene: Scene, index: int, before: Found, own: Subject | None) -> bool:
    """Whether the verb at `index` shares the subject of the cue before it ("… та попросила")."""
    position = index - 1
    while position > before.order and (
        scene.low[position] in scene.lexicon.adverbs or scene.low[position] in scene.lexicon.auxiliaries
    ):
        position -= 1
    if scene.low[position] in scene.lexicon.conjunctions:
        form, other = scene.cues[index], scene.cues[before.order]
        if own is not None and (
            own.first > position or form is None or other is None or form.form.number != other.form.number
        ):
            return False
        return scene.slavic or own is None
    return own is None and scene.low[position] == ","


def _plain_form(scene: Scene, index: int, unit: Unit) -> bool:
    """English plain forms: "they say", "did not say", "experts believe"; not "to say", not the noun "state"."""
    if scene.slavic or index == unit.first:
        return False
    lexicon = scene.lexicon
    position = index - 1
    while position > unit.first and (scene.low[position] in lexicon.adverbs or scene.low[position].endswith("ly")):
        position -= 1
    before = scene.low[position]
    if before == "to":
        return leading_verb(scene, position, unit.first) >= 0
    if before == "did" and position == index - 1:
        return True  # "did insist", and "used to insist", which reads so
    if before in lexicon.pronouns or before in lexicon.first_second:
        return before in ("they", "who", "we", "i", "you")
    strong = scene.cues[index]
    sure = strong is not None and not strong.cue.weak and "clause" in strong.cue.names
    if before == "whom":
        return True
    if sure and _plural_head(scene, position, unit.first):
        return True
    if before in lexicon.collective or before in lexicon.indefinite or before == "who" or before == "sources":
        return True
    mention = scene.mention_at[position]
    if mention >= 0:
        found = scene.mentions[mention]
        return (
            found.number == "plur"
            or joined_names(scene, mention)
            or (before.endswith("s") and found.type in ("ROLE", "ORG"))
        )
    if (
        before.endswith("s")
        and len(before) > 4
        and not before.endswith(("ss", "’s", "us"))
        and scene.cues[position] is None
    ):
        form = scene.cues[index]
        return form is not None and not form.cue.weak and "clause" in form.cue.names
    return False


def _plural_head(scene: Scene, position: int, first: int) -> bool:
    """Whether the noun phrase that ends at `position` is plural: "X and Y", "advisers to X", "those close to him"."""
    low = scene.low
    lexicon = scene.lexicon
    mention = scene.mention_at[position]
    begin = scene.mentions[mention].first if mention >= 0 else position
    while mention >= 0 and begin > first and low[begin - 1] in _TITLES:
        begin -= 1
    if mention >= 0 and begin - 2 >= first and low[begin - 1] == "and" and scene.mention_at[begin - 2] >= 0:
        return True
    behind = False
    for index in range(begin - 1, max(first, begin - 10) - 1, -1):
        word = low[index]
        if (scene.tokens[index].kind == "punct" and word not in (".", "’")) or scene.cues[index] is not None:
            return False
        if word in lexicon.prepositions or word in ("close", "familiar"):
            behind = True
        elif behind and (word in lexicon.collective or word == "those"):
            return index == first or low[index - 1] not in lexicon.prepositions
    return False


def _accept(scene: Scene, found: Found, form: CueForm, index: int) -> bool:
    """Whether the cue is sure enough with the subject that was found."""
    lexicon = scene.lexicon
    subject = found.subject
    if subject is not None and subject.pronoun and subject.head in lexicon.first_second and subject.head:
        return False
    named = subject is not None and (
        subject.mention is not None or subject.pronoun or subject.head in lexicon.heads or found.same_as is not None
    )
    if subject is not None and not named and found.frame in ("infinitive", "object", "label"):
        named = scene.slavic and subject.head.endswith(_PEOPLE)
    if found.frame in ("object", "label", "about", "weak", "infinitive-weak"):
        return named
    if found.frame == "infinitive":
        return named or (form.form.tense == "conv" and subject is not None)
    if form.cue.weak and found.frame != "light":
        return named
    return True


def _negated(scene: Scene, index: int, first: int) -> bool:
    for position in range(index - 1, max(first, index - 3) - 1, -1):
        if scene.low[position] in scene.lexicon.negations:
            return True
        if scene.low[position] not in scene.lexicon.adverbs and scene.low[position] not in scene.lexicon.auxiliaries:
            break
    return not scene.slavic and neither(scene, index, first)


def _frames(scene: Scene, harvest: Harvest, unit: Unit, index: int, form: CueForm) -> Found | None:
    """The quotation that the cue at `index` introduces, if any; frames are tried from the surest to the least sure."""
    cue = form.cue
    negated = _negated(scene, index, unit.first)
    after = index + 1 if scene.slavic else past_time(scene, index + 1, unit.last)
    if not scene.slavic and after == index + 1:
        timed = english_time(scene, after, unit.last)
        if timed < unit.last and scene.low[timed] in ("to", "not"):
            after = timed  # "promised in March to …"
    particle = scene.low[after] if after < unit.last else None
    if particle == "it" and after + 1 < unit.last and scene.low[after + 1] in _OPENLY:
        particle = scene.low[after + 1]  # "made it clear that …"
    if harvest.used.get(index) == "as":
        return None
    if not scene.slavic and parted(scene, act_lexicon("en"), index, unit.last):
        return None  # "ruled it out"
    found = relayed(scene, unit, index)
    if found is not None:
        return found
    used = harvest.used.get(index) == "tail"
    lead = harvest.used.get(index) == "lead"
    clause = cue.frame("clause", particle)
    # an English participle before a noun ("the said", "a reported") is no cue
    if not scene.slavic and scene.low[index - 1 if index else 0] in ("the", "a", "an") and index > unit.first:
        return None
    if clause is not None and not (clause.negated and not negated) and not (negated and _denies(cue.lemma)):
        found = complement(scene, unit, index, form, clause)
        if found is not None:
            return found
    if used:
        return None
    if form.form.tense == "passive" or (
        scene.slavic and form.form.gender == "neut" and _impersonal(scene, index, unit)
    ):
        return None
    to_do = cue.frame("infinitive", particle)
    quote = cue.frame("quote")
    spoken = clause if clause is not None and not clause.light else quote
    if to_do is not None and not negated and spoken is not None and index > unit.first and scene.low[index - 1] == ",":
        found = fronted(scene, unit, index, form, spoken)
        if found is not None and found.last > index:
            return found  # "the ban, warned X, must stay": what follows is no infinitive of the cue's
    if to_do is not None and not negated:
        found = fronted_infinitive(scene, unit, index, form, to_do) if scene.slavic else None
        if found is not None:
            return found
        found = infinitive(scene, unit, index, form, to_do, after)
        if found is not None:
            return with_object(scene, unit, found) if scene.slavic else found
    if clause is None and quote is not None and not negated:
        found = fronted(scene, unit, index, form, quote)
        if found is not None and found.subject is not None and _spoken(scene, unit, found, found.subject, index, cue):
            found.confidence = 0.65 if scene.slavic else 0.6
            return found
    if clause is not None and clause.light and _understood(scene, unit, index):
        found = fronted(scene, unit, index, form, clause)
        if found is not None:
            return found
    if clause is not None and not clause.negated and not negated and not clause.light:
        found = fronted(scene, unit, index, form, clause)
        if found is not None:
            return found
        if cue.lemma in _DECIDES and clause.weak:
            found = fronted(scene, unit, index, form, replace(clause, weak=False))
            if found is not None and _can_decide(scene, found.subject):
                found.frame = "clause"
                return found
        if lead:
            return None
        if not scene.slavic:
            found = bare_clause(scene, unit, index, form, clause)
        else:
            found = clause_after_colon(scene, unit, index, form, clause)
        if found is not None:
            return found
    if lead:
        return None
    if clause is not None and clause.negated and negated and scene.slavic:
        found = clause_after_colon(scene, unit, index, form, clause)
        if found is not None:
            return found
    if form.form.tense in ("past", "pres", "conv"):
        topic = cue.frame("about", particle)
        if topic is not None and not negated:
            found = about(scene, unit, index, form, topic)
            if found is not None:
                return found
        label = cue.frame("label", particle)
        if label is not None and not negated:
            found = labelled(scene, unit, index, form) or noun_phrase(scene, unit, index, form, "label", label, after)
            if found is not None:
                return found
        if cue.frame("sees") is not None and not negated:
            found = sees(scene, unit, index, form)
            if found is not None:
                return found
        for frame in cue.frames:
            if frame.name == "object" and (frame.particle is None or frame.particle == particle):
                if frame.negated != negated:
                    continue
                found = noun_phrase(scene, unit, index, form, "object", frame, after)
                if found is not None:
                    return found
    return fronted_object(scene, unit, index, form) if scene.slavic and not negated else None


def _spoken(scene: Scene, unit: Unit, found: Found, subject: Subject, index: int, cue: Cue) -> bool:
    """Whether a verb that takes direct speech only reports the clause in front of it: by where its subject stands."""
    if scene.slavic:
        return subject.inverted or _named(scene, unit, found, subject, index)
    return not cue.weak and (subject.last == index or (subject.inverted and found.last > index))


def _named(scene: Scene, unit: Unit, found: Found, subject: Subject, index: int) -> bool:
    """Whether a name or a role ends right before the cue, and nothing follows that it could govern: "…, X відрізав"."""
    if subject.mention is None or subject.last != index:
        return False
    after = index + 1
    ends = after >= unit.last or scene.ends_sentence(after) or scene.low[after] in scene.lexicon.prepositions | {","}
    named = scene.mentions[subject.mention].type in ("PER", "ROLE")
    told = scene.finite_between(found.first, found.last) or any(
        scene.verbal(position) == "inf" for position in range(found.first, found.last)
    )
    return ends and named and told


def _can_decide(scene: Scene, subject: Subject | None) -> bool:
    """Whether the subject is somebody, or a body, named or of a sort that takes decisions."""
    if subject is None or subject.pronoun:
        return False
    if subject.mention is not None:
        return True
    words = [scene.low[i] for i in range(subject.first, min(subject.last, scene.size))]
    return any(word in scene.lexicon.institutions or word in scene.lexicon.people for word in words)


def _understood(scene: Scene, unit: Unit, index: int) -> bool:
    """`дал понять`, `дал он понять`, `дала понять министр`."""
    after = index + 1
    if after < unit.last and scene.slavic and scene.low[after] in scene.lexicon.pronouns:
        after += 1
    return after < unit.last and scene.low[after] in _UNDERSTOOD


def _denies(lemma: str) -> bool:
    """Verbs whose negation takes the statement back ("did not say that")."""
    return lemma in (
        "say",
        "сказати",
        "казати",
        "сказать",
        "говорити",
        "говорить",
        "tell",
        "заявляти",
        "заявлять",
        "know",
        "знати",
        "знать",
        "specify",
        "уточнити",
        "уточнювати",
        "уточнить",
        "уточнять",
    )


def _impersonal(scene: Scene, index: int, unit: Unit) -> bool:
    """Neuter with no subject ("було заявлено")."""
    return scene.low[index - 1] in ("було", "было", "буде", "будет") if index > unit.first else False
