"""Who said what: direct, indirect and mixed quotations of an article, with their speakers.

The method is rule-based, after the surface patterns that quotation corpora agree on (Krestel et al. 2008; O'Keefe et
al. 2012; Pareti 2015): quotation marks and dashes, a lexicon of reporting cues with the constructions they take, the
cue's subject by agreement and position, and a focus that follows speakers from sentence to sentence.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.base import TextSpan
from schemas.enriched_article import AttributionMethod, Quotation, Speaker
from streams.language.attribution import mention_subject
from streams.language.attribution_coreference import Resolver
from streams.language.attribution_groups import stands_for
from streams.language.attribution_together import partners
from streams.language.cues import CueLexicon, cue_lexicon
from streams.language.document import Document
from streams.language.quotations_according import find_according
from streams.language.quotations_acts import find_acts
from streams.language.quotations_acts_subjects import deputies_of
from streams.language.quotations_answers import find_answers
from streams.language.quotations_backward import find_backward
from streams.language.quotations_backward_english import find_backward_english
from streams.language.quotations_colon import cut_setups
from streams.language.quotations_confidence import confidence
from streams.language.quotations_dialogue import find_dialogue
from streams.language.quotations_direct import find_direct
from streams.language.quotations_echoes import find_echoes
from streams.language.quotations_elliptic import find_elliptic
from streams.language.quotations_indirect import find_indirect
from streams.language.quotations_interview import quoted_answers
from streams.language.quotations_nouns import find_nominal
from streams.language.quotations_open import find_open
from streams.language.quotations_participles import find_participles
from streams.language.quotations_relatives import find_relatives
from streams.language.quotations_scene import Found, Harvest, Scene, within
from streams.language.quotations_summed import find_summed
from streams.language.quotations_unmarked import find_unmarked

_RIVALS = 60
"""Earlier quotations among which overlapping ones are looked for."""
MAX_CHARACTERS = 20_000
"""Longest quotation that is kept whole; it is cut there."""


def find_quotations(document: Document, cues: CueLexicon | None = None) -> list[Quotation]:
    """Find attributed quotations, and reported acts (kind "act") that no quotation covers.

    Args:
        document: an analysed text with tokens, sentences, paragraphs and mentions.
        cues: another lexicon than the one of the document's language.

    Returns:
        Quotations in order of their start; each one's text is the document's text at its offsets.
    """
    if not document.tokens:
        return []
    lexicon = cues or cue_lexicon(document.language)
    scene = Scene(document, lexicon)
    harvest = Harvest()
    find_direct(scene, harvest)
    quoted_answers(scene, harvest.found)
    find_dialogue(scene, harvest)
    phrases = scene.positions(lexicon.openers)
    cued = scene.cue_positions()
    nouns = scene.positions(lexicon.nominal)
    for unit in scene.units:
        if not unit.speech:
            continue
        find_according(scene, harvest, unit, within(phrases, unit.first, unit.last))
        find_indirect(scene, harvest, unit, within(cued, unit.first, unit.last))
        find_participles(scene, harvest, unit)
        find_relatives(scene, harvest, unit, within(cued, unit.first, unit.last))
        find_nominal(scene, harvest, unit, within(nouns, unit.first, unit.last))
    find_unmarked(scene, harvest)
    find_summed(scene, harvest)
    find_backward(scene, harvest)
    if not scene.slavic:
        find_backward_english(scene, harvest)
    find_open(scene, harvest)
    find_echoes(scene, harvest)
    find_answers(scene, harvest)
    find_elliptic(scene, harvest)
    kept = _settle(scene, harvest.found)
    resolver = Resolver(scene)
    result = _attribute(scene, kept, resolver)
    result.extend(find_acts(scene, result, resolver))
    result.sort(key=lambda q: (q.start, q.end))
    return result


def _settle(scene: Scene, found: list[Found]) -> list[Found]:
    """Of quotations that overlap, keep the better; a clause with quoted words inside is mixed."""
    kept: list[Found] = []
    for one in sorted(cut_setups(scene, found), key=lambda f: (f.first, -f.last)):
        if one.kind not in ("direct", "act"):
            one.kind = "mixed" if _quotes_inside(scene, one) else "indirect"
        rivals = [other for other in kept[-_RIVALS:] if other.first < one.last and one.first < other.last]
        drop = False
        for other in rivals:
            if one.kind == "direct" or other.kind == "direct":
                if one.kind == "direct" and other.kind == "direct":
                    continue
                weaker = one if other.kind == "direct" else other
            elif one.cue == other.cue or _same(one, other):
                weaker = one if one.confidence <= other.confidence else other
            else:
                continue
            if weaker is one:
                drop = True
                break
            kept.remove(other)
        if not drop:
            kept.append(one)
    return _nest(kept)


_CONTENT = frozenset(("infinitive", "infinitive-weak", "object", "about", "label", "weak", "noun"))
"""Constructions that, inside another report, are part of what it tells."""


def _nest(kept: list[Found]) -> list[Found]:
    """Reports inside reports: kept, less sure, where somebody speaks; dropped where they are what is told."""
    result: list[Found] = []
    for number, one in enumerate(kept):
        outer = None
        if one.kind != "direct":
            outer = next(
                (
                    o
                    for o in kept[max(0, number - _RIVALS) : number + _RIVALS]
                    if o is not one
                    and o.kind != "direct"
                    and o.first <= one.order
                    and one.last <= o.last
                    and o.order != one.order
                ),
                None,
            )
        if outer is None or one.cue is None or not outer.first <= one.cue[0] < outer.last:
            result.append(one)
            continue
        if one.frame in _CONTENT or one.think:
            continue
        if one.method != "nested":
            one.confidence *= 0.8
            one.method = "nested"
        result.append(one)
    return result


def _same(one: Found, other: Found) -> bool:
    """Nearly the same words, attributed twice."""
    shared = min(one.last, other.last) - max(one.first, other.first)
    return shared > 0.75 * (max(one.last, other.last) - min(one.first, other.first))


def _quotes_inside(scene: Scene, one: Found) -> bool:
    for index in range(one.first, one.last):
        mark = scene.mark_at[index]
        if (
            mark < 0
            or scene.marks[mark].open != index
            or scene.mention_at[index + 1 if index + 1 < scene.size else index] >= 0
        ):
            continue
        marked = scene.marks[mark]
        name = scene.is_upper(marked.first) and not scene.finite_between(marked.first, marked.last)
        if not name:
            return True
    return False


def _attribute(scene: Scene, kept: list[Found], resolver: Resolver) -> list[Quotation]:
    speakers: dict[int, tuple[Speaker | None, AttributionMethod]] = {}
    utterances: dict[int, int] = {}
    result: list[Quotation] = []
    kept.sort(key=lambda f: (f.order, f.first))
    made: list[tuple[Found, Quotation]] = []
    for one in kept:
        start, end = scene.span(one.first, one.last) if one.kind != "direct" else _words(scene, one)
        if end <= start:
            continue
        end = min(end, start + MAX_CHARACTERS)
        root = one
        while root.same_as is not None and (one.kind == "direct" or root.subject is None):
            root = root.same_as
        group = stands_for(scene, one.subject) or deputies_of(scene, one.subject)
        if len(group) == 1:
            one.subject = mention_subject(scene, group[0])
        if root is not one and id(root) in speakers:
            speaker, method = speakers[id(root)]
            method = one.method if one.method in ("continued", "nested") else method
        else:
            speaker, method = resolver.resolve(one)
        speakers[id(one)] = (speaker, method)
        pair = partners(scene, one.subject, one.cue[0], one.number) if one.subject and one.cue else None
        if len(group) > 1:
            pair = tuple(group)
        if one.same_as is not None and one.kind == "direct":
            utterance = utterances.setdefault(id(root), len(utterances))
        else:
            utterance = utterances.setdefault(id(one), len(utterances))
        cue = None
        if one.cue is not None:
            a, b = scene.tokens[one.cue[0]].start, scene.tokens[one.cue[1] - 1].end
            cue = TextSpan.trusted(start=a, end=b, text=scene.text[a:b])
        made.append(
            (
                one,
                Quotation.trusted(
                    start=start,
                    end=end,
                    text=scene.text[start:end],
                    kind=one.kind,
                    cue=cue,
                    speaker=speaker,
                    method=method,
                    confidence=round(confidence(one, method, scene.lexicon.language), 3),
                    utterance=utterance,
                    readings=None,
                ),
            )
        )
        if pair is not None:
            made.extend(_for_all(scene, made.pop(), pair, resolver))
    result = [quotation for _, quotation in made]
    result.sort(key=lambda q: (q.start, q.end))
    return result


def _for_all(
    scene: Scene, one: tuple[Found, Quotation], pair: tuple[int, ...], resolver: Resolver
) -> list[tuple[Found, Quotation]]:
    """Several speak together: the quotation of the first, and, less sure, the same of the others."""
    found, quotation = one
    result = []
    for number, mention in enumerate(pair):
        subject = mention_subject(scene, mention, inverted=bool(found.subject and found.subject.inverted))
        speaker, method = resolver.resolve(replace(found, subject=subject))
        sure = round(quotation.confidence * (0.9 if number else 1.0), 3)
        changed = {"speaker": speaker, "method": method, "confidence": sure}
        result.append((found, quotation.model_copy(update=changed)))
    return result


def _words(scene: Scene, one: Found) -> tuple[int, int]:
    """The words of direct speech, without marks, a comma that belongs to the cue, or white space."""
    first, last = one.first, one.last
    tokens = scene.tokens
    while last > first and tokens[last - 1].text in (",", "-", "–", "—"):
        last -= 1
    while first < last and tokens[first].text in (",", "-", "–", "—"):
        first += 1
    if last <= first:
        return 0, 0
    return tokens[first].start, tokens[last - 1].end
