"""Cues that stand before direct speech: `X said: "…"`, `X: "…"`."""

from __future__ import annotations

from streams.language.attribution import find_subject, mention_subject
from streams.language.quotations_according import according_at
from streams.language.quotations_marks import Marked
from streams.language.quotations_scene import DASHES, Found, Harvest, Scene

_LEAD = 45
"""Tokens before a quotation among which its cue is looked for."""
SPEECH_WORDS = 5
"""Words from which on a stretch with no cue can be speech."""


def find_lead(
    scene: Scene, harvest: Harvest, marked: Marked, found: Found, first: int, colon: bool, words: int
) -> bool:
    """Find the cue before the opening mark."""
    low = scene.low
    index = marked.open - 1
    if index < first and index >= 0 and low[index] == ":":
        first, colon = scene.units[scene.unit_at[index]].first, True
    begin = max(first, index - _LEAD)
    if index < begin:
        return False
    adjacent = low[index] not in (":", ",") and not scene.ends_sentence(index) and low[index] not in DASHES
    if not (colon or low[index] == "," or adjacent or low[index] in DASHES):
        return False
    for position in range(index, begin - 1, -1):
        if scene.in_direct(position):
            begin = position + 1
            break
        cue = scene.cues[position]
        if cue is None or scene.mention_at[position] >= 0:
            continue
        frame = (
            cue.cue.frame("quote") or cue.cue.frame("clause") or cue.cue.frame("object") or cue.cue.frame("infinitive")
        )
        if frame is None or (cue.form.tense == "inf" and not base_form(scene, position) and not colon):
            continue
        if not colon and (cue.cue.frame("quote") is None or index - position > 9):
            continue
        if frame.weak and not colon:
            continue
        if any(low[i] in scene.lexicon.that for i in range(position + 1, index)) and not colon:
            return False
        found.cue = (position, position + 1)
        found.order = position
        found.subject = find_subject(scene, position, cue, begin, index, after_first=False)
        found.gender, found.number = cue.form.gender, cue.form.number
        harvest.used[position] = "lead"
        return True
    if colon:
        return _colon_name(scene, found, begin, index, words)
    return False


def _colon_name(scene: Scene, found: Found, first: int, colon: int, words: int) -> bool:
    """`Name: "…"`, `Заява міністра: "…"`."""
    length = according_at(scene, first, colon)
    if length is not None:
        found.subject, found.cue, found.method = length.subject, (first, length.cue_last), "according-to"
        return True
    best: int | None = None
    for index in range(first, colon):
        mention = scene.mention_at[index]
        if mention >= 0 and scene.mentions[mention].type in ("PER", "ROLE", "ORG"):
            if best is None or (scene.mentions[mention].type == "PER" and scene.mentions[best].type != "PER"):
                best = mention
        elif scene.low[index] in scene.lexicon.say_nouns or scene.low[index] in scene.lexicon.nouns:
            found.cue = (index, index + 1)
    short = colon - first <= 8
    if best is not None and (short or found.cue is not None):
        found.subject = mention_subject(scene, best)
        found.method = "colon"
        found.confidence = 0.85
        return True
    return found.cue is not None and words >= SPEECH_WORDS


def base_form(scene: Scene, position: int) -> bool:
    """English plain forms ("officials say") after a subject, not after "to" or a modal."""
    if scene.slavic or position == 0:
        return False
    before = scene.low[position - 1]
    lexicon = scene.lexicon
    if before in (
        "to",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "the",
        "a",
        "an",
        "’ll",
    ):
        return False
    return (
        before in lexicon.pronouns
        or before in lexicon.first_second
        or before.endswith("s")
        or before in lexicon.collective
        or before in lexicon.indefinite
        or before in lexicon.adverbs
        or scene.mention_at[position - 1] >= 0
        or before == "who"
    )
