"""Cues set between dashes inside speech: "…, — сказав він. — …"."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.quotations_scene import DASHES, Found, Harvest, Scene


def cut_insertions(scene: Scene, harvest: Harvest, first: int, last: int) -> list[Found] | None:
    """Pieces of speech between dash insertions that hold a cue (`…, — сказав він. — …`); None if none does."""
    low = scene.low
    pieces: list[Found] = []
    begin = first
    index = first + 1
    head: Found | None = None
    while index < last - 1:
        cued = None
        if low[index] in DASHES and index > begin and (low[index - 1] == "," or scene.ends_sentence(index - 1)):
            cued = _insertion(scene, index + 1, last)
        if cued is None:
            index += 1
            continue
        position, end = cued
        cue = scene.cues[position]
        assert cue is not None
        piece = Found(begin, index - 1 if low[index - 1] == "," else index, "direct", 0.9, order=position)
        piece.cue = (position, position + 1)
        piece.gender, piece.number = cue.form.gender, cue.form.number
        piece.subject = find_subject(scene, position, cue, index + 1, end, after_first=True)
        piece.same_as = None
        harvest.used[position] = "tail"
        if head is None:
            head = piece
            pieces.append(piece)
        elif pieces and begin >= last:
            pieces.append(piece)
        else:
            piece.same_as = head
            piece.method = "continued"
            pieces.append(piece)
        begin = end
        while begin < last and low[begin] in DASHES:
            begin += 1
        index = begin + 1
    if head is None:
        return None
    if begin < last and scene.words_between(begin, last) > 0:
        rest = Found(begin, last, "direct", 0.9, order=head.order, same_as=head, method="continued")
        pieces.append(rest)
    return pieces


def _insertion(scene: Scene, first: int, last: int) -> tuple[int, int] | None:
    """(token of the cue, token after the insertion) if the words from `first` on are a cue with its subject."""
    low = scene.low
    lexicon = scene.lexicon
    index = first
    while index < last and index - first < 4 and (low[index] in lexicon.adverbs or low[index] in lexicon.pronouns):
        index += 1
    if index >= last:
        return None
    cue = scene.cues[index]
    if cue is None or cue.form.tense not in ("past", "pres") or cue.cue.frame("quote") is None:
        return None
    if cue.cue.weak and not index + 1 < last:
        return None
    end = index + 1
    while end < last and end - index < 30:
        if low[end] in DASHES or low[end] == ":":
            break
        if scene.ends_sentence(end):
            end += 1
            break
        if low[end] in lexicon.that:
            return None
        end += 1
    return index, end
