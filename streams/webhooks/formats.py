"""What is posted: an alert in the format that an endpoint asks for (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson

from schemas import Alert, Evidence, WebhookFormat
from streams.records import shorten

TEST_TYPE = "webhook.test"
SLACK_LIMIT = 2900
"""Characters of a block; Slack takes 3000."""
TELEGRAM_LIMIT = 3800
"""Characters of a message; Telegram takes 4096."""
QUOTE_LIMIT = 300
SOURCE = "/volteface/alerts"
USER_AGENT = "volteface"


@dataclass(frozen=True, slots=True)
class Posting:
    """Body and headers of a message, but for the signature."""

    body: bytes
    headers: dict[str, str]


def message_id(alert: Alert) -> str:
    """The `webhook-id`: the alert's id; with its revision for an update, which is another message."""
    return alert.id if alert.revision == 1 else f"{alert.id}.{alert.revision}"


def render(format: WebhookFormat, alert: Alert, chat_id: str | None = None) -> Posting:
    """An alert as it is posted."""
    match format:
        case "standard":
            document = {
                "type": f"alert.{alert.tier}",
                "timestamp": alert.detected_at.isoformat(),
                "data": alert.to_dict(),
            }
            return _json(document)
        case "cloudevents":
            # binary content mode of https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
            headers = {
                "ce-specversion": "1.0",
                "ce-id": message_id(alert),
                "ce-type": f"{Alert.ce_type}.{alert.tier}",
                "ce-source": SOURCE,
                "ce-subject": _header_value(f"{alert.holder.id}/{alert.issue.id}"),
                "ce-time": alert.detected_at.isoformat(),
            }
            return _json(alert.to_dict(), headers)
        case "slack":
            return _json(_slack(alert))
        case "telegram":
            return _json(_telegram(_telegram_text(alert), chat_id))


def render_test(format: WebhookFormat, endpoint_id: str, now: str, chat_id: str | None = None) -> Posting:
    """A message for trying an endpoint out.

    Args:
        format: the endpoint's format.
        endpoint_id: the endpoint.
        now: the time, ISO 8601.
        chat_id: for Telegram.
    """
    text = f"Volteface can reach the endpoint {endpoint_id}."
    match format:
        case "standard":
            return _json({"type": TEST_TYPE, "timestamp": now, "data": {"endpoint": endpoint_id, "text": text}})
        case "cloudevents":
            headers = {
                "ce-specversion": "1.0",
                "ce-id": f"test-{now}",
                "ce-type": f"volteface.{TEST_TYPE}",
                "ce-source": SOURCE,
                "ce-time": now,
            }
            return _json({"endpoint": endpoint_id, "text": text}, headers)
        case "slack":
            return _json({"text": text})
        case "telegram":
            return _json(_telegram(text, chat_id))


def _json(document: dict[str, Any], headers: dict[str, str] | None = None) -> Posting:
    fixed = {"content-type": "application/json", "user-agent": USER_AGENT}
    return Posting(orjson.dumps(document), {**fixed, **(headers or {})})


def _header_value(text: str) -> str:
    """Percent-encoded as section 3.1.3.2 of the binding wants it."""
    return quote(text, safe="".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"%'))


def _headline(alert: Alert) -> str:
    tier = {"candidate": "Possible shift", "confirmed": "Shift", "withdrawn": "Withdrawn"}[alert.tier]
    return f"{tier}: {alert.holder.name}, {alert.issue.label}: {alert.from_stance} → {alert.to_stance}"


def _slack(alert: Alert) -> dict[str, Any]:
    """`text` for notifications and for Mattermost, blocks for Slack (https://docs.slack.dev/reference/block-kit)."""
    lines = [f"*{_slack_escape(_headline(alert))}*", _slack_escape(alert.explanation)]
    quotes = [
        f"{title} {item.stated_at.date().isoformat()}: “{_slack_escape(_short(item.quote))}”{_slack_link(item)}"
        for title, item in _latest(alert)
    ]
    facts = f"{alert.kind} · severity {alert.severity} · probability {alert.probability:.2f}"
    return {
        "text": shorten(_slack_escape(_headline(alert)), SLACK_LIMIT),
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": shorten("\n".join(lines), SLACK_LIMIT)}},
            {"type": "section", "text": {"type": "mrkdwn", "text": shorten("\n".join(quotes), SLACK_LIMIT)}},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": facts}]},
        ],
    }


def _slack_escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _slack_link(item: Evidence) -> str:
    source = item.sources[0]
    if not source.url or not source.url.startswith(("http://", "https://")):
        return ""
    url = source.url.replace("|", "%7C").replace(">", "%3E").replace("<", "%3C").replace("&", "&amp;")
    label = _slack_escape(source.source or "source").replace("|", "¦")
    return f" <{url}|{label}>" if len(url) < 1000 else ""


def _telegram(text: str, chat_id: str | None) -> dict[str, Any]:
    """The parameters of https://core.telegram.org/bots/api#sendmessage; plain text, so nothing is to be escaped."""
    return {"chat_id": chat_id, "text": text, "link_preview_options": {"is_disabled": True}}


def _telegram_text(alert: Alert) -> str:
    lines = [_headline(alert), "", alert.explanation, ""]
    for title, item in _latest(alert):
        url = item.sources[0].url
        lines.append(
            f"{title} {item.stated_at.date().isoformat()}: “{_short(item.quote)}”" + (f"\n{url}" if url else "")
        )
    return shorten("\n".join(lines), TELEGRAM_LIMIT)


def _latest(alert: Alert) -> list[tuple[str, Evidence]]:
    """The last words before and after the shift."""
    found = [("Before,", alert.evidence_before[-1])]
    if alert.evidence_after:
        found.append(("After,", alert.evidence_after[-1]))
    return found


def _short(text: str) -> str:
    return shorten(" ".join(text.split()), QUOTE_LIMIT)
