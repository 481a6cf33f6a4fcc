"""What is fuzzed: each target is a Hypothesis test, which a fuzzer can also drive by bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas import EVENTS, DeadLetter, EnrichedArticle, Event, RawArticle
from schemas.dead_letter import Stage
from schemas.identity import canonical_url, normalised_words
from streams.actor_files import parse
from streams.actor_models import ActorError
from streams.actors import ActorCatalogue
from streams.answers.annotate import annotate
from streams.answers.form import BadAnswer
from streams.answers.speakers import SpeakerResolver
from streams.contract import event_name
from streams.dead_letters import REPLAYS, ReplayedTooOften, printable, replay
from streams.language.analyse import Analyser
from streams.language.clean import clean_text, html_to_text
from streams.ledger import Ledger
from streams.positions.state import TrackState
from streams.records import Failure, RecordLimits, cloud_headers, dead_letter, decode
from streams.rejection import Rejected
from streams.stances import StatementReader
from streams.stances.issues import IssueCatalogue, IssueError
from tests.unit.test_language_fuzz import ARTICLES, MIXTURES, mutated

DAY = datetime(2025, 6, 1, tzinfo=UTC)
LOOSE = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
SEEDS = Path(str(files("seeds")))
EXAMPLES: dict[type[Event], list[bytes]] = {
    event: [
        path.read_bytes()
        for path in sorted((Path(str(files("schemas"))) / "examples" / event_name(event).replace("-", "_")).glob("*"))
    ]
    for event in EVENTS
}
ACTORS_YAML = (SEEDS / "actors-samples.yaml").read_text(encoding="utf-8")[:4000]
ISSUES_YAML = """
vocabulary:
  bees: {en: [bee, bees, beekeep*, pollinator*], uk: [бджол*]}
issues:
  - id: bee-protection
    label: {en: Protection of bees}
    proposition: Pesticides that harm bees should be banned.
    carries: {en: [ban]}
    terms:
      en: ["pesticide* & $bees ! subsid*", "(neonicotinoid*|spray*) ~ field", "?hive + honey", "a | b @ c"]
    examples:
      en:
        - {text: "She said that pesticides that kill bees must be banned.", stance: support}
"""


@cache
def _core() -> tuple[Analyser, StatementReader]:
    actors, issues = ActorCatalogue.default(), IssueCatalogue.default()
    return Analyser(actors), StatementReader(actors, issues)


@st.composite
def changed(draw: st.DrawFn, originals: list[bytes]) -> bytes:
    """A JSON document with some of its values replaced, dropped, or new ones put in."""
    document: Any = orjson.loads(draw(st.sampled_from(originals)))
    for _ in range(draw(st.integers(0, 4))):
        place: Any = document
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(place[key], dict | list) and draw(st.integers(0, 3)):
                place = place[key]
                continue
            what = draw(st.integers(0, 4))
            if what == 0:
                del place[key]
            elif what == 1 and isinstance(place, dict):
                place[draw(st.text(max_size=12))] = draw(JSON)
            elif what == 2 and isinstance(place[key], str):
                place[key] = draw(MIXTURES)
            else:
                place[key] = draw(JSON)
            break
    return json.dumps(document, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")


@st.composite
def edited(draw: st.DrawFn, original: str) -> str:
    """A text with stretches cut, doubled or replaced."""
    text = original
    for _ in range(draw(st.integers(1, 5))):
        one = draw(st.integers(0, len(text)))
        other = min(len(text), one + draw(st.integers(0, 30)))
        middle = draw(
            st.sampled_from(
                ["", text[one:other] * 2, "\n", "\t", ": ", "- ", "[", "{", "&a ", "*a ", "!!str ", "|", '"']
            )
            | st.text(max_size=8)
        )
        text = text[:one] + middle + text[other:]
    return text


def _read(article: EnrichedArticle) -> None:
    assert EnrichedArticle.from_json(article.to_json()) == article
    for statement in _core()[1].read(article):
        assert statement.quotation.text in article.text
        assert type(statement).from_json(statement.to_json()) == statement


@LOOSE
@given(text=MIXTURES | mutated(), title=MIXTURES, language=st.sampled_from(["uk", "en", "ru", None, "x"]))
def articles(text: str, title: str, language: str | None) -> None:
    """Text to statements, the whole core."""
    try:
        raw = RawArticle(text=text, title=title[:200], language=language, published_at=DAY)
        article = _core()[0].analyse(raw, DAY)
    except (Rejected, ValidationError):
        return
    _read(article)


@LOOSE
@given(data=st.one_of(st.sampled_from(EVENTS).flatmap(
    lambda event: st.tuples(st.just(event), st.binary(max_size=200) | changed(EXAMPLES[event]))
)))  # fmt: skip
def decoders(data: tuple[type[Event], bytes]) -> None:
    """Bytes to events: an event, which survives the round trip, or a refusal that says why."""
    model, value = data
    try:
        event = decode(model, value)
    except Rejected as error:
        assert error.message and (error.value is None or len(error.value) <= 200)
        return
    assert decode(model, event.to_json()) == event
    if isinstance(event, EnrichedArticle):
        _read(event)
    if isinstance(event, RawArticle):
        try:
            _core()[0].analyse(event, DAY)
        except Rejected:
            return


_HEADERS = st.lists(
    st.tuples(st.sampled_from([REPLAYS, "traceparent"]) | st.text(max_size=8), st.binary(max_size=30)), max_size=6
)


@LOOSE
@given(
    stage=st.sampled_from(get_args(Stage)), key=st.none() | st.binary(max_size=20), headers=_HEADERS,
    value=st.none() | st.binary(max_size=100), told=st.text(), time=st.floats(0, 4e12) | st.integers(-1, 4 * 10**12),
)  # fmt: skip
def records(
    stage: Stage, key: bytes | None, headers: list[tuple[str, bytes]], value: bytes | None, told: str, time: float
) -> None:
    """Headers, dead letters and replays: the record comes back as it was."""
    RecordLimits(50, 3, 40).check(value, headers)
    cloud_headers("type", "id", "/source", DAY, dict(headers))
    failure = Failure("processing-error", told, told or None, told or None)
    try:
        letter = dead_letter(
            stage, failure, topic="t", partition=0, offset=1, timestamp_ms=time, key=key, value=value, headers=headers
        )
    except UnicodeError:
        return
    read = DeadLetter.from_json(letter.to_json())
    assert (read.original.key, read.original.value, list(read.original.headers)) == (key, value, headers)
    assert all(char.isprintable() or char == "\n" for char in printable(value or b""))
    try:
        again = replay(read, 3)
    except ReplayedTooOften:
        return
    assert (again.key, again.value) == (key, value)


@LOOSE
@given(text=edited(ACTORS_YAML))
def actor_files(text: str) -> None:
    """A user's catalogue of actors: taken, or refused with a reason."""
    try:
        ActorCatalogue(parse(text.encode("utf-8", "surrogatepass"), "mine.yaml"))
    except ActorError as error:
        assert str(error)


@LOOSE
@given(text=edited(ISSUES_YAML))
def issue_files(text: str) -> None:
    """A user's catalogue of issues: taken, or refused with a reason."""
    try:
        IssueCatalogue._build([("mine.yaml", text)])
    except IssueError as error:
        assert str(error)


_MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<br/>", "<div>", "</div>", "<a", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#x41;", "&bad;", "<li>", "<table>", "<td>", "<article>", "</article>"])  # noqa: E501
    | st.text(max_size=12),
    max_size=60,
).map("".join)  # fmt: skip


@LOOSE
@given(html=_MARKUP)
def markup(html: str) -> None:
    """HTML and dirty text to clean text, which cleaning leaves alone."""
    html_to_text(html)
    cleaned = clean_text(html)
    assert clean_text(cleaned) == cleaned or "<" in cleaned or "&" in cleaned
    normalised_words(html)
    try:
        canonical_url("https://news.example/" + html)
    except ValueError:
        return


_ANSWER = orjson.dumps(
    {"quotations": [{
        "text": ARTICLES[0][100:160], "kind": "direct", "speaker": "he", "speaker_name": "Marek Tolvanic",
        "speaker_kind": "person", "cue": "said", "utterance": 1,
        "issues": [{"id": "tanks-to-ukraine", "stance": "oppose"}],
    }]}
)  # fmt: skip


@LOOSE
@given(content=changed([_ANSWER]) | st.binary(max_size=100))
def answers(content: bytes) -> None:
    """What a language model writes: taken over where the text has it, else refused."""
    reader = _core()[1]
    try:
        annotated = annotate(
            _analysed(), content.decode("utf-8", "replace"), _resolver(), reader.issues, "model"
        )  # fmt: skip
    except BadAnswer:
        return
    _read(annotated.article)


@cache
def _analysed() -> EnrichedArticle:
    return _core()[0].analyse(RawArticle(text=ARTICLES[0], published_at=DAY), DAY)


@cache
def _resolver() -> SpeakerResolver:
    return SpeakerResolver(_core()[1].actors)


_STATE = [b'{"version": 1, "versions": [{"received_ms": 1, "content_hash": "a"}], "statements": [], "gone": {"a": 2}}']
_STATE += [
    b'{"version": 1, "holder": {"id": "a", "name": "A"}, "issue": {"id": "b", "label": "B"}, "reports": [],'
    b' "retracted": {"x": 1}, "announced": "oppose"}'
]


@LOOSE
@given(data=changed(_STATE) | st.binary(max_size=100))
def states(data: bytes) -> None:
    """Stored state: read, or refused."""
    for model in (Ledger, TrackState):
        try:
            state = model.from_json(data)
        except ValueError:  # of pydantic or of orjson
            continue
        assert model.from_json(state.to_json()) == state


TARGETS: dict[str, Callable[[], None]] = {
    test.__name__: test
    for test in (articles, decoders, records, actor_files, issue_files, markup, answers, states)
}  # fmt: skip
"""Every target by name."""


def one_input(name: str) -> Callable[[bytes], bytes | None]:
    """A target as a fuzzer drives it: bytes decide what Hypothesis draws."""
    driven: Callable[[bytes], bytes | None] = TARGETS[name].hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    return driven
