"""What the model did and what it cost, as counters."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from streams.answers.form import Problem, Rejection
from streams.extractors.client import Usage

logger = logging.getLogger(__name__)

EVERY: Final = 100
"""Articles between two lines in the log."""


class Meter:
    """Counts, hands each count on, and tells the sums in the log now and then.

    The counters: `llm.articles`; `llm.answers`, those of them that the model read; `llm.quotations`;
    `llm.fallback.REASON` and `llm.rejected.REASON`; `llm.tokens.prompt` and `llm.tokens.completion`; `llm.cost.micros`,
    in millionths of the currency of the prices.

    Args:
        price_input: of a million tokens of prompt.
        price_output: of a million tokens of answer.
        count: takes a counter's name and how much to add to it.
    """

    def __init__(
        self, price_input: float, price_output: float, count: Callable[[str, int], None] | None = None
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._price_input = price_input
        self._price_output = price_output
        self._count = count

    def spent(self, usage: Usage) -> None:
        """The tokens of one request."""
        self._add("llm.tokens.prompt", usage.prompt_tokens)
        self._add("llm.tokens.completion", usage.completion_tokens)
        cost = usage.prompt_tokens * self._price_input + usage.completion_tokens * self._price_output
        self._add("llm.cost.micros", round(cost))  # tokens times the price of a million are millionths

    def read(self, quotations: int, rejected: Iterable[Rejection], problem: Problem | None) -> None:
        """One article, by the model, or by the rules because of a problem."""
        for one in rejected:
            self._add(f"llm.rejected.{one.reason}", 1)
        self._add("llm.quotations", quotations)
        self._add("llm.answers" if problem is None else f"llm.fallback.{problem}", 1)
        self._add("llm.articles", 1)
        if self.counts["llm.articles"] % EVERY == 0:
            self.tell()

    def tell(self) -> None:
        """Write the sums to the log."""
        if self.counts["llm.articles"]:
            logger.info("model so far: %s", self)

    def __str__(self) -> str:
        shown = {name.removeprefix("llm."): number for name, number in sorted(self.counts.items()) if number}
        cost = shown.pop("cost.micros", 0) / 1_000_000
        return ", ".join([*(f"{name} {number}" for name, number in shown.items()), f"cost {cost:.6f}"])

    def _add(self, name: str, number: int) -> None:
        self.counts[name] += number
        if self._count is not None:
            self._count(name, number)
