"""Stance reading on invented statements: every issue, every class, three languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from schemas.base import Language
from streams.stances.issues import IssueCatalogue
from streams.stances.quotation import QuotationReader
from streams.stances.single import read_quotation


def _cases(name: str) -> list[tuple[str, str, str, str]]:
    table = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return [
        (issue, language, stance, sentence)
        for issue, languages in table.items()
        for language, stances in languages.items()
        for stance, sentences in stances.items()
        for sentence in sentences
    ]


CASES = _cases("stance_sentences.yaml")
KINDS = (
    *("structures", "kinds", "wordings", "absence", "bounds", "asides", "parts", "turns", "sides", "war"),
    *("waiting", "pictures", "effects", "missed", "later", "order", "orders", "timing"),
)
STRUCTURES = [case for name in KINDS for case in _cases(f"stance_{name}.yaml")]


def _read(sentence: str, language: str, speaker: frozenset[str] = frozenset()) -> dict[str, str]:
    cue = re.search(r"\{(.*?)\}", sentence)
    text = sentence.replace("{", "").replace("}", "")
    start, end = (text.index("["), text.index("]") - 1) if "[" in text else (0, len(text))
    text = text.replace("[", "").replace("]", "")
    word = cue and cue.group(1)
    findings = read_quotation(text, start, end, language=language, cue=word, speaker=speaker)  # type: ignore[arg-type]
    return {finding.issue: finding.reading.label for finding in findings}


@pytest.mark.parametrize(("issue", "language", "stance", "sentence"), CASES + STRUCTURES)
def test_reads_issue_and_stance(issue: str, language: str, stance: str, sentence: str) -> None:
    assert _read(sentence, language).get(issue) == stance


def _predicates() -> list[tuple[str, str, list[str]]]:
    table = yaml.safe_load(Path(__file__).with_name("stance_predicates.yaml").read_text(encoding="utf-8"))
    return [(language, stance, texts) for language, found in table.items() for stance, texts in found.items()]


@pytest.mark.parametrize(("language", "stance", "texts"), _predicates())
def test_reads_what_a_predicate_says(language: str, stance: str, texts: list[str]) -> None:
    wrong = [
        text
        for text in texts
        if {f.issue: f.reading.label for f in read_quotation(text, 0, len(text), language=language)}.get(  # type: ignore[arg-type]
            "early-elections"
        )
        != stance
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "language", "issue"),
    [
        ("Ardonia will recognise a Palestinian state unless Israel agrees to a truce in Gaza.", "en", "gaza-ceasefire"),
        ("Ардонія визнає Палестину, якщо Ізраїль не погодиться на перемир’я в Газі.", "uk", "gaza-ceasefire"),
        ("Если Израиль не согласится на перемирие в Газе, страна признает Палестину.", "ru", "gaza-ceasefire"),
        ("Україні треба дати танки, бо Росія не хоче мирних переговорів.", "uk", "peace-negotiations"),
    ],
)
def test_a_condition_or_a_cause_is_no_position_of_its_own(text: str, language: str, issue: str) -> None:
    findings = read_quotation(text, 0, len(text) - 1, language=language)  # type: ignore[arg-type]
    assert findings[0].issue != issue
    assert all(not finding.stands_alone for finding in findings if finding.issue == issue)


def test_every_issue_has_sentences_in_every_language() -> None:
    have = {(issue, language) for issue, language, _, _ in CASES}
    assert have == {(issue.id, language) for issue in IssueCatalogue.default() for language in ("uk", "en", "ru")}


def test_an_utterance_on_no_issue_gives_nothing() -> None:
    assert _read("The minister {said} [the weather in the capital was mild].", "en") == {}


def test_cues_are_the_words_that_decided() -> None:
    text = "The chancellor ruled out sending tanks to Ukraine."
    start = text.index("sending")
    finding = read_quotation(text, start, len(text) - 1, language="en", cue="ruled out")[0]
    assert [text[a:b] for a, b in finding.cues] == ["ruled out"]


@pytest.mark.parametrize(
    ("sentence", "language", "kind"),
    [
        ("The premier {demanded} [that Ukraine get fighter jets].", "en", "demand"),
        ("The government {refused} [to send tanks to Ukraine].", "en", "refusal"),
        ("Прем'єр {закликав} [надати Україні танки].", "uk", "appeal"),
        ("Парламент {ухвалив} рішення [передати Україні танки].", "uk", "decision"),
        ("Министр {пообещал} [передать Украине танки].", "ru", "promise"),
        ("Министр {пригрозил} [новыми санкциями против России].", "ru", "threat"),
    ],
)
def test_speech_act(sentence: str, language: str, kind: str) -> None:
    cue = re.search(r"\{(.*?)\}", sentence)
    text = sentence.replace("{", "").replace("}", "")
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    findings = read_quotation(text, start, end, language=language, cue=cue and cue.group(1))  # type: ignore[arg-type]
    assert findings[0].act.kind == kind


@pytest.mark.parametrize(
    ("sentence", "language", "stance"),
    [
        ("Ala Bor {said} that [Kasparian was ready to supply Ukraine with tanks].", "en", "neutral"),
        ("Ala Bor {said} that [Luria was ready to supply Ukraine with tanks].", "en", "support"),
        ("Ala Bor {said} that [we are ready to supply Ukraine with tanks].", "en", "support"),
        ("Ала Бор {сказала}, що [Касперян відмовляється давати Україні танки].", "uk", "support"),
        ("Ала Бор {сказала}, що [Лурія відмовляється давати Україні танки].", "uk", "oppose"),
        ("Ала Бор {сказала}, что [Касперян отказывается давать Украине танки].", "ru", "support"),
    ],
)
def test_somebody_elses_wish_is_not_the_speakers(sentence: str, language: str, stance: str) -> None:
    own = frozenset({"luri", "лурі", "лури", "бор"})
    assert _read(sentence, language, own) == {"tanks-to-ukraine": stance}


@pytest.mark.parametrize(
    ("sentence", "language", "stance"),
    [
        ("[Norway rejects the tariffs on cars], finance minister Ala Horst {said}.", "en", "oppose"),
        ("[Norway rejects the tariffs on cars], the analyst Ala Horst {said}.", "en", "support"),
        ("[Норвегія відмовляється від мит на імпорт], {сказала} міністерка Ала Горст.", "uk", "oppose"),
        ("[Норвегия отказывается от пошлин на импорт], {сказала} министр Алла Хорст.", "ru", "oppose"),
    ],
)
def test_an_unknown_minister_speaks_for_the_country_named_first(sentence: str, language: str, stance: str) -> None:
    assert _read(sentence, language, frozenset({"hors", "горс", "хорс"})) == {"trade-tariffs": stance}


@pytest.mark.parametrize(
    ("text", "language", "cue"),
    [
        ("Підстав давати Україні фінансову допомогу, сказав прем'єр, немає.", "uk", "сказав"),
        ("Оснований давать Украине финансовую помощь, сказал премьер, нет.", "ru", "сказал"),
    ],
)
def test_an_inserted_cue_does_not_part_a_denial_from_what_it_denies(text: str, language: Language, cue: str) -> None:
    reader = QuotationReader(IssueCatalogue.default())
    at = text.index(cue)
    [finding] = reader.read(reader.page(text, "", language), 0, len(text) - 1, (at, at + len(cue)))
    assert finding.reading.label == "oppose"


@pytest.mark.parametrize(("speaker", "stance"), [("Viktor Orban", "oppose"), ("Emmanuel Macron", "support")])
def test_a_speaker_is_looked_up_by_name(speaker: str, stance: str) -> None:
    text = "He said that Hungary refuses to send tanks to Ukraine."
    start = text.index("Hungary")
    [finding] = read_quotation(text, start, len(text) - 1, language="en", cue="said", speaker=speaker)
    assert finding.reading.label == stance


@pytest.mark.parametrize(
    ("speaker", "issue"), [("зеленськ", "leaders-meeting-ukraine-russia"), ("бор", "dialogue-with-russia")]
)
def test_a_term_can_ask_for_its_speaker(speaker: str, issue: str) -> None:
    assert _read("Він {запевнив}, що [готовий говорити з Путіним].", "uk", frozenset({speaker})) == {issue: "support"}


def test_issues_of_ones_own_are_read(tmp_path: Path) -> None:
    path = tmp_path / "issues.yaml"
    path.write_text(
        "issues:\n- id: bridges\n  label: {en: Bridges}\n  proposition: More bridges should be built.\n"
        "  terms: {en: [bridge*]}\n",
        encoding="utf-8",
    )
    text = "The mayor rejected a new bridge."
    own = IssueCatalogue.default(path)
    findings = read_quotation(text, 19, len(text) - 1, language="en", cue="rejected", issues=own)
    assert {finding.issue: finding.reading.label for finding in findings} == {"bridges": "oppose"}


SHELLS = {
    "en": (
        "Ardonia recognises a Palestinian state",
        "Ardonia recognised a Palestinian state on Monday. The opposition leader Ida Fell",
        (
            ("rejected", "the previous draft", "oppose"),
            ("proposed", "the same step", "support"),
            ("welcomed", "the move", "support"),
            ("complained", "of a ruinous step", "oppose"),
            ("denounced", "the step", "oppose"),
            ("condemned", "the plan for the schools", None),
        ),
    ),
    "uk": (
        "Ардонія визнала Палестину",
        "Ардонія у понеділок визнала палестинську державу. Лідерка опозиції Іда Фель",
        (
            ("відкинула", "попередній варіант", "oppose"),
            ("привітала", "цей крок", "support"),
            ("підтримала", "план ремонту шкіл", None),
        ),
    ),
    "ru": (
        "Ардония признала Палестину",
        "Ардония в понедельник признала палестинское государство. Лидер оппозиции Ида Фелль",
        (
            ("отвергла", "прежний вариант", "oppose"),
            ("предложила", "тот же шаг", "support"),
            ("поддержала", "план ремонта школ", None),
        ),
    ),
}


@pytest.mark.parametrize(
    ("language", "cue", "words", "stance"), [(lang, *row) for lang, (_, _, rows) in SHELLS.items() for row in rows]
)
def test_an_act_on_the_decision_is_about_what_the_article_is_about(
    language: str, cue: str, words: str, stance: str | None
) -> None:
    title, before, _ = SHELLS[language]
    text = f"{before} {cue} {words}."
    start, at = len(text) - 1 - len(words), len(before) + 1
    reader = QuotationReader(IssueCatalogue.default())
    page = reader.page(text, title, language)  # type: ignore[arg-type]
    read = reader.read(page, start, len(text) - 1, (at, at + len(cue)), act=True)
    alone = [(finding.issue, finding.reading.label) for finding in read if finding.stands_alone]
    assert alone == ([("palestinian-statehood", stance)] if stance else [])


@pytest.mark.parametrize(
    ("language", "before", "text"),
    [
        ("en", "Luria calls for a ceasefire in Ukraine.", "This would only help the aggressor"),
        ("uk", "Лурія закликає до перемир'я в Україні.", "Це лише допоможе агресору"),
        ("ru", "Лурия призывает к перемирию на Украине.", "Это лишь поможет агрессору"),
    ],
)
def test_what_a_pronoun_takes_up_is_judged_by_what_it_does(language: Language, before: str, text: str) -> None:
    context = f"{before} {text}."
    start = len(before) + 1
    found = read_quotation(context, start, len(context), language=language)
    assert {f.issue: f.reading.label for f in found} == {"ceasefire-ukraine": "oppose"}


@pytest.mark.parametrize(
    ("quoted", "cue", "language"),
    [
        ("Передати прохання у Великі збори й домагатися перемир'я в Газі", "погодилася", "uk"),
        ("Передать прошение в Великое собрание и добиваться перемирия в Газе", "согласилась", "ru"),
    ],
)
def test_the_verb_of_the_cue_is_the_speakers(quoted: str, cue: str, language: Language) -> None:
    context = f"{quoted} {cue} Коваль."
    found = read_quotation(context, 0, len(quoted), language=language, cue=cue, speaker=frozenset(("коваль",)))
    assert {f.issue: f.reading.label for f in found} == {"gaza-ceasefire": "support"}
