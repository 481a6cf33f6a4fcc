"""Who a model means by a speaker: the actor that the rules link, one of the catalogue by name, or an unknown one."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.enriched_article import EnrichedArticle, Mention, Speaker, SpeakerKind
from schemas.identity import normalised_words, unknown_actor_id
from streams.actors import ActorCatalogue
from streams.answers.form import AnsweredQuotation
from streams.answers.grounding import Place

MAX_SURFACE = 300


class SpeakerResolver:
    """Finds the actors of speakers.

    Args:
        actors: the catalogue.
    """

    def __init__(self, actors: ActorCatalogue) -> None:
        self._actors = actors
        self._by_name = _index(actors)

    def resolve(self, article: EnrichedArticle, answered: AnsweredQuotation, surface: Place | None) -> Speaker | None:
        """The speaker of a quotation.

        A mention that overlaps the surface decides, then a mention of that name anywhere in the article, then the
        catalogue. Who is in none of them gets an id of the name; without a name there is no id.

        Args:
            article: with its mentions, as the rules link them.
            answered: what the model says.
            surface: where the speaker's words stand.

        Returns:
            None where the model names nobody, or, without a surface, somebody whom the article does not mention.
        """
        if answered.speaker_kind in ("collective", "anonymous"):
            return _speaker(article, surface, answered.speaker_kind) if surface is not None else None
        name = (answered.speaker_name or "").strip()
        if not normalised_words(name):
            name = ""
        mention = _overlapping(article.mentions, surface, name) if surface is not None else None
        if mention is None:
            mention = _named(article.mentions, name)
        if mention is not None:
            return self._actor(article, surface, answered, mention.actor_id, mention.name or mention.text)
        if surface is None:
            return None
        known = self._by_name.get(normalised_words(name)) if name else None
        if known is None and not name:
            return _speaker(article, surface, "unknown")
        return self._actor(article, surface, answered, known or unknown_actor_id(name), name)

    def _actor(
        self,
        article: EnrichedArticle,
        surface: Place | None,
        answered: AnsweredQuotation,
        actor_id: str | None,
        name: str,
    ) -> Speaker:
        actor = self._actors.get(actor_id or "")
        kind: SpeakerKind = answered.speaker_kind
        if actor is not None:
            name, kind = actor.name, "person" if actor.kind == "person" else "institution"
        return _speaker(article, surface, kind, actor_id, name[:300])


def _speaker(
    article: EnrichedArticle,
    surface: Place | None,
    kind: SpeakerKind,
    actor_id: str | None = None,
    name: str | None = None,
) -> Speaker:
    if surface is None:
        return Speaker(kind=kind, actor_id=actor_id, name=name)
    end = min(surface.end, surface.start + MAX_SURFACE)
    words = article.text[surface.start : end]
    return Speaker(kind=kind, start=surface.start, end=end, surface=words, actor_id=actor_id, name=name)


def _overlapping(mentions: Iterable[Mention], surface: Place, name: str) -> Mention | None:
    """The linked mention within or around the surface: the one of that name, else the one that covers most of it."""
    found = [m for m in mentions if m.actor_id and m.start < surface.end and surface.start < m.end]
    return _named(found, name) or max(
        found, key=lambda m: (min(m.end, surface.end) - max(m.start, surface.start), m.confidence), default=None
    )


def _named(mentions: Iterable[Mention], name: str) -> Mention | None:
    wanted = normalised_words(name)
    if not wanted:
        return None
    return next(
        (m for m in mentions if m.actor_id and wanted in (normalised_words(m.name or ""), normalised_words(m.text))),
        None,
    )


def _index(actors: ActorCatalogue) -> dict[str, str]:
    """Actor ids by normalised name; names that several bear are left out."""
    found: dict[str, set[str]] = {}
    for actor in actors:
        for names in actor.names.values():
            for name in names:
                if not name.startswith("~"):
                    found.setdefault(normalised_words(name), set()).add(actor.id)
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}
