"""The tracker as its user sees it: alerts raised, confirmed, withdrawn; duplicates, late reports and retractions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from schemas import Alert, Position, Statement
from schemas.base import StanceLabel
from schemas.statement import ActKind
from streams.evaluation.synthetic import statement
from streams.positions.noise import NoiseModel
from streams.positions.settings import Mute, TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold

SETTINGS = TrackerSettings()
NOISE = NoiseModel.default()
START = datetime(2024, 1, 1, 12, tzinfo=UTC)


def said(day: float, stance: StanceLabel, act: ActKind = "statement", **kwargs: object) -> Statement:
    return statement(START + timedelta(days=day), stance, act=act, key=str(day), **kwargs)  # type: ignore[arg-type]


def follow(
    statements: Iterable[Statement], settings: TrackerSettings = SETTINGS
) -> tuple[TrackState | None, Position | None, list[Alert]]:
    state: TrackState | None = None
    last: Position | None = None
    alerts: list[Alert] = []
    for item in statements:
        state, position, new = fold(state, item, item.holders[0], settings=settings, noise=NOISE)
        last = position or last
        alerts += new
    return state, last, alerts


OPPOSED = [said(30.0 * month, "oppose") for month in range(6)]
TURNED = [said(180.0 + 30 * month, "support") for month in range(4)]


def test_a_steady_actor_raises_no_alert() -> None:
    _, position, alerts = follow(OPPOSED)
    assert position is not None and position.stance.label == "oppose"
    assert alerts == []


def test_one_contrary_reading_is_not_a_shift() -> None:
    _, position, alerts = follow([*OPPOSED, said(180, "support"), said(210, "oppose")])
    assert position is not None and position.stance.label == "oppose"
    assert [alert for alert in alerts if alert.tier == "confirmed"] == []


def test_a_reversal_is_a_candidate_first_and_confirmed_under_the_same_id() -> None:
    turned = [said(180, "support", "decision"), *TURNED[1:]]
    _, position, alerts = follow([*OPPOSED, *turned])
    assert (alerts[0].tier, alerts[-1].tier) == ("candidate", "confirmed")
    assert len({alert.id for alert in alerts}) == 1
    assert [alert.revision for alert in alerts] == list(range(1, len(alerts) + 1))
    last = alerts[-1]
    assert (last.from_stance, last.to_stance, last.kind, last.severity) == ("oppose", "support", "reversal", "high")
    assert last.changed_at == TURNED[0].stated_at
    assert position is not None and position.announced == "support" and position.since == TURNED[0].stated_at


def test_a_confirmed_shift_is_not_announced_again_while_it_only_grows_more_certain() -> None:
    state, _, alerts = follow([*OPPOSED, *TURNED])
    _, _, more = follow([*OPPOSED, *TURNED, *(said(400.0 + 30 * month, "support") for month in range(6))])
    assert state is not None
    assert more == alerts


def test_a_shift_back_is_an_alert_of_its_own() -> None:
    _, _, alerts = follow([*OPPOSED, *TURNED, *(said(400.0 + 30 * month, "oppose") for month in range(5))])
    confirmed = [alert for alert in alerts if alert.tier == "confirmed"]
    assert [(a.from_stance, a.to_stance) for a in confirmed] == [("oppose", "support"), ("support", "oppose")]
    assert confirmed[0].id != confirmed[1].id


def test_one_official_decision_makes_a_candidate() -> None:
    _, _, alerts = follow([*OPPOSED, said(180, "support", "decision")])
    assert [alert.tier for alert in alerts] == ["candidate"]
    assert "official decision" in alerts[0].explanation


def test_an_alert_explains_itself_in_three_languages_with_evidence_on_both_sides() -> None:
    _, _, alerts = follow([*OPPOSED, said(180, "support", "decision")])
    alert = alerts[0]
    assert alert.explanation == (
        "Mira Tal on “harbour treaty”: may have moved from opposition to support since 2024-06-29 "
        "(1 statement reported by 1 outlet, an official decision, after 6 statements at the earlier position)."
    )
    assert set(alert.explanation_local) == {"uk", "ru"}
    assert [item.stance for item in alert.evidence_before] == ["oppose"] * 3
    assert [item.stance for item in alert.evidence_after] == ["support"]


def test_a_dropped_condition_is_of_low_severity() -> None:
    careful = [said(30.0 * month, "conditional") for month in range(6)]
    _, _, alerts = follow([*careful, *(said(180.0 + 20 * month, "support") for month in range(6))])
    assert alerts
    assert {(alert.kind, alert.severity) for alert in alerts} == {("condition-dropped", "low")}


def test_reports_of_one_utterance_that_disagree_do_not_make_a_shift() -> None:
    words = "the harbour treaty will be weighed again in the winter by the full council"
    split = [said(180, "oppose", words=words, outlet="A"), said(180, "support", words=words + " at length", outlet="B")]
    _, position, alerts = follow([*OPPOSED, *split])
    assert position is not None and position.evidence_count == 7
    assert alerts == []


def test_a_candidate_that_is_walked_back_is_withdrawn() -> None:
    _, _, alerts = follow(
        [*OPPOSED, said(180, "support", "decision"), said(185, "oppose", "decision"), said(200, "oppose")]
    )
    assert [alert.tier for alert in alerts] == ["candidate", "withdrawn"]
    assert alerts[0].id == alerts[1].id


def test_thirty_reports_of_one_utterance_are_one_piece_of_evidence() -> None:
    copies = [said(180, "support", outlet=f"Outlet {number}") for number in range(11)]
    _, position, alerts = follow([*OPPOSED, *copies])
    assert position is not None
    assert (position.evidence_count, position.report_count) == (7, 17)
    assert [alert for alert in alerts if alert.tier == "confirmed"] == []


def test_a_statement_seen_before_changes_and_emits_nothing() -> None:
    state, _, _ = follow([*OPPOSED, *TURNED])
    again = TURNED[-1]
    assert fold(state, again, again.holders[0], settings=SETTINGS, noise=NOISE) == (state, None, ())


def test_retracting_the_evidence_withdraws_the_alert() -> None:
    gone = [item.model_copy(update={"status": "retracted"}) for item in TURNED]
    state, position, alerts = follow([*OPPOSED, *TURNED, *gone])
    assert alerts[-1].tier == "withdrawn"
    assert state is not None and state.standing == ()
    assert position is not None and position.stance.label == "oppose"


def test_a_retraction_that_overtakes_its_statement_still_counts() -> None:
    gone = TURNED[0].model_copy(update={"status": "retracted"})
    ahead, _, _ = follow([*OPPOSED, gone, TURNED[0]])
    never, _, _ = follow(OPPOSED)
    assert ahead is not None and never is not None
    assert ahead.reports == never.reports


def test_a_late_report_of_an_old_shift_is_recorded_but_no_news() -> None:
    present = [said(2000.0 + 30 * month, "support") for month in range(4)]
    state, _, alerts = follow([*present, *OPPOSED])
    assert state is not None
    assert [(record.tier, record.revision) for record in state.standing] == [("confirmed", 0)]
    assert [alert for alert in alerts if alert.tier == "confirmed"] == []


def test_a_recalled_statement_does_not_complete_a_shift() -> None:
    recalled = [said(180.0 + 30 * month, "support", background=True) for month in range(3)]
    _, _, alerts = follow([*OPPOSED, *recalled])
    assert alerts == []


def test_a_state_survives_storage() -> None:
    state, _, _ = follow([*OPPOSED, *TURNED])
    assert state is not None
    assert TrackState.from_json(state.to_json()) == state


def test_the_state_of_another_holder_is_refused() -> None:
    state, _, _ = follow(OPPOSED)
    other = said(300, "support", speaker="Ines Vor")
    with pytest.raises(ValueError, match="Ines Vor"):
        fold(state, other, other.holders[0], settings=SETTINGS, noise=NOISE)


def test_statement_made_again_after_its_retraction_counts_again() -> None:
    gone = TURNED[0].model_copy(update={"status": "retracted", "revision": 2})
    again = TURNED[0].model_copy(update={"revision": 3})
    state, _, _ = follow([*OPPOSED, *TURNED, gone, again])
    assert state is not None
    assert TURNED[0].id in {report.id for report in state.reports}
    other, _, _ = follow([*OPPOSED, again, *TURNED, gone])
    assert other is not None
    assert other.reports == state.reports


def test_two_sentences_of_one_article_that_disagree_are_one_utterance() -> None:
    beside = [
        said(180, "oppose", article="a", words="the council will never sign this treaty with the coast"),
        said(180, "support", "decision", article="a", words="markets and farmers were glad about the new railway"),
    ]
    _, position, alerts = follow([*OPPOSED, *beside])
    assert position is not None and position.evidence_count == 7
    assert [alert for alert in alerts if alert.tier == "confirmed"] == []


def test_remarks_of_one_day_do_not_confirm_a_shift_and_those_of_other_days_do() -> None:
    words = ("we shall sign the treaty this winter", "nothing keeps farmers and envoys from this harbour any longer")
    one_day = [said(180, "support", words=text, outlet=text[:2], confidence=0.9) for text in words]
    _, _, alerts = follow([*OPPOSED, *one_day])
    assert [alert for alert in alerts if alert.tier == "confirmed"] == []
    _, _, alerts = follow([*OPPOSED, *one_day, said(200, "support", confidence=0.9)])
    assert [alert.tier for alert in alerts][-1] == "confirmed"


def test_a_reading_that_is_hardly_sure_confirms_nothing() -> None:
    decided = said(180, "conditional", "decision", confidence=0.75)
    _, _, alerts = follow([*OPPOSED, decided, said(260, "neutral", confidence=0.2)])
    assert [alert for alert in alerts if alert.tier == "confirmed"] == []


def test_a_decision_read_alike_by_several_outlets_confirms_and_one_that_is_contested_does_not() -> None:
    words = "the government signs the harbour treaty with all its neighbours this week"
    alike = [
        said(180, "support", "decision", words=words, outlet="A"),
        said(180, "support", "decision", words="уряд підписує угоду про порт", language="uk", outlet="B"),
        said(180, "support", "decision", words="правительство подписывает договор", language="ru", outlet="C"),
    ]
    _, _, alerts = follow([*OPPOSED, *alike])
    assert alerts[-1].tier == "confirmed"
    contested = said(180, "oppose", "decision", words=words + " or so", outlet="D")
    state, _, _ = follow([*OPPOSED, *alike[:2], contested])
    assert state is not None and [record for record in state.standing if record.tier == "confirmed"] == []


def test_who_has_long_been_heard_to_hold_a_position_is_doubted_less_by_one_reading() -> None:
    years = [said(30.0 * month, "oppose") for month in range(60)]
    _, _, lately = follow([*OPPOSED, said(180, "support", "decision")])
    _, _, long_since = follow([*years, said(1800, "support", "decision")])
    assert [alert.tier for alert in lately] == ["candidate"]
    assert long_since == [] or long_since[0].probability < lately[0].probability


def test_silence_is_no_sign_that_a_position_held() -> None:
    _, _, alerts = follow([said(0, "oppose"), said(30, "oppose"), said(1800, "support", "decision")])
    assert [alert.tier for alert in alerts] == ["candidate"]


WALKED_BACK = [said(180, "support", "decision"), said(185, "oppose", "decision"), said(200, "oppose")]


def test_a_candidate_that_was_muted_is_not_withdrawn_aloud() -> None:
    muted = TrackerSettings(mutes=(Mute(tier="candidate"),))
    state, _, alerts = follow([*OPPOSED, *WALKED_BACK], muted)
    assert alerts == []
    assert state is not None and [(record.tier, record.revision) for record in state.alerts] == [("withdrawn", 0)]


def test_where_candidates_are_muted_a_confirmed_shift_is_the_first_that_is_sent_and_can_be_withdrawn() -> None:
    muted = TrackerSettings(mutes=(Mute(tier="candidate"), Mute(severity="medium")))
    gone = [item.model_copy(update={"status": "retracted"}) for item in TURNED]
    _, _, alerts = follow([*OPPOSED, *TURNED, *gone], muted)
    assert [(alert.tier, alert.revision) for alert in alerts] == [("confirmed", 1), ("withdrawn", 2)]


FIRST = TrackerSettings(first_positions=True)


def test_a_first_position_is_told_once_when_two_days_bear_it_out_and_only_on_demand() -> None:
    assert follow(OPPOSED)[2] == []
    state, position, alerts = follow(OPPOSED, FIRST)
    assert [(a.kind, a.tier, a.severity, a.revision) for a in alerts] == [("first-position", "confirmed", "low", 1)]
    first = alerts[0]
    assert (first.from_stance, first.to_stance, first.evidence_before) == (None, "oppose", ())
    assert first.changed_at == OPPOSED[0].stated_at < first.detected_at
    assert len(first.evidence_after) >= 2
    assert first.explanation.startswith(
        "Mira Tal on “harbour treaty”: the first known position is opposition, since 2024-01-01 ("
    )
    assert "перша відома позиція – заперечення" in first.explanation_local["uk"]
    assert "первая известная позиция – возражение" in first.explanation_local["ru"]
    assert state is not None and position is not None and position.announced == "oppose"
    again = OPPOSED[-1]
    assert fold(state, again, again.holders[0], settings=FIRST, noise=NOISE) == (state, None, ())


def test_the_shift_from_a_first_position_is_an_alert_of_its_own_and_the_same_as_without() -> None:
    _, _, plain = follow([*OPPOSED, *TURNED])
    _, _, alerts = follow([*OPPOSED, *TURNED], FIRST)
    assert [alert.kind for alert in alerts][:1] == ["first-position"]
    assert alerts[1:] == plain


def test_one_remark_however_often_reported_is_no_first_position() -> None:
    copies = [said(0, "support", outlet=f"Outlet {number}", confidence=0.9) for number in range(5)]
    assert follow(copies, FIRST)[2] == []
    assert follow([said(30.0 * month, "support", background=True) for month in range(6)], FIRST)[2] == []


def test_a_first_position_is_withdrawn_with_its_evidence() -> None:
    gone = [item.model_copy(update={"status": "retracted"}) for item in OPPOSED[1:]]
    state, _, alerts = follow([*OPPOSED, *gone], FIRST)
    assert [(alert.kind, alert.tier, alert.revision) for alert in alerts] == [
        ("first-position", "confirmed", 1),
        ("first-position", "withdrawn", 2),
    ]
    assert "the reported first position, opposition, is withdrawn" in alerts[-1].explanation
    assert state is not None and state.standing == ()


def test_a_first_position_can_be_muted_and_outlasts_the_setting_and_the_window() -> None:
    assert follow(OPPOSED, TrackerSettings(first_positions=True, mutes=(Mute(severity="low"),)))[2] == []
    state, _, _ = follow(OPPOSED, FIRST)
    later = said(300, "oppose")
    state, _, alerts = fold(state, later, later.holders[0], settings=SETTINGS, noise=NOISE)
    assert alerts == () and [record.tier for record in state.standing] == ["confirmed"]
    small = TrackerSettings(first_positions=True, max_evidence=8)
    state, _, sent = follow([said(30.0 * month, "oppose") for month in range(20)], small)
    assert state is not None and state.checkpoint is not None
    assert [alert.tier for alert in sent] == ["confirmed"] and len(state.standing) == 1


def test_nobody_is_said_to_leave_a_position_that_was_never_heard() -> None:
    opened = [said(0, "neutral"), said(340, "support", confidence=0.9), said(480, "support", confidence=0.9)]
    state, _, alerts = follow(opened)
    assert state is not None
    assert [record for record in state.alerts if record.from_stance == "oppose"] == []
    assert [alert for alert in alerts if alert.tier == "confirmed" and alert.severity == "high"] == []


def test_a_remark_of_the_day_of_a_decision_is_no_turn_back_and_one_of_a_later_day_may_be() -> None:
    words = "the government signs the harbour treaty with all its neighbours this week"
    decided = [
        said(180, "support", "decision", words=words, outlet="A"),
        said(180, "support", "decision", words="уряд підписує угоду про порт", language="uk", outlet="B"),
        said(180, "support", "decision", words="правительство подписывает договор", language="ru", outlet="C"),
    ]
    other = "fishing crews must not count on any toll relief from that bay"
    beside = said(180.2, "oppose", words=other, outlet="D", confidence=0.9)
    later = said(200, "oppose", words=other, outlet="D", confidence=0.9)
    _, _, alerts = follow([*OPPOSED, *decided, beside])
    assert {alert.to_stance for alert in alerts} == {"support"}
    _, _, alerts = follow([*OPPOSED, *decided, later])
    assert {alert.to_stance for alert in alerts} == {"support", "oppose"}


def _beside(day: float, old: float, outlet: str, words: str = "") -> list[Statement]:
    """An article that tells of support, and recalls opposition of an earlier day."""
    news = said(day, "support", confidence=0.75, words=words, outlet=outlet, article="a")
    past = said(old, "oppose", background=True, outlet=outlet, article="a", published_at=news.article.published_at)
    return [past, news]


def test_an_article_that_recalls_the_opposite_tells_of_a_change() -> None:
    before = [said(0, "oppose"), said(150, "oppose")]
    news = _beside(166, 150, "A")
    _, _, alerts = follow([*before, *news])
    assert [(alert.tier, alert.from_stance, alert.to_stance) for alert in alerts] == [
        ("candidate", "oppose", "support")
    ]
    apart = [news[0].model_copy(update={"article": before[0].article}), news[1]]
    _, _, alerts = follow([*before, *apart])
    assert alerts == []


def test_several_articles_that_recall_the_opposite_confirm_a_change_by_themselves() -> None:
    before = [said(0, "oppose"), said(150, "oppose")]
    told = [*_beside(250, 150, "A"), *_beside(250, 150, "B", "країна тепер підтримує договір про порт")]
    _, _, alerts = follow([*before, *told])
    assert alerts[-1].tier == "confirmed"
    _, _, alerts = follow([*before, told[1], told[0], told[3], told[2]])
    assert alerts[-1].tier == "confirmed"
    _, _, alerts = follow([*before, told[1], told[3]])
    assert [alert.tier for alert in alerts] == ["candidate"]


def test_a_remark_of_the_same_day_does_not_date_a_later_change() -> None:
    slip = said(30.01, "support", words="they spoke of other things in the harbour at noon", outlet="B")
    turned = [said(180, "support", "decision", confidence=0.8), said(215, "support", confidence=0.8)]
    _, _, alerts = follow([*OPPOSED[:2], slip, *turned])
    assert alerts[-1].changed_at == turned[0].stated_at


def test_what_confirms_an_alert_does_not_move_the_change_behind_the_day_on_which_it_was_raised() -> None:
    doubtful = said(180, "oppose", "decision", confidence=0.5)
    turned = [said(190, "support", confidence=0.9), said(340, "support", confidence=0.9)]
    _, _, alerts = follow([*OPPOSED[:3], doubtful, *turned])
    assert [alert.tier for alert in alerts] == ["candidate", "confirmed"]
    assert {alert.changed_at for alert in alerts} == {turned[0].stated_at}
