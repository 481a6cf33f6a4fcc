"""What is taken over of a model's answer, and what is rejected and counted."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any

import jsonschema
import pytest

from schemas import EnrichedArticle, RawArticle
from schemas.identity import unknown_actor_id
from streams.actors import ActorCatalogue
from streams.answers.annotate import Annotated, annotate, fallback_name
from streams.answers.form import AnsweredQuotation, BadAnswer
from streams.answers.prompt import Questionnaire, with_form
from streams.answers.speakers import SpeakerResolver
from streams.language.analyse import Analyser
from streams.stances import StatementReader
from streams.stances.issues import IssueCatalogue
from tests.support.chat_server import answer, quotation

ISSUE = "tanks-to-ukraine"
DAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
TEXT = (
    "Prime Minister Marek Tolvanic spoke in Castrovel on Monday. “We shall send no tanks to Ukraine,” he said, “and no "
    "shells.”\n"
    "Deputy mayor Orla Fenwick told reporters that the depots were empty. A diplomat called the decision “a pity”."
)
WORDS = "We shall send no tanks to Ukraine"


class Bench:
    """Everything that reading an answer needs, loaded once."""

    def __init__(self) -> None:
        with as_file(files("seeds") / "actors-samples.yaml") as samples:
            self.actors = ActorCatalogue.default(samples)
        self.issues = IssueCatalogue.default()
        self.resolver = SpeakerResolver(self.actors)
        self.reader = StatementReader(self.actors, self.issues)
        self.article = Analyser(self.actors).analyse(RawArticle(text=TEXT, published_at=DAY), DAY)

    def read(self, *quotations: dict[str, Any]) -> Annotated:
        return annotate(self.article, answer(*quotations), self.resolver, self.issues, "test-model")


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


def tolvanic(text: str = WORDS, **fields: Any) -> dict[str, Any]:
    stance = [{"id": ISSUE, "stance": "oppose"}]
    known = {"speaker": "he", "speaker_name": "Marek Tolvanic", "cue": "said", "issues": stance}
    return quotation(text, **(known | fields))


def test_an_answer_becomes_a_statement_of_the_actor_signed_by_the_model(bench: Bench) -> None:
    annotated = bench.read(tolvanic())
    read_back = EnrichedArticle.from_json(annotated.article.to_json())  # checks every offset
    [statement] = bench.reader.read(read_back)
    assert annotated.rejected == ()
    assert (statement.speaker.id, statement.issue.id, statement.stance.label) == ("marek-tolvanic", ISSUE, "oppose")
    assert (statement.quotation.text, statement.quotation.cue, statement.quotation.method) == (WORDS, "said", "model")
    assert (statement.extractor.name, statement.extractor.version) == ("llm", "test-model")
    assert {holder.id for holder in statement.holders} == {"marek-tolvanic", "government-of-velmaria"}


def test_a_quotation_without_issues_makes_no_statement(bench: Bench) -> None:
    assert bench.reader.read(bench.read(tolvanic(issues=[])).article) == []


def test_words_that_are_not_in_the_text_are_rejected_and_the_others_kept(bench: Bench) -> None:
    annotated = bench.read(tolvanic(), tolvanic("We shall never send any tanks at all"))
    assert [one.text for one in annotated.article.quotations] == [WORDS]
    assert annotated.counts == {"quote-not-in-text": 1}


@pytest.mark.parametrize(
    ("changed", "reason", "quotations"),
    [
        ({"speaker": "Defence Minister Ulf Brandel"}, "speaker-not-in-text", 0),
        ({"speaker": None, "speaker_name": "Ulf Brandel"}, "speaker-not-in-text", 0),
        ({"cue": "thundered"}, "cue-not-in-text", 1),
        ({"issues": [{"id": "free-beer", "stance": "support"}]}, "unknown-issue", 1),
        ({"issues": [{"id": ISSUE, "stance": "furious"}]}, "unknown-stance", 1),
        ({"issues": [{"id": ISSUE, "stance": one} for one in ("oppose", "support")]}, "duplicate-issue", 1),
        ({"kind": "sung"}, "invalid-item", 0),
        ({"text": ""}, "invalid-item", 0),
        ({"utterance": "first"}, "invalid-item", 0),
    ],
)
def test_what_is_unknown_or_not_there_is_rejected_and_counted(
    bench: Bench, changed: dict[str, Any], reason: str, quotations: int
) -> None:
    other = tolvanic("and no shells", issues=[])
    annotated = bench.read(other, tolvanic(**changed))
    assert annotated.counts == {reason: 1}
    assert len(annotated.article.quotations) == 1 + quotations


def test_the_same_quotation_twice_counts_once(bench: Bench) -> None:
    annotated = bench.read(tolvanic(), tolvanic())
    assert (len(annotated.article.quotations), annotated.counts) == (1, {"duplicate-quote": 1})


def test_pieces_of_one_utterance_share_a_number(bench: Bench) -> None:
    pieces = (tolvanic(utterance=7), tolvanic("and no shells", utterance=7))
    other = quotation("the depots were empty", kind="indirect", speaker="Orla Fenwick", utterance=9)
    assert [one.utterance for one in bench.read(*pieces, other).article.quotations] == [0, 0, 1]


@pytest.mark.parametrize(
    ("fields", "actor", "name", "kind"),
    [
        (
            {"speaker": "Prime Minister Marek Tolvanic", "speaker_name": None},
            "marek-tolvanic",
            "Marek Tolvanic",
            "person",
        ),
        ({"speaker": "he", "speaker_name": "Ilona Brasko"}, "ilona-brasko", "Ilona Brasko", "person"),
        (
            {"speaker": "Castrovel", "speaker_name": "Velmaria", "speaker_kind": "institution"},
            "government-of-velmaria",
            "Velmarian government",
            "institution",
        ),
        ({"speaker": "he", "speaker_name": "Tam Orrel"}, unknown_actor_id("Tam Orrel"), "Tam Orrel", "person"),
        ({"speaker": "he", "speaker_name": None}, None, None, "unknown"),
        ({"speaker": "A diplomat", "speaker_name": None, "speaker_kind": "anonymous"}, None, None, "anonymous"),
    ],
)
def test_speakers_are_linked_by_mention_then_by_name_then_by_an_id_of_the_name(
    bench: Bench, fields: dict[str, Any], actor: str | None, name: str | None, kind: str
) -> None:
    [one] = bench.read(tolvanic(**fields)).article.quotations
    assert one.speaker is not None
    assert (one.speaker.actor_id, one.speaker.name, one.speaker.kind) == (actor, name, kind)
    assert one.speaker.surface == fields["speaker"]


@pytest.mark.parametrize("content", ["Here you are!", "[1]", '{"quotes": []}', '{"quotations": [', "null", ""])
def test_an_answer_that_is_not_of_the_form_is_of_no_use(bench: Bench, content: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        annotate(bench.article, content, bench.resolver, bench.issues, "test-model")
    assert caught.value.problem == "invalid-answer"


def test_an_answer_of_which_nothing_stands_in_the_text_is_of_no_use(bench: Bench) -> None:
    with pytest.raises(BadAnswer) as caught:
        bench.read(tolvanic("I resign"), tolvanic("I shall not resign"))
    assert caught.value.problem == "ungrounded"


def test_an_empty_list_is_an_answer(bench: Bench) -> None:
    assert bench.read().article.quotations == ()


def test_json_in_a_code_block_is_read(bench: Bench) -> None:
    content = f"```json\n{answer(tolvanic())}\n```"
    assert annotate(bench.article, content, bench.resolver, bench.issues, "m").article.quotations


def test_the_schema_is_strict_and_fits_what_is_read(bench: Bench) -> None:
    schema = Questionnaire.of(bench.issues).prompt(bench.article).schema
    validator = jsonschema.Draft202012Validator(schema)
    item = tolvanic()
    AnsweredQuotation.model_validate(item)
    assert validator.is_valid({"quotations": [item]})
    assert not validator.is_valid({"quotations": [tolvanic(issues=[{"id": "free-beer", "stance": "support"}])]})
    for part in (schema, *schema["$defs"].values()):
        assert part["additionalProperties"] is False
        assert set(part["required"]) == set(part["properties"])


def test_the_prompt_has_the_article_whole_and_every_issue(bench: Bench) -> None:
    prompt = Questionnaire.of(bench.issues).prompt(bench.article)
    assert bench.article.text in prompt.user
    assert all(f"{issue.id}: {issue.proposition}" in prompt.system for issue in bench.issues)
    assert bench.article.text not in prompt.system  # the same for every article, so that it can be cached
    assert '"AnsweredIssue"' in with_form(prompt)


def test_statements_of_the_rules_in_place_of_a_model_say_why(bench: Bench) -> None:
    signed = fallback_name(bench.article.extractor, "timeout")
    fallen_back = bench.article.model_copy(update={"extractor": signed})
    statements = bench.reader.read(fallen_back)
    assert statements
    assert {one.extractor.name for one in statements} == {"rules (llm: timeout)"}
