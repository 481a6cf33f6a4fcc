"""Subjects of English cues: by word order, over appositions, relative clauses and objects of prepositions."""

from __future__ import annotations

from streams.language.attribution_leading import leading_verb
from streams.language.attribution_phrases_english import phrase_back
from streams.language.attribution_subjects import REACH, mention_subject, only_time, over_time
from streams.language.cues import CueForm
from streams.language.quotations_scene import Scene, Subject

_QUOTES = frozenset(("quote", "cite"))
_RELAYED = frozenset(("quoted", "cited", "reported", "described", "recorded"))
_BEFORE_PARTICIPLE = frozenset((",", "and", "-", "–", "—", "by", "for", "from", "without", "while", "after", "before"))

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
        subject = phrase_back(scene, index - 1 - (1 if low[index - 1] == "," else 0), bound)
        return subject
    if low[index] in lexicon.conjunctions:
        return _conjoined(scene, index, bound)
    relative = _relative_before(scene, index, bound)
    if relative is not None:
        return phrase_back(scene, relative - 1 - (1 if low[relative - 1] == "," else 0), bound)
    return phrase_back(scene, index, bound)


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
                subject = phrase_back(scene, end - 1, begin)
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
