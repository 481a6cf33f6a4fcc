"""Speech without quotation marks: paragraphs that open with a dash, with a name and a colon, questions and answers."""

from __future__ import annotations

from streams.language.attribution import mention_subject
from streams.language.document import Paragraph
from streams.language.quotations_insertions import cut_insertions
from streams.language.quotations_interview import find_interview
from streams.language.quotations_scene import Found, Harvest, Scene, Subject

_NAME_WORDS = 7


def find_dialogue(scene: Scene, harvest: Harvest) -> None:
    """Add speech that a dash or a name with a colon opens."""
    answers = find_interview(scene)
    harvest.found.extend(answers)
    taken = {scene.unit_at[answer.first] for answer in answers}
    for answer in answers:
        _claim(scene, answer.order, answer.last)
    turns: list[tuple[Found, int]] = []
    for paragraph in scene.document.paragraphs:
        if paragraph.first >= paragraph.last:
            continue
        first = scene.document.sentences[paragraph.first].first
        last = scene.document.sentences[paragraph.last - 1].last
        if paragraph.kind == "boilerplate" or first >= last:
            continue
        if scene.unit_at[min(first + 1, last - 1)] in taken or (answers and scene.tokens[first].kind == "dash"):
            continue
        if scene.tokens[first].kind == "dash" and paragraph.kind == "body":
            pieces = cut_insertions(scene, harvest, first + 1, last)
            if pieces is not None:
                harvest.found.extend(pieces)
                _claim(scene, first, last)
            continue
        turn = _turn(scene, paragraph, first, last)
        if turn is not None:
            turns.append((turn, first))
    labels = [scene.text[scene.tokens[first].start : scene.tokens[turn.first - 1].start] for turn, first in turns]
    for (turn, first), label in zip(turns, labels, strict=True):
        known = turn.subject is not None and turn.subject.mention is not None
        if not known and _interviewer(scene, [t for (t, _), name in zip(turns, labels, strict=True) if name == label]):
            _claim(scene, first, turn.last)
            continue
        if known or labels.count(label) > 1 or (label.isupper() and len(turns) > 1):
            turn.method = "interview" if len(turns) >= 2 else "colon"
            harvest.found.append(turn)
            _claim(scene, first, turn.last)


def _interviewer(scene: Scene, turns: list[Found]) -> bool:
    """Whether most turns of one label end with a question: an outlet or reporter that asks, and states nothing."""
    asked = sum(
        1 for turn in turns if any("?" in scene.low[i] for i in range(max(turn.first, turn.last - 2), turn.last))
    )
    return len(turns) > 1 and 2 * asked > len(turns)


def _claim(scene: Scene, first: int, last: int) -> None:
    """No other reading of these tokens: no cue in them counts."""
    for index in range(first, last):
        scene.cues[index] = None


def _turn(scene: Scene, paragraph: Paragraph, first: int, last: int) -> Found | None:
    """`Name: text` over a paragraph."""
    low = scene.low
    colon = next((i for i in range(first, min(last, first + _NAME_WORDS + 1)) if low[i] == ":"), None)
    if colon is None or colon == first or scene.words_between(colon + 1, last) < 3:
        return None
    if colon + 1 < last and scene.mark_at[colon + 1] >= 0 and scene.direct[scene.mark_at[colon + 1]]:
        return None
    if any(scene.cues[i] is not None for i in range(first, colon)):
        return None
    if not scene.is_upper(colon + 1) and scene.tokens[colon + 1].kind == "word":
        return None
    if paragraph.kind == "heading":
        return None
    subject: Subject | None = None
    mention = next((scene.mention_at[i] for i in range(colon - 1, first - 1, -1) if scene.mention_at[i] >= 0), -1)
    if mention >= 0:
        named = scene.mentions[mention]
        if scene.words_between(named.last, colon) or (named.cases and "nom" not in named.cases):
            return None  # "The editor's note: …", "План Горецкого: …": the label is no speaker
    if mention >= 0 and scene.mentions[mention].type in ("PER", "ROLE") and scene.mentions[mention].last >= colon - 1:
        subject = mention_subject(scene, mention)
    else:
        words = [i for i in range(first, colon) if scene.tokens[i].kind == "word"]
        if not words or len(words) > 4 or not all(scene.is_upper(i) for i in words):
            return None
        if not (len(words) >= 2 or scene.tokens[words[0]].text.isupper()):
            return None
        if low[words[0]] in scene.lexicon.prepositions or low[words[0]] in scene.lexicon.determiners:
            return None
        subject = Subject(words[0], colon, None, None, "sing", head=low[words[-1]])
    found = Found(colon + 1, last, "direct", 0.7, order=first, subject=subject, frame="turn")
    return found
