"""An alert in one sentence, in English, Ukrainian and Russian."""

from __future__ import annotations

from typing import NamedTuple

from schemas.alert import AlertTier
from schemas.base import Language, StanceLabel


class Story(NamedTuple):
    """What the sentence tells."""

    holder: str
    issue: str
    from_stance: StanceLabel | None
    """None of a first position."""
    to_stance: StanceLabel
    tier: AlertTier
    day: str
    """ISO 8601 date of the change."""
    after: int
    """Utterances at the new position."""
    sources: int
    """Independent outlets that report them."""
    before: int
    """Utterances at the old one."""
    decision: bool
    """An official decision is among the new evidence."""
    reason: str = ""
    """Why it was withdrawn: see `_REASONS`."""


_NAMES: dict[Language, dict[StanceLabel, str]] = {
    "en": {"support": "support", "conditional": "conditional support", "neutral": "neutrality", "oppose": "opposition"},
    "uk": {
        "support": "підтримка",
        "conditional": "підтримка з умовами",
        "neutral": "нейтралітет",
        "oppose": "заперечення",
    },
    "ru": {
        "support": "поддержка",
        "conditional": "поддержка с условиями",
        "neutral": "нейтралитет",
        "oppose": "возражение",
    },
}
_FROM: dict[Language, dict[StanceLabel, str]] = {
    "en": _NAMES["en"],
    "uk": {
        "support": "підтримки",
        "conditional": "підтримки з умовами",
        "neutral": "нейтралітету",
        "oppose": "заперечення",
    },
    "ru": {
        "support": "поддержки",
        "conditional": "поддержки с условиями",
        "neutral": "нейтралитета",
        "oppose": "возражения",
    },
}
# Ukrainian «до» takes the same case as «від»; Russian «к» takes the dative.
_TO: dict[Language, dict[StanceLabel, str]] = {
    "en": _NAMES["en"],
    "uk": _FROM["uk"],
    "ru": {
        "support": "поддержке",
        "conditional": "поддержке с условиями",
        "neutral": "нейтралитету",
        "oppose": "возражению",
    },
}
_REASONS: dict[str, dict[Language, str]] = {
    "walked back": {
        "en": "later statements return to the old position",
        "uk": "пізніші заяви повертаються до попередньої позиції",
        "ru": "более поздние заявления возвращаются к прежней позиции",
    },
    "not borne out": {
        "en": "later statements do not bear it out",
        "uk": "пізніші заяви цього не підтвердили",
        "ru": "более поздние заявления этого не подтвердили",
    },
    "evidence withdrawn": {
        "en": "its evidence was retracted, corrected or dated otherwise",
        "uk": "її підстави відкликано, виправлено або датовано інакше",
        "ru": "её основания отозваны, исправлены или датированы иначе",
    },
}


def explain(story: Story) -> str:
    """The sentence in English."""
    new = _TO["en"][story.to_stance]
    subject = f"{story.holder} on “{story.issue}”"
    if story.from_stance is None:
        if story.tier == "withdrawn":
            return f"{subject}: the reported first position, {new}, is withdrawn, as {_REASONS[story.reason]['en']}."
        return f"{subject}: the first known position is {new}, since {story.day} ({_basis(story)})."
    old = _FROM["en"][story.from_stance]
    if story.tier == "withdrawn":
        return f"{subject}: the reported move from {old} to {new} is withdrawn, as {_REASONS[story.reason]['en']}."
    verb = "has moved" if story.tier == "confirmed" else "may have moved"
    return (
        f"{subject}: {verb} from {old} to {new} since {story.day} ({_basis(story)}, "
        f"after {_count(story.before, 'statement')} at the earlier position)."
    )


def _basis(story: Story) -> str:
    basis = f"{_count(story.after, 'statement')} reported by {_count(story.sources, 'outlet')}"
    if story.decision:
        basis += ", an official decision among them" if story.after > 1 else ", an official decision"
    return basis


def explain_local(story: Story) -> dict[Language, str]:
    """The sentence in Ukrainian and Russian. Names and labels stay as the catalogues have them."""
    return {"uk": _ukrainian(story), "ru": _russian(story)}


def _ukrainian(story: Story) -> str:
    subject = f"{story.holder}, «{story.issue}»"
    decision = ", серед них офіційне рішення" if story.decision else ""
    if story.from_stance is None:
        name = _NAMES["uk"][story.to_stance]
        if story.tier == "withdrawn":
            return f"{subject}: повідомлення про першу позицію ({name}) відкликано: {_REASONS[story.reason]['uk']}."
        return (
            f"{subject}: перша відома позиція – {name}, з {story.day} "
            f"(заяв: {story.after}{decision}; видань: {story.sources})."
        )
    old, new = _FROM["uk"][story.from_stance], _TO["uk"][story.to_stance]
    if story.tier == "withdrawn":
        return f"{subject}: повідомлення про перехід від {old} до {new} відкликано: {_REASONS[story.reason]['uk']}."
    verb = "перехід" if story.tier == "confirmed" else "можливий перехід"
    return (
        f"{subject}: {verb} від {old} до {new} з {story.day} (нових заяв: {story.after}{decision}; "
        f"видань: {story.sources}; заяв за попередньої позиції: {story.before})."
    )


def _russian(story: Story) -> str:
    subject = f"{story.holder}, «{story.issue}»"
    decision = ", среди них официальное решение" if story.decision else ""
    if story.from_stance is None:
        name = _NAMES["ru"][story.to_stance]
        if story.tier == "withdrawn":
            return f"{subject}: сообщение о первой позиции ({name}) отозвано: {_REASONS[story.reason]['ru']}."
        return (
            f"{subject}: первая известная позиция – {name}, с {story.day} "
            f"(заявлений: {story.after}{decision}; изданий: {story.sources})."
        )
    old, new = _FROM["ru"][story.from_stance], _TO["ru"][story.to_stance]
    if story.tier == "withdrawn":
        return f"{subject}: сообщение о переходе от {old} к {new} отозвано: {_REASONS[story.reason]['ru']}."
    verb = "переход" if story.tier == "confirmed" else "возможный переход"
    return (
        f"{subject}: {verb} от {old} к {new} с {story.day} (новых заявлений: {story.after}{decision}; "
        f"изданий: {story.sources}; заявлений при прежней позиции: {story.before})."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
