"""How far the words go that bear on a quotation: past its end where a condition is added after the cue."""

from __future__ import annotations

from streams.language.morphology import morphology
from streams.stances.patterns import Hit, starting_in
from streams.stances.words import Words

_BINDS = ("condition", "until", "proviso")
_BUT = frozenset(("but", "yet", "though", "although", "але", "проте", "однак", "хоча", "но", "однако", "хотя"))
_AFTER = 2
"""Words of a conjunction before what it opens: "but only if"."""
_SUBJECT = 3
"""Words after "but" among which the subject is looked for."""
_BETWEEN = 6
"""Words of a subject between what a cue governs and the cue."""
_ARTICLES = frozenset(("a", "an", "the"))
_NAMES = frozenset(("NOUN", "PROPN", "ADJ"))


def with_condition(words: Words, hits: dict[str, list[Hit]], last: int, limit: int) -> int:
    """Where an act ends with the condition that follows it: "will not back the fund, until …".

    Args:
        words: of the article.
        hits: the stance lexicon's.
        last: one past the act's last word and its verb's.
        limit: one past the sentence's last word.
    """
    if last >= limit or words.items[last].before not in ("", "comma", "dash"):
        return last
    opens = range(last, min(last + _AFTER, limit))
    return limit if any(hit.first in opens for name in _BINDS for hit in hits.get(name, ())) else last


def with_limitation(words: Words, hits: dict[str, list[Hit]], cue: tuple[int, int], last: int, limit: int) -> int:
    """Where a quotation ends with what its speaker adds after the cue: "he was ready, he said, but only if …".

    Args:
        words: of the article.
        hits: the stance lexicon's.
        cue: word range of the cue, which follows the quotation.
        last: one past the quotation's last word.
        limit: one past the sentence's last word.
    """
    for index in range(cue[1], limit):
        word = words.items[index]
        if word.form in _BUT and word.before in ("comma", "dash"):
            if not _of_the_same(words, hits, index + 1, limit):
                return last
            bound = any(starting_in(hits.get(name, ()), (index, limit)) for name in _BINDS)
            return limit if bound else last
    return last


def _of_the_same(words: Words, hits: dict[str, list[Hit]], first: int, limit: int) -> bool:
    """Whether a clause goes on about the same thing: it begins with "it", "the step", "only …", no other subject."""
    near = words.items[first : min(first + _SUBJECT, limit)]
    if not near or any(word.capital for word in near):
        return False
    if starting_in(hits.get("shell", ()), (first, first + _SUBJECT)):
        return True
    return near[0].form not in _ARTICLES and morphology(words.language).readings(near[0].form)[0].pos not in _NAMES


def closes(words: Words, quotation: tuple[int, int], cue: tuple[int, int], last: int) -> bool:
    """Whether the cue governs the words before it, with at most its subject between and no comma: "зняти заборону уряд
    відмовився"."""
    if cue[0] == last and words.items[last].before == "comma" and words.language != "en":
        return _described(words, quotation, last)
    return last <= cue[0] <= last + _BETWEEN and all(words.items[i].before == "" for i in range(last, cue[0] + 1))


def trails(words: Words, quotation: tuple[int, int], cue: tuple[int, int], last: int) -> bool:
    """Whether the cue is the verb whose object the quotation is, behind a comma that ends a participle's clause."""
    return cue[0] == quotation[1] and cue[1] == last and words.items[cue[0]].before == "comma"


def _described(words: Words, quotation: tuple[int, int], last: int) -> bool:
    """Whether a noun phrase with a participle's clause is all there is: "силу, применённую к детям, осудила …"."""
    parts = [i for i in range(quotation[0] + 1, last) if words.items[i].before == "comma"]
    readings = morphology(words.language).readings
    if not parts or any(readings(words.items[i].form)[0].verb_form == "fin" for i in range(quotation[0], parts[0])):
        return False
    first = readings(words.items[parts[0]].form)[0]
    return first.pos == "ADJ" or first.verb_form == "part"
