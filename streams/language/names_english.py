"""Unknown names in English text: persons, organisations and places by their capitals, lexicons and neighbours."""

from __future__ import annotations

import re

from streams.language.lexicons import words
from streams.language.scan import Found, Scan
from streams.language.traits import phrases

_DATING = frozenset(("in", "since", "last", "early", "late", "until"))
_MONTHS = frozenset(("May", "June", "April", "August", "March", "Will"))
_NUMBERS = frozenset((
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
))  # fmt: skip
_LINKS = frozenset(("of", "for", "on"))
_PARTICLES = frozenset(("von", "van", "de", "der", "la", "du", "da", "di", "del", "bin", "ibn", "al", "el", "&", "zu"))
_PREFIXED = re.compile(r"(?:al|el|ad|an|ar|as|at|az|d|l|o|ul|ut)[-’'][A-Z]")
"""A surname whose particle is written with it: al-Masri, d’Avril."""
_LOCATIVE = frozenset(("in", "at", "near", "from", "to", "outside", "across", "into", "around", "toward", "towards"))


class EnglishNames:
    """Finds names token by token. One instance reads one document."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.phrases = phrases("en")

    def starts(self) -> list[int]:
        """The words that a name may start at, in order."""
        governments = [
            index
            for index, token in enumerate(self.scan.tokens)
            if token.text == "government" and self.scan.lower(index + 1) == "of" and self._land(index + 2)
        ]
        return sorted((*self._starts(), *governments)) if governments else self._starts()

    def _starts(self) -> list[int]:
        """The words that a name may start at, in order: those with a capital, and places in sentences written without
        capitals, as people type in chats ("any jobs in lahore")."""
        scan = self.scan
        capitals = scan.capitals
        named = {
            scan.sentence_of[index] for index in capitals if index not in scan.initial and scan.lower(index) != "i"
        }
        if len(named) == len(scan.document.sentences):
            return capitals
        small = [
            index + 1
            for number, sentence in enumerate(scan.document.sentences)
            if number not in named
            for index in range(sentence.first, sentence.last - 1)
            if scan.tokens[index].lower in _LOCATIVE and self._typed(index + 1)
        ]
        return sorted((*capitals, *small)) if small else capitals

    def _typed(self, index: int) -> bool:
        """Whether the word, written small, can hardly be anything but a place."""
        token = self.scan.tokens[index]
        if token.kind != "word" or not token.text.islower():
            return False
        if any(
            all(self.scan.lower(index + at) == part for at, part in enumerate(parts))
            for parts, kind in self.phrases.get(token.lower, ())
            if kind == "LOC" and len(parts) > 1
        ):
            return True
        traits = self.scan.of(index)
        return traits.place and not traits.common and not traits.given

    def at(self, index: int, taken: set[int]) -> Found | None:
        """The name that starts at the word `index`; None: none. Tokens in `taken` belong to known names."""
        scan = self.scan
        if not scan.capital(index):
            if scan.lower(index) == "government":
                return scan.found(index, index + 3, "ORG", 0.8) if index + 2 not in taken else None
            return self._small(index)
        if scan.sentence_of[index] in scan.shouting:
            return self._phrase(index)
        if self._government(index):
            return scan.found(index, index + 2, "ORG", 0.8)
        run = self._run(index, taken)
        found = self._phrase(index)
        organisation = self._organisation(index, run)
        longer = len(run) > (found.last - found.first if found is not None else 0)
        if found is not None and not (longer and (organisation or scan.of(index).given)):
            return found
        return organisation or self._headed_place(run) or self._person(index, run) or found or self._single(index, run)

    def _government(self, index: int) -> bool:
        """Whether "Velonia’s government" stands here, of a country that no catalogue has but whose name sounds like
        one's."""
        scan = self.scan
        return scan.lower(index + 1) == "government" and scan.lower(index).endswith("’s") and self._land(index)

    def _land(self, index: int) -> bool:
        lower = self.scan.lower(index).removesuffix("’s")
        return lower.endswith(("ia", "land", "stan")) and self.scan.capital(index) and not self.scan.of(index).given

    def _small(self, index: int) -> Found | None:
        """A place in lower case."""
        scan = self.scan
        for parts, kind in self.phrases.get(scan.tokens[index].lower, ()):
            if kind == "LOC" and all(scan.lower(index + at) == part for at, part in enumerate(parts)):
                return scan.found(index, index + len(parts), "LOC", 0.6)
        return scan.found(index, index + 1, "LOC", 0.6) if self._typed(index) else None

    def _headed_place(self, run: list[int]) -> Found | None:
        """A place whose head stands last, as in most English names of places: Tampa Bay, Oxford Street."""
        scan = self.scan
        for token in run[1:4]:
            if scan.of(token).place_head:
                first = scan.of(run[0])
                if first.function or (first.common and run[0] in scan.initial) or scan.initial_letter(run[0]):
                    return None
                return scan.found(run[0], token + 1, "LOC", 0.8)
        return None

    def _run(self, index: int, taken: set[int]) -> list[int]:
        """The capitalised words from `index` on, with initials and particles between them."""
        scan = self.scan
        run: list[int] = []
        position = index
        while (
            position < len(scan.tokens)
            and len(run) < 8
            and scan.same_sentence(index, position)
            and position not in taken
        ):
            if scan.capital(position):
                run.append(position)
                possessive = scan.tokens[position].lower.endswith("’s")
                position += 1
                if possessive:
                    break
                if scan.initial_letter(position - 1) and run:
                    position += 1
            elif run and (self._particle(position) or _PREFIXED.match(scan.tokens[position].text)):
                run.append(position)
                position += 1
            else:
                break
        return run

    def _particle(self, index: int) -> bool:
        scan = self.scan
        if scan.lower(index) not in _PARTICLES or index + 1 >= len(scan.tokens):
            return False
        return scan.capital(index + 1) or scan.lower(index + 1) in ("der", "la", "den")

    def _organisation(self, index: int, run: list[int]) -> Found | None:
        scan = self.scan
        if index in scan.initial and scan.lower(index) in words("sentences", "starters.en"):
            return None
        for position, token in enumerate(run):
            if not scan.of(token).head:
                continue
            if (
                token + 1 < len(scan.tokens)
                and scan.lower(token + 1) in _LINKS
                and scan.same_sentence(index, token + 1)
            ):
                end = self._linked(token + 1)
                if end > token + 1:
                    return scan.found(index, end, "ORG", 0.85)
            last = max((other for other in run if scan.of(other).head), default=token)
            if position == 0 and last == token:
                return None
            return scan.found(index, last + 1, "ORG", 0.85)
        return None

    def _linked(self, link: int) -> int:
        """End of "of Foreign Affairs and Trade", "of the European Union"."""
        scan = self.scan
        position = link + 1
        if position < len(scan.tokens) and scan.lower(position) == "the":
            position += 1
        end = link
        while position < len(scan.tokens) and scan.same_sentence(link, position):
            if scan.capital(position):
                position += 1
                end = position
            elif (
                scan.lower(position) in ("and", "of", "&")
                and position + 1 < len(scan.tokens)
                and scan.capital(position + 1)
                and end > link
            ):
                position += 1
            else:
                break
        return end

    def _person(self, index: int, run: list[int]) -> Found | None:
        scan = self.scan
        traits = scan.of(index)
        if scan.initial_letter(index):
            if len(run) >= 2 and len(scan.tokens[run[-1]].text) > 1:
                return scan.found(index, run[-1] + 1, "PER", 0.7)
            return None
        if traits.role or traits.title or scan.lower(index).partition("-")[0] in _NUMBERS:
            return None
        if scan.tokens[index].text in _MONTHS and index and self._dates(index):
            return None  # "in May Peter Hale"
        if traits.given and len(run) >= 2:
            end = 1
            while end < len(run) and end < 4 and self._name_part(run[end], end):
                end += 1
            while end > 1 and scan.tokens[run[end - 1]].text.islower():
                end -= 1
            if end > 1:
                return scan.found(index, run[end - 1] + 1, "PER", 0.95)
        if traits.given and not traits.common:
            return scan.found(index, index + 1, "PER", 0.7 if not traits.place else 0.5, whole=False)
        if traits.given and index not in scan.initial and scan.tokens[index].text not in _MONTHS:
            return scan.found(index, index + 1, "PER", 0.5, whole=False)
        if traits.common or traits.acronym or traits.place:
            return None
        titled = self._titled(index)
        if len(run) >= 2 and (titled or not traits.known):
            end = 1
            sure = titled or scan.of(index - 1).role if index else False
            sure = sure or self._introduced(run)
            while end < min(len(run), 4) and self._name_part(run[end], end) and (sure or not scan.of(run[end]).known):
                end += 1
            while end > 1 and scan.tokens[run[end - 1]].text.islower():
                end -= 1
            if titled or (end == len(run) and end in (2, 3)):
                return scan.found(index, run[end - 1] + 1, "PER", 0.9 if titled else 0.7)
        if titled or ((scan.speech_beside(index, index + 1) or traits.surname_like) and not traits.known):
            return scan.found(index, index + 1, "PER", 0.75, whole=False)
        return None

    def _dates(self, index: int) -> bool:
        """Whether a month follows a preposition of time or a day: "in May", "3 May", "the 3rd of May"."""
        before = self.scan.lower(index - 1)
        day = self.scan.lower(index - 2) if before == "of" and index > 1 else before
        return before in _DATING or day[:1].isdigit()

    def _introduced(self, run: list[int]) -> bool:
        """Whether what stands behind two words or three is a person's: a role after a comma, "who", "said"."""
        scan = self.scan
        after = run[-1] + 1
        if len(run) > 3 or after + 1 >= len(scan.tokens) or not scan.same_sentence(run[0], after):
            return False
        if scan.tokens[after].text not in (",", "("):
            return scan.speech_beside(after, after)
        for index in range(after + 1, min(after + 7, len(scan.tokens))):
            if scan.tokens[index].kind != "word":
                return False
            if scan.lower(index) == "who" or scan.of(index).role:
                return True
        return False

    def _titled(self, index: int) -> bool:
        """Whether a title or a role stands before the word: Mr. Hale, Senator Hale."""
        scan = self.scan
        before = index - 1
        if before < 0 or not scan.same_sentence(before, index):
            return False
        if scan.tokens[before].text == "." and before > 0:
            return scan.of(before - 1).title if scan.tokens[before - 1].kind == "word" else False
        if scan.tokens[before].kind != "word":
            return False
        traits = scan.of(before)
        return traits.title or (traits.role and not traits.common) or (traits.role and scan.capital(before))

    def _name_part(self, index: int, position: int) -> bool:
        scan = self.scan
        traits = scan.of(index)
        if traits.particle or scan.initial_letter(index):
            return True
        if traits.acronym or traits.head or (traits.role and not traits.given):
            return False
        return not (traits.common and (position > 1 or self.scan.lower(index) in words("common", "en")))

    def _phrase(self, index: int) -> Found | None:
        scan = self.scan
        lower = scan.tokens[index].lower.removesuffix("’s")
        for parts, kind in self.phrases.get(lower, ()):
            if len(parts) == 1 and index in scan.initial and scan.of(index).common:
                continue
            end = self._end(index, parts)
            if end:
                return scan.found(index, end, "LOC" if kind == "LOC" else "ORG", 0.9)
        return None

    def _end(self, index: int, parts: tuple[str, ...]) -> int:
        """Token index after the words `parts` from `index`, with the full stop that ends an abbreviation (U.S.); 0 if
        other words stand there."""
        scan = self.scan
        tokens = scan.tokens
        position = index
        for offset, part in enumerate(parts):
            if offset and len(part) <= 2 and position < len(tokens) and tokens[position].text == ".":
                position += 1
            if position >= len(tokens) or not scan.same_sentence(index, position):
                return 0
            token = tokens[position]
            last = offset == len(parts) - 1
            lower = token.lower.removesuffix("’s") if last else token.lower
            if lower != part or (offset and part.isalpha() and len(part) > 3 and not token.text[0].isupper()):
                return 0
            position += 1
        before = tokens[position - 1]
        dotted = (
            len(before.text) == 1
            and position < len(tokens)
            and tokens[position].text == "."
            and tokens[position].start == before.end
        )
        return position + dotted

    def _single(self, index: int, run: list[int]) -> Found | None:
        scan = self.scan
        traits = scan.of(index)
        text = scan.tokens[index].text
        bare = text.removesuffix("’s").removesuffix("'s")
        if traits.place and not (traits.common and index in scan.initial):
            return scan.found(index, index + 1, "LOC", 0.9)
        if traits.acronym:
            if bare in words("organisations", "not_acronyms") or (
                bare.lower() in words("common", "en") and len(bare) < 5
            ):
                return scan.found(index, index + 1, "LOC", 0.9) if bare in ("US", "USA", "UK", "UAE", "USSR") else None
            named = bare in ("EU", "UN") or (len(bare) >= 3 and not traits.known)
            return scan.found(index, index + 1, "ORG", 0.7) if named else None
        if traits.place_like and not traits.common:
            return scan.found(index, index + 1, "LOC", 0.7)
        if traits.common or traits.role or traits.title or index in scan.initial:
            return None
        if len(run) == 1 and scan.lower(index - 1) in _LOCATIVE:
            return scan.found(index, index + 1, "LOC", 0.5)
        return None
