"""Direct speech: which stretches in quotation marks are somebody's words, and which cue introduces them."""

from __future__ import annotations

from streams.language.attribution import find_subject, mention_subject, owner
from streams.language.cues import CueForm
from streams.language.quotations_according import according_at
from streams.language.quotations_insertions import cut_insertions
from streams.language.quotations_lead import SPEECH_WORDS, base_form, find_lead
from streams.language.quotations_marks import Marked
from streams.language.quotations_scene import DASHES, Found, Harvest, Scene, Subject

_NAME = 4
"""Words of the name of a party or firm in marks, at most."""
_TAIL = 45
"""Tokens after a quotation among which its cue is looked for."""
_ASIDE = 12
"""Tokens of a cue between commas, with its speaker."""


def find_direct(scene: Scene, harvest: Harvest) -> None:
    """Add direct quotations to `harvest` and tell `scene` which marks hold them."""
    scene.direct = [False] * len(scene.marks)
    previous: Found | None = None
    previous_mark: Marked | None = None
    for index, marked in enumerate(scene.marks):
        if not _in_body(scene, marked):
            continue
        found = _read(scene, harvest, index, marked, previous_mark, previous)
        if found is None:
            continue
        pieces = _split(scene, harvest, marked, found)
        scene.direct[index] = True
        harvest.found.extend(pieces)
        previous, previous_mark = pieces[-1], marked


_DASHES = frozenset(DASHES)


def _in_body(scene: Scene, marked: Marked) -> bool:
    return marked.first < marked.last and scene.units[scene.unit_at[marked.open]].speech


def _read(
    scene: Scene, harvest: Harvest, index: int, marked: Marked, before: Marked | None, previous: Found | None
) -> Found | None:
    words = scene.words_between(marked.first, marked.last)
    if words == 0 or _acts(scene, marked, words):
        return None
    unit = scene.units[scene.unit_at[marked.open]]
    lead_ok, colon = _opening(scene, marked, unit.first)
    found = Found(marked.first, marked.last, "direct", 0.9, order=marked.first)
    if marked.carried and previous is not None:
        found.same_as, found.method, found.confidence = previous, "continued", 0.9
        _tail(scene, harvest, marked, found, words)
        return found
    # the cue stands between two pieces of one utterance
    if before is not None and previous is not None and _interrupted(scene, before, marked, previous):
        found.same_as = previous
        found.method = "continued"
        if scene.low[marked.open - 1] not in (":",):
            return found
    if not lead_ok:
        return None
    if _tail(scene, harvest, marked, found, words):
        found.same_as = None
        return found
    if find_lead(scene, harvest, marked, found, unit.first, colon, words):
        found.same_as = None
        return found
    if found.same_as is not None:
        return found
    return _uncued(scene, marked, found, previous, before, words, colon)


def _opening(scene: Scene, marked: Marked, first: int) -> tuple[bool, bool]:
    """(the mark can open direct speech, a colon stands before it)."""
    index = marked.open - 1
    if index < first:
        return True, False
    word = scene.low[index]
    if word == ":":
        return True, True
    if word == ",":
        return index - 1 < first or scene.low[index - 1] not in scene.lexicon.that, False
    if word in DASHES or scene.ends_sentence(index) or word in (";", "(", ")"):
        return True, False
    if scene.tokens[index].kind == "quote":
        return True, False
    if word in scene.lexicon.that or word in scene.lexicon.complementisers:
        return False, False
    # "said …": the cue stands right before the mark, or a few words away
    for position in range(index, max(first, index - 5) - 1, -1):
        cue = scene.cues[position]
        if cue is not None and cue.cue.frame("quote") is not None and not cue.cue.weak:
            words = scene.words_between(marked.first, marked.last)
            quoted = scene.is_upper(marked.first) and words >= 3
            between = range(position + 1, index + 1)
            lexicon = scene.lexicon
            if any(scene.low[i] in lexicon.complementisers or scene.low[i] in lexicon.determiners for i in between):
                return False, False
            return quoted and (words >= 6 or scene.finite_between(marked.first, marked.last)), False
        if scene.tokens[position].kind in ("punct", "quote"):
            break
    return False, False


def _interrupted(scene: Scene, before: Marked, marked: Marked, previous: Found) -> bool:
    """Whether between two stretches stands nothing but the cue of the first ("…," he said, "…")."""
    if scene.tokens[marked.open].start - scene.tokens[before.after - 1].end > 320:
        return False
    if scene.units[scene.unit_at[before.open]].paragraph != scene.units[scene.unit_at[marked.open]].paragraph:
        return False
    between = range(before.after, marked.open)
    if len(between) > _TAIL:
        return False
    if not between:
        return True
    if previous.cue is None or not any(previous.cue[0] == i for i in between):
        return previous.same_as is not None and all(not scene.is_word(i) for i in between)
    last = marked.open - 1
    words = [i for i in between if scene.is_word(i)]
    # another sentence stands between
    if scene.unit_at[words[0]] != scene.unit_at[words[-1]] or scene.unit_at[words[0]] - scene.unit_at[before.open] > 1:
        return False
    word = scene.low[last]
    return word in (",", ":", ".", ";") or word in DASHES or scene.ends_sentence(last)


def _tail(scene: Scene, harvest: Harvest, marked: Marked, found: Found, words: int) -> bool:
    """Find the cue after the closing mark."""
    if not marked.closed:
        return False
    index = marked.after
    limit = _tail_limit(scene, marked)
    if index >= limit:
        return False
    low = scene.low
    lexicon = scene.lexicon
    inner_end = low[marked.last - 1]
    stopped = inner_end == "." or (scene.ends_sentence(marked.last - 1) and inner_end.startswith("."))
    comma = dash = False
    while index < limit and (low[index] in (",", ".", "!", "?", "…") or low[index] in DASHES):
        if low[index] in DASHES:
            dash = True
        elif low[index] == ",":
            comma = True
        elif low[index] in (".", "!", "?", "…") and not (index + 1 < limit and low[index + 1] in DASHES):
            return False
        index += 1
    if index >= limit or not scene.is_word(index):
        return False
    open_end = inner_end in (",", "-", "–", "—") or (scene.ends_sentence(marked.last - 1) and not stopped)
    if not (comma or dash or open_end or not scene.slavic):
        cue = scene.cues[index]
        if cue is None or cue.cue.weak or cue.cue.frame("quote") is None or _is_name(scene, marked, words):
            return False
    found.order = index
    if dash and _dash_name(scene, found, index, limit):
        return True
    length = according_at(scene, index, limit)
    if length is not None:
        found.cue = (index, length.cue_last)
        found.subject = length.subject
        found.method = "according-to"
        return True
    stop = min(limit, index + _TAIL)
    if low[index] in lexicon.as_words:
        index += 1
    elif low[index] in lexicon.prepositions or (low[index] in lexicon.conjunctions and not scene.slavic):
        return False
    for position in range(index, stop):
        word = low[position]
        cue = scene.cues[position]
        if word == ";" or (
            (word in lexicon.that or word in lexicon.relatives) and not _apposed(scene, position, index)
        ):
            return False
        if (
            scene.mark_at[position] >= 0
            and scene.mention_at[position] < 0
            and scene.tokens[position].kind == "quote"
            and scene.cues[position] is None
            and position - index > 2
        ):
            continue
        if cue is None or scene.mention_at[position] >= 0:
            continue
        frame = cue.cue.frame("quote")
        if "cites" in cue.cue.names:
            _cites(scene, found, position, index, limit)
            harvest.used[position] = "tail"
            return True
        if frame is None and "clause" not in cue.cue.names:
            continue
        if cue.form.tense in ("inf",) and not base_form(scene, position):
            continue
        if not _own_tail(scene, position, cue, index, limit, stopped, words, comma or dash or open_end):
            return False
        subject = find_subject(scene, position, cue, index, limit, after_first=True)
        found.cue = (position, position + 1)
        found.subject = subject
        found.gender, found.number = cue.form.gender, cue.form.number
        if cue.form.tense == "passive" or (cue.form.gender == "neut" and subject is None):
            found.method = "passive"
        harvest.used[position] = "tail"
        return True
    stated = next((i for i in range(index, min(stop, index + 4)) if low[i] in lexicon.stated), None)
    if stated is not None:
        found.cue = (stated, stated + 1)
        noun = next((i for i in range(index, stop) if low[i] in lexicon.say_nouns), None)
        found.subject = owner(scene, noun, limit) if noun is not None else None
        return True
    return False


def _acts(scene: Scene, marked: Marked, words: int) -> bool:
    """Whether a name in marks is the subject of a finite verb, or stands in a clause that goes on after it: no words of
    anybody."""
    if not scene.slavic or not marked.closed or not _is_name(scene, marked, words):
        return False
    verb = scene.behind(marked)
    if verb + 1 >= scene.size or scene.is_upper(verb):
        return False
    if not scene.can_be(verb, "fin"):
        return _goes_on(scene, marked, verb)
    following = scene.mention_at[verb + 1]
    return following < 0 or scene.mentions[following].type not in ("PER", "ROLE")


def _goes_on(scene: Scene, marked: Marked, index: int) -> bool:
    """Whether the clause that holds a name in marks goes on at `index`, or after a cue between commas: "«Sea Gas» won't
    be built", "«Sea Gas», said X, won't be built"."""
    low, lexicon = scene.low, scene.lexicon
    limit = scene.units[scene.unit_at[marked.last]].last
    if low[index] == "," and scene.cues[index + 1] is not None:
        index = next((i + 1 for i in range(index + 2, min(limit, index + _ASIDE)) if low[i] == ","), limit)
    apart = lexicon.relatives | lexicon.subordinators | lexicon.as_words | lexicon.conjunctions
    if index >= limit or not scene.is_word(index) or scene.is_upper(index) or low[index] in apart:
        return False
    if index == marked.after and low[index] not in lexicon.prepositions | lexicon.negations:
        return False
    for position in range(index, limit):
        if not scene.is_word(position):
            return False
        if scene.can_be(position, "fin"):
            return scene.cues[position] is None
    return False


def _is_name(scene: Scene, marked: Marked, words: int) -> bool:
    """Whether the words in the marks are the subject of the verb that follows them: "«Гірська мрія» просить …"."""
    return 1 < words <= _NAME and scene.is_upper(marked.first) and not scene.finite_between(marked.first, marked.last)


def _apposed(scene: Scene, position: int, first: int) -> bool:
    """Whether the relative pronoun describes a speaker named before it ("a historian who was there, said")."""
    if position - first < 2:
        return False
    if scene.slavic and scene.low[position] in scene.lexicon.that:
        return False
    return any(scene.mention_at[i] >= 0 or scene.low[i] in scene.lexicon.heads for i in range(first, position))


def _own_tail(
    scene: Scene, position: int, cue: CueForm, first: int, limit: int, stopped: bool, words: int, open_end: bool
) -> bool:
    """Whether the cue belongs to the quotation before it rather than to a clause of its own after it."""
    if not stopped:
        return True
    # a full stop inside the marks: only a bare "he said." can belong to it
    if position - first > 4:
        return False
    following = position + 1
    return following >= limit or scene.ends_sentence(following) or (scene.slavic and open_end)


def _tail_limit(scene: Scene, marked: Marked) -> int:
    """One past the last token of the sentence that the closing mark stands in or before."""
    index = marked.after
    if index >= scene.size:
        return scene.size
    unit = scene.units[scene.unit_at[index]]
    if (
        unit.paragraph != scene.units[scene.unit_at[marked.last]].paragraph
        and scene.unit_at[index] != scene.unit_at[marked.last]
    ):
        return index
    if scene.unit_at[index] != scene.unit_at[marked.last] and scene.is_upper(index) and scene.slavic:
        return index
    limit = min(unit.last, index + 60)
    for position in range(index, limit):
        if scene.mark_at[position] >= 0 and scene.tokens[position].kind == "quote" and scene.mention_at[position] < 0:
            mark = scene.marks[scene.mark_at[position]]
            if mark.open == position and scene.words_between(mark.first, mark.last) >= SPEECH_WORDS:
                return position
    return limit


def _dash_name(scene: Scene, found: Found, index: int, limit: int) -> bool:
    """`"…" — Name` with no verb."""
    mention = scene.mention_at[index]
    if mention < 0 or scene.mentions[mention].type not in ("PER", "ROLE", "ORG"):
        return False
    last = scene.mentions[mention].last
    # role and name may be two mentions
    while last < limit and (scene.mention_at[last] >= 0 or scene.low[last] == ","):
        following = scene.mention_at[last]
        if following >= 0:
            if scene.mentions[following].type == "PER":
                mention = following
            last = max(last + 1, scene.mentions[following].last)
        else:
            last += 1
    if last < limit and not scene.ends_sentence(last):
        return False
    found.subject = mention_subject(scene, mention)
    found.method = "dash"
    found.confidence = 0.85
    return True


def _cites(scene: Scene, found: Found, position: int, first: int, limit: int) -> None:
    """`"…", цитує міністра агенція`: the object of the verb speaks."""
    lexicon = scene.lexicon
    best: int | None = None
    seen: Subject | None = None
    for index in range(first, limit):
        mention = scene.mention_at[index]
        if mention >= 0 and scene.mentions[mention].type in ("PER", "ROLE"):
            if best is None or scene.mentions[mention].type == "PER":
                best = mention
        elif scene.low[index] in lexicon.people and seen is None:
            readings = scene.morphology.readings(scene.low[index])
            gender = next((r.gender for r in readings if r.pos == "NOUN"), None)
            seen = Subject(index, index + 1, None, gender, "sing", head=scene.low[index])
        elif scene.low[index] in ("його", "її", "его", "её", "ее", "їх", "их"):
            gender, number = lexicon.possessives.get(scene.low[index], (None, "sing"))
            seen = Subject(index, index + 1, None, gender, number, pronoun=True)
    found.cue = (position, position + 1)
    found.subject = mention_subject(scene, best, inverted=True) if best is not None else seen


def _uncued(
    scene: Scene, marked: Marked, found: Found, previous: Found | None, before: Marked | None, words: int, colon: bool
) -> Found | None:
    """A sentence in marks with no cue: the speaker before goes on."""
    index = marked.open - 1
    unit = scene.units[scene.unit_at[marked.open]]
    starts = index < unit.first or scene.ends_sentence(index) or scene.tokens[index].kind == "quote" or colon
    if not starts or words < SPEECH_WORDS:
        return None
    after = marked.after
    if after < unit.last and marked.closed:
        word = scene.low[after]
        if not (scene.ends_sentence(after) or scene.ends_sentence(marked.last - 1) or word in (";", ")")):
            return None
    if not scene.finite_between(marked.first, marked.last):
        return None
    found.confidence = 0.65
    found.method = "continued"
    found.focus = True
    return found


def _split(scene: Scene, harvest: Harvest, marked: Marked, found: Found) -> list[Found]:
    """Cut a cue that stands inside the marks out of the quotation («Так, — сказав він. — Ні»)."""
    if _DASHES.isdisjoint(scene.low[marked.first : marked.last]):
        return [found]
    pieces = cut_insertions(scene, harvest, marked.first, marked.last)
    if pieces is None:
        return [found]
    if found.subject is not None and found.cue is not None:
        for piece in pieces:
            piece.same_as = None if piece.cue is not None else piece.same_as
    return pieces
