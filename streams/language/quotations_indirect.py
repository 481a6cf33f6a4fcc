"""Indirect speech: clauses and phrases that a reporting verb governs."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.cues import CueForm, Frame
from streams.language.quotations_according import is_outlet, passes_on, reports
from streams.language.quotations_clauses import DAYS, clause_end
from streams.language.quotations_scene import DASHES, Found, Harvest, Scene, Subject, Unit

_WINDOW = 22
"""Tokens between a verb and its complementiser."""
_PARTICLES = frozenset(("to", "out", "up", "off", "down", "back", "away"))
_ON_VERBS = frozenset((
    "наголосити", "наголошувати", "акцентувати", "наполягати", "наполягти", "натякати", "натякнути", "настаивать", "настоять",
    "акцентировать", "указать", "указывать", "намекать", "намекнуть", "вказати", "вказувати",
))
_ABOUT = frozenset(("про", "о", "об", "обо"))
_UNDERSTOOD = frozenset(("зрозуміти", "понять", "clear"))
"""Words that make a light verb one of speech ("дав зрозуміти")."""
_NESTED_FRAMES = frozenset(("clause", "light", "fronted"))
"""Constructions that can report a report; others inside a report are part of what it tells."""


def find_indirect(scene: Scene, harvest: Harvest, unit: Unit) -> None:
    """Add the indirect quotations of one sentence."""
    reports = [f for f in harvest.found if f.kind != "direct" and unit.first <= f.first < unit.last]
    inner_until = -1
    last_cue: Found | None = None
    for index in range(unit.first, unit.last):
        form = scene.cues[index]
        if form is None or scene.mark_at[index] >= 0 and scene.mention_at[index] < 0 and _quoted(scene, index):
            continue
        if scene.mention_at[index] >= 0 and scene.mentions[scene.mention_at[index]].last - 1 > index:
            continue
        tense = form.form.tense
        if tense == "inf" and not _plain_form(scene, index, unit):
            continue
        found = _frames(scene, harvest, unit, index, form)
        if found is None or found.drop:
            continue
        inside = index < inner_until or any(f.first <= index < f.last for f in reports)
        if inside and (found.frame not in _NESTED_FRAMES or found.think):
            continue
        if tense == "conv" and last_cue is not None and (not scene.slavic or found.subject is None):
            found.subject, found.same_as = last_cue.subject, last_cue
        if last_cue is not None and tense in ("past", "pres", "inf") and _joined(scene, index, last_cue, found.subject):
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


def _quoted(scene: Scene, index: int) -> bool:
    """Whether the word stands inside quotation marks."""
    mark = scene.marks[scene.mark_at[index]]
    return mark.open < index < mark.last


def _thinks(form: CueForm) -> bool:
    return all(frame.think or frame.weak for frame in form.cue.frames if frame.name == "clause")


def _joined(scene: Scene, index: int, before: Found, own: Subject | None) -> bool:
    """Whether the verb at `index` shares the subject of the cue before it ("… та попросила")."""
    position = index - 1
    while position > before.order and (scene.low[position] in scene.lexicon.adverbs or scene.low[position] in scene.lexicon.auxiliaries):
        position -= 1
    if scene.low[position] in scene.lexicon.conjunctions:
        form, other = scene.cues[index], scene.cues[before.order]
        if own is not None and (own.first > position or form is None or other is None or form.form.number != other.form.number):
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
    if before in lexicon.pronouns or before in lexicon.first_second:
        return before in ("they", "who", "we", "i", "you")
    if before in lexicon.collective or before in lexicon.indefinite or before == "who" or before == "sources":
        return True
    mention = scene.mention_at[position]
    if mention >= 0:
        found = scene.mentions[mention]
        return found.number == "plur" or before.endswith("s") and found.type in ("ROLE", "ORG")
    if before.endswith("s") and len(before) > 4 and not before.endswith(("ss", "’s", "us")) and scene.cues[position] is None:
        form = scene.cues[index]
        return form is not None and not form.cue.weak and "clause" in form.cue.names
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
    if found.frame in ("object", "label", "about", "weak", "infinitive-weak"):
        return named
    if found.frame == "infinitive":
        return named or form.form.tense == "conv" and subject is not None
    if form.cue.weak and found.frame != "light":
        return named
    return True


def _negated(scene: Scene, index: int, first: int) -> bool:
    for position in range(index - 1, max(first, index - 3) - 1, -1):
        if scene.low[position] in scene.lexicon.negations:
            return True
        if scene.low[position] not in scene.lexicon.adverbs and scene.low[position] not in scene.lexicon.auxiliaries:
            return False
    return False


def _frames(scene: Scene, harvest: Harvest, unit: Unit, index: int, form: CueForm) -> Found | None:
    """The quotation that the cue at `index` introduces, if any; frames are tried from the surest to the least sure."""
    cue = form.cue
    negated = _negated(scene, index, unit.first)
    after = index + 1
    particle = scene.low[after] if after < unit.last else None
    if harvest.used.get(index) == "as":
        return None
    used = harvest.used.get(index) == "tail"
    lead = harvest.used.get(index) == "lead"
    clause = cue.frame("clause", particle)
    # an English participle before a noun ("the said", "a reported") is no cue
    if not scene.slavic and scene.low[index - 1 if index else 0] in ("the", "a", "an") and index > unit.first:
        return None
    if clause is not None and not (clause.negated and not negated):
        if not (negated and _denies(cue.lemma)):
            found = _complement(scene, unit, index, form, clause)
            if found is not None:
                return found
    if used:
        return None
    if form.form.tense == "passive" or scene.slavic and form.form.gender == "neut" and _impersonal(scene, index, unit):
        return None
    infinitive = cue.frame("infinitive", particle)
    if infinitive is not None and not negated:
        found = _infinitive(scene, unit, index, form, infinitive)
        if found is not None:
            return found
    if clause is None and not negated and not used and cue.frame("quote") is not None and scene.slavic:
        found = _fronted(scene, unit, index, form, cue.frame("quote"))  # type: ignore[arg-type]
        if found is not None and found.subject is not None and found.subject.inverted:
            found.confidence = 0.65
            return found
    if clause is not None and clause.light and index + 1 < unit.last and scene.low[index + 1] in _UNDERSTOOD:
        found = _fronted(scene, unit, index, form, clause)
        if found is not None:
            return found
    if clause is not None and not clause.negated and not negated and not clause.light:
        found = _fronted(scene, unit, index, form, clause)
        if found is not None:
            return found
        if lead:
            return None
        if not scene.slavic:
            found = _bare_clause(scene, unit, index, form, clause)
        else:
            found = _bare_slavic(scene, unit, index, form, clause)
        if found is not None:
            return found
    if lead:
        return None
    if form.form.tense in ("past", "pres", "conv"):
        about = cue.frame("about", particle)
        if about is not None and not negated:
            found = _about(scene, unit, index, form, about)
            if found is not None:
                return found
        label = cue.frame("label", particle)
        if label is not None and not negated:
            found = _object(scene, unit, index, form, "label", label)
            if found is not None:
                return found
        for frame in cue.frames:
            if frame.name == "object" and (frame.particle is None or frame.particle == particle):
                if frame.negated != negated:
                    continue
                found = _object(scene, unit, index, form, "object", frame)
                if found is not None:
                    return found
    return None


def _denies(lemma: str) -> bool:
    """Verbs whose negation takes the statement back ("did not say that")."""
    return lemma in ("say", "сказати", "казати", "сказать", "говорити", "говорить", "tell", "заявляти", "заявлять", "know", "знати", "знать")


def _impersonal(scene: Scene, index: int, unit: Unit) -> bool:
    """Neuter with no subject ("було заявлено")."""
    return scene.low[index - 1] in ("було", "было", "буде", "будет") if index > unit.first else False


def _make(scene: Scene, index: int, form: CueForm, first: int, last: int, confidence: float, frame: str) -> Found | None:
    if scene.words_between(first, last) < 2:
        return None
    found = Found(first, last, "indirect", confidence, cue=(index, index + 1), order=index, frame=frame)
    found.gender, found.number = form.form.gender, form.form.number
    found.think = _thinks(form)
    return found


def _subject(scene: Scene, unit: Unit, index: int, form: CueForm, limit: int, *, after_first: bool = False) -> Subject | None:
    first = unit.first
    # direct speech before the cue is no place for its subject
    for position in range(index - 1, unit.first - 1, -1):
        if scene.in_direct(position):
            first = position + 1
            break
    return find_subject(scene, index, form, first, limit, after_first=after_first)


def _complement(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
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
                beyond = position + 1
                # "заявив, зокрема, що"; "сказав про те, що"
                while beyond < limit and low[beyond] in lexicon.adverbs and low[beyond] not in lexicon.complementisers:
                    beyond += 1
                if beyond < limit and low[beyond] in lexicon.that:
                    start = beyond
                    break
                if low[position + 1] in lexicon.that or (low[position + 1] in lexicon.question and word == ","):
                    if low[position + 1] in lexicon.that or _asks(scene, index, position):
                        start = position + 1
                        break
                if low[position + 1] in lexicon.prepositions and position + 2 < limit and low[position + 2] in lexicon.relatives:
                    if _asks(scene, index, position):
                        start = position + 1
                        break
                other = scene.cues[position + 1]
                if other is not None and (other.form.tense != "conv" or "clause" in other.cue.names):
                    break
                if low[position + 1] in lexicon.relatives and position - index > 1:
                    # an apposition of the subject or the addressee
                    position += 1
            elif word in lexicon.that and position == index + 1 or word in lexicon.that and low[position - 1] in (")", "»", '"'):
                start = position
                break
            elif word in (";", ":") or scene.ends_sentence(position):
                break
            elif word == "ли" and position <= index + 4:
                start = index + 1
                break
        else:
            if word == "that" and not _demonstrative(scene, position, index):
                start = position
                break
            if word in lexicon.question and position <= index + 8:
                gap = range(index + 1, position)
                if low[position - 1] == ",":
                    position += 1
                    continue
                if position == index + 1 or (
                    form.cue.lemma in ("tell", "ask", "inform", "show", "question", "explain", "wonder")
                    and not any(low[i] in lexicon.prepositions for i in gap)
                ) or (word in ("whether",)):
                    start = position
                    break
            if scene.ends_sentence(position) and position + 1 >= unit.last or word in (";", ":"):
                break
            other = scene.cues[position]
            if other is not None and (
                other.form.tense in ("past", "pres") and form.cue.lemma not in ("tell", "inform", "remind", "assure", "warn", "notify")
                or other.form.tense == "conv" and "clause" in other.cue.names
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
    found = _make(scene, index, form, first, last, weight, "light" if frame.light else "weak" if frame.weak else "clause")
    if found is None:
        return None
    found.subject = _subject(scene, unit, index, form, start)
    if found.subject is None and scene.slavic:
        found.subject = _topic_first(scene, unit, index, form)
    return found


def _topic_first(scene: Scene, unit: Unit, index: int, form: CueForm) -> Subject | None:
    return None


def _asks(scene: Scene, index: int, comma: int) -> bool:
    """A question word opens a complement only right after the verb or its addressee."""
    return comma - index <= 4


def _demonstrative(scene: Scene, position: int, cue: int) -> bool:
    """Whether "that" is a pronoun ("said that on Monday.") or a relative one ("the deal that was signed")."""
    if position == cue + 1:
        following = position + 1
        return following >= scene.size or scene.ends_sentence(following) or scene.low[following] == ","
    before = scene.low[position - 1]
    if before == ",":
        return False
    # "a plan that would …": a noun of the object before, unless the verb takes an addressee or a time
    cue_form = scene.cues[cue]
    if cue_form is not None and cue_form.cue.lemma in ("tell", "inform", "remind", "assure", "warn", "notify", "argue"):
        return False
    gap = range(cue + 1, position)
    if any(scene.low[i] in DAYS for i in gap) or any(scene.low[i] in ("in", "on", "at", "during", "to") for i in gap):
        return False
    if any(scene.low[i] in scene.lexicon.nouns or scene.low[i] in ("clear", "out", "case", "point") for i in gap):
        return False
    return len(gap) >= 1


def _infinitive(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    low = scene.low
    lexicon = scene.lexicon
    after = index + 1
    if frame.particle is not None:
        after += 1
    limit = min(unit.last, after + 16)
    start = -1
    for position in range(after, limit):
        word = low[position]
        if scene.in_direct(position) or word in (";", ":") or scene.ends_sentence(position) and position + 1 >= unit.last:
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
            if word == "," and position == after:
                return None
            if word == "to" and position + 1 < unit.last and _base_verb(scene, position + 1, position > after):
                if form.cue.lemma in ("ask", "request") and position - after <= 1 and low[after] in ("to", "not"):
                    return None
                if frame.weak and position > after:
                    return None
                start = position
                break
            if scene.cues[position] is not None and scene.cues[position].form.tense in ("past", "pres") and scene.mention_at[position] < 0:  # type: ignore[union-attr]
                return None
    if start < 0:
        return None
    first = scene.skip(after, start, lexicon.adverbs)
    last = clause_end(scene, first, unit.last, index)
    if last <= start:
        return None
    found = _make(scene, index, form, first, last, 0.45 if frame.weak else 0.75, "infinitive-weak" if frame.weak else "infinitive")
    if found is None:
        return None
    found.subject = _subject(scene, unit, index, form, after)
    if scene.slavic and (found.subject is None or found.subject.mention is not None and scene.mentions[found.subject.mention].type != "PER"):
        # "закликав переглянути обмеження генсек …": the subject after the infinitive
        late = find_subject(scene, index, form, start + 1, min(unit.last, start + 6), after_first=True)
        if late is not None and late.mention is not None and scene.mentions[late.mention].cases & {"nom"} and scene.mentions[late.mention].type == "PER":
            found.subject = late
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
    if not scene.is_word(position) or word in lexicon.determiners or word in lexicon.prepositions or scene.mention_at[position] >= 0:
        return False
    if word in ("be", "have", "do", "not", "never", "also") or scene.low[position].endswith("ly"):
        return True
    if word.endswith(("ing", "ed")) or scene.is_upper(position) or word in lexicon.pronouns:
        return word in ("bring", "need", "feed", "proceed", "speed", "succeed", "exceed", "sing", "ring")
    if addressed and not word.endswith("s"):
        return True
    readings = scene.morphology.readings(word)
    return any(r.pos in ("VERB", "AUX") for r in readings)


def _fronted(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """clause, verb subject / clause, subject verb."""
    if form.form.tense not in ("past", "pres", "inf") or frame.weak:
        return None
    low = scene.low
    lexicon = scene.lexicon
    position = index - 1
    skip = lexicon.adverbs | lexicon.auxiliaries
    while position > unit.first and (low[position] in skip or low[position].endswith("ly")) and low[position] not in lexicon.pronouns:
        position -= 1
    if position <= unit.first:
        return None
    subject: Subject | None = None
    after_first = True
    if scene.slavic and low[position] in ("чем", "чём", "що", "чому") and low[position - 1] in ("о", "про") and position - 2 > unit.first:
        position -= 2
    if low[position] != "," and low[position] not in DASHES:
        subject = find_subject(scene, index, form, max(unit.first, index - 26), index, after_first=False)
        if subject is None:
            return None
        begin = subject.first
        if subject.mention is not None:
            start = scene.mentions[subject.mention].role_start
            if start is not None:
                while begin > unit.first and scene.tokens[begin - 1].start >= start:
                    begin -= 1
        comma = _comma_before(scene, begin, unit.first)
        if comma is None or scene.slavic and index - subject.last > 2:
            return None
        position = comma
        after_first = False
    if scene.slavic:
        if not _ends_report(scene, index, unit):
            return None
    elif not _english_report(scene, index, unit, after_first):
        return None
    first = _dateline(scene, unit)
    for back in range(position - 1, unit.first - 1, -1):
        if scene.in_direct(back):
            return None
    while first < position and low[first] in (",", "-", "–", "—"):
        first += 1
    opener = low[first]
    tail = _parenthetical(scene, unit, index, position, first)
    if scene.words_between(first, position) < (3 if tail is None else 1):
        return None
    if tail is None:
        if not scene.finite_between(first, position) and not _predicative(scene, first, position):
            return None
        last = position
    else:
        last = clause_end(scene, tail, unit.last, None)
    if scene.slavic and opener in lexicon.as_words:
        return None
    if after_first and subject is None:
        subject = find_subject(scene, index, form, position + 1, unit.last, after_first=True)
        if subject is None and (form.form.number == "plur" or form.form.tense == "pres"):
            return None
    found = _make(scene, index, form, first, last, 0.8, "fronted")
    if found is None:
        return None
    found.subject = subject
    if scene.slavic and any(low[i] == ":" for i in range(index + 1, min(unit.last, index + 8))) and (subject is None or not subject.inverted):
        return None
    if subject is not None:
        outlet = is_outlet(scene, subject)
        if outlet and form.cue.lemma in lexicon.passes_on or passes_on(scene, subject, form.cue.lemma) and reports(scene, first, position):
            found.drop = True
        if outlet:
            found.confidence = 0.55
    return found


def _predicative(scene: Scene, first: int, last: int) -> bool:
    """A clause with no verb: with a dash ("проєкт – помилка") or a predicative adverb."""
    for index in range(first, last):
        if scene.low[index] in DASHES or scene.low[index] in (
            "треба", "слід", "необхідно", "можна", "потрібно", "нужно", "надо", "необходимо", "можно", "нельзя", "невозможно",
            "неможливо", "немає", "нет", "не", "це", "это", "потрібна", "потрібні", "потрібен", "нужна", "нужны", "нужен",
        ):
            return True
        if scene.slavic and any(r.verb_form == "part" or r.pos == "ADJ" and r.case in (None, "nom") for r in scene.morphology.readings(scene.low[index])[:2]):
            return True
    return False


def _comma_before(scene: Scene, begin: int, first: int) -> int | None:
    """The comma (or dash) before a noun phrase that starts at `begin`, over its own modifiers."""
    low = scene.low
    lexicon = scene.lexicon
    for position in range(begin - 1, max(first, begin - 16) - 1, -1):
        word = low[position]
        if word == "," or word in DASHES:
            return position if position > first else None
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
        if word == ":":
            return True
        if scene.ends_sentence(position):
            return True
    return True


def _english_report(scene: Scene, index: int, unit: Unit, inverted: bool) -> bool:
    """English: what follows the verb is its subject, a time, a place or an addressee, not a clause."""
    low = scene.low
    lexicon = scene.lexicon
    position = index + 1
    if position >= unit.last or scene.ends_sentence(position) or low[position] in (",", ";", "-", "–", "—", ")"):
        return True
    if inverted:
        return low[position] != "that" and _inverted(scene, index, unit)
    if low[position] in ("that", "whether", ":"):
        return False
    form = scene.cues[index]
    if form is not None and form.cue.lemma == "tell":
        rest = _segment(scene, position, unit.last)
        after = _addressee(scene, position, rest)
        return rest - after <= 2 or not _is_clause(scene, after, rest, form)
    if low[position] in DAYS or low[position] in lexicon.prepositions or low[position] in lexicon.adverbs:
        rest = _segment(scene, position, unit.last)
        if low[position] in DAYS and scene.finite_between(position + 1, rest):
            return False
        after = _over_circumstance(scene, position, rest)
        if after > position and rest - after > 2 and _is_clause(scene, after, rest, form):  # type: ignore[arg-type]
            return False
        return not _clause_inside(scene, position, rest)
    if low[position] in lexicon.subordinators and low[position] not in ("if",):
        return True
    return False


def _inverted(scene: Scene, index: int, unit: Unit) -> bool:
    """`…, said X`: a noun phrase follows the verb, and nothing it could govern; before the comma stands a clause."""
    position = index + 1
    end = min(unit.last, index + 24)
    while position < end and scene.low[position] not in (",", ";") and not (scene.ends_sentence(position) and position + 1 >= unit.last):
        if scene.cues[position] is not None or scene.low[position] in scene.lexicon.auxiliaries:
            return False
        position += 1
    left = find_subject(scene, index, scene.lexicon.table["said"], unit.first, index, after_first=False)
    return left is None or scene.finite_between(unit.first, left.first)


def _clause_inside(scene: Scene, first: int, last: int) -> bool:
    for index in range(first, last):
        if scene.low[index] in scene.lexicon.pronouns and index + 1 < last and scene.finite_between(index + 1, min(last, index + 3)):
            return not any(scene.low[i] in ("when", "as", "after", "before", "because", "while") for i in range(first, index))
        if scene.low[index] == "that":
            return True
    return False


def _segment(scene: Scene, first: int, last: int) -> int:
    for position in range(first, last):
        if scene.low[position] in (",", ";") or scene.ends_sentence(position) and position + 1 >= last:
            return position
    return last


def _parenthetical(scene: Scene, unit: Unit, index: int, comma: int, first: int) -> int | None:
    """Where the clause goes on after a cue in its middle ("X, said Y, would Z"); None if it does not."""
    low = scene.low
    lexicon = scene.lexicon
    after = index + 1
    if not scene.slavic and comma < index - 1 and after + 1 < unit.last and (low[after] == "," or low[after] in DASHES):
        # "X, he said, …": the verb has its subject, what follows goes on with the clause
        following = low[after + 1]
        if following.endswith("ing") or following in lexicon.as_words or following in ("who", "according", "citing"):
            return None
        return after + 1
    for position in range(index + 1, unit.last - 2):
        if scene.in_direct(position):
            return None
        if low[position] != "," and not (low[position] in DASHES and low[comma] in DASHES):
            continue
        following = low[position + 1]
        if following in lexicon.relatives or following in lexicon.as_words or following in lexicon.subordinators:
            return None
        cue = scene.cues[position + 1]
        if cue is not None and cue.form.tense == "conv":
            return None
        opener = low[first]
        if opener in lexicon.subordinators or not scene.finite_between(first, comma):
            return position + 1 if scene.finite_between(position + 1, unit.last) else None
        return None
    return None


def _dateline(scene: Scene, unit: Unit) -> int:
    """The first token after a dateline ("WARSAW (AFP) - ")."""
    low = scene.low
    for position in range(unit.first, min(unit.last - 1, unit.first + 12)):
        if low[position] in DASHES:
            words = [i for i in range(unit.first, position) if scene.tokens[i].kind == "word"]
            if words and scene.tokens[words[0]].text.isupper() and len(scene.tokens[words[0]].text) > 2:
                if all(scene.is_upper(i) or scene.tokens[i].kind != "word" or len(low[i]) < 5 for i in words):
                    return position + 1
            return unit.first
    return unit.first


def _bare_clause(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """English: a clause with no complementiser ("X said the deal was dead")."""
    low = scene.low
    lexicon = scene.lexicon
    if frame.weak or form.form.tense == "conv" and index > unit.first and low[index - 1] in ("of", "for", "by", "without"):
        return None
    position = index + 1
    if form.cue.lemma in ("tell", "inform", "remind", "assure", "warn", "notify"):
        position = _addressee(scene, position, unit.last)
    colon = False
    while position < unit.last and (low[position] in DAYS or low[position] in lexicon.adverbs or low[position] == ":"):
        colon = colon or low[position] == ":"
        if low[position] in ("this", "last", "both", "all", "first") and position + 1 < unit.last and low[position + 1] not in DAYS:
            break
        position += 1
    if position < unit.last and low[position] in ("on", "in", "at", "during", "via"):
        position = _over_circumstance(scene, position, unit.last)
    if position >= unit.last or not (scene.is_word(position) or scene.tokens[position].kind == "quote"):
        return None
    if low[position] in lexicon.prepositions or low[position] in lexicon.conjunctions or low[position] in _PARTICLES:
        return None
    last = clause_end(scene, position, unit.last, index)
    if scene.words_between(position, last) < (3 if not frame.weak else 4):
        return None
    if not _is_clause(scene, position, last, form):
        return None
    weight = 0.75 if not frame.weak and not frame.think else 0.65 if frame.think else 0.5
    found = _make(scene, index, form, position, last, weight, "weak" if frame.weak else "clause")
    if found is not None:
        found.subject = _subject(scene, unit, index, form, index)
    return found


def _addressee(scene: Scene, position: int, last: int) -> int:
    """The token after the person told."""
    low = scene.low
    lexicon = scene.lexicon
    if position >= last:
        return position
    if low[position] in lexicon.pronouns or low[position] in ("him", "her", "them", "us", "me", "you", "reporters", "journalists"):
        return position + 1
    mention = scene.mention_at[position]
    if mention >= 0:
        return scene.mentions[mention].last
    for index in range(position + 1, min(last, position + 9)):
        if low[index] in lexicon.pronouns or low[index] in lexicon.determiners or low[index] == ",":
            return index
        if low[index] in lexicon.auxiliaries:
            return index - 1
    return position


def _over_circumstance(scene: Scene, position: int, last: int) -> int:
    """The token after "on Monday", "in a statement"."""
    low = scene.low
    for index in range(position + 1, min(last, position + 7)):
        if low[index] == ",":
            return index + 1
        if low[index] in DAYS or low[index] in scene.lexicon.say_nouns or low[index] in ("interview", "conference", "twitter", "facebook", "call"):
            return index + 1
        if scene.tokens[index].kind == "punct":
            break
    return position


def _is_clause(scene: Scene, first: int, last: int, form: CueForm) -> bool:
    """Whether a subject and a finite verb stand here, rather than a noun phrase."""
    low = scene.low
    lexicon = scene.lexicon
    if low[first] in ("it", "he", "she", "they", "there", "we", "i", "you") and first + 1 < last:
        return True
    verb = -1
    relative = False
    opens_late = low[first] in lexicon.subordinators
    for index in range(first + 1, last):
        word = low[index]
        if scene.tokens[index].kind == "punct" and word in (",", ";"):
            if not opens_late and not relative:
                following = low[index + 1] if index + 1 < last else ""
                if following not in lexicon.relatives and following not in lexicon.prepositions and following not in lexicon.determiners:
                    return False
            relative = False
            continue
        if word in ("who", "which", "that", "whose", "whom", "where", "when", "as", "if", "after", "because", "while", "since"):
            relative = True
            continue
        if scene.mention_at[index] >= 0 and word not in lexicon.auxiliaries:
            continue
        if word in lexicon.auxiliaries:
            if not relative:
                return True
            relative = False
            continue
        before = low[index - 1]
        if before in lexicon.determiners or before in lexicon.prepositions or scene.tokens[index].kind != "word":
            continue
        if scene.cues[index] is not None and scene.cues[index].form.tense in ("past", "pres"):  # type: ignore[union-attr]
            verb = index
        elif word.endswith(("ed", "es", "s")) or scene.verbal(index) == "fin":
            if scene.verbal(index) is not None and _verb_here(scene, index):
                verb = index
        if verb == index:
            if not relative:
                return True
            relative = False
    return False


def _verb_here(scene: Scene, index: int) -> bool:
    readings = scene.morphology.readings(scene.low[index])
    return readings[0].pos in ("VERB", "AUX") or len(readings) > 1 and readings[1].pos in ("VERB", "AUX") and not scene.low[index].endswith("s")


def _bare_slavic(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """Verb, colon, clause with no marks ("сказав: …")."""
    low = scene.low
    if frame.weak:
        return None
    for position in range(index + 1, min(unit.last, index + 14)):
        if low[position] == ":":
            first = position + 1
            if first >= unit.last or scene.in_direct(first) or scene.tokens[first].kind == "quote":
                return None
            last = clause_end(scene, first, unit.last, None)
            found = _make(scene, index, form, first, last, 0.6, "clause")
            if found is not None:
                found.subject = _subject(scene, unit, index, form, position)
            return found
        if scene.tokens[position].kind == "punct" and low[position] not in ("(", ")"):
            return None
    return None


def _about(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """verb, preposition, what it is about ("наголосив на необхідності …")."""
    low = scene.low
    lexicon = scene.lexicon
    limit = min(unit.last, index + 8)
    start = -1
    for position in range(index + 1, limit):
        word = low[position]
        if scene.tokens[position].kind == "punct":
            break
        if word in frame.only or not frame.only and (word in _ABOUT or word == "на" and form.cue.lemma in _ON_VERBS):
            start = position
            break
    if start < 0 or start + 1 >= unit.last:
        return None
    if scene.phrase(lexicon.about_it, start, unit.last):
        return None
    if any(low[start : start + 2] == list(words) for group in lexicon.about_that.values() for words in group if len(words) == 2):
        pass
    last = _phrase_end(scene, start, unit.last, index)
    if scene.words_between(start, last) < 3:
        return None
    found = _make(scene, index, form, start, last, 0.5, "about")
    if found is not None:
        found.subject = _subject(scene, unit, index, form, start)
    return found


def _phrase_end(scene: Scene, first: int, last: int, cue: int) -> int:
    return clause_end(scene, first, last, cue)


def _object_end(scene: Scene, first: int, last: int) -> int:
    """A noun phrase ends at the first comma outside marks and brackets."""
    depth = 0
    for index in range(first + 1, last):
        word = scene.low[index]
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
        elif word == "," and depth == 0 and (scene.mark_at[index] < 0 or scene.marks[scene.mark_at[index]].open < first):
            return index
    return last


def _object(scene: Scene, unit: Unit, index: int, form: CueForm, name: str, frame: Frame) -> Found | None:
    """verb, noun phrase ("засудив напад")."""
    low = scene.low
    lexicon = scene.lexicon
    start = index + 1
    if frame.particle is not None:
        start += 1
    start = scene.skip(start, unit.last, lexicon.adverbs)
    if start >= unit.last or not (scene.is_word(start) or scene.tokens[start].kind == "quote"):
        return None
    word = low[start]
    if word in lexicon.prepositions or word in lexicon.conjunctions or word in lexicon.complementisers or word in lexicon.pronouns:
        return None
    if word in _PARTICLES:
        return None
    if word in ("him", "her", "them", "it", "себе", "себя", "його", "її", "их", "їх", "его", "ее") and start + 1 < unit.last:
        if low[start + 1] in lexicon.prepositions and name != "label" and form.cue.lemma not in (
            "accuse", "звинуватити", "звинувачувати", "обвинуватити", "обвинувачувати", "обвинить", "обвинять",
        ):
            return None
    if scene.slavic and low[start] in ("про", "о", "об"):
        return None
    last = _object_end(scene, start, clause_end(scene, start, unit.last, index))
    if scene.words_between(start, last) < (3 if name == "label" else 2):
        return None
    if name == "label" and not any(scene.tokens[i].kind == "quote" for i in range(start, last)):
        if scene.words_between(start, last) < 3:
            return None
    found = _make(scene, index, form, start, last, 0.45, name)
    if found is None:
        return None
    found.subject = _subject(scene, unit, index, form, index + 1 if not scene.slavic else start)
    if found.subject is not None and found.subject.first >= start:
        return None
    return found
