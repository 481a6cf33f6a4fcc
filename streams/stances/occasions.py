"""When what is told with no date of its own was said: on the occasion on which its speaker spoke."""

from __future__ import annotations

import re

from schemas.enriched_article import EnrichedArticle, Quotation, Speaker
from streams.stances.dating import Dated

_JOINT = re.compile(r",?\s(?:and|but|і|й|та|а|але|и|но)\s(?:[^\W\d_]{1,12}\s)?")
"""What stands between two verbs of one subject: a conjunction, and an adverb at most."""


def on_occasion(occasions: dict[str, Dated], speaker: Speaker, dated: Dated) -> Dated:
    """When something was said that is told with no date: on the occasion on which its speaker spoke before in the
    article, if that was news."""
    key = speaker.actor_id or ""
    if dated.told:
        if not dated.background and dated.precision == "day":
            occasions[key] = dated
        return dated
    return occasions.get(key, dated)


def joined(article: EnrichedArticle, before: Quotation, quotation: Quotation) -> bool:
    """Whether one speaker's two verbs are one sentence's: "called talks pointless on 3 May and claimed that …"."""
    if quotation.cue is None or before.speaker is None or quotation.speaker is None:
        return False
    between = article.text[before.end : quotation.cue.start]
    return before.speaker.actor_id == quotation.speaker.actor_id and bool(_JOINT.fullmatch(between))
