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


def led_by(scene: Scene, subject: Subject) -> int | None:
    """The mention that a body named after its head or party stands for; None if the subject is no such body.

    Args:
        scene: the article.
        subject: a noun phrase that is no mention itself.
    """
    kind = "PER" if subject.head in _CABINETS else "ORG" if subject.head in _BOARDS else ""
    for index in range(subject.first, min(subject.last, scene.size)) if kind else ():
        number = scene.mention_at[index]
        if number >= 0 and scene.mentions[number].type == kind:
            return number
    return None
