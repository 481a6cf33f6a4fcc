"""What a reported act is done to, where the words right behind its cue do not tell it all."""

from __future__ import annotations

from schemas.base import Language
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit
from streams.stances.words import Words

_CLAUSE = 16
"""Words of a clause that is looked through."""
_WHICH: dict[Language, frozenset[str]] = {
    "en": frozenset(("that", "which")),
    "uk": frozenset(
        ("що", "який", "яка", "яке", "які", "якого", "якої", "якому", "якій", "яку", "яким", "якою", "яких", "якими")
    ),
    "ru": frozenset(
        (
            *("который", "которая", "которое", "которые", "которого", "которой", "которому", "которую"),
            *("которым", "которых", "которыми"),
        )
    ),
}
"""What opens a relative clause."""
_PRONOUNS: dict[Language, frozenset[str]] = {
    "en": frozenset(("it", "them")),
    "uk": frozenset(("його", "її", "їх", "це", "цього", "цьому")),
    "ru": frozenset(("его", "ее", "их", "это", "этого", "этому")),
}
_WITHIN = 6
"""Words of an object that a pronoun stands for."""
_LIGHT = frozenset(("VERB", "AUX", "ADP", "PART", "ADV", "PRON"))


def object_of(
    words: Words,
    hits: dict[str, list[Hit]],
    span: tuple[int, int],
    cue: tuple[int, int],
    speaker: frozenset[str],
) -> tuple[int, int]:
    """Word range of what an act is done to.

    An object may come first, with the doer behind the verb ("the raids condemned yesterday the minister Holt", as
    Slavic order has it); or be a shell noun, and the relative clause behind it tells which ("signed rules that …").

    Args:
        words: the article's words.
        hits: the stance lexicon's around the act.
        span: word range behind the cue that was taken for the object.
        cue: word range of the cue.
        speaker: how the names of the doer begin, in lower case.
    """
    if words.language != "en" and cue[1] <= span[0] and _names(words, span, speaker):
        first = cue[0]
        while first > 0 and cue[0] - first < _CLAUSE and words.items[first].before in ("", "quote"):
            first -= 1
        if first < cue[0] and not _names(words, (first, cue[0]), speaker):
            return first, span[1]
    last = _relative_end(words, span[1])
    if last > span[1] and _shell_last(hits, span):
        return span[0], last
    return span


def _names(words: Words, span: tuple[int, int], speaker: frozenset[str]) -> bool:
    """Whether the words hold the doer's own name."""
    return any(
        word.capital and any(word.form.startswith(name) for name in speaker) for word in words.items[span[0] : span[1]]
    )


def _shell_last(hits: dict[str, list[Hit]], span: tuple[int, int]) -> bool:
    return any(hit.first == span[1] - 1 for hit in hits.get("shell", ()))


def _relative_end(words: Words, index: int) -> int:
    """One past the relative clause that word `index` opens, or `index`."""
    items = words.items
    if index >= len(items) or items[index].before not in ("", "comma"):
        return index
    if items[index].form not in _WHICH[words.language]:
        return index
    last = index + 1
    while last < len(items) and last - index < _CLAUSE and items[last].before in ("", "quote"):
        last += 1
    return last


def pronoun_of(words: Words, lexicon: StanceLexicon, span: tuple[int, int]) -> Hit | None:
    """The pronoun that stands for the object of an act: "refused to impose them on Moscow".

    Args:
        words: the article's words.
        lexicon: the stance lexicon.
        span: word range of the object.
    """
    if span[1] - span[0] > _WITHIN:
        return None
    for index in range(*span):
        form = words.items[index].form
        if form in _PRONOUNS[words.language]:
            return Hit(index, index + 1)
        if not any(reading.pos in _LIGHT for reading in lexicon.morphology.readings(form)):
            return None
    return None


_SUCH: dict[Language, frozenset[str]] = {
    "en": frozenset(("such",)),
    "uk": frozenset(("така", "такий", "таке", "такі", "таких", "такого", "такої", "таку", "такою", "таким", "такими")),
    "ru": frozenset(("такая", "такой", "такое", "такие", "таких", "такого", "такую", "таким", "такими")),
}


_DENIED = frozenset(("no", "not", "не", "нема", "немає", "нет"))


def such_of(words: Words, lexicon: StanceLexicon, span: tuple[int, int]) -> Hit | None:
    """The phrase that takes up what was named before and is denied: "there would be no *such deliveries*".

    Args:
        words: the article's words.
        lexicon: the stance lexicon.
        span: word range of the quotation.
    """
    such = _SUCH[words.language]
    for index in range(span[0], span[1] - 1):
        after = words.items[index + 1]
        if words.items[index].form not in such or after.before != "":
            continue
        near = (*words.items[max(span[0], index - 1) : index], *words.items[index + 2 : min(span[1], index + 4)])
        denied = any(word.form in _DENIED for word in near)
        if denied and lexicon.morphology.readings(after.form)[0].pos == "NOUN":
            return Hit(index, index + 2)
    return None
