"""What is posted, to whom, signed how."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from schemas import Alert, WebhookFilter, WebhookFormat, WebhookSubscription
from streams.delivery.registry import WebhookFileError, subscriptions_of
from streams.settings import Settings
from streams.webhooks.filters import matches
from streams.webhooks.formats import SLACK_LIMIT, TELEGRAM_LIMIT, message_id, render, render_test
from streams.webhooks.signing import check_secret, new_secret, signed_headers
from streams.webhooks.subscriptions import created, gone, paused, reconciled, resumed, rotated, shown, wanted

EXAMPLE = Path(__file__).parents[2] / "schemas" / "examples" / "alert" / "confirmed.json"
NOW = datetime.now(UTC)
SECRETS = ["whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"]
URL = "https://hooks.example/news?token=hidden"


@pytest.fixture
def alert() -> Alert:
    return Alert.from_json(EXAMPLE.read_bytes())


def long_alert(alert: Alert) -> Alert:
    """An alert with markup in it, and longer than a chat takes."""
    words = "<!channel> & <https://evil.example|click> *bold* " * 200
    quoted = alert.evidence_before[-1].model_copy(update={"quote": words})
    return alert.model_copy(update={"explanation": words, "evidence_before": (quoted,)})


def test_standard_body_has_type_time_and_the_whole_alert(alert: Alert) -> None:
    document = orjson.loads(render("standard", alert).body)
    assert document["type"] == "alert.confirmed"
    assert datetime.fromisoformat(document["timestamp"]) == alert.detected_at
    assert Alert.model_validate(document["data"]) == alert


def test_update_of_an_alert_is_another_message(alert: Alert) -> None:
    first = alert.model_copy(update={"revision": 1})
    assert (message_id(first), message_id(alert)) == (alert.id, f"{alert.id}.{alert.revision}")


def test_cloud_event_is_one_that_the_library_reads(alert: Alert) -> None:
    odd = alert.model_copy(update={"holder": alert.holder.model_copy(update={"id": 'name:міністр %"'})})
    posting = render("cloudevents", odd)
    event = from_binary(HTTPMessage(dict(posting.headers), posting.body), JSONFormat())
    assert event.get_type() == "volteface.alert.confirmed"
    assert event.get_id() == message_id(odd) and event.get_time() == odd.detected_at
    assert event.get_subject() == f'name:міністр %"/{odd.issue.id}'
    assert event.get_data()["id"] == odd.id


def test_slack_gets_text_and_blocks_in_which_nothing_is_markup(alert: Alert) -> None:
    document = orjson.loads(render("slack", long_alert(alert)).body)
    assert alert.holder.name in document["text"]
    texts = [block["text"]["text"] for block in document["blocks"] if block["type"] == "section"]
    assert all(0 < len(text) <= SLACK_LIMIT for text in texts)
    assert "<!channel>" not in "".join(texts) and "|click>" not in "".join(texts)


def test_telegram_gets_a_plain_message_for_the_chat(alert: Alert) -> None:
    document = orjson.loads(render("telegram", long_alert(alert), "-100").body)
    assert document["chat_id"] == "-100" and "parse_mode" not in document
    assert alert.holder.name in document["text"] and len(document["text"]) <= TELEGRAM_LIMIT


@pytest.mark.parametrize("format", ["standard", "cloudevents", "slack", "telegram"])
def test_withdrawn_alert_without_new_evidence_and_test_messages_can_be_posted(
    alert: Alert, format: WebhookFormat
) -> None:
    assert render(format, alert.model_copy(update={"tier": "withdrawn", "evidence_after": ()}), "1").body
    assert b"newsroom" in render_test(format, "newsroom", NOW.isoformat(), "1").body


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({}, True),
        ({"actors": ["marek-tolvanic", "other"]}, True),
        ({"actors": ["other"]}, False),
        ({"issues": ["tanks-to-ukraine"], "severity": "medium", "kinds": ["reversal"], "tiers": ["confirmed"]}, True),
        ({"issues": ["other"]}, False),
        ({"kinds": ["softening"]}, False),
        ({"tiers": ["candidate", "withdrawn"]}, False),
    ],
)
def test_filter(alert: Alert, fields: dict[str, Any], fits: bool) -> None:
    assert matches(WebhookFilter(**fields), alert) is fits


@pytest.mark.parametrize(
    ("severity", "fits"), [("low", (False, True)), ("medium", (False, True)), ("high", (False, False))]
)
def test_severity_is_a_lower_bound(alert: Alert, severity: str, fits: tuple[bool, bool]) -> None:
    filters = WebhookFilter(severity=severity)
    found = matches(filters, alert.model_copy(update={"severity": "medium"}))
    assert found is fits[1]


def test_while_a_secret_is_rotated_both_verify_and_afterwards_only_the_new_one() -> None:
    now = datetime.now(UTC)  # a signature of some minutes ago is refused
    old = created(URL, SECRETS[:1], now)
    new = rotated(old, SECRETS[1], now, timedelta(hours=1))
    body = b'{"type": "alert.confirmed"}'
    headers = signed_headers(new.valid_secrets(now), "m1", now, body)
    assert len(headers["webhook-signature"].split(" ")) == 2
    for secret in SECRETS:
        Verifier(secret).verify(body, headers)
    later = signed_headers(new.valid_secrets(now + timedelta(hours=2)), "m1", now, body)
    Verifier(SECRETS[1]).verify(body, later)
    with pytest.raises(WebhookVerificationError):
        Verifier(SECRETS[0]).verify(body, later)


def test_secrets_that_are_made_are_of_the_form_that_is_asked_for() -> None:
    secret = new_secret()
    assert check_secret(secret) == secret and secret != new_secret()


def test_secrets_stand_on_the_topic_and_nowhere_else() -> None:
    known = rotated(created(URL, SECRETS[:1], NOW), SECRETS[1], NOW)
    assert WebhookSubscription.from_json(known.to_json()) == known
    told = repr(known) + str(known) + orjson.dumps(known.to_dict()).decode() + orjson.dumps(shown(known)).decode()
    assert "hidden" not in told and not any(secret in told for secret in SECRETS)


def test_pause_gone_and_resume() -> None:
    known = created(URL, SECRETS[:1], NOW)
    later = NOW + timedelta(days=1)
    assert (paused(known, later).status, gone(known, later).status) == ("paused", "disabled")
    assert resumed(gone(known, later), later).model_copy(update={"updated_at": NOW}) == known
    assert resumed(known, later, skip=True).starts_at == later


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({}, "url is needed"),
        ({"url": 5}, "url is needed"),
        ({"url": "ftp://hooks.example/"}, "neither http"),
        ({"url": URL, "secret": "whsec_aGlkZGVu"}, "not 24 to 64"),
        ({"url": URL, "id": "no spaces"}, "id"),
        ({"url": URL, "format": "fax"}, "format"),
        ({"url": URL, "format": "telegram"}, "chat_id"),
        ({"url": URL, "filter": {"severity": "dire"}}, "severity"),
        ({"url": URL, "filters": {}}, "unknown field 'filters'"),
    ],
)
def test_wrong_endpoint_is_refused_with_its_field(document: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told) as raised:
        wanted(document, NOW)
    assert "hidden" not in str(raised.value) and "aGlkZGVu" not in str(raised.value)


def test_settings_are_written_where_they_changed_and_nothing_else_is_touched() -> None:
    def endpoint(id: str, **fields: Any) -> WebhookSubscription:
        return created(f"https://{id}.example/", SECRETS[:1], NOW, id=id, source="settings", **fields)

    known = {
        "same": paused(endpoint("same"), NOW),
        "changed": endpoint("changed"),
        "removed": endpoint("removed"),
        "runtime": created("https://run.example/", SECRETS[:1], NOW, id="runtime"),
    }
    now = [endpoint("same"), endpoint("changed", format="slack"), endpoint("added")]
    changes, removed = reconciled(known, now)
    assert [item.id for item in changes] == ["changed", "added"] and removed == ["removed"]


def test_file_of_webhooks_is_read_beside_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "webhooks.yaml"
    file.write_text(
        f"- id: desk\n  url: https://desk.example/\n  secret: {SECRETS[0]}\n"
        f"  format: slack\n  filter: {{severity: high, actors: [marek-tolvanic]}}\n"
    )
    hook = {"url": "https://other.example/", "secret": SECRETS[1]}
    found = {item.id: item for item in subscriptions_of(Settings(webhooks=[hook], webhooks_file=file), NOW)}
    assert found["desk"].format == "slack" and found["desk"].filter.severity == "high"
    assert len(found) == 2 and {item.source for item in found.values()} == {"settings"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {url: 'https://a.example/'}", "0.secret: Field required"),
        ("- {url: 'https://a.example/', secret: whsec_aGlkZGVu}", "not 24 to 64"),
        (f"- {{id: a, url: 'https://a.example/', secret: {SECRETS[0]}}}\n" * 2, "two webhooks have the id a"),
        ("- {url: [", "not YAML, line 1"),
        ("webhooks: 5", "list"),
    ],
)
def test_wrong_file_of_webhooks_is_told_without_its_secrets(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "webhooks.yaml"
    file.write_text(text)
    with pytest.raises(WebhookFileError, match=told) as raised:
        subscriptions_of(Settings(webhooks_file=file), NOW)
    assert "aGlkZGVu" not in str(raised.value) and SECRETS[0] not in str(raised.value)
