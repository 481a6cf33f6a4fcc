"""Issues and stances that came with the quotation, from a language model that read both."""

from __future__ import annotations

import logging

from schemas.enriched_article import EnrichedArticle, Quotation
from schemas.statement import Extractor
from streams.stances.acts import read_act
from streams.stances.decisions import read_decision
from streams.stances.issues import IssueCatalogue
from streams.stances.page import Finding, Page
from streams.stances.state import Reading

logger = logging.getLogger(__name__)


def given_findings(page: Page, quotation: Quotation, issues: IssueCatalogue) -> list[Finding] | None:
    """The findings of a quotation that brings its readings; none if the rules are to read it.

    Act and decision are read from the words in either case. An issue that this catalogue does not have, since the
    reading was made with another one, is passed over and logged.
    """
    if quotation.readings is None:
        return None
    words = page.words
    cue = words.between(quotation.cue.start, quotation.cue.end) if quotation.cue is not None else None
    decision = read_decision(words, cue) if quotation.kind == "act" and cue is not None else None
    span = words.between(quotation.start, quotation.end)
    findings: list[Finding] = []
    for given in quotation.readings:
        if issues.get(given.issue) is None:
            logger.warning("the reading of an issue that is not in the catalogue is passed over: %s", given.issue)
            continue
        act = read_act(page.hits, cue, span, given.stance, given.issue, decision)
        findings.append(Finding(given.issue, 1.0, Reading(given.stance, given.confidence), act, ()))
    return findings


def signature(article: EnrichedArticle, quotation: Quotation, rules: Extractor) -> Extractor:
    """What a statement is signed with: the model that gave its reading, or the rules, with the reason why they stood in
    for a model where they did.

    Args:
        article: the quotation's.
        quotation: with or without readings.
        rules: what the rules sign with.
    """
    name, _, version = article.extractor.partition("/")
    if quotation.readings is not None:
        return Extractor(name=name, version=version or "1")
    return rules if name == rules.name else Extractor(name=name, version=rules.version)
