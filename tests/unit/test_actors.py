"""The actor catalogue: offices by date, whose position a speaker's words express, errors in a user's file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from streams.actors import Actor, ActorCatalogue, ActorError


@pytest.fixture(scope="module")
def actors() -> ActorCatalogue:
    return ActorCatalogue.default()


@pytest.fixture
def land(tmp_path: Path) -> Path:
    """A small catalogue of an invented state."""
    path = tmp_path / "actors.yaml"
    path.write_text(
        """
actors:
- id: government-of-ostland
  kind: government
  country: {code: XO, names: {en: [Ostland], uk: [Остландія], ru: [Остландия]}, adjectives: {en: [Ostlandish]}}
- id: people-first
  kind: party
  names: {en: [People First]}
- id: office-of-president-ostland
  kind: office
  names: {en: [Office of the President of Ostland]}
  speaks_for: [government-of-ostland]
- id: ada-lund
  kind: person
  gender: fem
  names: {en: [Ada Lund]}
  roles:
  - {key: party-leader, of: people-first}
  - {key: president, of: government-of-ostland, from: 2024-03-01, to: 2025-03}
- id: per-moen
  kind: person
  names: {en: [Per Moen]}
  roles:
  - {key: spokesperson, of: office-of-president-ostland, from: "2024"}
  - {key: lawmaker, of: parliament-of-ostland, to: 2023-12-31}
""",
        encoding="utf8",
    )
    return path


def test_seed_covers_states_and_offices(actors: ActorCatalogue) -> None:
    kinds = [actor.kind for actor in actors]
    assert kinds.count("person") >= 350
    assert kinds.count("government") >= 60


@pytest.mark.parametrize("country", ["ukraine", "usa", "germany", "france", "uk", "poland", "italy", "canada"])
def test_every_large_state_has_a_leader_through_the_war(actors: ActorCatalogue, country: str) -> None:
    for year in (2022, 2023, 2024, 2025):
        assert actors.who_holds("leader", f"government-of-{country}", date(year, 6, 1)) is not None


@pytest.mark.parametrize(
    ("role", "of", "day", "expected"),
    [
        ("secretary-general", "nato", date(2023, 7, 11), "jens-stoltenberg"),
        ("secretary-general", "nato", date(2025, 2, 12), "mark-rutte"),
        ("foreign-minister", "government-of-germany", date(2023, 1, 24), "annalena-baerbock"),
        ("foreign-minister", "mfa-germany", date(2023, 1, 24), "annalena-baerbock"),
        ("prime-minister", "government-of-germany", date(2023, 1, 24), "olaf-scholz"),
        ("head", "european-commission", date(2023, 1, 24), "ursula-von-der-leyen"),
        ("head", "mfa-ukraine", date(2025, 1, 24), "andrii-sybiha"),
        ("defence-minister", "mod-usa", date(2024, 1, 24), "lloyd-austin"),
        ("president", "european-parliament", date(2024, 1, 24), "roberta-metsola"),
        ("spokesperson", "government-of-russia", date(2024, 1, 24), "dmitry-peskov"),
        ("spokesperson", "mfa-russia", date(2024, 1, 24), "maria-zakharova"),
        ("leader", "government-of-france", date(2024, 1, 24), "emmanuel-macron"),
    ],
)
def test_office_is_resolved_by_date(actors: ActorCatalogue, role: str, of: str, day: date, expected: str) -> None:
    holder = actors.who_holds(role, of, day)
    assert holder is not None and holder.id == expected


def test_office_with_many_holders_names_nobody(actors: ActorCatalogue) -> None:
    assert actors.who_holds("lawmaker", "verkhovna-rada", date(2024, 1, 1)) is None


def test_office_before_its_first_known_holder_names_nobody(actors: ActorCatalogue) -> None:
    assert actors.who_holds("secretary-general", "nato", date(1950, 1, 1)) is None


def test_minister_speaks_for_herself_and_her_government(actors: ActorCatalogue) -> None:
    holders = actors.holders("annalena-baerbock", date(2023, 1, 1))
    assert [(holder.id, holder.via) for holder in holders] == [
        ("annalena-baerbock", "self"),
        ("government-of-germany", "government"),
    ]


def test_speaker_after_office_speaks_for_herself(actors: ActorCatalogue) -> None:
    assert [holder.id for holder in actors.holders("angela-merkel", date(2023, 1, 1))] == ["angela-merkel"]


def test_spokesperson_of_a_ministry_speaks_for_the_government_not_the_ministry(actors: ActorCatalogue) -> None:
    assert [holder.id for holder in actors.holders("maria-zakharova", date(2023, 1, 1))][1:] == ["government-of-russia"]


def test_ministry_speaks_for_its_government(actors: ActorCatalogue) -> None:
    assert [holder.id for holder in actors.holders("mfa-poland", date(2023, 1, 1))] == [
        "mfa-poland",
        "government-of-poland",
    ]


def test_parliament_speaks_for_itself(actors: ActorCatalogue) -> None:
    assert [holder.id for holder in actors.holders("bundestag", date(2023, 1, 1))] == ["bundestag"]


def test_head_of_government_who_leads_a_party_speaks_for_both(land: Path) -> None:
    holders = ActorCatalogue.load(land).holders("ada-lund", date(2024, 6, 1))
    assert [holder.via for holder in holders] == ["self", "government", "party"]


def test_month_as_last_day_includes_the_whole_month(land: Path) -> None:
    actors = ActorCatalogue.load(land)
    assert actors.who_holds("president", "government-of-ostland", date(2025, 3, 31)) is not None
    assert actors.who_holds("president", "government-of-ostland", date(2025, 4, 1)) is None


def test_unknown_actor_is_its_own_only_holder(actors: ActorCatalogue) -> None:
    (holder,) = actors.holders("name:1234", date(2024, 1, 1), "Jane Roe")
    assert (holder.id, holder.name, holder.via) == ("name:1234", "Jane Roe", "self")


def test_weightiest_office_is_shown(land: Path) -> None:
    reference = ActorCatalogue.load(land).speaker_ref("ada-lund", None, date(2024, 6, 1))
    assert (reference.role, reference.affiliation, reference.kind) == ("president", "Ostland", "person")


def test_role_of_another_day_is_not_shown(land: Path) -> None:
    assert ActorCatalogue.load(land).speaker_ref("per-moen", None, date(2023, 6, 1)).role == "member of parliament"


def test_unknown_speaker_keeps_the_given_name(actors: ActorCatalogue) -> None:
    reference = actors.speaker_ref("name:1", "Jane Roe", date(2024, 1, 1), "person")
    assert (reference.name, reference.kind, reference.role) == ("Jane Roe", "person", None)


def test_every_government_has_a_foreign_ministry(land: Path) -> None:
    ministry = ActorCatalogue.load(land).get("mfa-ostland")
    assert ministry is not None and "МЗС Остландії" in ministry.names["uk"]


def test_user_file_overrides_an_actor_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(json.dumps([{"id": "nato", "kind": "alliance", "names": {"en": ["Atlantic Pact"]}}]).encode())
    actors = ActorCatalogue.default(path)
    nato, rutte = actors.get("nato"), actors.get("mark-rutte")
    assert nato is not None and nato.name == "Atlantic Pact"
    assert rutte is not None


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        ("{id: x, kind: person, names: {en: [X]}, age: 3}", ("x", "age")),
        ("{id: x, kind: robot, names: {en: [X]}}", ("x", "kind")),
        ("{id: X Y, kind: person, names: {en: [X]}}", ("X Y", "id")),
        (
            "{id: x, kind: person, names: {en: [X]}, roles: [{key: president, of: nowhere}]}",
            ("x", "roles.0.of", "nowhere"),
        ),
        (
            "{id: x, kind: person, names: {en: [X]}, roles: [{key: king-of-all, of: x}]}",
            ("x", "roles.0.key", "king-of-all"),
        ),
        ("{id: x, kind: party, names: {en: [X]}, speaks_for: [nowhere]}", ("x", "speaks_for", "nowhere")),
        ("{id: x, kind: party}", ("x", "names")),
        (
            "{id: x, kind: person, names: {en: [X]}, roles: [{key: mayor, of: x, from: 2024-02-01, to: 2024-01-01}]}",
            ("x", "roles.0", "2024-01-01"),
        ),
    ],
)
def test_fault_in_a_file_names_actor_and_field(tmp_path: Path, entry: str, parts: tuple[str, ...]) -> None:
    path = tmp_path / "faulty.yaml"
    path.write_text(f"actors:\n- {entry}\n", encoding="utf8")
    with pytest.raises(ActorError) as caught:
        ActorCatalogue.load(path)
    for part in parts:
        assert part in str(caught.value)


@pytest.mark.parametrize(
    "content", ["actors: [", "nothing here", "actors: 3", "- {id: a, kind: party, names: {en: [A]}}\n" * 2]
)
def test_unreadable_file_names_the_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(content, encoding="utf8")
    with pytest.raises(ActorError, match=r"broken\.yaml"):
        ActorCatalogue.load(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ActorError, match=r"absent\.yaml"):
        ActorCatalogue.load(tmp_path / "absent.yaml")


def test_catalogue_can_be_made_of_models() -> None:
    actors = ActorCatalogue([Actor(id="a", kind="party", names={"en": ("A",)})])
    assert len(actors) == 1 and "a" in actors


NAMESAKES = """
actors:
- id: lena-marsten
  kind: person
  gender: fem
  names: {en: [Lena Marsten], ru: [Лена Марстен]}
- id: orla-fennick
  kind: person
  names: {en: [Orla Fennick], ru: [Орла Фенник]}
- id: orla-fennack
  kind: person
  names: {en: [Orla Fennack], ru: [Орла Феннак]}
- id: ulf-ro
  kind: person
  names: {en: [Ulf Ro], ru: [Ульф Ро]}
"""


@pytest.mark.parametrize(
    ("name", "gender", "expected"),
    [
        pytest.param("Лена Марстин", None, "lena-marsten", id="another vowel"),
        pytest.param("Лена Маррстен", "fem", "lena-marsten", id="a letter twice"),
        pytest.param("Лена Марстин", "masc", None, id="of the other gender"),
        pytest.param("Лена Карстен", None, None, id="another consonant"),
        pytest.param("Нина Марстен", None, None, id="another given name"),
        pytest.param("Орла Феннек", None, None, id="two people sound so"),
        pytest.param("Ульф Ра", None, None, id="too short to tell"),
        pytest.param("Лена Марстен-младшая", None, None, id="no junior"),
        pytest.param("Лена Марстен-младший", None, "lena-marsten", id="junior"),
        pytest.param("Марстин", None, None, id="no given name"),
    ],
)
def test_person_is_known_under_another_spelling(
    tmp_path: Path, name: str, gender: str | None, expected: str | None
) -> None:
    path = tmp_path / "namesakes.yaml"
    path.write_text(NAMESAKES, "utf-8")
    found = ActorCatalogue.load(path).spelt_like(name, "ru", gender)
    assert (found.id if found else None) == expected
