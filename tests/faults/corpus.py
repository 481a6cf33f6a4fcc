"""A corpus with known statements: invented actors, three languages, revisions, duplicates and poison, from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

import orjson

from schemas.identity import article_id

Stance = Literal["support", "oppose"]
Kind = Literal["article", "revision", "duplicate", "poison"]

FIRST_DAY = datetime(2025, 2, 3, 9, tzinfo=UTC)
"""Publication of the first articles. Dates are fixed, so that a seed gives the same articles and ids on any day."""
DAYS = 75
"""Within the tracker's horizon, in which what a position ends as does not depend on the order of arrival."""
MAX_UTTERANCES = 24
"""Articles of one speaker on one issue: few enough for the tracker to keep them all."""


class Speaker(NamedTuple):
    """One of the invented actors of `seeds/actors-samples.yaml`."""

    id: str
    feminine: bool
    names: tuple[str, str, str]
    """In English, Ukrainian, Russian."""
    countries: tuple[str, str, str]


VELMARIA = ("Velmaria", "Велмарія", "Велмария")
NORRHEIM = ("Norrheim", "Норргейм", "Норрхейм")
CALDORA = ("Caldora", "Кальдора", "Кальдора")
SARVENIA = ("Sarvenia", "Сарвенія", "Сарвения")
LANGUAGES = ("en", "uk", "ru")

SPEAKERS = (
    Speaker("marek-tolvanic", False, ("Marek Tolvanic", "Марек Толваніч", "Марек Толванич"), VELMARIA),
    Speaker("ilona-brasko", True, ("Ilona Brasko", "Ілона Браско", "Илона Браско"), VELMARIA),
    Speaker("petra-lindovar", True, ("Petra Lindovar", "Петра Ліндовар", "Петра Линдовар"), VELMARIA),
    Speaker("astrid-halvane", True, ("Astrid Halvane", "Астрід Гальване", "Астрид Хальване"), NORRHEIM),
    Speaker("eskil-brandmoor", False, ("Eskil Brandmoor", "Ескіль Брандмур", "Эскиль Брандмур"), NORRHEIM),
    Speaker("ramiro-estelar", False, ("Ramiro Estelar", "Раміро Естелар", "Рамиро Эстелар"), CALDORA),
    Speaker("lucia-monteval", True, ("Lucia Monteval", "Лусія Монтеваль", "Лусия Монтеваль"), CALDORA),
    Speaker("miroslav-kardun", False, ("Miroslav Kardun", "Мирослав Кардун", "Мирослав Кардун"), SARVENIA),
    Speaker("zora-pelivan", True, ("Zora Pelivan", "Зора Пеліван", "Зора Пеливан"), SARVENIA),
)

ISSUES: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "tanks-to-ukraine": (
        ("sending tanks to Ukraine",) * 2,
        ("передачу танків Україні", "передачі танків Україні"),
        ("передачу танков Украине", "передачи танков Украине"),
    ),
    "sanctions-on-russia": (
        ("sanctions against Russia",) * 2,
        ("санкції проти Росії", "санкцій проти Росії"),
        ("санкции против России", "санкций против России"),
    ),
    "nato-membership-ukraine": (
        ("NATO membership for Ukraine",) * 2,
        ("членство України в НАТО", "членства України в НАТО"),
        ("членство Украины в НАТО", "членства Украины в НАТО"),
    ),
    "ceasefire-ukraine": (
        ("a ceasefire in Ukraine",) * 2,
        ("перемир'я в Україні",) * 2,
        ("перемирие в Украине", "перемирия в Украине"),
    ),
}
"""In each language, after "supports" and after "opposes"."""

_SAYS: dict[Stance, tuple[str, str, str]] = {
    "support": (
        "{name} said on Monday that {country} supports {what}.",
        "{name} у понеділок {said}, що {country} підтримує {what}.",
        "{name} в понедельник {said}, что {country} поддерживает {what}.",
    ),
    "oppose": (
        "{name} said on Monday that {country} opposes {what}.",
        "{name} у понеділок {said}, що {country} виступає проти {what}.",
        "{name} в понедельник {said}, что {country} выступает против {what}.",
    ),
}
_SAID = (("said", "said"), ("заявив", "заявила"), ("заявил", "заявила"))
_FILLER = (
    "The talks in the capital took most of the day. Reporters were given note number {number}.",
    "Переговори в столиці тривали майже весь день. Журналістам роздали записку номер {number}.",
    "Переговоры в столице шли почти весь день. Журналистам раздали записку номер {number}.",
)


class Known(NamedTuple):
    """A statement that an article makes."""

    speaker: str
    issue: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Item:
    """One record for the topic of raw articles."""

    number: int
    kind: Kind
    key: bytes
    value: bytes
    says: frozenset[Known]
    """What the article says in this version."""


def corpus(seed: str, articles: int) -> list[Item]:
    """Records in the order in which to produce them.

    Args:
        seed: the same one gives the same records.
        articles: how many articles; revisions, duplicates and poison come on top.
    """
    draw = random.Random(seed)
    # A revision comes some time after its article, a duplicate likewise: what is due at which place.
    due: dict[int, list[tuple[Kind, Item]]] = {}
    items: list[Item] = []
    for place, plot in zip(range(articles), _plots(draw, articles), strict=False):
        first = _article(len(items), f"https://news.example/{seed}/{place}", *plot, draw)
        items.append(first)
        chance = draw.random()
        if chance < 0.16:
            kind: Kind = "revision" if chance < 0.09 else "duplicate"
            due.setdefault(place + draw.randint(0, 40), []).append((kind, first))
        for kind, origin in due.pop(place, []):
            items.append(_again(len(items), kind, origin, draw))
        if draw.random() < 0.05:
            items.append(_poison(len(items), draw))
    for waiting in due.values():
        items += [_again(len(items) + n, kind, origin, draw) for n, (kind, origin) in enumerate(waiting)]
    return items


def _plots(draw: random.Random, articles: int) -> Iterator[tuple[datetime, tuple[tuple[Speaker, str, Stance], ...]]]:
    """When and who says what: each speaker changes sides on each issue once or never. In order of publication."""
    pairs = [(speaker, issue) for speaker in SPEAKERS for issue in ISSUES]
    needed = max(6, -(-articles // MAX_UTTERANCES) + 4)
    draw.shuffle(pairs)
    sides: dict[tuple[str, str], tuple[Stance, float]] = {}
    chosen = pairs[: min(needed, len(pairs))]
    for speaker, issue in chosen:
        turn = draw.uniform(0.35, 0.6) if draw.random() < 0.7 else 2.0
        sides[speaker.id, issue] = (draw.choice(("support", "oppose")), turn)
    for moment in sorted(draw.random() for _ in range(articles)):
        told = draw.sample(chosen, 2 if draw.random() < 0.2 else 1)
        said = []
        for speaker, issue in told:
            first, turn = sides[speaker.id, issue]
            said.append((speaker, issue, first if moment < turn else _other(first)))
        yield FIRST_DAY + timedelta(days=DAYS * moment), tuple(said)


def _article(
    number: int,
    url: str,
    published: datetime,
    said: tuple[tuple[Speaker, str, Stance], ...],
    draw: random.Random,
    *,
    kind: Kind = "article",
) -> Item:
    tongue = draw.randrange(len(LANGUAGES))
    parts = [*(_sentence(tongue, *one) for one in said), _FILLER[tongue].format(number=number)]
    value = {
        "url": url,
        "source": draw.choice(("The Example", "Second Example", "Приклад")),
        "title": f"Note {number}",
        "text": "\n".join(parts),
        "published_at": published.isoformat(),
    }
    says = frozenset(Known(speaker.id, issue, stance) for speaker, issue, stance in said)
    return Item(number, kind, article_id(url, "", "").encode(), orjson.dumps(value), says)


def _sentence(tongue: int, speaker: Speaker, issue: str, stance: Stance) -> str:
    return _SAYS[stance][tongue].format(
        name=speaker.names[tongue],
        said=_SAID[tongue][speaker.feminine],
        country=speaker.countries[tongue],
        what=ISSUES[issue][tongue][stance == "oppose"],
    )


def _again(number: int, kind: Kind, origin: Item, draw: random.Random) -> Item:
    if kind == "duplicate":
        return Item(number, "duplicate", origin.key, origin.value, origin.says)
    fields = orjson.loads(origin.value)
    said = [_known(known) for known in sorted(origin.says)]
    change = draw.random()
    if change < 0.3:  # a comma elsewhere: every statement stands
        fields["text"] += "\n" + str(number)
        return Item(number, "revision", origin.key, orjson.dumps(fields), origin.says)
    if change < 0.6 or len(said) > 1:  # one statement less
        said = said[1:]
    else:  # the other way round
        said = [(speaker, issue, _other(stance)) for speaker, issue, stance in said]
    published = datetime.fromisoformat(fields["published_at"])
    return _article(number, fields["url"], published, tuple(said), draw, kind="revision")


def _known(known: Known) -> tuple[Speaker, str, Stance]:
    return next(one for one in SPEAKERS if one.id == known.speaker), known.issue, known.stance


def _other(stance: Stance) -> Stance:
    return "oppose" if stance == "support" else "support"


def _poison(number: int, draw: random.Random) -> Item:
    readable = {"url": f"https://news.example/poison/{number}", "published_at": "2025-03-01"}
    value = draw.choice(
        (
            b"no JSON, number %d" % number,
            b"\xff\xfe\x00 number %d" % number,
            orjson.dumps(readable | {"text": number}),
            orjson.dumps(readable | {"text": "   "}),
            orjson.dumps(readable | {"text": "总理周一表示，政府反对向该国运送坦克。" * 5}),
            orjson.dumps(readable | {"text": "Velmaria supports it.", "published_at": "2099-01-01"}),
        )
    )
    return Item(number, "poison", b"poison-%d" % number, value, frozenset())
