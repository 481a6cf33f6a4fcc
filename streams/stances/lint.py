"""What is wrong with a catalogue of issues, or does nothing in it: all of it at once, each with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import get_args

from schemas.base import Language
from streams.stances.issues import Issue, IssueCatalogue, IssueError
from streams.stances.lint_files import Code, Fault, Sources, read_sources
from streams.stances.lint_terms import (
    TermText,
    idle,
    overlaps,
    redundant,
    shut_out,
    unreadable,
    void_exclusions,
)
from streams.stances.patterns import PatternError, split_phrase
from streams.stances.quotation import QuotationReader

__all__ = ["LANGUAGES", "Code", "Fault", "lint"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
_SHOWN = 80


def lint(sources: Sequence[tuple[str, str]], languages: Sequence[Language] = LANGUAGES) -> list[Fault]:
    """Faults of a catalogue, those of one issue together.

    Args:
        sources: name and text of each file, as `streams.stances.issues.sources` gives them; a later one adds issues and
            vocabulary, and replaces those of an earlier one.
        languages: in which an issue must have a label and terms.
    """
    read = read_sources(sources)
    catalogue = IssueCatalogue(read.issues, read.vocabulary)
    faults = [*read.faults, *_vocabulary(read)]
    terms: dict[tuple[str, Language], list[TermText]] = defaultdict(list)
    told = {language: _told(read, language) for language in LANGUAGES}
    for issue in catalogue:
        faults += _missing(read, issue, languages)
        faults += _references(read, catalogue, issue)
        for language in LANGUAGES:
            faults += _terms(read, catalogue, issue, language, terms[issue.id, language], told[language])
    faults += _shared(read, catalogue, [term for group in terms.values() for term in group])
    faults += _examples(read, _readable(catalogue, terms))
    order = {name: number for number, name in enumerate(read.issues)}
    return sorted(dict.fromkeys(faults), key=lambda fault: order.get(fault.issue, -1))


def _fault(read: Sources, code: Code, issue: str, language: str, field: str, value: str, message: str) -> Fault:
    return Fault(code, read.files[issue], issue, language, field, value, message)


def _missing(read: Sources, issue: Issue, languages: Sequence[Language]) -> Iterator[Fault]:
    if not issue.proposition.strip():
        yield _fault(read, "missing", issue.id, "en", "proposition", issue.proposition, "says nothing")
    for language in languages:
        if not issue.label.get(language, "").strip():
            yield _fault(read, "missing", issue.id, language, "label", "", "there is no label in this language")
        if not issue.terms.get(language):
            yield _fault(read, "missing", issue.id, language, "terms", "", "there are no terms in this language")


def _references(read: Sources, catalogue: IssueCatalogue, issue: Issue) -> Iterator[Fault]:
    known = {*catalogue.issues, *read.broken}
    if issue.parent is not None and issue.parent not in known:
        yield _fault(read, "unknown-reference", issue.id, "", "parent", issue.parent, "there is no such issue")
    if issue.id in catalogue.ancestors(issue.id):
        chain = " → ".join((issue.id, *catalogue.ancestors(issue.id)))
        message = f"the chain of parents comes back to the issue: {chain}"
        yield _fault(read, "cycle", issue.id, "", "parent", issue.parent or "", message)
    for rival in issue.rivals:
        if rival not in known:
            yield _fault(read, "unknown-reference", issue.id, "", "rivals", rival, "there is no such issue")
        elif rival == issue.id:
            yield _fault(read, "unknown-reference", issue.id, "", "rivals", rival, "is the issue itself")


def _vocabulary(read: Sources) -> Iterator[Fault]:
    """Faults of the groups themselves, told once and not wherever a term uses them."""
    used = {
        word.strip("()")[1:]
        for text in _all_texts(read)
        for piece in text.split()
        for word in piece.split("|")
        if word.strip("()").startswith("$")
    }
    for group, entry in read.vocabulary.items():
        file, path = read.group_files[group], f"vocabulary.{group}"
        if group not in used:
            yield Fault("unused", file, "", "", path, f"${group}", "no term uses it")
        for language, texts in entry.items():
            plain = [text for text in texts if not text.startswith("$")]
            for text in texts:
                if text.startswith("$") and language not in read.vocabulary.get(text[1:], {}):
                    yield Fault("unknown-reference", file, "", language, path, text, "there is no such vocabulary")
            for code, value, message in _phrases(plain, language):
                yield Fault(code, file, "", language, path, value, message)


def _all_texts(read: Sources) -> Iterator[str]:
    for entry in read.vocabulary.values():
        for texts in entry.values():
            yield from texts
    for issue in read.issues.values():
        for table in (issue.terms, issue.opposed):
            for texts in table.values():
                yield from texts


def _phrases(texts: Sequence[str], language: Language) -> Iterator[tuple[Code, str, str]]:
    """Faults of alternatives as they are written: kind, value and message."""
    found = []
    for text in texts:
        try:
            found.append(split_phrase(text))
        except PatternError as error:
            yield "invalid-value", text[:_SHOWN], str(error)
    for word in sorted(
        {word for phrases in found for phrase in phrases for element in phrase for word in element or ()}
    ):
        why = unreadable(word, language)
        if why is not None:
            yield "dead-term", word, f"never found: {why}"
    for value, wide in redundant([phrase for phrases in found for phrase in phrases], language):
        yield "duplicate", value, _idle(wide)


def _idle(wide: str) -> str:
    return f"{wide!r} finds it already"


def _terms(
    read: Sources,
    catalogue: IssueCatalogue,
    issue: Issue,
    language: Language,
    made: list[TermText],
    told: set[tuple[str, str]],
) -> Iterator[Fault]:
    """Faults of the terms of one issue in one language; those that can be read are added to `made`.

    Args:
        told: what is told of the vocabulary, and is not told again for each term that uses it.
    """
    for opposed, table in ((False, issue.terms), (True, issue.opposed)):
        field = "opposed" if opposed else "terms"
        for text in table.get(language, ()):
            try:
                made.append(TermText(issue.id, language, text, catalogue.read_term(issue.id, text, language, opposed)))
            except IssueError as error:
                message = str(error).removeprefix(f"{issue.id}: term {text!r}: ")
                yield _fault(read, "invalid-value", issue.id, language, field, text[:_SHOWN], message)
                continue
            for code, value, message in _own_phrases(text, language):
                yield _fault(read, code, issue.id, language, field, value, message)
    for term in made:
        for value in shut_out(term):
            message = f"the term's own exclusion always shuts it out: {term.text[:_SHOWN]!r}"
            yield _fault(read, "dead-term", issue.id, language, term.field, value, message)
        for value, wide in redundant(term.exclusions, language):
            if (value, _idle(wide)) not in told:
                message = f"excludes nothing: {wide!r} does already, in {term.text[:_SHOWN]!r}"
                yield _fault(read, "void-exclusion", issue.id, language, term.field, value, message)
    undone = dict(void_exclusions(made))
    for term, other in undone.items():
        message = f"excludes nothing: {other.text[:_SHOWN]!r} finds the same without it"
        value = term.text.partition("!")[2].strip()[:_SHOWN]
        yield _fault(read, "void-exclusion", issue.id, language, term.field, value, message)
    for term, other in idle(made):
        if term in undone:
            continue
        message = f"finds nothing that {other.text[:_SHOWN]!r} does not"
        yield _fault(read, "duplicate", issue.id, language, term.field, term.text[:_SHOWN], message)


def _told(read: Sources, language: Language) -> set[tuple[str, str]]:
    """Values and messages of the duplicates that the vocabulary itself has."""
    return {
        (value, message)
        for entry in read.vocabulary.values()
        for code, value, message in _phrases([text for text in entry.get(language, ()) if text[:1] != "$"], language)
        if code == "duplicate"
    }


def _own_phrases(text: str, language: Language) -> Iterator[tuple[Code, str, str]]:
    """Faults of a term's phrases other than those of the vocabulary, part by part."""
    parts: list[list[str]] = [[]]
    relations = [""]
    for word in text.strip().lstrip("? ").split():
        if word in ("+", "&", "!", "@"):
            parts.append([])
            relations.append(word)
        else:
            parts[-1].append(word)
    for relation, words in zip(relations, parts, strict=True):
        texts = [phrase.strip() for phrase in " ".join(words).split(" | ")]
        for code, value, message in _phrases([one for one in texts if not one.startswith("$")], language):
            if relation == "!":
                if code == "duplicate":
                    continue  # told with the vocabulary's phrases, as an exclusion that excludes nothing
                if code == "dead-term":
                    code, message = "void-exclusion", f"excludes nothing: {message}"
            yield code, value, message


def _shared(read: Sources, catalogue: IssueCatalogue, terms: Sequence[TermText]) -> Iterator[Fault]:
    """Terms that name two issues at once, or both sides of one."""
    related = {
        frozenset(pair)
        for issue in catalogue
        for pair in (
            *((issue.id, broader) for broader in catalogue.ancestors(issue.id)),
            *((issue.id, rival) for rival in issue.rivals),
            *combinations(issue.rivals, 2),
        )
    }
    for first, second, phrase in overlaps(terms):
        if first.issue == second.issue:
            message = f"stands on both sides of the issue: {first.text[:_SHOWN]!r} and {second.text[:_SHOWN]!r}"
            yield _fault(read, "contradiction", second.issue, second.language, second.field, phrase, message)
        elif frozenset((first.issue, second.issue)) not in related:
            message = f"names {first.issue} too, by {first.text[:_SHOWN]!r}; neither is the other's parent or rival"
            yield _fault(read, "overlap", second.issue, second.language, second.field, phrase, message)


def _readable(catalogue: IssueCatalogue, terms: dict[tuple[str, Language], list[TermText]]) -> IssueCatalogue:
    """The catalogue without the terms that cannot be read."""
    issues = {}
    for issue in catalogue:
        tables: dict[bool, dict[Language, tuple[str, ...]]] = {False: {}, True: {}}
        for language in LANGUAGES:
            for opposed, table in tables.items():
                kept = tuple(term.text for term in terms[issue.id, language] if term.term.opposed == opposed)
                if kept:
                    table[language] = kept
        issues[issue.id] = issue.model_copy(update={"terms": tables[False], "opposed": tables[True]})
    return IssueCatalogue(issues, catalogue.vocabulary)


def _examples(read: Sources, catalogue: IssueCatalogue) -> Iterator[Fault]:
    reader = QuotationReader(catalogue)
    for issue in catalogue:
        for language, examples in issue.examples.items():
            for example in examples:
                page = reader.page(example.text, "", language)
                found = {f.issue: f.reading.label for f in reader.read(page, 0, len(example.text))}
                if found.get(issue.id) == example.stance:
                    continue
                told = ", ".join(f"{name} {label}" for name, label in found.items()) or "nothing"
                message = f"{example.stance} is declared, and {told} is read"
                yield _fault(read, "wrong-example", issue.id, language, "examples", example.text, message)
