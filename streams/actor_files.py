"""Reads catalogues of actors, and makes the bodies that every state has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from schemas import Language
from streams.actor_models import LANGUAGES, Actor, ActorError, ActorKind
from streams.language.adjectives import agreeing
from streams.language.inflection import phrase
from streams.safe_yaml import YamlError, safe_load

_PLACEHOLDER = re.compile(r"\{(name|the|gen|adj)(?::(fem|neut|plur))?\}")


class Body(BaseModel):
    """A kind of body that every state has, and patterns of its names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str
    kind: ActorKind
    id: str | None = None
    names: dict[Language, tuple[str, ...]]


@lru_cache(maxsize=1)
def bodies() -> dict[str, Body]:
    """`seeds/bodies.yaml`, by template."""
    data = safe_load(files("seeds").joinpath("bodies.yaml").read_bytes())
    return {entry["template"]: Body.model_validate(entry) for entry in data["bodies"]}


def seed_actors() -> list[Actor]:
    """The actors that ship with the program."""
    seeds = files("seeds")
    found = parse(seeds.joinpath("actors.yaml").read_bytes(), "actors.yaml")
    for entry in sorted(seeds.joinpath("actors").iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".yaml"):
            found += parse(entry.read_bytes(), f"actors/{entry.name}")
    return found


def read(path: str | PathLike[str]) -> list[Actor]:
    """The actors of one file, YAML or (`.json`) JSON: `{actors: [...]}` or the bare list.

    Raises:
        ActorError: it cannot be read, or an entry is at fault.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ActorError(f"{path}: {error.strerror}") from error
    return parse(data, str(path))


def parse(data: bytes, name: str) -> list[Actor]:
    """The actors in `data`; `name` is for messages."""
    try:
        content: Any = orjson.loads(data) if name.endswith(".json") else safe_load(data)
    except (orjson.JSONDecodeError, YamlError, UnicodeDecodeError) as error:
        raise ActorError(f"{name}: {error}") from error
    entries = content.get("actors") if isinstance(content, dict) else content
    if not isinstance(entries, list):
        raise ActorError(f"{name}: a list of actors is expected under `actors`")
    actors: list[Actor] = []
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        try:
            actor = Actor.model_validate(entry)
        except ValidationError as error:
            problem = error.errors()[0]
            where = ".".join(str(part) for part in problem["loc"])
            label = entry.get("id", f"entry {index + 1}") if isinstance(entry, dict) else f"entry {index + 1}"
            raise ActorError(f"{name}: {label}: {where}: {problem['msg']}".replace(": :", ":")) from error
        if actor.id in seen:
            raise ActorError(f"{name}: {actor.id}: id: used twice")
        seen.add(actor.id)
        actors.append(actor)
    return actors


def complete(actors: Iterable[Actor]) -> list[Actor]:
    """`actors` with the names that templates give, and with the bodies that no government names of its own.

    Raises:
        ActorError: a template or the government that it needs is unknown.
    """
    given = list(actors)
    by_id = {actor.id: actor for actor in given}
    claimed: set[tuple[str, str]] = set()
    result: list[Actor] = []
    for actor in given:
        if actor.template is None:
            result.append(_named(actor, bodies()["government"], actor) if actor.country else actor)
            continue
        body = bodies().get(actor.template)
        if body is None:
            raise ActorError(f"{actor.id}: template: unknown: {actor.template}")
        government = by_id.get(actor.of or "")
        if government is None or government.country is None:
            raise ActorError(f"{actor.id}: of: no government with a country: {actor.of}")
        claimed.add((actor.template, government.id))
        result.append(_named(actor, body, government))
    for government in given:
        if government.country is None:
            continue
        slug = government.id.removeprefix("government-of-")
        for body in bodies().values():
            if body.id is None or (body.template, government.id) in claimed:
                continue
            actor_id = body.id.format(slug=slug)
            if actor_id not in by_id:
                bare = Actor(id=actor_id, kind=body.kind, template=body.template, of=government.id)
                result.append(_named(bare, body, government))
    return result


def _named(actor: Actor, body: Body, government: Actor) -> Actor:
    names = {
        language: tuple(dict.fromkeys([*actor.names.get(language, ()), *_names(body, government, language)]))
        for language in LANGUAGES
    }
    return actor.model_copy(update={"names": names})


def _names(body: Body, government: Actor, language: Language) -> Iterable[str]:
    country = government.country
    assert country is not None
    names, adjectives = country.names.get(language, ()), country.adjectives.get(language, ())
    if not names:
        return
    the = ("the " if country.article else "") + names[0]
    for pattern in body.names.get(language, ()):
        found = _PLACEHOLDER.search(pattern)
        if found is None:
            yield pattern
        elif found[1] == "adj":
            gender: Literal["masc", "fem", "neut", "plur"] = found[2] or "masc"  # type: ignore[assignment]
            for adjective in adjectives:
                yield pattern.replace(found[0], agreeing(adjective, language, gender))
        elif found[1] == "the":
            yield pattern.replace(found[0], the)
        else:
            for name in names:
                for form in (name,) if found[1] == "name" else genitives(name, language):
                    yield pattern.replace(found[0], form)


def genitives(name: str, language: Language) -> list[str]:
    """A place name in the genitive; two where usage wavers, the likelier first.

    >>> genitives("Саудівська Аравія", "uk")
    ['Саудівської Аравії']
    """
    results = [""]
    for word in phrase(tuple(name.split()), language):
        # names of countries take -у, -ю in Ukrainian (Український правопис, § 82, 2.1.1)
        forms = sorted((form for form, cases in word.forms if "gen" in cases), key=lambda form: form[-1] not in "ую")
        results = [f"{start} {form}".strip() for start in results for form in (forms or [word.forms[0][0]])[:2]]
    return results
