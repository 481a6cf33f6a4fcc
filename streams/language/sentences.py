"""Sentences and paragraphs of news text, with the page's own boilerplate told apart.

Reported speech decides where a sentence ends: not within quotation marks, not before the dash or the lower-case word
that
leads to the cue (`"…!" — сказав він`, `"…?" he asked`). General splitters get four in five of these wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from schemas.base import Language
from streams.language.document import Paragraph, ParagraphKind, Sentence, Token
from streams.language.lexicons import lexicon, words
from streams.language.marks import pair_marks

_TERMINAL = frozenset(".!?…")
_CLOSING = frozenset(")]}")
_OPENING = frozenset("([{")
_BRACKET_REACH = 60
"""Tokens that a bracket can hold a sentence together for; a stray one must not join half a paragraph."""
_DIGIT = re.compile(r"\d")
_MARKS_AT_START = re.compile(r"^[\W_]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_CREDITS = frozenset(("фото", "відео", "видео", "photo", "video"))
_UNITS = frozenset(["дол", "долл", "грн", "руб", "коп", "тис", "тыс", "млн", "млрд", "трлн", "км", "га"])
_HEADING_CHARACTERS = 160
_HEADING_WORDS = 22


def split(text: str, tokens: Sequence[Token], language: Language) -> tuple[list[Sentence], list[Paragraph]]:
    """Sentences and paragraphs of `text`, in order; every token belongs to one sentence, every sentence to one
    paragraph.

    Args:
        text: cleaned text; a line end parts paragraphs, unless it merely wraps a sentence.
        tokens: `tokenize(text)`.
    """
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    for first, last in _blocks(text, tokens):
        number = len(paragraphs)
        kind = _kind(text[tokens[first].start : tokens[last - 1].end], tokens[first:last], language)
        start = len(sentences)
        begin = first
        for end in (*_ends(text, tokens, first, last, language), last):
            if end > begin:
                sentences.append(Sentence(tokens[begin].start, tokens[end - 1].end, begin, end, number))
                begin = end
        paragraphs.append(Paragraph(tokens[first].start, tokens[last - 1].end, kind, start, len(sentences)))
    return sentences, paragraphs


def _blocks(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Token ranges of the paragraphs."""
    blocks: list[tuple[int, int]] = []
    begin = 0
    line = text.find("\n")
    for index in range(1, len(tokens)):
        after = tokens[index]
        if not 0 <= line < after.start:  # most gaps hold no line end
            continue
        before = tokens[index - 1]
        line = text.find("\n", after.start)
        gap = text[before.end : after.start]
        if "\n" not in gap:
            continue
        wrapped = (
            gap.count("\n") == 1
            and after.kind == "word"
            and after.text[0].islower()
            and (before.kind in ("word", "number") or before.text in (",", "-", "–", "—"))
        )
        if not wrapped:
            blocks.append((begin, index))
            begin = index
    if tokens:
        blocks.append((begin, len(tokens)))
    return blocks


def _ends(text: str, tokens: Sequence[Token], first: int, last: int, language: Language) -> list[int]:
    """Token indices before which a new sentence starts, within one paragraph."""
    closed_at = {opening: closing for opening, closing in pair_marks(text, tokens, first, last)}
    closings = set(closed_at.values())
    ends: list[int] = []
    inside_until = -1
    bracket_until = -1
    for index in range(first, last - 1):
        token = tokens[index]
        if token.kind == "quote":
            if index in closed_at:
                inside_until = max(inside_until, closed_at[index])
            continue
        if token.kind != "punct":
            if inside_until <= index and token.text[0].isupper() and _runs_on(tokens, first, index, last):
                ends.append(index)
            continue
        if token.text in _OPENING and index > bracket_until:
            bracket_until = _bracket(tokens, index, min(last, index + _BRACKET_REACH))
            continue
        if token.text[0] not in _TERMINAL or index < bracket_until:
            continue
        after = index + 1
        while after < last and (after in closings or tokens[after].text in _CLOSING):
            after += 1
        if after >= last or inside_until >= after:
            continue
        # Within marks only the last words before the closing mark can end the sentence.
        if index < inside_until and after == index + 1:
            continue
        if _is_end(text, tokens, first, last, index, after, language):
            ends.append(after)
    return ends


def _bracket(tokens: Sequence[Token], opening: int, limit: int) -> int:
    """Index of the bracket that closes the one at `opening`, or -1 if none does within reach."""
    depth = 0
    for index in range(opening, limit):
        if tokens[index].text in _OPENING:
            depth += 1
        elif tokens[index].text in _CLOSING:
            depth -= 1
            if depth == 0:
                return index
    return -1


def _is_end(
    text: str, tokens: Sequence[Token], first: int, last: int, index: int, after: int, language: Language
) -> bool:
    """Whether a sentence ends with the mark at `index`, the next one starting with the token `after`."""
    mark, following = tokens[index], tokens[after]
    quoted = after > index + 1
    if following.start == tokens[after - 1].end and not _glued(tokens, index, after):
        return False
    if following.kind == "dash":
        # `…! — сказав він`: a cue follows. `— сказав він. — Далі …`: the next piece starts.
        beyond = tokens[after + 1] if after + 1 < last else None
        if beyond is None or beyond.text[0].islower():
            return False
        return mark.text[-1] != "," and not (quoted and beyond.kind == "word" and _cue_follows(tokens, after + 1, last))
    if following.kind == "word":
        if following.text[0].islower():
            return False
        if quoted and mark.text != "." and _cue_follows(tokens, after, last):
            return False
    elif following.kind == "punct" and following.text[0] in ",;:)]}%":
        return False
    if mark.text == "." and not quoted:
        if index > first and tokens[index - 1].lower in _UNITS and _dated(tokens, after, last):
            return True
        return not _abbreviated(tokens, first, index, following, language)
    return True


def _runs_on(tokens: Sequence[Token], first: int, index: int, last: int) -> bool:
    """Whether a sentence starts at the word `index` though no mark ends the one before: a credit glued to a headline
    ("… зміни Фото: …"), or a statement after a site's address ("… на site.example Коваленко заявив")."""
    token = tokens[index]
    if index <= first or token.kind != "word" or not token.text[0].isupper():
        return False
    before = tokens[index - 1]
    if before.kind != "word":
        return False
    if token.lower in _CREDITS and index + 1 < last and tokens[index + 1].text == ":":
        return True
    return (
        token.text[0] > "\u0370"
        and index - 3 >= first
        and before.text.isascii()
        and before.text.islower()
        and tokens[index - 2].text == "."
        and tokens[index - 2].end == before.start
        and tokens[index - 3].end == tokens[index - 2].start
        and tokens[index - 3].text.isascii()
        and _cue_follows(tokens, index, last)
    )


def _dated(tokens: Sequence[Token], index: int, last: int) -> bool:
    """Whether a date starts at `index` that goes on: "18 травня про це …", not "18 травня."."""
    return (
        tokens[index].kind == "number"
        and index + 2 < last
        and tokens[index + 1].lower in words("sentences", "calendar")
        and len(tokens[index + 1].lower) > 2
        and tokens[index + 2].kind == "word"
    )


def _glued(tokens: Sequence[Token], index: int, after: int) -> bool:
    """Whether the space after a full stop is merely missing ("слово.Далі"): lower case before, a capitalised word
    after."""
    before, following = tokens[index - 1] if index else None, tokens[after]
    return (
        before is not None
        and before.kind == "word"
        and len(before.text) > 2
        and before.text.islower()
        and following.kind == "word"
        and following.text[0].isupper()
        and following.text[1:].islower()
        and following.text[0] > "\u0370"
        and len(following.text) > 1
    )


def _cue_follows(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether a verb of speech stands within the next few words, before any mark ("Smith told reporters")."""
    verbs = words("sentences", "speech_verbs")
    for token in tokens[start : min(last, start + 5)]:
        if token.kind not in ("word", "number"):
            return False
        if token.lower in verbs:
            return True
    return False


def _abbreviated(tokens: Sequence[Token], first: int, index: int, following: Token, language: Language) -> bool:
    """Whether the full stop at `index` belongs to an abbreviation, an initial or a list number."""
    if index <= first:
        return False
    before = tokens[index - 1]
    if before.kind == "number":
        return index - 1 == first or following.kind == "number"
    if before.kind != "word":
        return False
    starter = following.kind == "word" and following.lower in words("sentences", f"starters.{language}")
    if len(before.text) == 1:
        if before.text.isupper():
            return not (starter and _dotted(tokens, first, index - 1))
        if before.lower in words("sentences", f"abbreviations.{language}") and not starter:
            return True
        # т. д., т. п., и. о., e. g.
        return index - 2 >= first and tokens[index - 2].text == "." and not following.text[0].isupper()
    lower = before.lower
    if lower in words("sentences", f"titles.{language}"):
        return before.text != "no" or following.kind == "number"  # "No. 10", not "she said no. Then …"
    if lower in words("sentences", f"abbreviations.{language}"):
        return not starter
    return before.text in ("Дж", "Ю", "Є", "Ст", "Хр", "Ph", "Th")


def _dotted(tokens: Sequence[Token], first: int, index: int) -> bool:
    """Whether the letter at `index` ends an acronym with full stops (U.S.)."""
    return index - 2 >= first and tokens[index - 1].text == "." and len(tokens[index - 2].text) == 1


def _kind(paragraph: str, tokens: Sequence[Token], language: Language) -> ParagraphKind:
    if len(paragraph) > 400:
        return "body"
    bare = _MARKS_AT_START.sub("", paragraph.lower().replace("'", "’"))
    if not bare:
        return "boilerplate"
    count = sum([token.kind == "word" for token in tokens])
    lists = _boilerplate(language)
    if bare.startswith(lists.starts):
        prefix = next(start for start in lists.starts if bare.startswith(start))
        after = bare[len(prefix) : len(prefix) + 1]
        if not after.isalpha() or not prefix[-1].isalpha():
            return "boilerplate"
    if count <= 8:
        letters = _NOT_LETTERS.sub(" ", bare).strip()
        if not letters or letters in lists.whole:
            return "boilerplate"
        if _is_date_line(bare, letters):
            return "boilerplate"
    if count <= 12:
        lower = paragraph.lower()
        if any(part in bare or part in lower for part in lists.short):
            return "boilerplate"
    ending = paragraph[-1]
    if (
        len(paragraph) <= _HEADING_CHARACTERS
        and count <= _HEADING_WORDS
        and ending not in ".!?…:;,»”“\"'’)—–-"
        and tokens[0].kind != "dash"
    ):
        return "heading"
    return "body"


def _is_date_line(bare: str, letters: str) -> bool:
    """Whether a short line is nothing but a date or a time: "12 травня 2024, 10:30"."""
    return _DIGIT.search(bare) is not None and all(word in words("sentences", "calendar") for word in letters.split())


class _Boilerplate:
    def __init__(self, starts: tuple[str, ...], whole: frozenset[str], short: tuple[str, ...]) -> None:
        self.starts = starts
        self.whole = whole
        self.short = short


@cache
def _boilerplate(language: Language) -> _Boilerplate:
    """Phrases of the page itself; the outlet's English ones are read in every language."""
    seeds = lexicon("boilerplate")
    merged: dict[str, list[str]] = {"starts": [], "whole": [], "short": []}
    for code in dict.fromkeys((language, "en")):
        for part, phrases in merged.items():
            phrases.extend(str(phrase).lower() for phrase in seeds[code].get(part, ()))
    whole = frozenset(_NOT_LETTERS.sub(" ", phrase).strip() for phrase in merged["whole"])
    return _Boilerplate(tuple(merged["starts"]), whole, tuple(merged["short"]))
