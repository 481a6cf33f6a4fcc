"""Articles for the benchmarks, made of the sample articles, and of invented actors who change their minds.

An *ordinary* article is one sample article among paragraphs of others in which the core finds no statement; a *dense*
one is made of sample articles alone. In news that others annotated for quotations, the core finds about 0.3 statements
in 1,000 characters, in news chosen for our issues 2.7; ordinary articles lie between, dense ones above.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple

import orjson

from schemas.base import Language
from schemas.identity import article_id
from streams import work
from tests.faults.corpus import ISSUES

Density = Literal["ordinary", "dense"]

MEDIAN = 3000
"""Characters of the median news article."""
SHORTEST, LONGEST = 600, 20_000
SPREAD = 0.5
"""Of the logarithm of the length: nine articles in ten have between 1,300 and 6,800 characters."""
LANGUAGES: tuple[Language, ...] = ("uk", "en", "ru")
SAMPLE_ACTORS = Path(str(files("seeds"))) / "actors-samples.yaml"
DAYS = 400
"""Articles are published in order over so many days, as they are fetched."""
LATE = 0.05
"""Part of them that comes late, by up to `LATE_DAYS`."""
LATE_DAYS = 30
PUBLISHED = datetime(2026, 6, 1, 9, tzinfo=UTC)
"""Publication of the newest articles."""
STAMP = PUBLISHED.timestamp() * 1000 + 60_000
"""A Kafka timestamp after that, in milliseconds."""


class Raw(NamedTuple):
    """A raw article as it goes on the wire."""

    key: bytes
    value: bytes


@cache
def samples() -> dict[Language, tuple[str, ...]]:
    """Texts of the sample articles by language."""
    found: dict[Language, list[str]] = {language: [] for language in LANGUAGES}
    for entry in sorted((files("seeds") / "articles").iterdir(), key=lambda item: item.name):
        if entry.name.startswith(("story-", "real-")):
            for line in entry.read_bytes().splitlines():
                text = orjson.loads(line).get("text")
                if text:
                    found[_language(text)].append(text)
    return {language: tuple(texts) for language, texts in found.items()}


def _language(text: str) -> Language:
    if "і" in text or "ї" in text:
        return "uk"
    return "ru" if "и" in text else "en"


@cache
def background() -> dict[Language, tuple[str, ...]]:
    """Paragraphs of the sample articles in which the core finds no statement; `work.load` must have been called."""
    found: dict[Language, list[str]] = {language: [] for language in LANGUAGES}
    for language, texts in samples().items():
        for paragraph in (part for text in texts for part in text.split("\n\n") if len(part) > 60):
            value = orjson.dumps({"text": paragraph, "language": language, "published_at": PUBLISHED.isoformat()})
            enriched = work.enrich(value, STAMP)
            if enriched.language == language and not work.read(enriched.to_json())[1]:
                found[language].append(paragraph)
    return {language: tuple(paragraphs) for language, paragraphs in found.items()}


def text_of(language: Language, size: int, draw: random.Random, density: Density = "dense") -> str:
    """A text of about `size` characters: whole sample articles, or one among background, cut at the end."""
    parts = [draw.choice(samples()[language])]
    length = len(parts[0])
    others = samples()[language] if density == "dense" else background()[language]
    while length < size:
        parts.append(draw.choice(others))
        length += len(parts[-1]) + 2
    if density == "ordinary":
        draw.shuffle(parts)
    text = "\n\n".join(parts)
    cut = text.rfind(" ", 0, size + 1) if len(text) > size else -1
    return text[:cut] if cut > 0 else text


def articles(count: int, seed: str, density: Density = "ordinary", *, earlier: int = 0) -> list[Raw]:
    """Articles with distinct ids in the three languages by turns; `work.load` must have been called.

    Args:
        count: how many.
        seed: other articles for another seed.
        density: of statements.
        earlier: how many times `DAYS` before the newest ones they were published.
    """
    draw = random.Random(f"{seed}-{density}")
    days = [DAYS * (earlier + 1 - (number + 1) / count) for number in range(count)]
    return [article(number, seed, draw, density, days=before) for number, before in enumerate(days)]


def article(number: int, seed: str, draw: random.Random, density: Density = "ordinary", *, days: float = 0.0) -> Raw:
    """One of them, published so many days before the newest."""
    size = round(MEDIAN * math.exp(draw.gauss(0, SPREAD)))
    text = text_of(LANGUAGES[number % 3], min(max(size, SHORTEST), LONGEST), draw, density)
    late = LATE_DAYS * draw.random() if draw.random() < LATE else 0.0
    published = PUBLISHED - timedelta(days=days + late)
    return raw(f"https://bench.example/{seed}/{number}", text, published)


def raw(url: str, text: str, published: datetime, title: str = "") -> Raw:
    """A raw article."""
    value = {
        "url": url,
        "source": "The Example",
        "title": title or text[: max(20, text.find(" ", 60))].split("\n")[0],
        "text": text,
        "published_at": published.isoformat(),
    }
    return Raw(article_id(url, "", "").encode(), orjson.dumps(value))


_CONSONANTS = tuple(zip("bdgklmnprstvz", "бдгклмнпрствз", strict=True))
_VOWELS = tuple(zip("aoue", "аоуе", strict=True))


@dataclass(frozen=True, slots=True)
class Invented:
    """An actor of no office."""

    id: str
    names: dict[Language, str]

    @property
    def entry(self) -> dict[str, Any]:
        """As an actors file has it."""
        names = {language: [name] for language, name in self.names.items()}
        return {"id": self.id, "kind": "person", "gender": "masc", "names": names}


def invented(count: int, seed: int = 1) -> list[Invented]:
    """Actors with names that nobody has, each once."""
    draw = random.Random(seed)
    made: dict[str, Invented] = {}
    while len(made) < count:
        latin, cyrillic = zip(*(_word(draw, syllables) for syllables in (2, 3)), strict=True)
        slavic = " ".join(cyrillic)
        key = "-".join(latin).lower()
        made[key] = Invented(key, {"en": " ".join(latin), "uk": slavic, "ru": slavic})
    return list(made.values())


def _word(draw: random.Random, syllables: int) -> tuple[str, str]:
    letters = [draw.choice(kind) for _ in range(syllables) for kind in (_CONSONANTS, _VOWELS)]
    letters.append(draw.choice(_CONSONANTS))
    latin, cyrillic = ("".join(letter[script] for letter in letters) for script in (0, 1))
    return latin.capitalize(), cyrillic.capitalize()


def write_actors(actors: Sequence[Invented], path: Path) -> Path:
    """An actors file."""
    path.write_bytes(orjson.dumps({"actors": [actor.entry for actor in actors]}))
    return path


_SAYS: dict[Language, tuple[str, str]] = {
    "en": ("{name} said on Monday that he supports {what}.", "{name} said on Monday that he opposes {what}."),
    "uk": ("{name} у понеділок заявив, що підтримує {what}.", "{name} у понеділок заявив, що виступає проти {what}."),
    "ru": (
        "{name} в понедельник заявил, что поддерживает {what}.",
        "{name} в понедельник заявил, что выступает против {what}.",
    ),
}
_ORDER: tuple[Language, ...] = ("en", "uk", "ru")
"""Of the wordings of issues in the fault suite's corpus."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An actor on an issue."""

    actor: Invented
    issue: str

    def says(self, language: Language, *, against: bool) -> str:
        """A sentence in which the actor supports or opposes it."""
        what = ISSUES[self.issue][_ORDER.index(language)][against]
        return _SAYS[language][against].format(name=self.actor.names[language], what=what)


def pairs(actors: Sequence[Invented]) -> list[Pair]:
    """Every actor on every issue of the fault suite's corpus."""
    return [Pair(actor, issue) for issue in ISSUES for actor in actors]


HISTORY = 5
"""Times that a pair is heard before it turns; the last time it opposes already, which is not yet enough."""
SAID_TOGETHER = 6
"""Statements of one article of the history."""
TURNS = 1
"""Articles of the turn itself: the first one raises an alert, if it is read as it is meant."""


def history(known: Sequence[Pair], seed: str) -> Iterator[Raw]:
    """Articles in which every pair speaks `HISTORY` times, weeks apart, before now."""
    for part in range(HISTORY):
        published = PUBLISHED - timedelta(days=90 - 17 * part)
        for start in range(0, len(known), SAID_TOGETHER):
            language = LANGUAGES[(start // SAID_TOGETHER + part) % 3]
            against = part == HISTORY - 1
            said = [pair.says(language, against=against) for pair in known[start : start + SAID_TOGETHER]]
            yield raw(f"https://bench.example/{seed}/history/{part}/{start}", "\n\n".join(said), published)


def turn(pair: Pair, number: int, seed: str, draw: random.Random) -> Raw:
    """An ordinary article in which the pair opposes its issue, among background."""
    language = LANGUAGES[number % 3]
    size = min(max(round(MEDIAN * math.exp(draw.gauss(0, SPREAD))), SHORTEST), LONGEST)
    parts = [pair.says(language, against=True)]
    while sum(map(len, parts)) < size:
        parts.append(draw.choice(background()[language]))
    return raw(f"https://bench.example/{seed}/turn/{number}", "\n\n".join(parts), PUBLISHED)
