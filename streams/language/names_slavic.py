"""Unknown names in Ukrainian and Russian text: persons, organisations and places by their shape, lexicons and
neighbours."""

from __future__ import annotations

import re

from streams.language.lexicons import words
from streams.language.names_bodies import GOVERNMENTS, STREETS, SlavicBodies
from streams.language.scan import Found, Scan
from streams.language.traits import Traits, case_readings, phrases

_PASSES_ON = frozenset(("пише", "передає", "повідомляє", "інформує", "пишет", "передает", "передаёт", "сообщает"))
_NEWSPAPER = 8
"""Letters of a newspaper's name written as one word, at least: shorter ones are as often surnames."""
_LOCATIVE = frozenset(("в", "у", "на",
                      "до", "з", "із", "зі", "під", "біля", "поблизу", "через", "від", "між", "навколо",
                      "из", "к", "под", "около", "возле", "вблизи", "от", "между", "вокруг"))  # fmt: skip
_CALLED = frozenset((":", "—", "–", "-", "що", "что"))
_PARTICLES = frozenset(
    ("фон", "ван", "де", "дер", "ді", "да", "ла", "бін", "ібн", "ди", "бин", "ибн", "аль", "эль", "ель", "дель")
)
_PREFIXED = re.compile(r"(?:аль|ель|эль|ас|аш|ар|ад|ан|ат|аз|д|л|о)[-’'][А-ЯЄІЇҐЁЭ]")
"""A surname whose particle is written with it: аль-Масрі, д’Авріль."""
_ADJECTIVE = re.compile(r"(?:[сцз]ьк|[сц]к)(?:ий|а|е|і|ая|ое|ие)\Z")
_STATE = frozenset(("уряд", "влада", "кабінет", "правительство", "власть", "власти", "кабинет"))
_CONSONANT = frozenset("бвгґджзклмнпрстфхцчшщ")


class SlavicNames(SlavicBodies):
    """Finds names token by token. One instance reads one document."""

    def __init__(self, scan: Scan) -> None:
        super().__init__(scan)
        self.phrases = phrases(scan.language)

    def starts(self) -> list[int]:
        """The words that a name may start at, in order."""
        small = [
            index
            for index, token in enumerate(self.scan.tokens)
            if (token.lower in STREETS and self.language == "uk" and not token.text[0].isupper())
            or (token.lower in GOVERNMENTS and not token.text[0].isupper())
        ]
        return sorted((*self.scan.capitals, *small)) if small else self.scan.capitals

    def at(self, index: int, taken: set[int]) -> Found | None:
        """The name that starts at the word `index`; None: none. Tokens in `taken` belong to known names."""
        scan = self.scan
        token = scan.tokens[index]
        if token.kind != "word":
            return None
        capital = token.text[0].isupper()
        if not capital:
            return self._lower(index, taken)
        if index in scan.initial and scan.of(index).function:
            return None
        shouting = scan.sentence_of[index] in scan.shouting
        found = self._phrase(index) or self._legal(index, taken)
        if found is None and not shouting:
            found = self._organisation(index, taken) or self._headed_place(index)
        if found is None:
            found = self._newspaper(index) or self._person(index, taken)
        if found is None and not shouting:
            found = self._single(index, taken)
        return found

    def _newspaper(self, index: int) -> Found | None:
        """A lone name of no known sort after a verb with which the press passes on news: "пише Західекспрес"."""
        scan = self.scan
        if index == 0 or scan.tokens[index - 1].lower not in _PASSES_ON or not scan.same_sentence(index - 1, index):
            return None
        alone = index + 1 >= len(scan.tokens) or not scan.capital(index + 1)
        if not alone or self._kind(index) != "O" or len(scan.tokens[index].text) < _NEWSPAPER:
            return None
        return scan.found(index, index + 1, "ORG", 0.6)

    # Persons

    def _kind(self, index: int) -> str:
        """Class of a capitalised word: Given, Patronymic, Surname, Other unknown, Common, Place, Acronym, Head,
        Latin."""
        scan = self.scan
        word = scan.tokens[index].text
        if word[0] < "\u0370":
            return "X"
        traits = scan.of(index)
        if traits.acronym and not (traits.given or traits.surname) and len(word) < 6:
            return "A"
        if traits.patronymic:
            return "P"
        if traits.title and index in scan.initial:
            return "C"  # "Пані Левченко", no Korean of that name
        if traits.given and not (traits.common and traits.role):
            return "G"
        if traits.surname and not traits.role:
            return "S"
        if traits.place:
            return "L"
        if traits.head or traits.role or traits.place_head or traits.title:
            return "C"
        if traits.surname_like and not traits.adjective:
            return "S"
        return "C" if traits.common else "O"

    def _person(self, index: int, taken: set[int]) -> Found | None:
        scan = self.scan
        end = self._initials(index)
        if end is not None:
            if end < len(scan.tokens) and end not in taken and scan.same_sentence(index, end) and scan.capital(end):
                return scan.found(index, end + 1, "PER", 0.9)
            return None
        kinds: list[tuple[str, int]] = []
        last = index
        while last < len(scan.tokens) and len(kinds) < 5 and scan.same_sentence(index, last) and last not in taken:
            if scan.capital(last) and not scan.initial_letter(last):
                kinds.append((self._kind(last), last))
                last += 1
            elif kinds and _PREFIXED.match(scan.tokens[last].text):
                kinds.append(("O", last))
                last += 1
            elif (
                kinds
                and scan.tokens[last].lower in _PARTICLES
                and last + 1 < len(scan.tokens)
                and (scan.capital(last + 1) or scan.tokens[last + 1].lower in ("дер", "ден", "ла"))
            ):
                kinds.append(("-", last))
                last += 1
            else:
                break
        return self._segment(index, kinds)

    def _initials(self, index: int) -> int | None:
        """Index after one or two initials that start at `index`; None: none."""
        scan = self.scan
        if not scan.initial_letter(index):
            return None
        end = index + 2
        if end < len(scan.tokens) and scan.initial_letter(end):
            end += 2
        return end

    def _segment(self, index: int, kinds: list[tuple[str, int]]) -> Found | None:
        if not kinds:
            return None
        scan = self.scan
        first = kinds[0][0]
        initial = index in scan.initial
        traits = scan.of(index)
        if first == "G":
            taken = 1
            while taken < len(kinds) and kinds[taken][0] in ("G", "-") and not self._new_person(kinds, taken):
                taken += 1
            if taken < len(kinds) and kinds[taken][0] == "P":
                taken += 1
            fits = taken < len(kinds) and kinds[taken][0] in ("S", "O", "L", "C", "G", "X")
            if fits and self._surname_fits(index, kinds[taken][1]):
                taken += 1
                while (
                    taken < len(kinds) and kinds[taken][0] in ("O", "S", "-") and kinds[taken - 1][0] in ("O", "-", "L")
                ):
                    taken += 1
            while taken > 1 and kinds[taken - 1][0] == "-":
                taken -= 1
            if taken == 1:
                if initial and (traits.common or traits.place):
                    return None
                if traits.place and not traits.surname and self._after_preposition(index):
                    return None
                end = kinds[0][1] + 1
                if self._initials_after(end):
                    return scan.found(index, self._initials_after(end), "PER", 0.8)
                return scan.found(index, end, "PER", 0.75 if not traits.place else 0.5, whole=False)
            return scan.found(index, kinds[taken - 1][1] + 1, "PER", 0.95)
        if first in ("S", "O", "C") and len(kinds) > 1 and kinds[1][0] == "G":
            # Surname first: "Коваль Петро Іванович"; without a patronymic only if no other surname follows.
            if len(kinds) > 2 and kinds[2][0] == "P":
                return scan.found(index, kinds[2][1] + 1, "PER", 0.95)
            if first == "S" and len(kinds) == 2 and not traits.common:
                return scan.found(index, kinds[1][1] + 1, "PER", 0.8)
        strange = first == "O" and not (traits.known or traits.place_like)
        if strange and len(kinds) == 2 and kinds[1][0] == "G" and self._surname_fits(index, kinds[1][1]):
            # A given name that no dictionary has, with a surname that is a given name too: "Вільма Торстен".
            return scan.found(index, kinds[1][1] + 1, "PER", 0.75)
        if first in ("S", "O"):
            end = self._initials_after(index + 1)
            if end and not initial:
                return scan.found(index, end, "PER", 0.8)
        if first == "S" and len(kinds) > 1 and kinds[1][0] in ("S", "O", "-"):
            # A given name that the dictionary has as a surname only: "Драган Велимар".
            end = 1
            while end < len(kinds) and kinds[end][0] in ("S", "O", "-") and end < 4:
                end += 1
            while kinds[end - 1][0] == "-":
                end -= 1
            if end > 1 and self._surname_fits(index, kinds[end - 1][1]):
                return scan.found(index, kinds[end - 1][1] + 1, "PER", 0.8)
        if first == "S":
            if initial and (self._of_country(index) or (traits.common and not self._attested(index))):
                return None
            if traits.adjective and not initial and len(kinds) == 1 and not traits.surname:
                return None
            return scan.found(index, index + 1, "PER", 0.8 if not traits.common else 0.55, whole=False)
        if first == "O" and not (traits.place_like and not traits.known):
            if len(kinds) > 1 and kinds[1][0] in ("O", "S", "-") and not scan.of(index).place_like:
                end = 2
                while end < len(kinds) and kinds[end][0] in ("O", "-"):
                    end += 1
                while kinds[end - 1][0] == "-":
                    end -= 1
                if end > 1:
                    return scan.found(index, kinds[end - 1][1] + 1, "PER", 0.7)
            if not initial and len(kinds) == 2 and kinds[1][0] == "C" and self._mere_noun(kinds[1][1]):
                # A surname that is a word too: "Эдна Ровик".
                return scan.found(index, kinds[1][1] + 1, "PER", 0.65)
            if self._person_context(index, index + 1):
                return scan.found(index, index + 1, "PER", 0.7, whole=False)
        return None

    def _mere_noun(self, index: int) -> bool:
        """Whether a capitalised word within a sentence is a common noun of no office, body or place."""
        traits = self.scan.of(index)
        special = traits.head or traits.role or traits.title or traits.place_head or traits.organisation
        return traits.common and traits.noun and not special

    def _of_country(self, index: int) -> bool:
        """Whether the word at the start of a sentence is a country's adjective with its body or office: "Велонський
        уряд"."""
        scan = self.scan
        if index + 1 >= len(scan.tokens) or scan.of(index).surname or not _ADJECTIVE.search(scan.lower(index)):
            return False
        after = scan.of(index + 1)
        return after.head or after.role or after.acronym or not after.lemmas.isdisjoint(_STATE)

    def _initials_after(self, index: int) -> int:
        scan = self.scan
        if index < len(scan.tokens) and scan.initial_letter(index) and scan.same_sentence(index, index - 1):
            end = self._initials(index)
            if end is not None and not (
                end < len(scan.tokens) and scan.same_sentence(end, index) and scan.capital(end)
            ):
                return end
        return 0

    def _new_person(self, kinds: list[tuple[str, int]], position: int) -> bool:
        """Whether the given name at `position` starts another person: it is in another case than the one before."""
        before, here = kinds[position - 1][1], kinds[position][1]
        return not self._surname_fits(before, here)

    def _surname_fits(self, given: int, surname: int) -> bool:
        """Whether two words can be parts of one name: they share a case."""
        one = {reading.case for reading in case_readings(self.scan.tokens[given].text, self.language, True)}
        other_readings = case_readings(self.scan.tokens[surname].text, self.language, True)
        other = {reading.case for reading in other_readings}
        last = self.scan.tokens[surname].lower[-1]
        # a woman's surname that ends in a consonant keeps its form in every case: "Сельму Краг"
        fixed = last in _CONSONANT and (self.scan.of(given).gender != "masc" or self._woman(given))
        return not one or not other or bool(one & other) or last in "оуеиіюєё" or fixed

    def _woman(self, given: int) -> bool:
        """Whether the given name ends as women's names do, which a man's does in the cases where his surname would end
        in a vowel too."""
        return self.scan.tokens[given].lower[-1] in "ая"

    def _after_preposition(self, index: int) -> bool:
        return self.scan.lower(index - 1) in _LOCATIVE

    def _person_context(self, first: int, last: int) -> bool:
        scan = self.scan
        if scan.speech_beside(first, last):
            return True
        if first == 0 or not scan.same_sentence(first - 1, first) or scan.tokens[first - 1].kind != "word":
            return False
        before: Traits = scan.of(first - 1)
        return before.role or before.title

    def _attested(self, index: int) -> bool:
        """Whether the word also stands capitalised within a sentence."""
        scan = self.scan
        stem = scan.tokens[index].lower[:5]
        return any(
            other != index and other not in scan.initial and scan.tokens[other].lower.startswith(stem)
            for other in scan.capitals
        )

    # Single words

    def _phrase(self, index: int) -> Found | None:
        scan = self.scan
        best: Found | None = None
        for lemma in {scan.tokens[index].lower, *scan.of(index).lemmas}:
            for parts, kind in self.phrases.get(lemma, ()):
                if best is not None and len(parts) <= best.last - best.first:
                    break
                if self._matches(index, parts) and not (
                    len(parts) == 1 and index in scan.initial and scan.of(index).common
                ):
                    best = scan.found(index, index + len(parts), "LOC" if kind == "LOC" else "ORG", 0.9)
                    break
        return best

    def _matches(self, index: int, parts: tuple[str, ...]) -> bool:
        scan = self.scan
        if index + len(parts) > len(scan.tokens):
            return False
        for offset, part in enumerate(parts[1:], 1):
            token = scan.tokens[index + offset]
            if token.kind != "word" or not (token.lower == part or self._inflects(index + offset, part)):
                return False
        return scan.same_sentence(index, index + len(parts) - 1)

    def _inflects(self, index: int, part: str) -> bool:
        lower = self.scan.tokens[index].lower
        stem = max(3, len(part) - 2)
        return lower[:stem] == part[:stem] and abs(len(lower) - len(part)) <= 3

    def _single(self, index: int, taken: set[int]) -> Found | None:
        scan = self.scan
        token = scan.tokens[index]
        traits = scan.of(index)
        initial = index in scan.initial
        if traits.acronym and not traits.place and not traits.common:
            if token.text in words("organisations", "not_acronyms"):
                return scan.found(index, index + 1, "LOC", 0.8) if token.text in ("ДНР", "ЛНР", "АРК") else None
            if len(token.text) >= 3 or (scan.language == "uk" and token.text in ("ЄС",)) or token.text in ("ЕС",):
                end = index + 1
                if end < len(scan.tokens) and end not in taken and scan.same_sentence(index, end) and self._whose(end):
                    end += 1
                return scan.found(index, end, "ORG", 0.75)
            return None
        if (traits.place and not traits.common) or (traits.place and (not initial or self._place_word(index))):
            return scan.found(index, index + 1, "LOC", 0.9 if not traits.common else 0.75)
        if traits.place_like and not traits.known:
            return scan.found(index, index + 1, "LOC", 0.75)
        if traits.organisation and not initial:
            return scan.found(index, index + 1, "ORG", 0.75)
        quoted = self._quoted(index)
        if quoted is not None:
            return quoted
        if token.text[0] < "\u0370":
            return self._latin(index, taken)
        if not traits.common and not initial and not traits.known:
            if self._after_preposition(index) and self.scan.lower(index - 1) in ("в", "у", "во", "із", "до", "из"):
                return scan.found(index, index + 1, "LOC", 0.6)
            return scan.found(index, index + 1, "PER", 0.5, whole=False)
        return None

    def _whose(self, index: int) -> bool:
        """Whether the word is a place in the genitive, after an acronym: НАН України."""
        if not self.scan.capital(index):
            return False
        traits = self.scan.of(index)
        return traits.place and traits.genitive and not traits.acronym

    def _place_word(self, index: int) -> bool:
        """Whether the word at the start of a sentence is a place rather than a common word: the word as it stands is
        one."""
        lower = self.scan.tokens[index].lower
        return not any(
            reading.lemma == lower and reading.pos not in ("PROPN", "NOUN")
            for reading in case_readings(lower, self.language)
        )

    def _quoted(self, index: int) -> Found | None:
        """A short capitalised name in quotation marks, with a head noun before them: партія «Вперед»."""
        scan = self.scan
        opening = index - 1
        closing = scan.quoted.get(opening)
        if closing is None or closing - index > 4 or scan.tokens[closing - 1].text[-1] in ",.!?…":
            return None
        before = opening - 1
        if before < 0 or not scan.same_sentence(before, index):
            return None
        for position in (before, before - 1):
            if (
                position >= 0
                and scan.tokens[position].kind == "word"
                and scan.same_sentence(position, index)
                and scan.of(position).head
            ):
                return scan.found(index, closing, "ORG", 0.8)
        # Where nothing else tells, Ukrainian outlets put companies' names in marks; Russian ones as often titles of
        # works.
        if (
            self.language == "uk"
            and closing - index <= 2
            and scan.lower(before) not in _CALLED
            and not scan.of(index).function
        ):
            return scan.found(index, closing, "ORG", 0.5)
        return None
