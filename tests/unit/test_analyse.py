"""The analyser: from a raw article to an enriched one, or to a reason why not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from schemas import EnrichedArticle, RawArticle
from streams.actors import ActorCatalogue
from streams.language.analyse import Analyser
from streams.rejection import Rejected

NOW = datetime(2024, 5, 12, 9, 30, tzinfo=UTC)
TEXT = "Міністерка Марта Вільховецька заявила, що порт відкриють. «Ми готові», — сказала вона.\n\nЧитайте також: Інше"


def reason(analyser: Analyser, record_time: datetime | None = NOW, **fields: object) -> str:
    with pytest.raises(Rejected) as caught:
        analyser.analyse(RawArticle.model_validate(fields), record_time)
    assert caught.value.message
    return caught.value.reason


def test_an_article_is_enriched(analyser: Analyser) -> None:
    article = analyser.analyse(
        RawArticle(url="https://example.org/a?utm_source=x", title=" Порт ", text=TEXT, published_at=NOW), NOW
    )
    assert (article.language, article.title, article.dated_by) == ("uk", "Порт", "article")
    assert "Марта Вільховецька" in {mention.name for mention in article.mentions}
    assert any(quotation.text == "Ми готові" for quotation in article.quotations)
    assert EnrichedArticle.from_json(article.to_json()) == article


def test_the_same_record_gives_the_same_article(analyser: Analyser) -> None:
    raw = RawArticle(text=TEXT, published_at=NOW)
    assert analyser.analyse(raw, NOW).to_json() == Analyser(ActorCatalogue.default()).analyse(raw, NOW).to_json()


def test_campaign_parameters_make_no_other_article(analyser: Analyser) -> None:
    one, other = (
        analyser.analyse(RawArticle(url=f"https://example.org/a{query}", text=TEXT, published_at=NOW), NOW)
        for query in ("", "?utm_source=x")
    )
    assert one.id == other.id


def test_html_is_read(analyser: Analyser) -> None:
    article = analyser.analyse(RawArticle(html=f"<p>{TEXT}</p><script>x</script>", published_at=NOW), NOW)
    assert "script" not in article.text and article.text.startswith("Міністерка")


def test_the_record_dates_an_article_without_a_date(analyser: Analyser) -> None:
    article = analyser.analyse(RawArticle(text=TEXT), NOW)
    assert (article.published_at, article.dated_by) == (NOW, "record")


@pytest.mark.parametrize("text", ["\u200b\u00ad", "<p> </p><br>", "… — !", "<script>x</script><p></p>"])
def test_nothing_to_read(analyser: Analyser, text: str) -> None:
    assert reason(analyser, text=text) == "empty-text"


def test_too_long(analyser: Analyser) -> None:
    assert reason(analyser, text="слово " * 900_000) == "too-long"


@pytest.mark.parametrize(
    "text",
    [
        "中国政府宣布了一项新计划，议会尚未批准。",
        "Rząd ogłosił nowy plan, a parlament musi go jeszcze przyjąć w tym roku.",
    ],
)
def test_other_languages(analyser: Analyser, text: str) -> None:
    assert reason(analyser, text=text) == "unsupported-language"


def test_the_claimed_language_does_not_overrule_the_text(analyser: Analyser) -> None:
    assert analyser.analyse(RawArticle(text=TEXT, language="en"), NOW).language == "uk"


def test_the_claimed_language_settles_a_doubt(analyser: Analyser) -> None:
    assert analyser.analyse(RawArticle(text="Борис Канам.", language="ru-RU"), NOW).language == "ru"


def test_the_claimed_language_of_a_short_post_holds_where_it_looks_foreign(analyser: Analyser) -> None:
    post = RawArticle(text="Marsten vowed to end payments to Velmarian refugees.", language="en")
    assert analyser.analyse(post, NOW).language == "en"


def test_dates_out_of_bounds(analyser: Analyser) -> None:
    assert reason(analyser, text=TEXT, published_at=NOW + timedelta(days=2)) == "date-in-future"
    assert reason(analyser, text=TEXT, published_at="1856-02-01") == "date-out-of-range"


def test_a_clock_that_is_a_few_hours_fast_is_forgiven(analyser: Analyser) -> None:
    assert analyser.analyse(RawArticle(text=TEXT, published_at=NOW + timedelta(hours=3)), NOW).published_at > NOW


def test_no_date_at_all(analyser: Analyser) -> None:
    assert reason(analyser, record_time=None, text=TEXT) == "invalid-field"


def test_a_document_keeps_the_text_as_it_stands(analyser: Analyser) -> None:
    text = "  Порт\u00a0відкрито.\r\n"
    document = analyser.document(text, language="uk")
    assert document.text == text
    assert text[document.sentences[0].start : document.sentences[0].end] == "Порт\u00a0відкрито."
