"""The catalogue of issues: the seed file, users' own files, and what is wrong with a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from schemas.base import Language
from streams.actors import ActorCatalogue
from streams.stances.issues import IssueCatalogue, IssueError
from streams.stances.matching import Matcher
from streams.stances.names import peoples
from streams.stances.patterns import PatternError, PatternSet, split_phrase
from streams.stances.quotation import QuotationReader
from streams.stances.words import read_words

OWN = """
vocabulary:
  bees: {en: [bee, bees, "honey bee*"]}
issues:
  - id: bee-protection
    label: {en: Protection of bees}
    proposition: Pesticides that harm bees should be banned.
    terms: {en: ["$bees & (protect*|pesticide*)"]}
"""


@pytest.fixture(scope="module")
def quotations() -> QuotationReader:
    actors = ActorCatalogue.default()
    return QuotationReader(
        IssueCatalogue.default(), {language: peoples(actors, language) for language in ("uk", "en", "ru")}
    )


def _file(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_seed_has_64_issues_with_terms_and_labels_in_three_languages() -> None:
    issues = IssueCatalogue.default()
    assert len(issues) == 64
    assert all(set(issue.label) == set(issue.terms) == {"uk", "en", "ru"} for issue in issues)


def _wordings() -> list[tuple[str, Language, list[str]]]:
    table = yaml.safe_load(Path(__file__).with_name("issue_wordings.yaml").read_text(encoding="utf-8"))
    return [(issue, language, texts) for issue, found in table.items() for language, texts in found.items() if texts]


@pytest.mark.parametrize(("issue", "language", "texts"), _wordings())
def test_finds_the_issue_in_the_wordings_of_newsrooms(
    quotations: QuotationReader, issue: str, language: Language, texts: list[str]
) -> None:
    missed = [
        text
        for text in texts
        if issue not in {f.issue for f in quotations.read(quotations.page(text, "", language), 0, len(text))}
    ]
    assert missed == []


@pytest.mark.parametrize("language", ["uk", "en", "ru"])
def test_other_news_names_no_issue(quotations: QuotationReader, language: Language) -> None:
    table = yaml.safe_load(Path(__file__).with_name("issue_none.yaml").read_text(encoding="utf-8"))
    found = {text: quotations.read(quotations.page(text, "", language), 0, len(text)) for text in table[language]}
    assert {text: [f.issue for f in findings] for text, findings in found.items() if findings} == {}


def test_examples_of_the_seed_are_read_as_they_say() -> None:
    issues = IssueCatalogue.default()
    reader = QuotationReader(issues)
    wrong = []
    for issue in issues:
        for language, examples in issue.examples.items():
            for example in examples:
                page = reader.page(example.text, "", language)
                found = {f.issue: f.reading.label for f in reader.read(page, 0, len(example.text))}
                if found.get(issue.id) != example.stance:
                    wrong.append((issue.id, language, example.text, found))
    assert wrong == []


def test_an_own_file_adds_an_issue(tmp_path: Path) -> None:
    issues = IssueCatalogue.default(_file(tmp_path / "own.yaml", OWN))
    assert len(issues) == 65
    reader = QuotationReader(issues)
    text = "We must protect the honey bees of Luria."
    assert [f.issue for f in reader.read(reader.page(text, "", "en"), 0, len(text))] == ["bee-protection"]


def test_an_own_file_replaces_an_issue(tmp_path: Path) -> None:
    text = OWN.replace("bee-protection", "climate-action")
    issues = IssueCatalogue.default(_file(tmp_path / "own.yaml", text))
    assert issues.issues["climate-action"].label["en"] == "Protection of bees"


def test_load_reads_only_the_given_files(tmp_path: Path) -> None:
    assert [issue.id for issue in IssueCatalogue.load(_file(tmp_path / "own.yaml", OWN))] == ["bee-protection"]


def test_get_of_an_unknown_issue_is_none() -> None:
    assert IssueCatalogue.default().get("no-such-issue") is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("proposition:", "propositon:"), "bee-protection"),
        (("$bees", "$wasps"), "no vocabulary '$wasps'"),
        (("(protect*|pesticide*)", "(protect*|pesticide*"), "brackets do not match"),
        (("    proposition:", "    parent: nothing\n    proposition:"), "no issue 'nothing'"),
        (("    proposition:", "    parent: bee-protection\n    proposition:"), "comes back to the issue itself"),
        (("{en: Protection of bees}", "{uk: Захист бджіл}"), "an English label is required"),
        (("id: bee-protection", "id: Bee Protection"), "Bee Protection"),
    ],
)
def test_errors_name_the_file_or_issue_and_what_is_wrong(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    with pytest.raises(IssueError, match=message.replace("$", r"\$")):
        IssueCatalogue.load(_file(tmp_path / "own.yaml", OWN.replace(*change)))


def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IssueError, match="a mapping"):
        IssueCatalogue.load(_file(tmp_path / "own.yaml", "- a\n- b\n"))


def test_the_narrower_issue_wins() -> None:
    issues = IssueCatalogue.default()
    reader = QuotationReader(issues)
    text = "Allies should supply Ukraine with tanks, with more weapons."
    assert [f.issue for f in reader.read(reader.page(text, "", "en"), 0, len(text))] == ["tanks-to-ukraine"]


def test_ancestors_go_from_the_nearest_to_the_broadest() -> None:
    assert IssueCatalogue.default().ancestors("tanks-to-ukraine") == ("arms-to-ukraine", "support-for-ukraine")


def test_a_phrase_finds_inflected_forms_with_words_between() -> None:
    words = read_words("Не можна віддати жодної нашої землі.", "uk")
    found = PatternSet({"x": ["віддат* ~ (територі*|земл*)"]}).scan(words)
    assert [(hit.first, hit.last) for hit in found["x"]] == [(2, 6)]


def test_a_phrase_does_not_cross_a_comma() -> None:
    assert PatternSet({"x": ["peace talks"]}).scan(read_words("We want peace, talks can wait.", "en")) == {}


def test_brackets_with_phrases_stand_for_several() -> None:
    assert len(split_phrase("(long range|cruise) missile*")) == 2


@pytest.mark.parametrize("phrase", ["", "~ word", "word ~", "(a|b", "a* b)", "*"])
def test_bad_phrases_are_refused(phrase: str) -> None:
    with pytest.raises(PatternError):
        split_phrase(phrase)


def test_contractions_are_parted() -> None:
    assert [word.form for word in read_words("We won't, can't, cannot and don't.", "en").items] == [
        "we", "will", "not", "can", "not", "can", "not", "and", "do", "not",
    ]  # fmt: skip


def test_a_plain_word_finds_its_inflected_forms() -> None:
    class Lemmas:
        @staticmethod
        def lemma(form: str) -> str:
            return {"винищувачами": "винищувач"}.get(form, form)

    found = PatternSet({"x": ["винищувач"]}, Lemmas.lemma).scan(read_words("Пишаємося винищувачами", "uk"))
    assert "x" in found


def test_a_matcher_finds_all_issues_in_one_scan() -> None:
    matcher = Matcher(IssueCatalogue.default(), "en")
    assert matcher.scan(read_words("Tariffs, sanctions on Russia and the Minsk agreements.", "en")).hits


@pytest.mark.parametrize(
    ("language", "text", "read"),
    [
        ("en", "Luria will send Ukraine anti-tank weapons and anti-aircraft guns.", {"arms-to-ukraine"}),
        ("en", "Luria will send Ukraine howitzers and air defence systems.", {"arms-to-ukraine"}),
        ("uk", "Лурія передасть Україні гаубиці та зенітні установки.", {"arms-to-ukraine"}),
        ("ru", "Лурия передаст Украине гаубицы и зенитные установки.", {"arms-to-ukraine"}),
        ("ru", "Лурия передаст Украине зенитные ракеты.", {"air-defence-to-ukraine"}),
        (
            "uk",
            "Лурія передасть Україні літаки та далекобійну зброю.",
            {"fighter-jets-to-ukraine", "long-range-missiles-to-ukraine"},
        ),
        ("en", "Luria will send Ukraine anti-tank rifles.", {"arms-to-ukraine"}),
        ("en", "Luria will send Ukraine air defence systems, howitzers and tents.", {"arms-to-ukraine"}),
        ("uk", "Лурія передасть Україні зенітні установки, гаубиці й намети.", {"arms-to-ukraine"}),
    ],
)
def test_kinds_of_one_thing_in_a_list_are_the_whole(
    quotations: QuotationReader, language: Language, text: str, read: set[str]
) -> None:
    assert {f.issue for f in quotations.read(quotations.page(text, "", language), 0, len(text))} == read


@pytest.mark.parametrize(
    ("language", "said", "filler"),
    [
        (
            "en",
            "the negotiations should go on",
            "The ferry company runs nine boats between the two islands every day. ",
        ),
        ("uk", "переговори слід продовжити", "Поромна компанія щодня відправляє дев'ять човнів між двома островами. "),
        ("ru", "переговоры следует продолжить", "Паромная компания каждый день отправляет девять лодок на острова. "),
    ],
)
def test_a_weak_word_is_no_issue_in_an_article_about_something_else(
    quotations: QuotationReader, language: Language, said: str, filler: str
) -> None:
    text = filler * 15 + said
    assert quotations.read(quotations.page(text, "", language), len(text) - len(said), len(text)) == []


@pytest.mark.parametrize(
    ("language", "text", "absent"),
    [
        ("en", "The new drone may strike inside Russia, the designer told Ukraine.", "russian-responsibility"),
        ("en", "Luria will freeze the assets of Russian banks.", "frozen-russian-assets"),
        ("uk", "Лурія заморозить російські активи.", "frozen-russian-assets"),
        ("ru", "Лурия заморозит российские активы.", "frozen-russian-assets"),
        ("ru", "Вьетнам не отдаст ни пяди своей земли.", "territorial-concessions"),
        ("en", "Manila will not give up a single inch of its land.", "territorial-concessions"),
        ("uk", "Подарована зброя має служити тільки на українській території.", "arms-to-ukraine"),
    ],
)
def test_a_neighbouring_issue_is_not_read(
    quotations: QuotationReader, language: Language, text: str, absent: str
) -> None:
    assert absent not in {f.issue for f in quotations.read(quotations.page(text, "", language), 0, len(text))}


@pytest.mark.parametrize(
    ("language", "text", "said", "issue"),
    [
        (
            "en",
            "The Lurian envoy urged Kyiv and Moscow to open direct talks on Ukraine and kept silent about the truce.",
            "to open direct talks on Ukraine",
            "peace-negotiations",
        ),
        (
            "uk",
            "Посол Лурії запропонував Україні відновити прямі переговори з Росією, а про перемир'я змовчав.",
            "відновити прямі переговори з Росією",
            "peace-negotiations",
        ),
        (
            "ru",
            "Посол Лурии предложил Украине возобновить прямые переговоры с Россией, а о перемирии умолчал.",
            "возобновить прямые переговоры с Россией",
            "peace-negotiations",
        ),
    ],
)
def test_what_stands_beside_a_quotation_does_not_narrow_what_it_names(
    quotations: QuotationReader, language: Language, text: str, said: str, issue: str
) -> None:
    start = text.index(said)
    page = quotations.page(text, "", language)
    assert [finding.issue for finding in quotations.read(page, start, start + len(said))] == [issue]
