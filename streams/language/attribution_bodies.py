"""Bodies that speak and act for somebody: "the Holm administration", "the board of the People's Party"."""

from __future__ import annotations

from streams.language.quotations_scene import Scene, Subject

_CABINETS = frozenset(
    (
        "administration",
        "government",
        "cabinet",
        "team",
        "адміністрація",
        "уряд",
        "кабінет",
        "кабмін",
        "команда",
        "администрация",
        "правительство",
        "кабинет",
        "кабмин",
    )
)
_BOARDS = frozenset(
    (
        "board",
        "leadership",
        "executive",
        "congress",
        "faction",
        "правління",
        "керівництво",
        "президія",
        "фракція",
        "провід",
        "правление",
        "руководство",
        "съезд",
        "президиум",
        "фракция",
    )
)


_OFFICES = frozenset(
    ("ministry", "office", "department", "міністерство", "відомство", "офіс", "канцелярія", "министерство", "офис")
)


_PERSONAL = frozenset(("office", "офіс", "канцелярія", "офис", "канцелярия"))
"""Offices that speak for the person whose they are."""
_OF_COUNTRIES = frozenset(("cabinet", "government"))


def owned_by(scene: Scene, subject: Subject) -> Subject | None:
    """The pronoun for whom a cabinet or office stands ("his government", "її міністерство"); None for other bodies."""
    if subject.head not in _CABINETS | _OFFICES:
        return None
    possessives = scene.lexicon.possessives
    first = subject.first
    if scene.low[first] not in possessives:
        first -= 1
    if first < 0 or scene.low[first] not in possessives or scene.low[first] in ("its", "their", "їх", "их"):
        return None
    gender, number = possessives[scene.low[first]]
    return Subject(first, first + 1, None, gender, number, pronoun=True, inverted=subject.inverted)


def led_by(scene: Scene, subject: Subject) -> int | None:
    """The mention that a body named after its head or party stands for; None if the subject is no such body.

    Args:
        scene: the article.
        subject: a noun phrase that is no mention itself.
    """
    person = subject.head in _CABINETS or subject.head in _PERSONAL
    kind = "PER" if person else "ORG" if subject.head in _BOARDS else ""
    for index in range(subject.first, min(subject.last, scene.size)) if kind else ():
        number = scene.mention_at[index]
        if number >= 0 and scene.mentions[number].type == kind:
            return number
        country = number >= 0 and scene.mentions[number].type == "LOC" and scene.mentions[number].actor_id
        if subject.head in _OF_COUNTRIES and country:
            return number  # "the cabinet in Oslo"
    return None
