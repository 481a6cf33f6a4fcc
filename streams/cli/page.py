"""Analysed articles as one HTML page that needs nothing else: for a person who checks what was found."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import pairwise

from schemas import EnrichedArticle, Mention, Quotation, Statement
from schemas.base import StanceLabel
from streams.cli.render import shorten

Analysed = tuple[EnrichedArticle, Sequence[Statement]]

STANCE_SIGNS: dict[StanceLabel, str] = {"support": "▲", "conditional": "◐", "neutral": "○", "oppose": "▼"}
MENTION_NAMES = {"PER": "person", "ORG": "organisation", "LOC": "place", "ROLE": "role"}
WORDS_SHOWN = 260
"""Longest quotation in the list, in characters."""

_LEGEND = """
<div class="key"><span>Quotations:</span> <span class="q direct">direct</span> <span class="q indirect">indirect</span>
<span class="q mixed">mixed</span> <span class="q act">act</span>
<span class="cue">cue</span> <span class="speaker">speaker</span></div>
<div class="key"><span>Mentions:</span> <span class="m PER" data-type="PER">person</span>
<span class="m ORG" data-type="ORG">organisation</span> <span class="m LOC" data-type="LOC">place</span>
<span class="m ROLE" data-type="ROLE">role</span></div>
<div class="key"><label><input type="checkbox" id="show-mentions" checked> mentions</label>
<label><input type="checkbox" id="show-labels" checked> type labels</label>
<label><input type="checkbox" id="only-issues"> only statements with an issue</label></div>
"""


def page(articles: Iterable[Analysed]) -> str:
    """The page of these articles. Everything that comes from them is escaped; scripts in them cannot run."""
    assets = files("streams.cli") / "assets"
    style, script = ((assets / name).read_text("utf-8") for name in ("page.css", "page.js"))
    bodies = [_article(number, article, statements) for number, (article, statements) in enumerate(articles, start=1)]
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Volteface: {len(bodies)} analysed article{'' if len(bodies) == 1 else 's'}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#statements-1">Skip to the list of statements</a>\n'
        f'<header class="bar">{_LEGEND}</header>\n<main>\n{"".join(bodies)}</main>\n'
        f'<div id="tip" role="tooltip" hidden></div>\n<script>{script}</script>\n</body>\n</html>\n'
    )


def _hash(content: str) -> str:
    """The source expression that allows this inline content (Content Security Policy Level 3)."""
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _article(number: int, article: EnrichedArticle, statements: Sequence[Statement]) -> str:
    by_place: dict[tuple[int, int], list[Statement]] = {}
    for statement in statements:
        by_place.setdefault((statement.quotation.start, statement.quotation.end), []).append(statement)
    read = [by_place.get((one.start, one.end), []) for one in article.quotations]
    names = [f"a{number}-q{index}" for index in range(1, len(article.quotations) + 1)]
    about = [article.source, f"{article.published_at:%Y-%m-%d}", article.language, f"extractor {article.extractor}"]
    link = ""
    if article.url and article.url.startswith(("http://", "https://")):
        link = f' · <a href="{escape(article.url)}" rel="noreferrer">{escape(article.url)}</a>'
    cards = "".join(
        _card(index, names[index - 1], quotation, found)
        for index, (quotation, found) in enumerate(zip(article.quotations, read, strict=True), start=1)
    )
    return (
        f'<article class="article" id="a{number}">\n<div class="head"><h1 lang="{article.language}">'
        f'{escape(article.title or "Article")}</h1>\n<p class="about">'
        f"{escape(' · '.join(part for part in about if part))}{link}</p></div>\n"
        f'<div class="text" lang="{article.language}">{_text(article, names, read)}</div>\n'
        f'<aside class="side" aria-label="Statements and entities">\n<h2 id="statements-{number}" tabindex="-1">'
        f"{len(article.quotations)} quotations, {len(statements)} statements with an issue</h2>\n"
        f'<ol class="cards">{cards}</ol>\n<h2>Entities</h2>\n{_entities(article)}</aside>\n</article>\n'
    )


def _text(article: EnrichedArticle, names: Sequence[str], read: Sequence[Sequence[Statement]]) -> str:
    """The text cut where anything begins or ends, each piece wrapped in what covers it."""
    quotations = article.quotations
    speakers = {
        (one.speaker.start, one.speaker.end) for one in quotations if one.speaker and one.speaker.start is not None
    }
    cues = {(one.cue.start, one.cue.end) for one in quotations if one.cue}
    edges = {0, len(article.text)}
    for span in (*quotations, *article.mentions):
        edges |= {span.start, span.end}
    edges |= {edge for place in (*cues, *speakers) for edge in place if edge is not None}
    order = sorted(range(len(quotations)), key=lambda index: (quotations[index].start, -quotations[index].end))
    pieces: list[str] = []
    opened: list[int] = []
    covering: list[Mention] = []
    waiting, next_mention = 0, 0
    for start, end in pairwise(sorted(edges)):
        opened = [index for index in opened if quotations[index].end > start]
        covering = [mention for mention in covering if mention.end > start]
        while waiting < len(order) and quotations[order[waiting]].start <= start:
            index = order[waiting]
            opened.append(index)
            pieces.append(_mark(index, names[index], quotations[index], read[index]))
            waiting += 1
        while next_mention < len(article.mentions) and article.mentions[next_mention].start <= start:
            covering.append(article.mentions[next_mention])
            next_mention += 1
        piece = escape(article.text[start:end])
        if any(a is not None and b is not None and a <= start and end <= b for a, b in speakers):
            piece = f'<span class="speaker">{piece}</span>'
        if any(a <= start and end <= b for a, b in cues):
            piece = f'<span class="cue">{piece}</span>'
        if covering:
            piece = _mention(covering[-1], piece, first=covering[-1].start == start, last=covering[-1].end == end)
        if opened:
            inner = min(opened, key=lambda index: quotations[index].end - quotations[index].start)
            ids = " ".join(names[index] for index in opened if index != inner)
            piece = (
                f'<span class="q {quotations[inner].kind}" data-q="{ids}{" " if ids else ""}{names[inner]}">'
                f"{piece}</span>"
            )
        pieces.append(piece)
    return "".join(pieces)


def _mention(mention: Mention, piece: str, *, first: bool, last: bool) -> str:
    """A mention, or a piece of one: the first can be reached by keyboard, the last bears the label."""
    known = f"actor {mention.actor_id}, confidence {mention.confidence:.2f}" if mention.actor_id else "no known actor"
    tip = f"{MENTION_NAMES[mention.type]}: {mention.name or mention.text}\n{known}"
    reach = ' tabindex="0"' if first else ""
    label = f' data-type="{mention.type}"' if last else ""
    return f'<span class="m {mention.type}"{label}{reach} data-tip="{escape(tip)}">{piece}</span>'


def speaker_of(quotation: Quotation) -> str:
    """Who says it, as a person reads it."""
    speaker = quotation.speaker
    if speaker is None:
        return "speaker not found"
    name = speaker.name or speaker.surface or "unnamed"
    return f"{name} (anonymous)" if speaker.kind == "anonymous" else name


def _mark(index: int, name: str, quotation: Quotation, statements: Sequence[Statement]) -> str:
    """The number before a quotation: it leads to the list, and tells the details."""
    lines = [
        f"{quotation.kind} quotation {index + 1}: {speaker_of(quotation)}",
        f"method {quotation.method}, confidence {quotation.confidence:.2f}",
        *(f"{one.stance.label} · {one.issue.label}" for one in statements),
    ]
    return (
        f'<a class="mark {quotation.kind}" id="{name}" href="#{name}-card" data-q="{name}" '
        f'data-tip="{escape(chr(10).join(lines))}" aria-label="{escape(lines[0])}">{index + 1}</a>'
    )


def _card(index: int, name: str, quotation: Quotation, statements: Sequence[Statement]) -> str:
    speaker = quotation.speaker
    details = [f"method {quotation.method}", f"confidence {quotation.confidence:.2f}"]
    if quotation.cue:
        details.insert(0, f"cue “{quotation.cue.text}”")
    if speaker and speaker.surface and speaker.surface != speaker.name:
        details.insert(0, f"as “{speaker.surface}”")
    role = f' <span class="small">{escape(speaker.role)}</span>' if speaker and speaker.role else ""
    read = "".join(
        f'<p><span class="stance {one.stance.label}">{STANCE_SIGNS[one.stance.label]} {one.stance.label}</span> '
        f'{escape(one.issue.label)} <span class="small">{one.act.kind}, confidence {one.confidence:.2f}'
        f"{', recalled' if one.background else ''}</span></p>"
        for one in statements
    )
    return (
        f'<li class="card {quotation.kind}{"" if statements else " bare"}" id="{name}-card" data-q="{name}">'
        f'<p><span class="who">{index}. {escape(speaker_of(quotation))}</span>{role}</p>{read}'
        f'<p class="words"><a href="#{name}">{escape(shorten(quotation.text, WORDS_SHOWN))}</a></p>'
        f'<p class="small"><span class="kind {quotation.kind}">{quotation.kind}</span> · '
        f"{escape(' · '.join(details))}</p></li>\n"
    )


def _entities(article: EnrichedArticle) -> str:
    groups: dict[tuple[str, str], list[str]] = {}
    for mention in article.mentions:
        groups.setdefault((mention.type, mention.name or mention.text), []).append(mention.text)
    rows = "".join(
        f'<tr><td class="m {type_}">{type_}</td><td>{escape(name)}</td>'
        f"<td>{escape(', '.join(dict.fromkeys(surfaces)))}</td><td>{len(surfaces)}</td></tr>\n"
        for (type_, name), surfaces in groups.items()
    )
    return (
        '<table><thead><tr><th scope="col">type</th><th scope="col">actor or name</th><th scope="col">as written</th>'
        f'<th scope="col">times</th></tr></thead><tbody>\n{rows}</tbody></table>\n'
    )
