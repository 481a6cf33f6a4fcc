"""Words that stand for what was said before: "the same", "те саме", "обратное", "the same arguments"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from schemas.base import Language

Echo = Literal["same", "opposite"]

_DEMONSTRATIVES = frozenset(
    (
        *("те", "того", "тому", "тим", "та", "тієї", "тій", "ту", "тією", "ті", "тих", "тими", "таке", "така", "такої"),
        *("таку", "такою", "такі", "таких", "такими", "цілком"),
        *("то", "тот", "том", "тем", "той", "те", "тех", "теми"),
        *("такое", "такого", "такая", "такую", "такие", "такими"),
        *("такому", "таким", "такій", "такий", "такой"),
    )
)
_SAMES = frozenset(
    (
        *("ж", "же", "саме", "самого", "самому", "самим", "сама", "самої", "самій", "саму", "самою", "самі", "самих"),
        *("самими", "самое", "самом", "самым", "самая", "самой", "самую", "самые", "самых", "самыми", "самий", "самый"),
    )
)
_SAME = frozenset(("same",))
_ARTICLES = frozenset(("the", "that", "this"))
_STRESSED = frozenset(("very", "exact", "precise", "exactly", "precisely", "quite", "just"))
_OPPOSITE = frozenset(
    (
        *("opposite", "reverse", "contrary"),
        *("протилежне", "протилежного", "протилежної", "протилежну", "зворотне"),
        *("обратное", "противоположное", "противоположного", "противоположной", "противоположную"),
    )
)
_QUITE = frozenset(
    ("прямо", "цілком", "абсолютно", "зовсім", "совершенно", "абсолютно", "діаметрально", "диаметрально")
)
_PREPOSITIONS = frozenset(("про", "на", "о", "об", "в", "у"))
WORDS = frozenset(
    (
        *("thing", "things", "view", "views", "line", "position", "stance", "opinion", "argument", "arguments", "case"),
        *("point", "points", "words", "word", "tone", "demand", "demands", "warning", "warnings", "promise", "pledge"),
        *("terms", "objections", "objection", "doubts", "message", "formula", "refusal", "answer", "reply", "claim"),
        *("conclusion", "reasons", "reasoning", "reservations", "call", "plea", "mantra", "sentiment"),
        *("step", "steps", "move", "decision", "course", "measure", "measures"),
        *("крок", "кроку", "кроки", "рішення", "рішенням", "захід", "заходи"),
        *("шаг", "шага", "шаге", "шаги", "решение", "решения", "решении", "меру", "меры"),
        *("думки", "думку", "думка", "думкою", "позиції", "позицію", "позиція", "погляду", "погляд", "погляди"),
        *("поглядів", "лінії", "лінію", "аргументи", "аргументів", "аргументами", "доводи", "доводів", "доказами"),
        *("слова", "слів", "словами", "тон", "тоном", "вимоги", "вимогу", "вимога", "обіцянку", "обіцянки", "тезу"),
        *("тези", "міркування", "застереження", "заперечення", "формулу", "відповідь", "речі", "висновку", "заклик"),
        *("мнения", "мнение", "мнению", "позиции", "позицию", "позиция", "взгляда", "взгляды", "взглядов", "линии"),
        *("линию", "аргументы", "аргументов", "аргументами", "доводы", "доводов", "доводами", "слов", "тону"),
        *("требования", "требование", "обещание", "обещания", "тезис", "тезисы", "соображения", "оговорки"),
        *("возражения", "формулу", "ответ", "вещи", "вывода", "призыв", "зрения"),
    )
)
"""Nouns for what somebody said, holds or decided."""
_NEUTER = frozenset(("те", "того", "тому", "тим", "то", "том", "тем", "таке", "такого", "такому", "таким", "такое"))
"""Demonstratives that stand for what was said with no noun."""


def echo(forms: Sequence[str], index: int, last: int, language: Language) -> tuple[int, Echo, bool] | None:
    """The words at `index` that stand for what was said before.

    Returns:
        One past them, whether they mean the same or its opposite, and whether a noun tells that words or a view are
        meant; None if there are none.
    """
    start = index
    if language == "en":
        if forms[index] not in _ARTICLES:
            return None
        index += 1
        while index < last and forms[index] in _STRESSED:
            index += 1
        if index >= last or not (forms[index] in _SAME or forms[index] in _OPPOSITE):
            return None
        meant: Echo = "same" if forms[index] in _SAME else "opposite"
        index += 1
        named = index < last and forms[index] in WORDS
        return index + named, meant, named
    if forms[index] in _PREPOSITIONS:
        index += 1
    while index < last and forms[index] in _QUITE:
        index += 1
    if index < last and forms[index] in _OPPOSITE:
        named = index + 1 < last and forms[index + 1] in WORDS
        return index + 1 + named, "opposite", named
    if index + 1 >= last or forms[index] not in _DEMONSTRATIVES or forms[index + 1] not in _SAMES:
        return None
    neuter = forms[index] in _NEUTER
    index += 1
    while index < last and forms[index] in _SAMES:
        index += 1
    if index < last and forms[index] in ("точки", "точку"):
        index += 1
    named = index < last and forms[index] in WORDS
    if not named and not neuter:
        return None
    return (index + named, "same", named) if index > start else None


RELATIVES = frozenset(
    (
        *("which", "що", "чого", "чому", "чего", "что", "чему", "якої", "якого", "яку", "який", "яке", "якому", "які"),
        *("яких", "которой", "которого", "которую", "который", "которое", "которому", "которые", "которых"),
    )
)
"""Relative words that stand for what was accepted or rejected."""
SIDES = frozenset(("проти", "против", "за"))


PRONOUNS = frozenset(("it", "її", "його", "їх", "ее", "её", "его", "их"))
"""Objects that stand for a thing named before in the sentence."""


def stands_for(forms: Sequence[str]) -> Literal["relative", "pronoun"] | None:
    """Whether the words are a verb with its relative word ("which she had opposed", "проти якої виступав") or with a
    pronoun ("backed it"), which stand for a thing named before."""
    if len(forms) == 2 and not PRONOUNS.isdisjoint(forms):
        return "pronoun"
    start = 1 if forms and forms[0] in SIDES else 0
    if start + 1 < len(forms) <= _CLAUSE and forms[start] in RELATIVES:
        return "relative"
    return None


_CLAUSE = 10
"""Words of a relative clause up to its verb."""


Elided = Literal["same", "opposite", "for", "against", "voted for", "voted against"]
AGAINST = frozenset(("against", "проти", "против"))
FAVOUR = frozenset(("за", "for", "favour", "favor"))
ALSO = frozenset(("too", "likewise", "теж", "також", "тоже", "также"))
SO = frozenset(("so", "neither", "nor"))
"""Words that an English auxiliary and its subject follow: "so will Finland"."""
DENIED = frozenset(("ні", "нет"))
NOT = frozenset(("not", "doesn’t", "didn’t", "won’t", "wouldn’t", "isn’t", "wasn’t", "hasn’t"))
AUXILIARIES = frozenset(("do", "does", "did", "will", "would", "is", "was", "has", "had", "are", "were"))


def elided(forms: Sequence[str]) -> Elided | None:
    """What a clause tells that leaves out its predicate, by the words that are left ("теж", "does not"); else None."""
    if not 0 < len(forms) <= _ELLIPSIS:
        return None
    word = forms[0] if forms[0] in SO else forms[-1]
    if word in ALSO or (word in SO and len(forms) > 1):
        return "same"
    if word in DENIED or word in NOT:
        return "opposite"
    side: Literal["for", "against"] | None = None
    for form in forms:
        side = "against" if form in AGAINST else "for" if form in FAVOUR else side
    voted = any(form.startswith(VOTED) for form in forms)
    if side is None or voted == (len(forms) == 1):
        return None
    if not voted:
        return side
    return "voted for" if side == "for" else "voted against"


VOTED = ("voted", "голосува", "проголосува", "голосова", "проголосова")
_ELLIPSIS = 4
"""Words of a clause that only tells a side, with a mark around one of them."""
