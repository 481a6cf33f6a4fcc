"""The HTTP API of webhooks on a worker's page: anybody who reaches the page may read, who has the token may change.

GET    /api/webhooks                     all endpoints
POST   /api/webhooks                     add one
GET    /api/webhooks/{id}                one of them
DELETE /api/webhooks/{id}                remove it
POST   /api/webhooks/{id}/{action}       test, pause, resume, rotate
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import faust
import orjson
from faust.web import Request, Response, View
from pydantic import SecretStr

from schemas import WebhookSubscription
from streams.delivery.dispatcher import Dispatcher
from streams.webhooks.formats import render_test
from streams.webhooks.signing import new_secret
from streams.webhooks.subscriptions import KEEP_SECRET, paused, resumed, rotated, shown, wanted

LARGEST_BODY = 256 * 1024
PATH = "/api/webhooks"


class Refused(Exception):
    """A request that is not granted.

    Args:
        status: HTTP status.
        reason: why.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


Answer = tuple[int, dict[str, Any]]


class WebhookApi:
    """What the API does, without HTTP.

    Args:
        dispatcher: knows the endpoints.
        token: who has it may change them; nobody may where it is none.
    """

    def __init__(self, dispatcher: Dispatcher, token: SecretStr | None) -> None:
        self._dispatcher = dispatcher
        self._token = token

    def authorize(self, header: str | None) -> None:
        """Let a change through.

        Args:
            header: `Authorization`.

        Raises:
            Refused: 403 where changes are not allowed, 401 where the token is missing or wrong.
        """
        if self._token is None:
            raise Refused(403, "webhooks cannot be changed here: VOLTEFACE_WEB_TOKEN is not set")
        given = (header or "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, b"Bearer " + self._token.get_secret_value().encode()):
            raise Refused(401, "the bearer token is missing or wrong")

    def known(self, id: str) -> WebhookSubscription:
        """An endpoint.

        Raises:
            Refused: there is none of this id.
        """
        found = self._dispatcher.registry.endpoints.get(id)
        if found is None:
            raise Refused(404, f"there is no webhook {id!r}")
        return found

    def show(self, known: WebhookSubscription) -> dict[str, Any]:
        """An endpoint, and how it does where it is this worker's."""
        return {**shown(known), "state": self._dispatcher.state(known.id)}

    def list(self) -> Answer:
        """All endpoints."""
        endpoints = sorted(self._dispatcher.registry.endpoints.values(), key=lambda item: item.id)
        return 200, {"webhooks": [self.show(item) for item in endpoints]}

    async def add(self, document: dict[str, Any]) -> Answer:
        """A new endpoint; a secret that was made here is told this once."""
        try:
            made, secret = wanted(document, datetime.now(UTC))
        except ValueError as error:
            raise Refused(422, str(error)) from None
        if made.id in self._dispatcher.registry.endpoints:
            raise Refused(409, f"there is a webhook {made.id!r} already")
        await self._dispatcher.put(made)
        return 201, {**shown(made), **({"secret": secret} if secret else {})}

    async def remove(self, id: str) -> Answer:
        """Remove an endpoint, and what waits for it."""
        self._runtime(self.known(id))
        await self._dispatcher.remove(id)
        return 200, {"id": id, "removed": True}

    async def act(self, id: str, action: str, document: dict[str, Any]) -> Answer:
        """Test, pause, resume or rotate."""
        known, now = self.known(id), datetime.now(UTC)
        match action:
            case "test":
                return await self._test(known, now)
            case "pause":
                changed = paused(known, now)
            case "resume":
                changed = resumed(known, now, skip=document.get("skip") is True)
            case "rotate":
                return await self._rotate(known, now, document)
            case _:
                raise Refused(404, f"{action!r} is none of test, pause, resume, rotate")
        await self._dispatcher.put(changed)
        return 200, self.show(changed)

    async def _test(self, known: WebhookSubscription, now: datetime) -> Answer:
        if self._dispatcher.sender is None:
            raise Refused(503, "the worker is starting")
        posting = render_test(known.format, known.id, now.isoformat(), known.chat_id)
        outcome = await self._dispatcher.sender.post(known, f"test-{now.timestamp():.6f}", posting)
        return (200 if outcome.ok else 502), {"ok": outcome.ok, "status": outcome.status, "cause": outcome.cause}

    async def _rotate(self, known: WebhookSubscription, now: datetime, document: dict[str, Any]) -> Answer:
        self._runtime(known)
        hours = document.get("keep_hours", KEEP_SECRET / timedelta(hours=1))
        if not isinstance(hours, int | float) or not 0 <= hours <= 24 * 365:
            raise Refused(422, "keep_hours is a number from 0 to 8760")
        secret = new_secret()
        changed = rotated(known, secret, now, timedelta(hours=hours))
        await self._dispatcher.put(changed)
        return 200, {**self.show(changed), "secret": secret}

    def _runtime(self, known: WebhookSubscription) -> None:
        if known.source == "settings":
            raise Refused(409, f"webhook {known.id!r} stands in the settings: change it there")


def add_webhook_pages(app: faust.App, dispatcher: Dispatcher, token: SecretStr | None) -> None:
    """Put the API on the app's page."""
    api = WebhookApi(dispatcher, token)

    class Page(View):
        """Answers in JSON."""

        def answer(self, answer: Answer) -> Response:
            status, document = answer
            body = orjson.dumps(document)
            return self.bytes(
                body, content_type="application/json", status=status, headers={"cache-control": "no-store"}
            )

        async def changing(self, request: Request) -> dict[str, Any]:
            """The body of a request that may change something."""
            api.authorize(request.headers.get("Authorization"))
            if int(request.headers.get("Content-Length") or 0) > LARGEST_BODY:
                raise Refused(413, "the body is too large")
            body = await request.read()
            try:
                document = orjson.loads(body) if body else {}
            except orjson.JSONDecodeError:
                raise Refused(400, "the body is not JSON") from None
            if not isinstance(document, dict):
                raise Refused(400, "the body is no JSON object")
            return document

        def refuse(self, error: Refused) -> Response:
            return self.answer((error.status, {"error": error.reason}))

    @app.page(PATH)
    class All(Page):
        async def get(self, request: Request) -> Response:
            return self.answer(api.list())

        async def post(self, request: Request) -> Response:
            try:
                return self.answer(await api.add(await self.changing(request)))
            except Refused as error:
                return self.refuse(error)

    @app.page(PATH + "/{id}")
    class One(Page):
        async def get(self, request: Request, id: str) -> Response:
            try:
                return self.answer((200, api.show(api.known(id))))
            except Refused as error:
                return self.refuse(error)

        async def delete(self, request: Request, id: str) -> Response:
            try:
                await self.changing(request)
                return self.answer(await api.remove(id))
            except Refused as error:
                return self.refuse(error)

    @app.page(PATH + "/{id}/{action}")
    class Action(Page):
        async def post(self, request: Request, id: str, action: str) -> Response:
            try:
                return self.answer(await api.act(id, action, await self.changing(request)))
            except Refused as error:
                return self.refuse(error)
