"""Any text at all is analysed or rejected: nothing else is raised, offsets hold, and time grows with length only."""

from __future__ import annotations

import json
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
