"""Numbers in expressions of time: figures, words and ordinals, and the years and days that stand as bare figures."""

from __future__ import annotations

import re
from itertools import pairwise

from streams.stances.patterns import Hit, starting_in
from streams.stances.words import WHEN, Words

_NAMED = 12
"""The largest number that the lexicon has a word for."""
_LONGEST = 40
"""Words that no expression of time is longer than."""
_FIGURES = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_ENDINGS = frozenset(("го", "м", "му", "й"))
"""Endings that are joined to a figure: "2024-го", "2024-м", "15-го"."""
_IN = frozenset(
    (
        *("in", "у", "в", "early", "late", "mid", "of", "since", "з", "с", "від", "от"),
        *("during", "throughout", "until", "till"),
        *("spring", "summer", "autumn", "fall", "winter"),
    )
)
_DETERMINERS = frozenset(("a", "the", "his", "her", "its", "their"))
"""Words before a year that describes a noun: "a 2031 interview"."""
_THE = frozenset(("on", "of", "from"))


def stands(hits: dict[str, list[Hit]], name: str, index: int) -> bool:
    """Whether the word belongs to an expression of that name."""
    return any(index < hit.last for hit in starting_in(hits.get(name, ()), (index - _LONGEST, index + 1)))


def number(form: str, most: int) -> int | None:
    """The number that a figure names, if it is at most so large."""
    digits = form.rstrip("stndrh") if form[:1].isdigit() else form
    if not (digits.isdecimal() and digits.isascii()) or len(digits) > 4:
        return None
    value = int(digits)
    return value if 1 <= value <= most else None


def numeral(words: Words, hits: dict[str, list[Hit]], index: int) -> int | None:
    """The number that a word or figure names, up to 99."""
    if index < 0:
        return None
    count = number(words.items[index].form, 99)
    return (
        count
        if count is not None
        else next((n for n in range(1, _NAMED + 1) if stands(hits, f"number.{n}", index)), None)
    )


def day_number(words: Words, hits: dict[str, list[Hit]], index: int) -> tuple[int, int] | None:
    """The day of a month that the words up to `index` name, and its first word: "22", "22nd", "двадцятого"."""
    if index < 0:
        return None
    form = words.items[index].form
    if form in _ENDINGS and index:
        index -= 1
        form = words.items[index].form
    figure = number(form, 31)
    if figure is not None:
        return figure, index
    best: tuple[int, int] | None = None
    for name, group in hits.items():
        kind, _, value = name.partition(".")
        if kind == "ordinal":
            for hit in group:
                if hit.last == index + 1 and (best is None or hit.first < best[1]):
                    best = int(value), hit.first
    return best


def figures(words: Words) -> dict[str, list[Hit]]:
    """Bare figures that tell time: `figures` "03.05.2031" or "2031-05-03", `nth` "on the 22nd", `bare_year` "in 2031",
    "2031-го", `noun_year` "a 2031 interview"."""
    found: dict[str, list[Hit]] = {"figures": [], "nth": [], "bare_year": [], "noun_year": []}
    items = words.items
    for index, word in enumerate(items):
        form = word.form
        if not form[:1].isdigit():
            continue
        before = items[index - 1].form if index else ""
        following = items[index + 1] if index + 1 < len(items) else None
        if len(form) == 4 and form.isdecimal():
            joined = following is not None and following.form in _ENDINGS and following.start == word.end + 1
            back_to = before == "from" and following is not None and following.form in WHEN
            if _in_parts(words, index, "-‐‑"):
                found["figures"].append(Hit(index, index + 3))
            elif joined or before in _IN or back_to:
                found["bare_year"].append(Hit(index, index + 1))
            elif before in _DETERMINERS:
                found["noun_year"].append(Hit(index, index + 1))
        elif _FIGURES.fullmatch(form):
            found["figures"].append(Hit(index, index + 1))
        elif len(form) <= 2 and _in_parts(words, index, "/") and len(items[index + 2].form) == 4:
            found["figures"].append(Hit(index, index + 3))
        elif following is not None and following.form == "го" and following.start == word.end + 1:
            if word.before == "comma":  # "в марте, 17-го"
                found["nth"].append(Hit(index, index + 1))
        elif _ORDINAL.fullmatch(form) and before == "the" and index > 1 and items[index - 2].form in _THE:
            ends = following is None or following.before != "" or following.capital or following.form in _AFTER
            if ends:
                found["nth"].append(Hit(index, index + 1))
    return found


_AFTER = frozenset(("of", "he", "she", "they", "it", "the", "his", "her", "their", "in", "at"))


def _in_parts(words: Words, index: int, marks: str) -> bool:
    """Whether three numbers joined by such a mark begin there: "2031-05-22", "22/05/2031"."""
    if index + 3 > len(words.items):
        return False
    parts = words.items[index : index + 3]
    joined = all(second.start == first.end + 1 and words.text[first.end] in marks for first, second in pairwise(parts))
    return joined and all(part.form.isdecimal() for part in parts)


def written_date(words: Words, hit: Hit) -> tuple[int, int, int] | None:
    """Year, month and day of "22.05.2031", "2031-05-22" and "22/05/2031"; "05/22/2031" has its month first."""
    parts = [word.form for word in words.items[hit.first : hit.last]]
    if len(parts) == 3:
        year, month, day = (int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts)))
        return (year, day, month) if month > 12 >= day else (year, month, day)
    match = _FIGURES.fullmatch(parts[0])
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    return (year if year > 99 else 2000 + year), month, day
