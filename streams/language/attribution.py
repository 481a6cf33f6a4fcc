"""The subject of a reporting cue: the noun phrase or pronoun that says who speaks."""

from __future__ import annotations

from streams.language.cues import CueForm
from streams.language.document import MentionSpan
from streams.language.quotations_scene import Scene, Subject

REACH = 45
"""Tokens that a subject can stand away from its cue, over appositions and relative clauses."""
_NEAR = 14
_NOUN_PHRASE = 9
"""Longest speaker that is no mention, in tokens."""


def find_subject(scene: Scene, cue: int, form: CueForm, first: int, last: int, *, after_first: bool) -> Subject | None:
    """Who the cue at token `cue` belongs to.

    Args:
        scene: the article.
        cue: the token of the verb.
        form: its form, with which the subject agrees.
        first: first token of the stretch in which the subject can stand.
        last: one past its last token.
        after_first: the clause stands before the cue, so that the subject is likelier after it ("…, said Smith").
    """
    if scene.slavic:
        return _slavic(scene, cue, form, first, last, after_first)
    return _english(scene, cue, form, first, last, after_first)


def mention_subject(scene: Scene, index: int, *, inverted: bool = False) -> Subject:
    """A mention as a subject."""
    mention = scene.mentions[index]
    if mention.type == "ROLE":
        # the name right after the role is the speaker
        following = mention.last
        if following < scene.size and scene.mention_at[following] >= 0:
            beside = scene.mentions[scene.mention_at[following]]
            if beside.type == "PER" and (not mention.cases or not beside.cases or mention.cases & beside.cases):
                index, mention = scene.mention_at[following], beside
    return Subject(mention.first, mention.last, index, mention.gender, mention.number, inverted=inverted)


def agrees(form: CueForm, gender: str | None, number: str | None) -> bool:
    """Whether a subject of that gender and number fits the verb's form; what is not known fits."""
    wanted = form.form
    if wanted.number == "sing" and number == "plur":
        return False
    if wanted.number == "plur" and number == "sing":
        return False
    return not (wanted.gender and gender and wanted.number != "plur" and wanted.gender != gender)


# Ukrainian and Russian


def _slavic(scene: Scene, cue: int, form: CueForm, first: int, last: int, after_first: bool) -> Subject | None:
    best: Subject | None = None
    best_cost = 60.0
    seen = -1
    low = scene.low
    lexicon = scene.lexicon
    for index in range(max(first, cue - REACH), min(last, cue + _NEAR)):
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
        elif low[index] in lexicon.heads and scene.mark_at[index] < 0:
            subject = _noun(scene, index, form, cue)
            cost = 2.0
        if subject is None:
            continue
        cost += _distance(scene, subject, cue, after_first)
        if cost < best_cost:
            best, best_cost = subject, cost
    if best is None or best_cost > 12.0:
        near = _place(scene, cue, form, first, last) or (_beside(scene, cue, form, first, last, after_first) if best is None else None)
        if near is not None:
            return near
    return best


def _mention_cost(scene: Scene, mention: MentionSpan, form: CueForm, cue: int) -> float | None:
    """How unlikely the mention is as a subject; None if it cannot be one."""
    lexicon = scene.lexicon
    if mention.cases and "nom" not in mention.cases:
        return None
    plural_body = mention.type in ("ORG", "LOC")
    number = None if plural_body else mention.number
    gender = None if plural_body else mention.gender
    if not agrees(form, gender, number):
        return None
    begin = mention.first
    before = scene.low[begin - 1] if begin else ""
    if mention.role_start is not None:
        role_token = begin
        while role_token > 0 and scene.tokens[role_token - 1].start >= mention.role_start:
            role_token -= 1
        before = scene.low[role_token - 1] if role_token else ""
    if before in lexicon.prepositions or before == "(":
        return None
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
        if before in lexicon.person_heads or (before in lexicon.institutions and not mention.cases):
            return None
    if mention.type != "PER" and begin and scene.mention_at[begin - 1] >= 0:
        neighbour = scene.mentions[scene.mention_at[begin - 1]]
        if neighbour.type in ("ROLE", "PER", "ORG"):
            cost += 4.0
    return cost


def _nominative(scene: Scene, index: int) -> bool:
    """Whether the word can be nominative; a word that no dictionary has can."""
    readings = [r for r in scene.morphology.readings(scene.tokens[index].text) if r.known and r.case is not None]
    return not readings or any(r.case == "nom" for r in readings)


def _beside(scene: Scene, cue: int, form: CueForm, first: int, last: int, after_first: bool) -> Subject | None:
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
                if scene.tokens[index].kind == "quote" and scene.in_direct(index) or low[index] in (",", ":", ";") or scene.ends_sentence(index):
                    break
                continue
            if scene.mention_at[index] >= 0 or low[index] in lexicon.adverbs:
                continue
            before = low[index - 1] if index else ""
            if before in lexicon.prepositions or low[index] in lexicon.prepositions or low[index] in lexicon.conjunctions:
                continue
            if low[index] in lexicon.complementisers:
                break
            readings = scene.morphology.readings(scene.tokens[index].text)
            reading = readings[0]
            unknown = scene.is_upper(index) and not reading.known and index != first
            if low[index] in lexicon.indefinite or unknown or reading.pos in ("NOUN", "PROPN") and reading.case in (None, "nom"):
                gender, number = (None, None) if unknown or low[index] in lexicon.indefinite else (reading.gender, reading.number)
                if agrees(form, gender, number):
                    return Subject(index, index + 1, None, gender, number, head=low[index], inverted=index > cue)
    return None


def _quoted_name(scene: Scene, index: int, cue: int) -> Subject | None:
    """A name in quotation marks, such as a newspaper's."""
    mark = scene.mark_at[index]
    if mark < 0 or scene.direct[mark]:
        return None
    marked = scene.marks[mark]
    if index not in (marked.open, marked.last) or not marked.closed or not scene.is_upper(marked.first) or marked.last - marked.first > 4:
        return None
    return Subject(marked.first, marked.last, None, None, None, head="«»", inverted=marked.first > cue)


def _place(scene: Scene, cue: int, form: CueForm, first: int, last: int) -> Subject | None:
    """`повідомили в міністерстві`, `в Кремле заявили`: a plural verb with nobody but a place."""
    if form.form.number != "plur" or form.form.tense not in ("past", "pres"):
        return None
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
                return Subject(inner, inner + 1, None, None, "plur", head=lemma, inverted=index > cue)
    return None


def owner(scene: Scene, noun: int, last: int) -> Subject | None:
    """Whose statement a noun of speech names: the name or role right after it ("у заяві міністерства")."""
    for index in range(noun + 1, min(last, noun + 6)):
        if scene.tokens[index].kind == "punct":
            break
        mention = scene.mention_at[index]
        if mention >= 0:
            return mention_subject(scene, mention)
        if scene.low[index] in scene.lexicon.heads:
            return Subject(index, index + 1, None, None, None, head=scene.low[index])
    return None


def _noun(scene: Scene, index: int, form: CueForm, cue: int) -> Subject | None:
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
    while first > 0 and index - first < 3 and scene.is_word(first - 1) and scene.mention_at[first - 1] < 0 and first - 1 != cue:
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
    while last < scene.size and last - index < _NOUN_PHRASE and scene.is_word(last) and scene.cues[last] is None:
        if low[last] in lexicon.conjunctions or low[last] in lexicon.prepositions or low[last] in lexicon.adverbs:
            break
        options = scene.morphology.readings(low[last])
        if not any(r.case == "gen" for r in options[:4]) and scene.mention_at[last] < 0:
            break
        last += 1
    return Subject(first, last, None, gender, number, head=word, inverted=index > cue)


def _distance(scene: Scene, subject: Subject, cue: int, after_first: bool) -> float:
    low = scene.low
    if subject.first > cue:
        gap = subject.first - cue - 1
        cost = gap * 1.5
        for index in range(cue + 1, subject.first):
            if low[index] == "," and not scene.in_direct(index):
                cost += 30.0
            elif low[index] in scene.lexicon.complementisers:
                cost += 40.0
        if after_first:
            return cost
        # between the verb and its complement stands the object as easily as the subject
        certain = subject.pronoun or subject.mention is not None and "acc" not in scene.mentions[subject.mention].cases and bool(
            scene.mentions[subject.mention].cases
        )
        return cost + (1.0 if certain else 4.0)
    gap = cue - subject.last
    cost = gap * 0.7
    commas = 0
    for index in range(subject.last, cue):
        word = low[index]
        if word == ",":
            commas += 1
        elif word in scene.lexicon.that or word in (";", ":"):
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


# English


def _english(scene: Scene, cue: int, form: CueForm, first: int, last: int, after_first: bool) -> Subject | None:
    low = scene.low
    lexicon = scene.lexicon
    if form.form.tense == "conv" and cue > first and low[cue - 1] in (",", "and", "-", "–", "—"):
        # a participle goes with the subject of its sentence
        return _conjoined(scene, cue, first)
    # "said Smith", "said the minister": only right after the verb
    if after_first and form.form.tense in ("past", "pres") and form.cue.lemma not in ("tell", "inform", "remind", "assure", "notify"):
        index = cue + 1
        if index < last and not (scene.tokens[index].kind == "punct" or low[index] in lexicon.prepositions):
            subject = _phrase_from(scene, index, last)
            if subject is not None and low[index] not in ("that",):
                left = _left_english(scene, cue, first)
                if left is None or not _adjacent(scene, left, cue):
                    subject.inverted = True
                    return subject
    return _left_english(scene, cue, first)


def _adjacent(scene: Scene, subject: Subject, cue: int) -> bool:
    words = scene.lexicon.adverbs | scene.lexicon.auxiliaries
    return all(scene.low[i] in words or scene.low[i].endswith("ly") for i in range(subject.last, cue))


def _phrase_from(scene: Scene, index: int, last: int) -> Subject | None:
    """The noun phrase that starts at `index`."""
    low = scene.low
    lexicon = scene.lexicon
    if low[index] in lexicon.pronouns:
        gender, number = lexicon.pronouns[low[index]]
        return Subject(index, index + 1, None, gender, number, pronoun=True)
    end = min(last, index + 12)
    best: int | None = None
    position = index
    while position < end:
        word = low[position]
        if scene.tokens[position].kind != "word" or (word in lexicon.prepositions and word not in ("of", "for", "from", "at")):
            break
        if scene.cues[position] is not None and position > index and word not in lexicon.heads:
            break
        if word in lexicon.auxiliaries:
            break
        mention = scene.mention_at[position]
        if mention >= 0:
            found = scene.mentions[mention]
            if found.type in ("PER", "ROLE") and (best is None or scene.mentions[best].type not in ("PER",)):
                behind = position > index and low[position - 1] in lexicon.prepositions
                if not behind:
                    best = mention
            elif best is None and found.type == "ORG":
                best = mention
            elif best is None and found.type == "LOC" and found.last >= index:
                best = mention
            position = max(position + 1, found.last)
            continue
        position += 1
    # "Foreign Minister of France, Jean X": the name after one comma
    if best is not None and scene.mentions[best].type != "PER" and position < last and low[position] == ",":
        following = scene.mention_at[position + 1] if position + 1 < last else -1
        if following >= 0 and scene.mentions[following].type == "PER" and scene.mentions[best].type == "ROLE":
            return mention_subject(scene, following)
    if best is not None:
        mention_found = scene.mentions[best]
        head = next((low[i] for i in range(position - 1, mention_found.last - 1, -1) if low[i] in lexicon.heads), "")
        if mention_found.type in ("ORG", "LOC") and head and head in lexicon.person_heads:
            return Subject(index, position, None, None, None, head=head)
        return mention_subject(scene, best)
    heads = [i for i in range(index, position) if low[i] in lexicon.heads]
    if heads:
        plural = low[heads[0]] in lexicon.collective
        return Subject(index, position, None, None, "plur" if plural else None, head=low[heads[0]])
    if position > index and (low[index] in lexicon.determiners or scene.is_upper(index)):
        return Subject(index, position, None, None, None, head=low[position - 1])
    return None


def _left_english(scene: Scene, cue: int, first: int) -> Subject | None:
    """The subject before the verb: the noun phrase next to it, or the one before an apposition or relative clause."""
    low = scene.low
    lexicon = scene.lexicon
    index = cue - 1
    skip = lexicon.adverbs | lexicon.auxiliaries
    while index >= first and (low[index] in skip or (low[index].endswith("ly") and scene.mention_at[index] < 0)):
        if low[index] in lexicon.pronouns or low[index] in lexicon.heads:
            break
        index -= 1
    if index < first:
        return None
    bound = max(first, cue - REACH)
    if low[index] in (",", ")", "-", "–", "—", "―"):
        return _over_apposition(scene, index, bound)
    if low[index] in lexicon.relatives and low[index] in ("who", "which", "that"):
        subject = _phrase_back(scene, index - 1 - (1 if low[index - 1] == "," else 0), bound)
        return subject
    if low[index] in lexicon.conjunctions:
        return _conjoined(scene, index, bound)
    return _phrase_back(scene, index, bound)


def _conjoined(scene: Scene, index: int, bound: int) -> Subject | None:
    """The subject of an earlier verb of the same sentence ("X met Y and said …"): its first noun phrase."""
    position = bound
    lexicon = scene.lexicon
    while position < index:
        if scene.in_direct(position):
            position += 1
            continue
        before = scene.low[position - 1] if position > bound else ""
        mention = scene.mention_at[position]
        if scene.low[position] in lexicon.pronouns and scene.low[position] not in ("it",):
            gender, number = lexicon.pronouns[scene.low[position]]
            return Subject(position, position + 1, None, gender, number, pronoun=True)
        if mention >= 0:
            found = scene.mentions[mention]
            if before not in lexicon.prepositions and found.type in ("PER", "ROLE", "ORG"):
                return mention_subject(scene, mention)
            position = max(position + 1, found.last)
            continue
        position += 1
    return None


def _over_apposition(scene: Scene, index: int, bound: int) -> Subject | None:
    """Comma-bracketed words between subject and verb: step over them, unless they hold the name itself."""
    low = scene.low
    lexicon = scene.lexicon
    end = index
    candidates: list[Subject] = []
    segments = 0
    position = index - 1
    pair = "(" if low[index] == ")" else None
    while position >= bound and segments < 4:
        if scene.in_direct(position):
            break
        if (pair and low[position] == pair) or (not pair and low[position] in (",", "-", "–", "—", "―", "(")) or position == bound:
            begin = position + 1 if low[position] in (",", "-", "–", "—", "―", "(") else position
            opener = low[begin] if begin < end else ""
            if opener not in lexicon.relatives and opener not in lexicon.prepositions and not opener.endswith("ing"):
                subject = _phrase_back(scene, end - 1, begin)
                if subject is not None:
                    if subject.mention is not None and scene.mentions[subject.mention].type == "PER":
                        return subject
                    candidates.append(subject)
            if position == bound:
                break
            end = position
            segments += 1
            pair = None
        position -= 1
    return candidates[-1] if candidates else None


def _phrase_back(scene: Scene, index: int, bound: int) -> Subject | None:
    """The noun phrase that ends at `index`: its head, not the object of a preposition inside it."""
    low = scene.low
    lexicon = scene.lexicon
    if index < bound:
        return None
    if low[index] in lexicon.pronouns:
        gender, number = lexicon.pronouns[low[index]]
        return Subject(index, index + 1, None, gender, number, pronoun=True)
    if low[index] in lexicon.first_second:
        return Subject(index, index + 1, None, None, None, pronoun=True, head=low[index])
    best: int | None = None
    generic: tuple[int, str] | None = None
    position = index
    start = index
    while position >= bound and index - position < 22:
        word = low[position]
        token = scene.tokens[position]
        if token.kind in ("dash",) or (token.kind == "punct" and word not in (".", "’", "(", ")", "&", "/")):
            # an apposition before the name: "the secretary of state, John Kerry"
            break
        if scene.mark_at[position] >= 0 and scene.in_direct(position):
            break
        if scene.ends_sentence(position) and position < index and not (len(low[position - 1]) <= 4):
            break
        mention = scene.mention_at[position]
        if mention < 0 and (
            word in lexicon.conjunctions and word != "and" or word in lexicon.relatives or word in lexicon.auxiliaries
        ):
            break
        if word in lexicon.prepositions and mention < 0:
            if word not in ("of", "for", "from", "at", "in", "on", "with", "to"):
                if best is not None or generic is not None:
                    break
            # what stands after the preposition is its object, not the head
            best = None
            generic = None
            start = position
            position -= 1
            continue
        if scene.cues[position] is not None and position < index and word not in lexicon.heads and mention < 0:
            if best is not None or generic is not None:
                break
        if mention >= 0:
            found = scene.mentions[mention]
            possessive = found.last < scene.size and low[found.last] in ("’s", "’", "'s") or scene.tokens[
                found.last - 1
            ].lower.endswith(("’s", "s’"))
            if generic is not None and found.type != "PER" or possessive and (best is not None or generic is not None):
                # "OSCE spokeswoman", "Bulatov's lawyer": the noun is the speaker
                start = found.first
            elif best is None or (found.type == "PER" and scene.mentions[best].type != "PER" and not possessive):
                if generic is None:
                    best = mention
            start = min(start, found.first)
            position = min(position, found.first) - 1
            continue
        if word in lexicon.heads and generic is None and best is None:
            generic = (position, word)
        start = position
        if word in lexicon.determiners:
            if best is None and generic is None and not (position > bound and low[position - 1] in lexicon.prepositions):
                generic = (index, low[index])
                break
            if not (position > bound and low[position - 1] in lexicon.prepositions):
                break
        position -= 1
    if best is not None:
        return mention_subject(scene, best)
    if generic is not None:
        plural = generic[1] in lexicon.collective or generic[1] in ("sources", "witnesses")
        return Subject(max(start, bound), max(index + 1, start + 1), None, None, "plur" if plural else None, head=generic[1])
    if scene.is_upper(index) and scene.tokens[index].kind == "word":
        begin = index
        while begin > bound and scene.tokens[begin - 1].kind == "word" and scene.is_upper(begin - 1):
            begin -= 1
        if low[begin] in lexicon.subordinators or low[begin] in lexicon.prepositions:
            return None
        return Subject(begin, index + 1, None, None, None, head=low[index])
    if scene.tokens[index].kind == "word" and index - start < _NOUN_PHRASE and scene.cues[index] is None:
        return Subject(max(start, bound), index + 1, None, None, None, head=low[index])
    return None
