"""The lint of issue catalogues: what it finds in a user's file, and that what ships is clean."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from streams.cli.main import app
from streams.stances.issues import sources
from streams.stances.lint import Fault, lint
from streams.stances.lint_terms import Phrase, covers, covers_word, shown
from streams.stances.patterns import Element, Hit, PatternSet
from streams.stances.words import read_words

BEES = """
issues:
  - id: bee-protection
    label: {en: Protection of bees}
    proposition: Pesticides that harm bees should be banned.
    terms: {en: ["bees & pesticide*"]}
    examples: {en: [{text: "She said pesticides that harm bees must be banned.", stance: support}]}
"""
RIVERS = """
  - id: clean-rivers
    label: {en: Clean rivers}
    proposition: Waste water should be cleaned.
    terms: {en: ["river* & waste*"]}
"""

WORDS = ("a", "ab", "abc", "b", "ba")
"""Too short to have other forms, so that no dictionary decides."""


ATOMS = (*WORDS, "a*", "ab*", "b*")


def phrases() -> st.SearchStrategy[Phrase]:
    element = st.frozensets(st.sampled_from(ATOMS), min_size=1, max_size=2)
    middle = st.lists(st.one_of(element, st.none()), max_size=3)
    made = st.tuples(element, middle, element).map(lambda parts: (parts[0], *parts[1], parts[2]))
    apart = made.filter(lambda phrase: all(a is not None or b is not None for a, b in pairwise(phrase)))
    return st.one_of(element.map(lambda one: (one,)), apart)


@st.composite
def covered(draw: st.DrawFn) -> tuple[Phrase, Phrase]:
    """A phrase and a narrower one."""
    wide = draw(phrases())
    narrow: list[Element] = []
    for element in wide:
        if element is None:
            narrow += draw(st.one_of(st.just([None]), st.lists(st.just(frozenset(("a",))), max_size=3)))
        else:
            fitting = [atom for atom in ATOMS if any(covers_word(one, atom, "en") for one in element)]
            narrow.append(draw(st.frozensets(st.sampled_from(fitting), min_size=1, max_size=2)))
    return wide, tuple(narrow)


def hits(phrase: Phrase, text: list[str]) -> list[Hit]:
    return PatternSet({"x": [shown(phrase)]}).scan(read_words(" ".join(text), "en")).get("x", [])


def found(text: str) -> list[Fault]:
    return lint([("own.yaml", text)], ["en"])


def only(text: str) -> Fault:
    faults = found(text)
    assert len(faults) == 1, [str(fault) for fault in faults]
    return faults[0]


def with_terms(*terms: str, field: str = "terms") -> str:
    """The bees with further terms."""
    if field == "terms":
        return BEES.replace('["bees & pesticide*"]', json.dumps(["bees & pesticide*", *terms]))
    return BEES.replace("    examples", f"    {field}: {{en: {json.dumps(terms)}}}\n    examples")


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(app, ["issues", *arguments], env=environment)


def test_the_catalogue_that_ships_is_clean() -> None:
    assert [str(fault) for fault in lint(sources())] == []


def test_a_sound_file_of_ones_own_is_clean() -> None:
    assert found(BEES + RIVERS) == []


def test_the_example_of_the_readme_is_clean() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    example = readme.split("```yaml\n")[1].split("```")[0]
    assert [str(fault) for fault in lint([*sources(), ("bees.yaml", example)], ["en"])] == []


def test_an_unknown_key_is_told_with_file_issue_and_key_and_hides_nothing_else() -> None:
    text = BEES.replace("    terms", "    colour: yellow\n    terms").replace("stance: support", "stance: oppose")
    faults = found(text)
    assert [(f.code, f.file, f.issue, f.field) for f in faults] == [
        ("unknown-key", "own.yaml", "bee-protection", "colour"),
        ("wrong-example", "own.yaml", "bee-protection", "examples"),
    ]


def test_an_unknown_key_of_the_file_itself_is_told() -> None:
    assert only(f"issue: []\n{BEES}").field == "issue"


def test_a_value_of_the_wrong_kind_is_told_by_its_place() -> None:
    fault = only(BEES.replace("stance: support", "stance: maybe"))
    assert (fault.code, fault.field, fault.value) == ("invalid-value", "examples.en.0.stance", "maybe")


def test_a_key_that_yaml_would_silently_overwrite_is_told() -> None:
    fault = only(BEES.replace("    proposition", "    label: {en: Bees}\n    proposition"))
    assert (fault.code, fault.field) == ("repeated-key", "bee-protection.label")


def test_a_file_that_is_no_yaml_is_told_on_one_line() -> None:
    fault = only("issues: [")
    assert fault.code == "not-readable"
    assert "\n" not in str(fault)


def test_labels_and_terms_are_asked_for_in_each_language() -> None:
    faults = lint([("own.yaml", BEES)], ["en", "uk"])
    assert [(f.code, f.language, f.field) for f in faults] == [("missing", "uk", "label"), ("missing", "uk", "terms")]


def test_a_missing_proposition_is_told() -> None:
    fault = only(BEES.replace("    proposition: Pesticides that harm bees should be banned.\n", ""))
    assert (fault.code, fault.field) == ("missing", "proposition")


def test_an_unknown_parent_is_told() -> None:
    fault = only(BEES.replace("    terms", "    parent: nature\n    terms"))
    assert (fault.code, fault.field, fault.value) == ("unknown-reference", "parent", "nature")


def test_parents_that_go_round_are_told_for_each_issue() -> None:
    text = BEES.replace("    terms", "    parent: clean-rivers\n    terms") + RIVERS.replace(
        "    terms", "    parent: bee-protection\n    terms"
    )
    told = [(fault.code, fault.issue) for fault in found(text) if fault.field == "parent"]
    assert told == [("cycle", "bee-protection"), ("cycle", "clean-rivers")]


def test_a_phrase_of_two_issues_that_are_not_parent_and_child_is_told() -> None:
    fault = only(BEES + RIVERS.replace('"river* & waste*"', '"(bees|wasps) & pesticide*"'))
    assert (fault.code, fault.issue, fault.value) == ("overlap", "clean-rivers", "bees")
    assert "bee-protection" in fault.message


@pytest.mark.parametrize("relation", ["parent: bee-protection", "rivals: [bee-protection]"])
def test_issues_that_are_declared_related_may_share_phrases(relation: str) -> None:
    shared = RIVERS.replace('"river* & waste*"', '"river* & waste*", "(bees|wasps) & pesticide*"')
    faults = found(BEES + shared.replace("    terms", f"    {relation}\n    terms"))
    assert "overlap" not in {fault.code for fault in faults}


def test_the_same_words_in_another_context_are_no_overlap() -> None:
    assert found(BEES + RIVERS.replace("river* & waste*", "bees & river*")) == []


def test_a_phrase_for_both_sides_of_an_issue_is_told() -> None:
    assert "contradiction" in {fault.code for fault in found(with_terms("bees & pesticide*", field="opposed"))}


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("the keeper's hive", "keeper’s"),  # a possessive is read without its ending
        ("«hive»", "«hive»"),
        ("bеekeeper*", "bеekeeper*"),  # with a Cyrillic е
    ],
)
def test_a_word_that_no_text_holds_is_told(term: str, value: str) -> None:
    fault = only(with_terms(term))
    assert (fault.code, fault.field, fault.value) == ("dead-term", "terms", value)


def test_a_word_that_its_own_exclusion_shuts_out_is_told() -> None:
    fault = only(with_terms("(hive*|wild bees) & honey ! bees"))
    assert (fault.code, fault.value) == ("dead-term", "wild bees")


def test_a_term_that_another_one_of_the_issue_makes_idle_is_told() -> None:
    fault = only(with_terms("(bees|wasps) & pesticide*"))
    assert (fault.code, fault.value) == ("duplicate", "bees & pesticide*")


def test_a_word_that_another_one_beside_it_finds_is_told() -> None:
    assert only(with_terms("(hive*|hives) & spray*")).value == "hives"


def test_a_dictionary_word_beside_its_stem_is_no_duplicate_since_it_finds_its_other_forms() -> None:
    assert found(with_terms("(keep*|keep) & hive*")) == []


def test_an_exclusion_that_another_term_undoes_is_told() -> None:
    fault = only(with_terms("hive* & spray* ! garden*", "(hive*|comb) & spray*"))
    assert (fault.code, fault.value) == ("void-exclusion", "garden*")


def test_an_exclusion_that_another_one_holds_already_is_told() -> None:
    fault = only(with_terms("hive* & spray* ! garden* | gardens"))
    assert (fault.code, fault.value) == ("void-exclusion", "gardens")


def test_a_fault_of_the_vocabulary_is_told_once_however_often_it_is_used() -> None:
    groups = "vocabulary: {hive: {en: [hive*, hives]}}\n"
    fault = only(groups + with_terms("$hive & spray*", "honey & tax* ! $hive"))
    assert (fault.code, fault.issue, fault.field) == ("duplicate", "", "vocabulary.hive")


def test_vocabulary_that_no_term_uses_is_told() -> None:
    assert only("vocabulary: {hive: {en: [hive*]}}\n" + BEES).code == "unused"


def test_an_example_that_reads_otherwise_is_told_with_what_is_read() -> None:
    fault = only(BEES.replace("must be banned", "must not be banned"))
    assert (fault.code, fault.field) == ("wrong-example", "examples")
    assert "support is declared" in fault.message


def test_a_term_that_cannot_be_read_does_not_hide_the_examples() -> None:
    faults = found(with_terms("(hive*").replace("stance: support", "stance: oppose"))
    assert [fault.code for fault in faults] == ["invalid-value", "wrong-example"]


def test_the_command_names_file_issue_language_field_and_value_on_a_line(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(with_terms("the keeper's hive"), encoding="utf-8")
    result = run("lint", str(file), "--language", "en")
    assert result.exit_code == 1
    assert f"\n{file}: bee-protection: en: terms: 'keeper’s': never found" in f"\n{result.stdout}"


def test_the_command_writes_json_and_ends_with_0_when_all_is_well(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(BEES, encoding="utf-8")
    result = run("lint", "--language", "en", "--json", VOLTEFACE_ISSUES_FILE=str(file))
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"files": ["seeds/issues.yaml", str(file)], "findings": []}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("lint", str(tmp_path / "none.yaml"))
    assert result.exit_code == 2
    assert "none.yaml" in result.stderr


def test_issues_are_listed_with_those_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(BEES, encoding="utf-8")
    listed = {row["id"]: row for row in json.loads(run("list", str(file), "--json").stdout)["issues"]}
    assert listed["bee-protection"]["label"] == {"en": "Protection of bees"}
    assert listed["tanks-to-ukraine"]["parent"] == "arms-to-ukraine"


@given(covered(), st.lists(st.sampled_from(WORDS), max_size=9))
def test_a_phrase_that_covers_another_one_is_found_wherever_that_is(
    pair: tuple[Phrase, Phrase], text: list[str]
) -> None:
    wide, narrow = pair
    assert covers(wide, narrow, "en")
    assert {hit.first for hit in hits(narrow, text)} <= {hit.first for hit in hits(wide, text)}
