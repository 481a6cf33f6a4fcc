"""Attributed statements of articles against gold: spans, kinds, resolved speakers and entities.

Spans match one to one, the most alike first, where the sets of words that they touch have an intersection over union
(Jaccard) of at least one half. A gold statement that is `optional` is defensible either way: missing it is no miss,
and matching it no false alarm. A quoted fragment cut out of a mixed gold clause is no false alarm either. A speaker is
right when the predicted name fits the canonical one, whatever the script; the text's own words count only if they are a
name, not for a pronoun or a role (`speaker_lenient` counts these too). A null speaker is right for an anonymous one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from streams.evaluation.calibration import reliability
from streams.evaluation.names import contained, is_name, name_words, same_entity, same_name
from streams.evaluation.report import ALL, Problem, Report, Row, languages_of
from streams.evaluation.rows import ArticleRow, Entity, Words
from streams.evaluation.spans import Tally, WordIndex, harmonic, in_context, located, pair_up, word_iou

VIEWS = ("all", "direct", "indirect")
"""All statements; direct ones; indirect and mixed ones."""
HALF = 0.5
_INSIDE = 0.9
"""Share of a fragment's words that must lie in a mixed clause."""
_GOVERNMENT = "Government of "


@dataclass(frozen=True, slots=True)
class _Item:
    words: frozenset[int]
    row: Words
    start: int
    end: int


@dataclass(slots=True)
class _Counts:
    spans: dict[str, Tally] = field(default_factory=lambda: {view: Tally() for view in VIEWS})
    entities: Tally = field(default_factory=Tally)
    matched: int = 0
    """Required statements that were found."""
    speakers: int = 0
    lenient: int = 0
    kinds: int = 0


def is_direct(kind: str | None) -> bool:
    """Whether a kind counts as direct speech; a missing one does not."""
    return kind == "direct"


def _in_view(item: _Item, view: str) -> bool:
    return view == "all" or is_direct(item.row.kind) == (view == "direct")


def _match(gold: Sequence[_Item], got: Sequence[_Item]) -> list[tuple[int, int]]:
    """Pairs, the most alike first, a required gold statement before an optional one."""
    scored = [
        (-value, wanted.row.optional, i, j)
        for i, wanted in enumerate(gold)
        for j, prediction in enumerate(got)
        if (value := word_iou(wanted.words, prediction.words)) >= HALF
    ]
    return pair_up((i, j) for _, _, i, j in sorted(scored))


def _items(index: WordIndex, text: str, rows: Iterable[Words]) -> list[_Item]:
    items = []
    for number, row in enumerate(rows):
        place = located(text, row.start, row.end, row.text)
        if place is None:
            # Words that are not in the text: a false alarm that matches nothing.
            items.append(_Item(frozenset((-1 - number,)), row, 0, 0))
        else:
            items.append(_Item(index.within(*place), row, *place))
    return items


def _fragment(item: _Item, clauses: Sequence[_Item]) -> bool:
    """Whether a direct prediction lies within a mixed gold clause."""
    size = len(item.words)
    return (
        is_direct(item.row.kind)
        and size > 0
        and any(len(item.words & clause.words) >= _INSIDE * size for clause in clauses)
    )


def speaker_fits(gold: Words, predicted: Words, entities: Sequence[Entity]) -> tuple[bool, bool]:
    """Whether the predicted speaker is the one meant; and whether it is at least the one that the text writes.

    Args:
        entities: the article's gold entities, whose surfaces name a speaker too.
    """
    name, surface = predicted.speaker or "", gold.speaker_surface or ""
    as_written = bool(name) and (name.lower() == surface.lower() or same_name(name, surface))
    if not gold.speaker_canonical_en:
        anonymous = not name or as_written
        return anonymous, anonymous
    if not name:
        return False, False
    meant = (gold.speaker_canonical_en, *gold.speaker_canonical_alt)
    fits = any(same_name(name, one) for one in meant)
    if not fits:
        fits = any(
            same_name(name, one)
            for entity in entities
            if _is_speaker(entity, meant)
            for one in (entity.surface, entity.canonical_en, *entity.aliases)
        ) and not _namesake(name, meant, entities)
    if not fits and is_name(surface):
        fits = same_name(name, surface)
    return fits, fits or as_written


def _is_speaker(entity: Entity, meant: Sequence[str]) -> bool:
    """Whether an entity is the speaker; a country is its government."""
    return entity.canonical_en in meant or (entity.type == "LOC" and _GOVERNMENT + entity.canonical_en in meant)


def _namesake(name: str, meant: Sequence[str], entities: Sequence[Entity]) -> bool:
    """Whether a full name is somebody else's of the article, with the same surname."""
    words = name_words(name)
    return len(words) > 1 and any(
        entity.type == "PER"
        and entity.canonical_en not in meant
        and len(others := name_words(entity.surface)) > 1
        and contained(others, words)
        for entity in entities
    )


def evaluate(gold: Sequence[ArticleRow], texts: Mapping[str, str], predicted: Mapping[str, ArticleRow]) -> Report:
    """Figures by language and kind.

    Args:
        gold: articles with statements and entities.
        texts: text by article id.
        predicted: articles with statements and entities, by id.
    """
    report = Report("statements", missing=[article.id for article in gold if article.id not in predicted])
    counts: defaultdict[str, _Counts] = defaultdict(_Counts)
    judged: dict[str, list[tuple[float, bool]]] = {"statement": [], "statement and speaker": []}
    for article in gold:
        prediction = predicted.get(article.id) or ArticleRow(id=article.id)
        groups = [counts[language] for language in sorted({ALL, article.lang} - {""})]
        text = texts[article.id]
        index = WordIndex(text)
        wanted = _items(index, text, article.statements)
        got = _items(index, text, prediction.statements)
        clauses = [item for item in wanted if item.row.kind == "mixed"]
        for view in VIEWS:
            left = [item for item in wanted if _in_view(item, view)]
            right = [item for item in got if _in_view(item, view)]
            pairs = _match(left, right)
            taken = {j for _, j in pairs}
            hits = [(left[i], right[j]) for i, j in pairs if not left[i].row.optional]
            alarms = [item for j, item in enumerate(right) if j not in taken and not _fragment(item, clauses)]
            required = sum(not item.row.optional for item in left)
            for group in groups:
                group.spans[view].add(len(hits), len(hits) + len(alarms), len(hits), required)
            if view == "all":
                found = {i for i, _ in pairs}
                missed = [item for i, item in enumerate(left) if i not in found and not item.row.optional]
                report.problems += _problems(article, text, missed, alarms)
                _score_speakers(article, text, hits, groups, judged, report.problems)
                judged_wrong = [(item.row.confidence, False) for item in alarms if item.row.confidence is not None]
                for table in judged.values():
                    table += judged_wrong
        _score_entities(article, prediction.entities, groups, report.problems)
    for language in languages_of(article.lang for article in gold):
        report.rows += _rows(language, counts[language])
    report.calibration = {name: reliability(items) for name, items in judged.items() if items}
    return report


def _score_speakers(
    article: ArticleRow,
    text: str,
    hits: Sequence[tuple[_Item, _Item]],
    groups: Sequence[_Counts],
    judged: dict[str, list[tuple[float, bool]]],
    problems: list[Problem],
) -> None:
    for wanted, got in hits:
        fits, lenient = speaker_fits(wanted.row, got.row, article.entities)
        same_kind = is_direct(wanted.row.kind) == is_direct(got.row.kind)
        for group in groups:
            group.matched += 1
            group.speakers += fits
            group.lenient += lenient
            group.kinds += same_kind
        if got.row.confidence is not None:
            judged["statement"].append((got.row.confidence, True))
            judged["statement and speaker"].append((got.row.confidence, fits))
        shown = in_context(text, wanted.start, wanted.end)
        if not fits:
            meant = wanted.row.speaker_canonical_en or "nobody in particular"
            note = f"wanted {meant} ({wanted.row.speaker_surface}), got {got.row.speaker}"
            problems.append(Problem("speaker", article.id, article.lang, shown, note))
        if not same_kind:
            note = f"wanted {wanted.row.kind}, got {got.row.kind}"
            problems.append(Problem("kind", article.id, article.lang, shown, note))


def _problems(article: ArticleRow, text: str, missed: Sequence[_Item], alarms: Sequence[_Item]) -> list[Problem]:
    problems = []
    for item in missed:
        note = f"{item.row.kind}, cue {item.row.cue or '-'}, speaker {item.row.speaker_canonical_en or '-'}"
        words = in_context(text, item.start, item.end)
        problems.append(Problem("missed", article.id, article.lang, words, note))
    for item in alarms:
        note = f"{item.row.kind}, cue {item.row.cue or '-'}, speaker {item.row.speaker or '-'}"
        words = in_context(text, item.start, item.end) if item.end else f"not in the text: {item.row.text}"
        problems.append(Problem("false alarm", article.id, article.lang, words, note))
    return problems


def _score_entities(
    article: ArticleRow, predicted: Sequence[Entity], groups: Sequence[_Counts], problems: list[Problem]
) -> None:
    """Count entities; several surfaces of one gold entity are one hit."""
    found: set[int] = set()
    alarms = 0
    seen: set[tuple[str, str]] = set()
    for prediction in predicted:
        key = (prediction.surface.strip().lower(), prediction.type)
        if key in seen:
            continue
        seen.add(key)
        match = next((i for i, entity in enumerate(article.entities) if _names(prediction, entity)), None)
        if match is not None:
            found.add(match)
            continue
        alarms += 1
        problems.append(
            Problem("false alarm", article.id, article.lang, prediction.surface, f"entity {prediction.type}")
        )
    for index, entity in enumerate(article.entities):
        if index not in found:
            problems.append(Problem("missed", article.id, article.lang, entity.surface, f"entity {entity.type}"))
    for group in groups:
        group.entities.add(len(found), len(found) + alarms, len(found), len(article.entities))


def _names(prediction: Entity, entity: Entity) -> bool:
    return prediction.type == entity.type and any(
        same_entity(prediction.surface, name, any_part=entity.type == "PER")
        for name in (entity.surface, entity.canonical_en, *entity.aliases)
    )


def _rows(language: str, counts: _Counts) -> list[Row]:
    rows = []
    for view in (*VIEWS, "entities"):
        tally = counts.entities if view == "entities" else counts.spans[view]
        rows.append(
            Row(
                language,
                view,
                {
                    "precision": tally.precision,
                    "recall": tally.recall,
                    "f1": tally.f1,
                    "gold": tally.gold,
                    "predicted": tally.predicted,
                },
            )
        )
    spans, matched = counts.spans["all"], counts.matched
    # A statement with the wrong speaker is both a false alarm and a miss.
    precision = counts.speakers / spans.predicted if spans.predicted else 0.0
    recall = counts.speakers / spans.gold if spans.gold else 0.0
    rows.append(
        Row(
            language,
            "span + speaker",
            {
                "precision": precision,
                "recall": recall,
                "f1": harmonic(precision, recall),
                "gold": spans.gold,
                "predicted": spans.predicted,
            },
        )
    )
    rows[0].figures.update(
        speaker=counts.speakers / matched if matched else None,
        speaker_lenient=counts.lenient / matched if matched else None,
        speakers=matched,
        kind=counts.kinds / matched if matched else None,
    )
    return rows
