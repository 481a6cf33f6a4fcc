"""`volteface webhooks listen`: a receiver on this machine that verifies signatures and prints alerts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from pydantic import ValidationError
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from schemas import Alert
from streams.cli import console
from streams.cli.render import alert_panel
from streams.webhooks.signing import check_secret, new_secret

if TYPE_CHECKING:
    from aiohttp import web  # it is slow to import, and other commands do without it

LARGEST_BODY = 4 * 1024 * 1024
REMEMBERED = 10_000


class Receiver:
    """Verifies what comes in, and prints it.

    Args:
        secret: the signing secret.
        as_json: whether to print JSON lines.
        limit: messages after which `done` is set; 0: never.
    """

    def __init__(self, secret: str, *, as_json: bool = False, limit: int = 0) -> None:
        self._verifier = Verifier(secret)
        self._as_json = as_json
        self._limit = limit
        self._seen: dict[str, None] = {}
        self.done = asyncio.Event()

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one message: 204, or 401 where its signature is wrong."""
        from aiohttp import web

        body = await request.read()
        id = request.headers.get("webhook-id", "")
        try:
            document = self._verifier.verify(body, dict(request.headers))
        except (WebhookVerificationError, ValueError) as error:  # a ValueError: a malformed signature or body
            console.err.print(f"refused {id or 'a message'}: {error}", style="red", markup=False)
            return web.Response(status=401)
        self._show(id, document, repeated=id in self._seen)
        self._seen[id] = None
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
        if self._limit and len(self._seen) >= self._limit:
            self.done.set()
        return web.Response(status=204)

    def _show(self, id: str, document: object, *, repeated: bool) -> None:
        if self._as_json:
            console.print_json_line(orjson.dumps({"id": id, "repeated": repeated, "message": document}))
            return
        data = document.get("data", document) if isinstance(document, dict) else document
        try:
            console.out.print(alert_panel(Alert.model_validate(data)))
        except ValidationError:
            console.out.print(orjson.dumps(document).decode(), markup=False, soft_wrap=True)
        console.out.print(f"verified {id}{' (seen before)' if repeated else ''}", style="bright_black", markup=False)


def listen(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0: any free port.")] = 8080,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    secret_file: Annotated[
        Path | None, typer.Option(help="File with the signing secret; one is made and shown without it.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Stop after so many messages; 0: never.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a line.")] = False,
) -> None:
    """Receive webhooks here, verify their signatures and print the alerts."""
    try:
        secret = check_secret(secret_file.read_text(encoding="utf-8").strip()) if secret_file else new_secret()
    except OSError as error:
        console.fail(f"{secret_file}: {error.strerror}")
    except ValueError as error:
        console.fail(f"--secret-file: {error}", console.USAGE_ERROR)
    try:
        asyncio.run(_listen(host, port, secret, shown=secret_file is None, as_json=as_json, limit=limit))
    except OSError as error:
        console.fail(f"{host}:{port}: {error.strerror}")
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


async def _listen(host: str, port: int, secret: str, *, shown: bool, as_json: bool, limit: int) -> None:
    from aiohttp import web

    receiver = Receiver(secret, as_json=as_json, limit=limit)
    application = web.Application(client_max_size=LARGEST_BODY)
    application.router.add_post("/{path:.*}", receiver.handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        where = f"http://{host}:{runner.addresses[0][1]}/"
        console.err.print(f"listening on {where} (Ctrl-C stops)", style="bright_black", markup=False, soft_wrap=True)
        if shown:
            console.err.print(f"signing secret: {secret}", markup=False, soft_wrap=True)
        await receiver.done.wait()
    finally:
        await runner.cleanup()
