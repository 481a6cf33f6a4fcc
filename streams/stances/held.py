"""What a speaker holds in an article: no contradictions on one day, and nothing twice, in general and narrowly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schemas.statement import Statement
from streams.stances.issues import IssueCatalogue

_NEAR = 0.85
"""Share of the surest statement's confidence from which another one is as sure: of these the first one counts, since
news tells the main point first."""
_PASSING = 0.2
"""Share of the leading issue up to which an article speaks of another one only in passing."""
_CENTRAL = 0.4
"""Share of the leading issue from which an issue is one that the article is about."""
_WORDS = 0.7
"""Share of a body's confidence from which the words of who speaks for it tell better what it holds."""
_PLAIN = 1.5
"""A statement that takes no side must be this many times as sure as one that does."""


def uncontradicted(made: Iterable[Statement]) -> list[Statement]:
    """The statements without those that contradict a better founded one of the same speaker, issue and day.

    Who is reported to be for a thing and against it on one day is misread in one of the two places, or grants a detail
    in it. Statements that agree all stay.
    """
    groups: dict[tuple[str, str, str], list[Statement]] = {}
    for one in made:
        groups.setdefault((one.speaker.id, one.issue.id, one.stated_at.date().isoformat()), []).append(one)
    kept: list[Statement] = []
    for group in groups.values():
        label = _leading(group).stance.label if len(group) > 1 else group[0].stance.label
        kept += [one for one in group if one.stance.label == label]
    return kept


def _leading(group: Sequence[Statement]) -> Statement:
    """The statement that tells what the speaker holds."""
    sided = max((one.confidence for one in group if one.stance.label != "neutral"), default=0.0)
    told = [one for one in group if one.stance.label != "neutral" or one.confidence >= _PLAIN * sided]
    least = _NEAR * max(one.confidence for one in told)
    return min((one for one in told if one.confidence >= least), key=lambda one: one.quotation.start)


def told_otherwise(one: Statement, others: Iterable[Statement]) -> bool:
    """Whether somebody who speaks for the body, whose statement this is, takes another side on that day.

    What a country "wants" or "lets happen" is a journalist's summary, and easily read wrongly; its minister's words
    tell what it holds.

    Args:
        one: the statement.
        others: the article's.
    """
    if one.speaker.kind != "institution":
        return False
    day = one.stated_at.date()
    words = [
        other
        for other in others
        if other.speaker.kind == "person"
        and other.issue.id == one.issue.id
        and other.stated_at.date() == day
        and any(holder.id == one.speaker.id and holder.via == "government" for holder in other.holders)
    ]
    if not words or any(other.stance.label == one.stance.label for other in words):
        return False
    return max(other.confidence for other in words) >= _WORDS * one.confidence


def in_passing(issue: str, beside: Iterable[str], topics: Mapping[str, float]) -> bool:
    """Whether a quotation names an issue only in passing: it names another one, too, that the article is about.

    Args:
        issue: the issue.
        beside: the quotation's issues.
        topics: how much of the article each issue takes.
    """
    if topics.get(issue, 0.0) > _PASSING:
        return False
    return any(topics.get(other, 0.0) >= _CENTRAL for other in beside if other != issue)


def spelt_out(one: Statement, others: Iterable[Statement], issues: IssueCatalogue, topics: Mapping[str, float]) -> bool:
    """Whether the statement only says in general what its speaker says elsewhere in the article, in so many words.

    So do a statement on an issue that is general; one with no word of stance, beside a statement of the same side and
    day on a narrower issue ("without such talks the war will not end", of a meeting of the two presidents); and one on
    an issue whose wordings another issue shares, if the article speaks more of that one.

    Args:
        one: the statement.
        others: the article's.
        issues: the catalogue.
        topics: how much of the article each issue takes.
    """
    issue = issues.issues[one.issue.id]
    for other in others:
        if other.speaker.id != one.speaker.id or other.issue.id == one.issue.id:
            continue
        narrower = one.issue.id in issues.ancestors(other.issue.id)
        if issue.general and narrower and other.background == one.background:
            return True
        if one.stance.cues or other.stance.label != one.stance.label or one.stated_at.date() != other.stated_at.date():
            continue
        if narrower:
            return True
        less = topics.get(one.issue.id, 0.0) < topics.get(other.issue.id, 0.0)
        if less and issues.are_rivals(one.issue.id, other.issue.id):
            return True
    return False
