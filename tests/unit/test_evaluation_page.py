"""The page on which a person checks an analysis."""

from __future__ import annotations

from html.parser import HTMLParser

from schemas import EnrichedArticle
from streams.cli.page import page

TEXT = 'The envoy <b>Mira</b> & co said: "Stop & <script>alert(1)</script> go", and left.'


def article(**fields: object) -> EnrichedArticle:
    words = "Stop & <script>alert(1)</script> go"
    start, who, cue = TEXT.index(words), TEXT.index("Mira"), TEXT.index("said")
    return EnrichedArticle.model_validate(
        {
            "id": "x",
            "content_hash": "h",
            "title": 'Marks "<>" in a title',
            "text": TEXT,
            "language": "en",
            "published_at": "2026-03-01T00:00:00Z",
            "mentions": [
                {"start": who, "end": who + 4, "text": "Mira", "type": "PER", "name": '"><img src=x onerror=y>'},
            ],
            "quotations": [
                {
                    "start": start,
                    "end": start + len(words),
                    "text": words,
                    "kind": "direct",
                    "cue": {"start": cue, "end": cue + 4, "text": "said"},
                    "speaker": {
                        "kind": "person",
                        "start": who,
                        "end": who + 4,
                        "surface": "Mira",
                        "name": "Mira <Dalenko>",
                    },
                    "method": "subject",
                    "confidence": 0.9,
                },
                {"start": start, "end": start + 4, "text": "Stop", "kind": "indirect"},
            ],
            **fields,
        }
    )


class Seen(HTMLParser):
    """Tags, attributes and the article's text of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[bool] = []
        self._skip = 0
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        fields = dict(attrs)
        self.tags.append((tag, fields))
        if tag == "div":
            self._open.append(fields.get("class") == "text")
        self._skip += tag == "a"

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._open.pop()
        self._skip -= tag == "a"

    def handle_data(self, data: str) -> None:
        if any(self._open) and not self._skip:
            self.text.append(data)


def test_text_comes_out_as_it_went_in() -> None:
    assert "".join(Seen(page([(article(), [])])).text) == TEXT


def test_nothing_from_an_article_becomes_markup() -> None:
    seen = Seen(page([(article(), [])]))
    names = [tag for tag, _ in seen.tags]
    assert names.count("script") == 1
    assert "img" not in names
    assert "b" not in names


def test_page_loads_nothing_from_elsewhere() -> None:
    seen = Seen(page([(article(url="https://news.example/a"), [])]))
    assert not [fields for tag, fields in seen.tags if "src" in fields or tag == "link"]
    policy = next(fields["content"] for _, fields in seen.tags if fields.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_address_that_is_no_web_page_is_no_link() -> None:
    seen = Seen(page([(article(url="javascript:alert(1)"), [])]))
    assert not [fields for _, fields in seen.tags if (fields.get("href") or "").startswith("javascript")]


def test_every_link_within_the_page_leads_somewhere() -> None:
    seen = Seen(page([(article(), []), (article(id="y"), [])]))
    places = [fields["id"] for _, fields in seen.tags if "id" in fields]
    assert len(places) == len(set(places))
    links = {fields["href"] for tag, fields in seen.tags if tag == "a"}
    assert {f"#{place}" for place in places} >= {link for link in links if link and link.startswith("#")}


def test_kind_and_type_are_written_out_not_only_coloured() -> None:
    shown = page([(article(), [])])
    assert 'data-type="PER"' in shown
    assert ">direct</span>" in shown
    assert "Mira &lt;Dalenko&gt;" in shown
