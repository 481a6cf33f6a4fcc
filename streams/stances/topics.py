"""What quotations that no term of the catalogue fits are about: by their own words, and by the article's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

from streams.stances.features import issue_features, lemmas
from streams.stances.learned import NONE, LearnedModel, softmax
from streams.stances.matching import Scan
from streams.stances.words import Words

_TITLE = 2.0
"""Weight of the headline, as quotations."""
_TERMS = 2.0
"""Weight of what the terms of the whole article tell."""
_FLOOR = 0.01
"""Share that any issue may have in any article."""
_LIKELY = 0.5
"""Probability from which an issue is taken."""
_OWN, _PLAIN = 0.15, 0.6
"""Probability by the quotation's own words alone, and with the article's, from which its words are taken to tell it."""
_EMPTY = 0.9
"""Probability of being about none from which not even the article's leading issue is taken."""
_SURE = 0.8
"""What a learned probability is worth as a weight."""
_MOST = 0.9
_INHERITED = 0.6
"""Weight of an issue that the article is about, and the quotation says nothing of."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """The issue that a quotation is taken to be about."""

    issue: str
    basis: Literal["context", "article", "words"] = "context"
    """What tells it: its neighbourhood names it; the article is about it; its own words are like those of examples."""
    weight: float = _INHERITED
    """How sure it is, 0 … 1, where no term says more."""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely each issue, and `NONE`, is for a quotation."""

    own: dict[str, float]
    """By its own words alone."""
    within: dict[str, float]
    """By its words and what else its article is about."""

    @property
    def top(self) -> str:
        """What it is likeliest to be about."""
        return max(self.within, key=lambda issue: (self.within[issue], issue))


class ArticleTopics:
    """Shares of the issues in an article, as a prior for each of its quotations.

    A text keeps to its topic as a word keeps to its sense in it (Gale, Church and Yarowsky 1992, "One sense per
    discourse").

    Args:
        model: what was learned.
        title: the headline.
        words: the article's.
        spans: word ranges of its quotations.
        told: what its terms tell: how much of it each issue takes.
    """

    def __init__(
        self,
        model: LearnedModel,
        title: Scan,
        words: Words,
        spans: Iterable[tuple[int, int]],
        told: Mapping[str, float],
    ) -> None:
        self._model = model
        self._words = words
        self._lead: str | None = None
        self._scores = {span: self._score(words, *span) for span in spans}
        texts = [(scores, 1.0) for scores in self._scores.values()]
        if title.words.items:
            texts.append((self._score(title.words, 0, len(title.words.items)), _TITLE))
        self._shares = dict.fromkeys(model.issue.classes, 0.0)
        for scores, weight in texts:
            for issue, chance in zip(self._shares, softmax(scores), strict=True):
                self._shares[issue] += weight * chance
        for issue, share in told.items():
            if issue in self._shares:
                self._shares[issue] += _TERMS * share
        self._prior = self._weighed()

    def learn(self, read: Sequence[str], lead: str | None) -> None:
        """Add what was read.

        Args:
            read: the issue of each statement that was read in the article.
            lead: its leading issue, if it has one.
        """
        for issue in read:
            if issue in self._shares:
                self._shares[issue] += 1.0
        self._lead = lead
        self._prior = self._weighed()

    def _weighed(self) -> list[float]:
        whole = sum(self._shares.values())
        return [log(share / whole + _FLOOR) if whole else 0.0 for share in self._shares.values()]

    def _score(self, words: Words, first: int, last: int) -> list[float]:
        return self._model.issue.log_odds(issue_features(lemmas(words, first, last)))

    def likelihood(self, span: tuple[int, int]) -> Likelihood:
        """How likely the quotation of these words is about each issue."""
        scores = self._scores.get(span)
        if scores is None:
            scores = self._scores[span] = self._score(self._words, *span)
        both = softmax([score + prior for score, prior in zip(scores, self._prior, strict=True)])
        classes = self._model.issue.classes
        return Likelihood(dict(zip(classes, softmax(scores), strict=True)), dict(zip(classes, both, strict=True)))

    def of(self, span: tuple[int, int]) -> Assumption | None:
        """What the quotation of these words is about: an issue, or none that can be told."""
        likely = self.likelihood(span)
        chances, top = likely.within, likely.top
        if top != NONE and chances[top] >= _LIKELY:
            told = likely.own[top] >= _OWN and chances[top] >= _PLAIN
            basis: Literal["words", "article"] = "words" if told else "article"
            return Assumption(top, basis, min(_MOST, _SURE * chances[top]))
        if self._lead is not None and chances.get(NONE, 0.0) < _EMPTY:
            return Assumption(self._lead, "article")
        return None
