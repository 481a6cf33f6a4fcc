"""What a reported act is done to, where its object comes first, is a pronoun, or a clause behind it tells which."""

from __future__ import annotations

import pytest

from schemas.base import Language
from streams.stances.issues import IssueCatalogue
from streams.stances.quotation import QuotationReader

ROWS: list[tuple[Language, str, str, str, str]] = [
    # the object first, the doer behind the verb
    (
        "uk",
        "Насильство проти мирних демонстрантів {засудив} [у неділю посол Лурії Бор].",
        "",
        "бор",
        "protests-and-police support",
    ),
    (
        "ru",
        "Избиение мирных демонстрантов {осудила} [в воскресенье глава Лурии Ида Бор].",
        "",
        "бор",
        "protests-and-police support",
    ),
    (
        "uk",
        "Свої винищувачі {зобов'язався} [передати українцям і прем'єр Лурії Бор].",
        "",
        "бор",
        "fighter-jets-to-ukraine support",
    ),
    ("ru", "Противники танков ждали. Мэра {осудил} [Бор].", "", "бор", "none"),
    # a clause tells which
    (
        "uk",
        "Президент {затвердив} [норми], які підпорядковують НАБУ генеральному прокуророві.",
        "",
        "",
        "anti-corruption-ukraine oppose",
    ),
    (
        "ru",
        "Президент {утвердил} [нормы], которые подчиняют НАБУ генеральному прокурору.",
        "",
        "",
        "anti-corruption-ukraine oppose",
    ),
    (
        "en",
        "The president {approved} [the rules] that place NABU under the prosecutor general.",
        "",
        "",
        "anti-corruption-ukraine oppose",
    ),
    ("en", "The president {approved} [the rules] that shorten the fishing season.", "", "", "none"),
    # a pronoun
    (
        "uk",
        "Про санкції там знають: {відмовився} [запроваджувати їх проти Росії] кабінет.",
        "",
        "",
        "sanctions-on-russia oppose",
    ),
    (
        "ru",
        "О санкциях там знают: {отказался} [вводить их против России] кабинет.",
        "",
        "",
        "sanctions-on-russia oppose",
    ),
    # a shell noun with its day or its votes
    (
        "en",
        "The minister spoke of Kyiv's way to the European Union. She {signed} [the application on 3 March 2022].",
        "Ukraine asks to join the European Union",
        "",
        "eu-accession-ukraine support",
    ),
    (
        "uk",
        "Україна хоче до Європейського Союзу. Вона {підписала} [заявку 3 березня].",
        "Україна просить про вступ до ЄС",
        "",
        "eu-accession-ukraine support",
    ),
    (
        "ru",
        "Украина хочет в Европейский союз. Она {подписала} [заявку 3 марта].",
        "Украина просит о вступлении в ЕС",
        "",
        "eu-accession-ukraine support",
    ),
    # whose country it is tells the speaker
    (
        "en",
        "Georgia's flags flew. The premier {put his name to} [his country's application to the European Union].",
        "Georgia applies to join the European Union",
        "georgia",
        "eu-accession-georgia support",
    ),
]


@pytest.fixture(scope="module")
def reader() -> QuotationReader:
    return QuotationReader(IssueCatalogue.default())


@pytest.mark.parametrize(("language", "marked", "title", "speaker", "expected"), ROWS)
def test_an_act_finds_its_object(
    reader: QuotationReader, language: Language, marked: str, title: str, speaker: str, expected: str
) -> None:
    before, _, rest = marked.partition("{")
    cue, _, after = rest.partition("}")
    text = marked.translate({ord(mark): None for mark in "{}[]"})
    at = len(before)
    start = at + len(cue) + after.index("[")
    end = start + after.index("]") - after.index("[") - 1
    page = reader.page(text, title, language)
    names = frozenset((speaker,)) if speaker else frozenset[str]()
    read = reader.read(page, start, end, (at, at + len(cue)), names, act=True)
    alone = [f"{finding.issue} {finding.reading.label}" for finding in read if finding.stands_alone]
    assert alone == ([] if expected == "none" else [expected])
