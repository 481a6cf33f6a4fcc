"""The subject of a reporting cue: the noun phrase or pronoun that says who speaks."""

from __future__ import annotations

from streams.language.attribution_english import english_subject
from streams.language.attribution_slavic import slavic_subject
from streams.language.attribution_subjects import agrees, mention_subject, owner
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
    if scene.slavic:
        return slavic_subject(scene, cue, form, first, last, after_first)
    return english_subject(scene, cue, form, first, last, after_first)
