"""A language model for quotations, speakers, issues and stances; the rules for all else, and to fall back on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

from streams.answers.form import Problem, Rejection
from streams.extractors.base import Runner
from streams.extractors.client import ModelClient, NoAnswer
from streams.extractors.meter import Meter
from streams.pool import Item
from streams.records import Failure
from streams.settings import Settings
from streams.work import Answered, Asked, Enriched, answer_record, ask_again_record, ask_record, fall_back_record

logger = logging.getLogger(__name__)


class Model:
    """Enriches by rules, asks the model, and takes over what stands in the text.

    Args:
        runner: where the rules and the grounding run.
        client: for the questions.
        meter: for the counts.
        settings: the model's name, and the longest text that it is given.
    """

    def __init__(self, runner: Runner, client: ModelClient, meter: Meter, settings: Settings) -> None:
        self._runner = runner
        self._client = client
        self._meter = meter
        self._model = settings.llm_model
        self._max_characters = settings.llm_max_article_characters

    async def enrich(self, items: Sequence[Item], *, ahead: bool = False) -> list[Enriched | Failure]:
        """The enriched article of each raw one, or why there can be none; in the order of the items.

        Args:
            items: the raw records.
            ahead: has no effect; what is to be read is known only when the model has answered.
        """
        return await self._all(await self._runner.run(ask_record, items))

    async def reread(self, items: Sequence[Item]) -> list[Enriched | Failure]:
        """Articles that the rules have enriched, with the model's quotations in place of theirs."""
        return await self._all(await self._runner.run(ask_again_record, items))

    def tell(self) -> None:
        """Write articles, tokens, costs and what was rejected to the log."""
        self._meter.tell()

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.close()

    async def _all(self, asked: Sequence[Asked | Failure]) -> list[Enriched | Failure]:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._finish(one)) for one in asked]
        return [task.result() for task in tasks]

    async def _finish(self, asked: Asked | Failure) -> Enriched | Failure:
        if isinstance(asked, Failure):
            return asked
        item = (asked.enriched.value, 0.0)
        [done] = await self._runner.run(await self._answer(asked), [item])
        if isinstance(done, Failure):  # an answer that cannot be worked on is no fault of the article
            self._warn(asked, "invalid-answer", done.message)
            [done] = await self._runner.run(partial(fall_back_record, problem="invalid-answer"), [item])
        if isinstance(done, Failure):
            return done
        self._meter.read(done.quotations, done.rejected, done.problem)
        if done.detail:
            self._warn(asked, done.problem, done.detail)
        for rejected in done.rejected:
            self._debug(asked, rejected)
        return done.enriched

    async def _answer(self, asked: Asked) -> partial[Answered | Failure]:
        """What makes of the model's answer, or of its want, an enriched article."""
        if asked.characters > self._max_characters:
            self._warn(asked, "too-long", f"{asked.characters} characters, at most {self._max_characters} are sent")
            return partial(fall_back_record, problem="too-long")
        try:
            reply = await self._client.ask(asked.prompt)
        except NoAnswer as error:
            self._meter.spent(error.usage)
            self._warn(asked, error.problem, str(error))
            return partial(fall_back_record, problem=error.problem)
        self._meter.spent(reply.usage)
        return partial(answer_record, content=reply.content, model=self._model)

    @staticmethod
    def _warn(asked: Asked, problem: Problem | None, detail: str) -> None:
        logger.warning("the rules read article %s: %s: %s", asked.enriched.id, problem, detail)

    @staticmethod
    def _debug(asked: Asked, rejected: Rejection) -> None:
        logger.debug("article %s: %s: %s", asked.enriched.id, rejected.reason, rejected.value)
