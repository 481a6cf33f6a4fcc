"""Any text at all is analysed or rejected: nothing else is raised, offsets hold, and time grows with length only."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import EnrichedArticle, RawArticle
from streams.actors import ActorCatalogue
from streams.language.analyse import Analyser
from streams.language.clean import clean_text
from streams.language.sentences import split
from streams.language.tokens import tokenize
from streams.rejection import Rejected
from streams.stances import StatementReader
from streams.stances.issues import IssueCatalogue

DAY = datetime(2025, 6, 1, tzinfo=UTC)
ANALYSER = Analyser(ActorCatalogue.default())
ARTICLES: list[str] = [
    json.loads(line)["text"]
    for name in ("story-2025-09.jsonl", "story-2025-10.jsonl")
    for line in (files("seeds") / "articles" / name).read_text(encoding="utf-8").splitlines()
]

_WORDS = (
    "said заявив сказал he він она Зеленський Макрон President президент Міністерство of за словами according to"
    " що что that екс- ex- В. Дж. U.S. ТОВ ЄС 12 1,5 млрд дол. 18 травня Фото: Reuters <p> </p> <br> <div><a>"
    " &amp; не will not США"
)
PIECES = st.one_of(
    st.sampled_from(list("«»„“”\"'‘’()[]—–-.,:;!?…\n\t \u00a0\u00ad\u200b\u0301•№%&<>/")),
    st.sampled_from(_WORDS.split()),
    st.text(alphabet="абвгґєіїйщьюяёыэъABCxyz", min_size=1, max_size=12),
    st.text(max_size=4),
)
MIXTURES = st.lists(PIECES, max_size=120).flatmap(
    lambda pieces: st.sampled_from(("", " ")).map(lambda glue: glue.join(pieces))
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A piece of a sample article with stretches cut, doubled or moved."""
    text: str = draw(st.sampled_from(ARTICLES))
    start = draw(st.integers(0, len(text) - 1))
    text = text[start : start + 700]
    for _ in range(draw(st.integers(1, 4))):
        one, other = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        middle = draw(st.sampled_from(("", text[one:other] * 2, text[one:other].upper(), text[one:other][::-1])))
        text = text[:one] + middle + draw(PIECES) + text[other:]
    return text[:4000]


BOUNDED = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def analysed(text: str, language: str | None = None) -> EnrichedArticle | None:
    try:
        return ANALYSER.analyse(RawArticle(text=text, language=language, published_at=DAY), DAY)
    except Rejected:
        return None


@pytest.mark.timeout(60)
@BOUNDED
@given(text=MIXTURES, language=st.sampled_from(("uk", "en", "ru")))
def test_any_mixture_of_marks_and_words_is_analysed(text: str, language: str) -> None:
    # The article's own validation checks every offset against the text.
    document = ANALYSER.document(clean_text(text), language=language, published_at=DAY)  # type: ignore[arg-type]
    assert all(document.text[span.start : span.end] == span.surface for span in document.mentions)
    if text.strip():
        analysed(text, language)


@pytest.mark.timeout(60)
@BOUNDED
@given(text=mutated())
def test_damaged_articles_are_analysed(text: str) -> None:
    article = analysed(text) if text.strip() else None
    if article is not None:
        assert all(article.text[span.start : span.end] == span.text for span in article.mentions)


@BOUNDED
@given(text=MIXTURES)
def test_sentences_hold_every_token_once(text: str) -> None:
    tokens = tokenize(text)
    sentences, _ = split(text, tokens, "uk")
    assert [index for one in sentences for index in range(one.first, one.last)] == list(range(len(tokens)))


SIZE = 50_000
PATHOLOGICAL = {
    "quotation marks": '"',
    "opening marks": "«",
    "single marks": "'a ",
    "marks in pairs": "«a» ",
    "nested marks": "«a „b ",
    "capitals": "A",
    "words in capitals": "СЛОВО ",
    "single letters": "a ",
    "initials": "В. ",
    "line ends": "a\n",
    "blank lines": "а\n\n",
    "dashes": "— а ",
    "hyphens": "а-",
    "brackets": "(а ",
    "full stops": "а. ",
    "dots": ".",
    "numbers": "1,",
    "names": "Іван Вельденко ",
    "full names": "Anna Veldor, Peter Hale and ",
    "known names": "Emmanuel Macron ",
    "countries": "France ",
    "roles": "президент Франції ",
    "roles in a row": "minister ",
    "cues": "заявив, що ",
    "English cues": "he said that ",
    "according to": "за словами ",
    "quoted speech": "«Ні», — сказав він. ",
    "speakers": "Hale: “No.” ",
    "legal forms": "ТОВ «",
    "ministries": "Міністерство оборони та ",
    "tags": "<p><b>",
    "broken tags": "<a ",
    "entities": "&amp;",
    "conjunctions": "Ivan and ",
    "commas": "said, ",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", PATHOLOGICAL.values(), ids=PATHOLOGICAL.keys())
def test_long_repetition_is_analysed(unit: str) -> None:
    analysed((unit * (SIZE // len(unit) + 1))[:SIZE], "en" if unit.isascii() and len(unit) > 3 else "uk")


_LEAD = "Foreign Minister Ilona Brasko said on Monday that Velmaria supports sanctions against Russia. "


def _words(count: int, shape: str) -> str:
    """A text of made-up words, each other than those before it."""
    chance = random.Random(count)
    made = ["".join(chance.choices("abdeghiklmnoprstu", k=chance.randint(4, 8))) for _ in range(count)]
    return _LEAD + " ".join(shape.format(word, word.capitalize()) for word in made)


SHAPES = {
    "open marks of every kind": lambda count: _LEAD + "([{«„“" * count,
    "speech that never ends": lambda count: "“I will,” he said, “" * count,
    "people named once each": lambda count: _words(count, "{1} Toverin said."),
    "quotations in one paragraph": lambda count: _words(count, '"{0} sanctions," said {1}.'),
    "people before a colon": lambda count: "Hale: “No.” " * count,
    "one verb again and again": lambda count: "said " * count,
    "one issue again and again": lambda count: "He supports sanctions against Russia. " * count,
    "zero-width marks": lambda count: _LEAD + "a\u200b" * count,
    "combining marks": lambda count: _LEAD + "a" + "\u0301" * count,
    "letters from right to left": lambda count: _LEAD + "\u202eשלום\u202c " * count,
    "one endless word": lambda count: _LEAD + "щ" * count,
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_time_grows_with_length_and_not_with_its_square(shape: Callable[[int], str]) -> None:
    reader = StatementReader(ANALYSER.actors, IssueCatalogue.default())

    def seconds(count: int) -> float:
        text = shape(count)
        start = time.process_time()
        article = analysed(text, "en")
        if article is not None:
            reader.read(article)
        return time.process_time() - start

    seconds(20)  # lexicons are loaded
    short = min(seconds(100), seconds(100))
    assert seconds(600) < 16 * short + 0.2  # six times the length; its square would be 36 times the time
