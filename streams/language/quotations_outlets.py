"""News outlets, and whether they merely pass on what somebody else has said."""

from __future__ import annotations

from streams.language.quotations_scene import Scene, Subject


def is_outlet(scene: Scene, subject: Subject) -> bool:
    """Whether the subject is a news outlet."""
    lexicon = scene.lexicon
    if subject.pronoun:
        return False
    if subject.mention is not None and scene.mentions[subject.mention].type == "PER":
        return False
    if subject.mention is None and subject.head and subject.head != "«»":
        return subject.head in lexicon.media or subject.head in lexicon.outlets
    name = scene.mentions[subject.mention].name if subject.mention is not None else None
    if name is not None and any(word in lexicon.outlets for word in name.lower().split()):
        return True
    if any(scene.low[index] in lexicon.outlets for index in range(subject.first, subject.last)):
        return True
    return any(
        scene.low[index] in lexicon.media
        for index in range(max(0, subject.first - 2), min(subject.last + 1, scene.size))
    )


def passes_on(scene: Scene, subject: Subject, lemma: str) -> bool:
    """Whether an outlet (or a body, with a verb such as "reports") merely passes on what somebody else has said."""
    if is_outlet(scene, subject):
        return True
    lexicon = scene.lexicon
    if lemma not in lexicon.passes_on or subject.pronoun:
        return False
    if subject.mention is None:
        return subject.head == "«»" or subject.head in lexicon.media or scene.is_upper(subject.last - 1)
    return scene.mentions[subject.mention].type == "ORG"


def unknown_outlet(scene: Scene, subject: Subject, lemma: str) -> bool:
    """Whether a body that nobody knows, and no institution, passes on news: an outlet with a name of its own."""
    if lemma not in scene.lexicon.passes_on or not passes_on(scene, subject, lemma):
        return False
    if subject.mention is None:
        return subject.head == "«»"
    mention = scene.mentions[subject.mention]
    words = scene.low[max(0, mention.first - 2) : mention.last]
    known = not (mention.actor_id or "name:").startswith("name:")
    return not known and not any(
        word in scene.lexicon.institutions or scene.morphology.lemma(word) in scene.lexicon.institutions
        for word in words
    )


def reports(scene: Scene, first: int, last: int) -> bool:
    """Whether the words hold a report of their own: a sure cue with a complement clause."""
    for index in range(first, last):
        form = scene.cues[index]
        if (
            form is not None
            and not form.cue.weak
            and "clause" in form.cue.names
            and form.form.tense in ("past", "pres")
        ) and (
            not scene.slavic or any(scene.low[i] in scene.lexicon.that for i in range(index + 1, min(last, index + 12)))
        ):
            return True
    return False
