"""One question to an OpenAI-compatible endpoint: time limit, tries, concurrency, and a pause when it is down."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from streams.answers.form import SCHEMA_NAME, Problem
from streams.answers.prompt import Prompt, with_form
from streams.settings import Settings

PAUSE_AFTER: Final = 5
"""Failures of the endpoint in a row after which it is left alone for a while."""
PAUSE_SECONDS: Final = 30.0
"""For how long."""
_DOWN: frozenset[Problem] = frozenset(("timeout", "unavailable", "rate-limited", "denied"))
_NO_KEY = "none"
"""What is sent to endpoints that ask for no key; the client library wants one."""


class NoAnswer(Exception):
    """The model gave no answer that could be used.

    Args:
        problem: why.
        detail: for the log; the key is not in it.
        usage: tokens that were spent nevertheless.
    """

    def __init__(self, problem: Problem, detail: str = "", usage: Usage | None = None) -> None:
        super().__init__(detail or problem)
        self.problem: Problem = problem
        self.usage = usage or Usage()


class Usage(BaseModel):
    """Tokens of one request."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    """What is used of a chat completion."""

    choices: Sequence[_Choice]
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote."""

    content: str
    usage: Usage


class ModelClient:
    """Asks a model, so many questions at a time.

    After several failures of the endpoint in a row (no connection, no answer in time, errors) it is not asked for a
    while, so that articles do not wait for it one after the other.

    Args:
        settings: endpoint, model, key and limits; `extractor` must be `llm`.
    """

    def __init__(self, settings: Settings) -> None:
        import openai  # takes two seconds, which only this extractor has to pay

        self._errors = openai
        self._secret = settings.llm_api_key.get_secret_value() if settings.llm_api_key else ""
        self._client = openai.AsyncOpenAI(
            base_url=str(settings.llm_base_url),
            api_key=self._secret or _NO_KEY,
            timeout=settings.llm_timeout_seconds,
            max_retries=settings.llm_retries,
        )
        # a line for each request and each retry; the meter tells as much
        logging.getLogger("httpx2").setLevel(logging.WARNING)
        self._settings = settings
        self._slots = asyncio.Semaphore(settings.llm_concurrency)
        self._failures = 0
        self._resume_at = 0.0

    async def ask(self, prompt: Prompt) -> Reply:
        """The model's answer.

        Raises:
            NoAnswer: it could not be had in time, or it is a refusal or cut off.
        """
        async with self._slots:
            if asyncio.get_running_loop().time() < self._resume_at:
                raise NoAnswer("unavailable", "the endpoint is left alone after failures in a row")
            try:
                reply = await self._ask(prompt)
            except NoAnswer as error:
                self._note(error.problem)
                raise
            self._note(None)
            return reply

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    def _note(self, problem: Problem | None) -> None:
        """Count failures of the endpoint in a row, and pause after too many."""
        if problem not in _DOWN:
            self._failures = 0
            return
        self._failures += 1
        if self._failures >= PAUSE_AFTER:
            self._resume_at = asyncio.get_running_loop().time() + PAUSE_SECONDS

    async def _ask(self, prompt: Prompt) -> Reply:
        errors = self._errors
        try:
            # the client's own limit is for each try, and begins anew with each chunk that comes
            async with asyncio.timeout(self._settings.llm_timeout_seconds):
                raw = await self._client.chat.completions.with_raw_response.create(**self._request(prompt))
                body = raw.http_response.content
        except (TimeoutError, errors.APITimeoutError):
            raise NoAnswer("timeout", f"no answer within {self._settings.llm_timeout_seconds:g} s") from None
        except errors.RateLimitError as error:
            raise NoAnswer("rate-limited", self._told(error)) from None
        except errors.APIStatusError as error:
            down = error.status_code >= 500 or error.status_code in (408, 409)
            raise NoAnswer("unavailable" if down else "denied", self._told(error)) from None
        except errors.APIConnectionError as error:
            raise NoAnswer("unavailable", self._told(error)) from None
        except errors.OpenAIError as error:
            raise NoAnswer("invalid-answer", self._told(error)) from None
        return _reply(body)

    def _request(self, prompt: Prompt) -> dict[str, Any]:
        settings = self._settings
        structured = settings.llm_response_format == "json_schema"
        form = {"type": "json_object"}
        if structured:
            form = {
                "type": "json_schema",
                "json_schema": {"name": SCHEMA_NAME, "strict": True, "schema": prompt.schema},  # type: ignore[dict-item]
            }
        return {
            "model": settings.llm_model,
            "messages": [
                {"role": "system", "content": prompt.system if structured else with_form(prompt)},
                {"role": "user", "content": prompt.user},
            ],
            "response_format": form,
            settings.llm_tokens_field: settings.llm_max_output_tokens,
            "extra_body": settings.llm_options,
        }

    def _told(self, error: Exception) -> str:
        """An error's message, short and without the key, which some endpoints repeat."""
        cause = f": {error.__cause__}" if error.__cause__ else ""
        told = f"{type(error).__name__}: {error}{cause}"
        return (told.replace(self._secret, "[key]") if self._secret else told)[:500]


def _reply(body: bytes) -> Reply:
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise NoAnswer("invalid-answer", f"no chat completion: {first['loc']}: {first['msg']}") from None
    usage = completion.usage or Usage()
    if not completion.choices:
        raise NoAnswer("invalid-answer", "a chat completion without choices", usage)
    choice = completion.choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise NoAnswer("refusal", (choice.message.refusal or "content filter")[:200], usage)
    if choice.finish_reason == "length":
        raise NoAnswer("truncated", f"after {usage.completion_tokens} tokens", usage)
    if not choice.message.content:
        raise NoAnswer("invalid-answer", "an empty answer", usage)
    return Reply(choice.message.content, usage)
