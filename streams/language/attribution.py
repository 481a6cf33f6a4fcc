"""The subject of a reporting cue: the noun phrase or pronoun that says who speaks."""

from __future__ import annotations

from streams.language.attribution_english import english_subject
from streams.language.attribution_slavic import slavic_subject
from streams.language.attribution_subjects import agrees, mention_subject, owner
from streams.language.attribution_together import named_with_others
from streams.language.cues import CueForm
from streams.language.quotations_scene import Scene, Subject

__all__ = ["agrees", "find_subject", "mention_subject", "owner"]


def find_subject(scene: Scene, cue: int, form: CueForm, first: int, last: int, *, after_first: bool) -> Subject | None:
    """Who the cue at token `cue` belongs to.

    Args:
        scene: the article.
        cue: the token of the verb.
        form: its form, with which the subject agrees.
        first: first token of the stretch in which the subject can stand.
        last: one past its last token.
        after_first: the clause stands before the cue, so that the subject is likelier after it ("…, said Smith").
    """
    find = slavic_subject if scene.slavic else english_subject
    subject = find(scene, cue, form, first, last, after_first)
    if subject is None or (subject.mention is None and not subject.pronoun) or _several(scene, subject):
        return named_with_others(scene, cue, form, first) or subject
    return subject


def _several(scene: Scene, subject: Subject) -> bool:
    """Whether it is a role that several hold: "leaders"."""
    if subject.mention is None:
        return False
    mention = scene.mentions[subject.mention]
    return mention.type == "ROLE" and mention.number == "plur"
