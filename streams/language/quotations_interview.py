"""Interviews: questions and answers that take turns by paragraph, with or without dashes."""

from __future__ import annotations

from streams.language.attribution import mention_subject
from streams.language.document import Paragraph
from streams.language.quotations_scene import Found, Scene, Subject

_FEWEST = 3
"""Questions that make an interview."""
_SHARE = 0.6
"""Of the turns in the place of a question, how many must ask or address somebody."""
_LONGEST = 60
"""Words of the longest question."""

_OWN = frozenset(("my", "our", "me", "us", "мой", "моя", "наш", "наша", "мій", "нас", "нам", "мене", "меня", "мне"))

Turn = tuple[Paragraph, int, int]
"""A paragraph with its first and last token (half open)."""


def find_interview(scene: Scene) -> list[Found]:
    """The answers of an interview: direct speech of the one person who is introduced before the first question.

    Args:
        scene: an article with its mentions; paragraphs that are headings or boilerplate take no turn.

    Returns:
        One quotation an answer, in order; none if the article is no interview.
    """
    turns = _turns(scene)
    questions = sum(1 for turn in turns if _asks(scene, turn))
    if questions < _FEWEST:
        return []
    dashes = sum(1 for _, first, _ in turns if scene.tokens[first].kind == "dash")
    pairs = _pairs(scene, turns, dashed=dashes >= 2 * _FEWEST)
    if len(pairs) < _FEWEST or not _convincing(scene, pairs, dashed=dashes >= 2 * _FEWEST):
        return []
    if dashes < 2 * _FEWEST:
        pairs = _between(scene, turns, pairs)
    subject = _interviewed(scene, pairs[0][0][1])
    if subject is None:
        return []
    found = []
    for _, (_, first, last) in pairs:
        begin = first + (scene.tokens[first].kind == "dash")
        answer = Found(begin, last, "direct", 0.85, "interview", order=first, subject=subject, frame="turn")
        found.append(answer)
    return found


def quoted_answers(scene: Scene, found: list[Found]) -> None:
    """Give answers in quotation marks, each a paragraph after a plain question, to the person in the headline."""
    turns = _turns(scene)
    place = {first: number for number, (_, first, _) in enumerate(turns)}
    subject: Subject | None = None
    for one in found:
        number = place.get(one.first - 1, 0)
        if one.kind != "direct" or one.subject is not None or one.cue is not None or not number:
            continue
        asked = turns[number - 1]
        whole = turns[number][2] - one.last <= 2
        if not whole or scene.tokens[asked[1]].kind == "quote" or not (_asks(scene, asked) or _you(scene, asked)):
            continue
        subject = subject or _headed(scene)
        if subject is None:
            return
        one.subject, one.method, one.confidence = subject, "interview", 0.8


_YOU = frozenset(("you", "your", "ви", "вас", "вам", "ваш", "ваша", "ваше", "вы", "ваши", "вами"))
_LINE = 25
"""Words of the longest line that speaks to somebody and asks nothing."""


def _you(scene: Scene, turn: Turn) -> bool:
    _, first, last = turn
    return scene.words_between(first, last) <= _LINE and any(scene.low[i] in _YOU for i in range(first, last))


def _headed(scene: Scene) -> Subject | None:
    """The person of the text whom the headline names."""
    title = scene.document.title.lower()
    for number, mention in enumerate(scene.mentions):
        if mention.type == "PER" and title:
            stem = mention.surface.split()[-1].lower().removesuffix("’s")
            if len(stem) > 2 and stem[: max(4, len(stem) - 2)] in title:
                return mention_subject(scene, number)
    return None


def _turns(scene: Scene) -> list[Turn]:
    sentences = scene.document.sentences
    turns = []
    for paragraph in scene.document.paragraphs:
        if paragraph.kind == "boilerplate" or paragraph.first >= paragraph.last:
            continue
        first, last = sentences[paragraph.first].first, sentences[paragraph.last - 1].last
        if first < last:
            turns.append((paragraph, first, last))
    return turns


def _asks(scene: Scene, turn: Turn) -> bool:
    """Whether a paragraph ends with a question mark, or is one of a few words that has one."""
    _, first, last = turn
    asks = any("?" in scene.low[index] for index in range(max(first, last - 2), last))
    return asks and scene.words_between(first, last) <= _LONGEST


def _pairs(scene: Scene, turns: list[Turn], *, dashed: bool) -> list[tuple[Turn, Turn]]:
    """Questions with their answers. With dashes the turns alternate; without, an answer follows each question."""
    pairs: list[tuple[Turn, Turn]] = []
    index = 0
    while index + 1 < len(turns):
        question, answer = turns[index], turns[index + 1]
        if dashed:
            both = all(scene.tokens[turn[1]].kind == "dash" for turn in (question, answer))
            opens = both and (_asks(scene, question) or bool(pairs))
        else:
            opens = _asks(scene, question) and not _asks(scene, answer)
        if opens and scene.words_between(question[1], question[2]) <= _LONGEST:
            pairs.append((question, answer))
            index += 2
        else:
            index += 1
    return pairs


def _between(scene: Scene, turns: list[Turn], pairs: list[tuple[Turn, Turn]]) -> list[tuple[Turn, Turn]]:
    """The pairs with those between them whose question asks nothing ("Your partners say that they cannot.")."""
    place = {turn[1]: number for number, turn in enumerate(turns)}
    result = [pairs[0]]
    for pair in pairs[1:]:
        index, end = place[result[-1][1][1]] + 1, place[pair[0][1]]
        if (end - index) % 2 == 0:
            for question in range(index, end, 2):
                if scene.words_between(turns[question][1], turns[question][2]) <= _LONGEST:
                    result.append((turns[question], turns[question + 1]))
        result.append(pair)
    return result


def _convincing(scene: Scene, pairs: list[tuple[Turn, Turn]], *, dashed: bool) -> bool:
    """Questions ask, answers speak in the first person and hold no reporter's verbs with a third person."""
    asked = sum(1 for question, _ in pairs if _asks(scene, question))
    if asked < max(_FEWEST - 1, _SHARE * len(pairs) if dashed else _FEWEST):
        return False
    if dashed:
        return True
    spoken = sum(1 for _, (_, first, last) in pairs if _person(scene, first, last))
    return spoken >= _SHARE * len(pairs)


def _person(scene: Scene, first: int, last: int) -> bool:
    """Whether somebody says I, we, my or our."""
    words = scene.lexicon.first_second
    return any(scene.low[i].split("’")[0] in words or scene.low[i] in _OWN for i in range(first, last))


def _interviewed(scene: Scene, before: int) -> Subject | None:
    """The person of the introduction whom the headline names, else the first one there."""
    title = scene.document.title.lower()
    first = None
    for number, mention in enumerate(scene.mentions):
        if mention.first >= before:
            break
        if mention.type != "PER":
            continue
        if first is None:
            first = number
        stem = mention.surface.split()[-1].lower()
        if stem[: max(4, len(stem) - 2)] in title:
            return mention_subject(scene, number)
    return mention_subject(scene, first) if first is not None else None
