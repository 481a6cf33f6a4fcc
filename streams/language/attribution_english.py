"""Subjects of English cues: by word order, over appositions, relative clauses and objects of prepositions."""

from __future__ import annotations

from streams.language.attribution_leading import leading_verb
from streams.language.attribution_subjects import NOUN_PHRASE, REACH, mention_subject, only_time, over_time
from streams.language.cues import CueForm
from streams.language.quotations_clauses import after_dateline
from streams.language.quotations_scene import Scene, Subject

_QUOTES = frozenset(("quote", "cite"))
_RELAYED = frozenset(("quoted", "cited", "reported", "described", "recorded"))
_BEFORE_PARTICIPLE = frozenset((",", "and", "-", "–", "—", "by", "for", "from", "without", "while", "after", "before"))


_STATES = frozenset(("opposition", "government", "office", "power", "parliament", "congress", "court", "cabinet"))
_OCCASIONS = frozenset(("campaign", "vote", "opposition"))
"""Nouns of bodies that tell when somebody spoke: "In the 2031 campaign Smith"."""
_APART = 6
"""Tokens of a time in commas between a subject's relative clause and its verb."""


def english_subject(scene: Scene, cue: int, form: CueForm, first: int, last: int, after_first: bool) -> Subject | None:
    low = scene.low
    lexicon = scene.lexicon
    if form.form.tense == "conv" and cue > first and low[cue - 1] in _BEFORE_PARTICIPLE:
        # a participle goes with the subject of its sentence
        return _conjoined(scene, cue, first)
    if form.form.tense == "conv" and cue - 1 > first:
        held = _accompanying(scene, cue, first)
        if held >= 0:
            return mention_subject(scene, held)
    if form.cue.lemma in _QUOTES and form.form.tense in ("past", "pres"):
        relayed = _phrase_from(scene, cue + 1, min(last, cue + 10)) if cue + 1 < last else None
        if relayed is not None and "as saying" in " ".join(low[relayed.last : relayed.last + 6]):
            return relayed  # "the agency quoted Smith as saying"
    if form.form.tense == "conv" and cue - 2 > first and low[cue - 1] == "as" and low[cue - 2] in _RELAYED:
        return _left_english(scene, cue - 2, first)  # "Smith was quoted as saying"
    if form.form.tense == "inf" and cue > first and low[cue - 1] == "to":
        leading = leading_verb(scene, cue - 1, first)
        return _left_english(scene, leading, first) if leading >= 0 else None
    # "said Smith", "said the minister": only right after the verb
    if (
        after_first
        and form.form.tense in ("past", "pres")
        and form.cue.lemma not in ("tell", "inform", "remind", "assure", "notify")
    ):
        index = cue + 1
        if index < last and not (scene.tokens[index].kind == "punct" or low[index] in lexicon.prepositions):
            subject = _phrase_from(scene, index, last)
            if subject is not None and low[index] not in ("that",):
                left = _left_english(scene, cue, first)
                if left is None or not _adjacent(scene, left, cue):
                    subject.inverted = True
                    return subject
    return _left_english(scene, cue, first)


def _accompanying(scene: Scene, cue: int, first: int) -> int:
    """The name of "…, with Roe opposing any toll": the subject of a participle behind "with"; -1 for none."""
    held = scene.mention_at[cue - 1]
    if held < 0 or scene.mentions[held].type == "ROLE":
        return -1
    begin = cue - 1
    while begin > first and scene.mention_at[begin - 1] == held:
        begin -= 1
    start = scene.mentions[held].role_start
    while start is not None and begin > first and scene.tokens[begin - 1].start >= start:
        begin -= 1
    return held if begin > first and scene.low[begin - 1] == "with" else -1


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
    if low[index] in ("no", "yes") and (index + 1 >= last or not scene.is_word(index + 1)):
        return None  # "simply said no"
    end = min(last, index + 12)
    best: int | None = None
    position = index
    while position < end:
        word = low[position]
        if scene.tokens[position].kind != "word" or (
            word in lexicon.prepositions and word not in ("of", "for", "from", "at")
        ):
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
            elif (best is None and found.type == "ORG") or (
                best is None and found.type == "LOC" and found.last >= index
            ):
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
    while index - 2 >= first and low[index] == "," and low[index - 1] in lexicon.adverbs and low[index - 2] == ",":
        index -= 3  # "would not, however, say"
        while index >= first and low[index] in skip and low[index] not in lexicon.pronouns:
            index -= 1
    if index > first and low[index] == "no" and low[index + 1] == "longer":
        index -= 1
        while index > first and low[index] in lexicon.auxiliaries:
            index -= 1
    if index - 2 > first and low[index] == "part" and low[index - 2] == "for":
        index -= 3  # "X, for his part called off"
    elif index - 1 > first and low[index - 1] == "once" and low[index] in ("more", "again"):
        index -= 2
        while index > first and low[index] in lexicon.auxiliaries:
            index -= 1
    index = over_time(scene, index, first)
    if index < first:
        return None
    bound = max(first, cue - REACH)
    index = _before_time(scene, index, first)
    if low[index] in (",", ")", "-", "–", "—", "―"):
        return _over_apposition(scene, index, bound)
    if low[index] in lexicon.relatives and low[index] in ("who", "which", "that"):
        subject = _phrase_back(scene, index - 1 - (1 if low[index - 1] == "," else 0), bound)
        return subject
    if low[index] in lexicon.conjunctions:
        return _conjoined(scene, index, bound)
    relative = _relative_before(scene, index, bound)
    if relative is not None:
        return _phrase_back(scene, relative - 1 - (1 if low[relative - 1] == "," else 0), bound)
    return _phrase_back(scene, index, bound)


def _before_time(scene: Scene, index: int, first: int) -> int:
    """The comma or conjunction before a time that parts a verb from its subject ("Smith, who opposed it, on Monday
    backed", "Smith refused, and two days later agreed"), else `index`."""
    for position in range(index, max(first, index - _APART), -1):
        if scene.tokens[position].kind not in ("word", "number", "punct") or scene.mention_at[position] >= 0:
            return index
        if scene.low[position] == "," or (position < index and scene.low[position] in ("and", "but")):
            begin = position + 1 + (scene.low[position + 1] in scene.lexicon.prepositions)
            return position if begin <= index and only_time(scene, begin, index + 1) else index
    return index


def _relative_before(scene: Scene, index: int, bound: int) -> int | None:
    """The "who" of `who on his way into the building said`: only prepositions' phrases stand before the verb."""
    for position in range(index, max(bound, index - 10), -1):
        if scene.tokens[position].kind not in ("word", "number") or scene.cues[position] is not None:
            return None
        if scene.low[position] in ("who", "which"):
            timed = only_time(scene, position + 1, index + 1)  # "who last year opposed"
            return position if timed or scene.low[position + 1] in scene.lexicon.prepositions else None
    return None


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
        if scene.low[position] in lexicon.pronouns and scene.low[position] not in ("it", "both"):
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
        if (
            (pair and low[position] == pair)
            or (not pair and low[position] in (",", "-", "–", "—", "―", "("))
            or position == bound
        ):
            begin = position + 1 if low[position] in (",", "-", "–", "—", "―", "(") else position
            opens = scene.skip(begin, end, _STILL)
            opener = low[opens] if opens < end else ""
            bound_clause = lexicon.relatives | lexicon.prepositions | lexicon.as_words
            participle = scene.mention_at[begin] < 0 and _is_participle(scene, begin, end)
            leads = position == bound and opener in lexicon.prepositions  # "In March Smith, for her part, said"
            if leads or (opener not in bound_clause and not participle):
                subject = _phrase_back(scene, end - 1, begin)
                if subject is not None:
                    if subject.mention is not None and scene.mentions[subject.mention].type == "PER":
                        return subject
                    if not leads:
                        candidates.append(subject)
            if position == bound:
                break
            end = position
            segments += 1
            pair = None
        position -= 1
    return candidates[-1] if candidates else None


_STILL = frozenset(("still", "then", "now", "already", "back", "long", "once", "recently", "yet"))
"""Words before an aside on when: "Smith, then in opposition, said"."""


def _is_participle(scene: Scene, begin: int, end: int) -> bool:
    """Whether words in commas open with a participle that a name follows: "arriving in X", "asked about X"."""
    opener = scene.low[begin]
    if opener.endswith("ing"):
        return True
    form = scene.cues[begin]
    passive = opener.endswith("ed") or (form is not None and form.form.tense == "past")
    return passive and begin + 1 < end and scene.low[begin + 1] in scene.lexicon.prepositions


def _leads(scene: Scene, index: int, name: int) -> bool:
    """Whether the words from `index` to the name only tell when or where: "On Tuesday Smith", "In Berlin Scholz"."""
    while name - 1 > index and scene.low[name - 1].endswith(("’s", "s’")) and scene.is_upper(name - 1):
        owner = scene.mention_at[name - 1]  # "on Thursday Russia's Smith"
        name = scene.mentions[owner].first if owner >= 0 else name - 1
    held = scene.mention_at[name]
    while (
        name - 1 > index and held >= 0 and scene.mention_at[name - 1] == held and not only_time(scene, name - 1, name)
    ):
        name -= 1
    if held >= 0 and scene.mentions[held].type == "PER" and _fronted(scene, index, name):
        return True
    if {scene.low[name], scene.low[name - 1]} & scene.lexicon.people:
        # "on Tuesday foreign ministry spokeswoman Smith", "in early March Prime Minister Smith"
        while name - 1 > index and scene.tokens[name - 1].kind == "word" and not only_time(scene, name - 1, name):
            name -= 1
    if only_time(scene, index, name):
        return True
    if name - index == 1 and scene.low[index] in _STATES and scene.low[index - 1] == "in":
        return True  # "While in opposition Smith"
    place = scene.mention_at[index]
    if place >= 0 and scene.mentions[place].type == "LOC" and scene.mentions[place].last == name:
        return True
    return _own_phrase(scene, index, name)


def _fronted(scene: Scene, index: int, name: int) -> bool:
    """ "After months of hesitation Smith agreed": a phrase of common nouns opens the sentence, none for a person."""
    lexicon = scene.lexicon
    first = after_dateline(scene, scene.units[scene.unit_at[index]])
    noun = scene.low[name - 1]
    if scene.low[first] not in lexicon.prepositions or name - first < 3 or noun.endswith(_OCCUPATIONS):
        return False
    if noun in lexicon.heads or noun in lexicon.people or noun in lexicon.prepositions or noun in lexicon.conjunctions:
        return False
    return all(
        scene.tokens[i].kind in ("word", "number")
        and (i == first or scene.mention_at[i] >= 0 or not scene.is_upper(i))
        and scene.low[i] not in lexicon.auxiliaries
        and scene.low[i] not in lexicon.relatives
        and (scene.cues[i] is None or scene.low[i - 1] in lexicon.prepositions)
        for i in range(first, name)
    )


_OCCUPATIONS = (
    *("ist", "er", "or", "man", "woman", "ant", "ian", "ee"),
    *("head", "chief", "mate", "king", "queen", "’s", "s’"),
)
"""How nouns for persons end, which stand before a name as its title."""


def _own_phrase(scene: Scene, index: int, name: int) -> bool:
    """ "In his evening address Smith said": a phrase with its own noun opens the sentence; the name is not in it."""
    unit = scene.units[scene.unit_at[index]]
    lexicon = scene.lexicon
    opens = index - 1 <= after_dateline(scene, unit)
    if not opens or not (scene.low[index] in lexicon.determiners or scene.low[index] in lexicon.possessives):
        return False
    words = range(index + 1, name)
    return len(words) > 0 and all(
        (
            scene.tokens[i].kind == "word"
            and not scene.is_upper(i)
            and (scene.low[i] not in lexicon.heads or scene.low[i] in _OCCASIONS)
        )
        or only_time(scene, i, i + 1)  # "At the January summit", "In a 2022 speech"
        for i in words
    )


def _phrase_back(scene: Scene, index: int, bound: int) -> Subject | None:
    """The noun phrase that ends at `index`: its head, not the object of a preposition inside it."""
    low = scene.low
    lexicon = scene.lexicon
    if index < bound:
        return None
    pronoun = low[index].removesuffix("’s").removesuffix("’d")
    if pronoun in lexicon.pronouns:
        gender, number = lexicon.pronouns[pronoun]
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
        if token.kind in ("dash",) or (token.kind == "punct" and word not in (".", "’", "'", "(", ")", "&", "/")):
            # an apposition before the name: "the secretary of state, John Kerry"
            break
        if scene.mark_at[position] >= 0 and scene.in_direct(position):
            break
        if scene.ends_sentence(position) and position < index and not (len(low[position - 1]) <= 4):
            break
        mention = scene.mention_at[position]
        if mention < 0 and (
            (word in lexicon.conjunctions and word != "and") or word in lexicon.relatives or word in lexicon.auxiliaries
        ):
            break
        if word in lexicon.prepositions and mention < 0:
            if word not in ("of", "for", "from", "at", "in", "on", "with", "to") and (
                best is not None or generic is not None
            ):
                break
            if best is not None and _leads(scene, position + 1, scene.mentions[best].first):
                break
            # what stands after the preposition is its object, not the head
            best = None
            generic = None
            start = position
            position -= 1
            continue
        if (
            scene.cues[position] is not None
            and position < index
            and word not in lexicon.heads
            and mention < 0
            and (best is not None or generic is not None)
        ):
            break
        if mention >= 0:
            found = scene.mentions[mention]
            possessive = (found.last < scene.size and low[found.last] in ("’s", "’", "'s")) or scene.tokens[
                found.last - 1
            ].lower.endswith(("’s", "s’"))
            if (generic is not None and found.type != "PER") or (
                possessive and (best is not None or generic is not None)
            ):
                # "OSCE spokeswoman", "Bulatov's lawyer": the noun is the speaker
                start = found.first
            elif (
                best is None or (found.type == "PER" and scene.mentions[best].type != "PER" and not possessive)
            ) and generic is None:
                best = mention
            start = min(start, found.first)
            position = min(position, found.first) - 1
            continue
        if word in lexicon.heads and generic is None and best is None:
            generic = (position, word)
        start = position
        if word in lexicon.determiners:
            if (
                best is None
                and generic is None
                and not (position > bound and low[position - 1] in lexicon.prepositions)
            ):
                generic = (index, low[index])
                break
            if not (position > bound and low[position - 1] in lexicon.prepositions):
                break
        position -= 1
    if best is not None:
        return mention_subject(scene, best)
    if generic is not None:
        plural = generic[1] in lexicon.collective or generic[1] in ("sources", "witnesses")
        return Subject(
            max(start, bound), max(index + 1, start + 1), None, None, "plur" if plural else None, head=generic[1]
        )
    if scene.is_upper(index) and scene.tokens[index].kind == "word":
        begin = index
        while begin > bound and scene.tokens[begin - 1].kind == "word" and scene.is_upper(begin - 1):
            begin -= 1
        if low[begin] in lexicon.subordinators or low[begin] in lexicon.prepositions:
            return None
        return Subject(begin, index + 1, None, None, None, head=low[index])
    if scene.tokens[index].kind == "word" and index - start < NOUN_PHRASE and scene.cues[index] is None:
        return Subject(max(start, bound), index + 1, None, None, None, head=low[index])
    return None
