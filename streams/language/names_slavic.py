"""Unknown names in Ukrainian and Russian text: persons, organisations and places by their shape, lexicons and neighbours."""

from __future__ import annotations

from streams.language.scan import Found, Scan
from streams.language.traits import Traits, case_readings, phrases

_LOCATIVE = frozenset(
    "в у на до з із зі під біля поблизу через від між в/на навколо"
    " из к под около возле вблизи через от между вокруг".split()  # noqa: SIM905
)
_LEGAL = frozenset(
    "ТОВ ТЗОВ ТДВ ДП КП ПП ПАТ ПрАТ АТ ВАТ ЗАТ ВО НВП ТД ГО БФ НАК НЕК НАЕК СП ФОП ТК ТРК ІА РА ФК БК ХК ВК СК ЦСК НВК АБ КБ ЖК ОК ДГ"
    " ООО ОАО ЗАО ПАО АО ГУП МУП ФГУП НПО ИА РИА ТРК ГК НК УК ЧП ИП АНО НКО ФБК ПК".split()  # noqa: SIM905
)
_STREETS = frozenset("вул вулиця вулиці вулицею вулицю просп пр проспект проспекту проспекті пров провулок площа площі площу бульвар бульварі б".split())  # noqa: SIM905
_AND = frozenset(("і", "й", "та", "и"))
_OF = frozenset(("з", "із", "по", "у", "в", "для", "при", "про", "за"))
_LIMIT = 9


class SlavicNames:
    """Finds names token by token. One instance reads one document."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.language = scan.language
        self.phrases = phrases(scan.language)

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
            found = self._person(index, taken)
        if found is None and not shouting:
            found = self._single(index, taken)
        return found

    # Persons

    def _kind(self, index: int) -> str:
        """Class of a capitalised word: Given, Patronymic, Surname, Other unknown, Common, Place, Acronym, Head, Latin."""
        scan = self.scan
        word = scan.tokens[index].text
        if word[0] < "\u0370":
            return "X"
        traits = scan.of(index)
        if traits.acronym and not (traits.given or traits.surname) and len(word) < 6:
            return "A"
        if traits.patronymic:
            return "P"
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
            elif (
                kinds
                and scan.tokens[last].lower in ("фон", "ван", "де", "дер", "ді", "да", "ла", "ді", "бін", "ібн", "ди", "бин", "ибн", "аль", "эль", "ель", "дель")
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
            if taken < len(kinds) and kinds[taken][0] in ("S", "O", "L", "C", "G", "X") and self._surname_fits(index, kinds[taken][1]):
                taken += 1
                while taken < len(kinds) and kinds[taken][0] in ("O", "S", "-") and kinds[taken - 1][0] in ("O", "-", "L"):
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
        if first in ("S", "O"):
            end = self._initials_after(index + 1)
            if end and not initial:
                return scan.found(index, end, "PER", 0.8)
        if first == "S":
            if initial and traits.common and not self._attested(index):
                return None
            if traits.adjective and not initial and len(kinds) == 1 and not traits.surname:
                return None
            return scan.found(index, index + 1, "PER", 0.8 if not traits.common else 0.55, whole=False)
        if first == "O":
            if len(kinds) > 1 and kinds[1][0] in ("O", "S", "-") and not scan.of(index).place_like:
                end = 2
                while end < len(kinds) and kinds[end][0] in ("O", "-"):
                    end += 1
                while kinds[end - 1][0] == "-":
                    end -= 1
                if end > 1:
                    return scan.found(index, kinds[end - 1][1] + 1, "PER", 0.7)
            if self._person_context(index, index + 1):
                return scan.found(index, index + 1, "PER", 0.7, whole=False)
        return None

    def _initials_after(self, index: int) -> int:
        scan = self.scan
        if index < len(scan.tokens) and scan.initial_letter(index) and scan.same_sentence(index, index - 1):
            end = self._initials(index)
            if end is not None and not (end < len(scan.tokens) and scan.same_sentence(end, index) and scan.capital(end)):
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
        return not one or not other or bool(one & other) or self.scan.tokens[surname].lower[-1] in "оуеиіюєё"

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

    # Organisations

    def _legal(self, index: int, taken: set[int]) -> Found | None:
        """ТОВ «Промінь», ДП «НАЕК «Енергоатом»: the legal form with the quoted name."""
        scan = self.scan
        if scan.tokens[index].text not in _LEGAL:
            return None
        after = index + 1
        while after < len(scan.tokens) and scan.tokens[after].text in _LEGAL:
            after += 1
        closing = scan.quoted.get(after)
        if closing is not None and closing - after <= 9 and scan.same_sentence(index, closing):
            return scan.found(index, closing + 1, "ORG", 0.9)
        return None

    def _organisation(self, index: int, taken: set[int]) -> Found | None:
        """[Adjective …] head [genitive …]: Національний банк України, Міністерство оборони."""
        scan = self.scan
        position = index
        while (
            position - index < 4
            and position < len(scan.tokens)
            and scan.same_sentence(index, position)
            and scan.tokens[position].kind == "word"
            and not scan.of(position).head
            and position not in taken
            and (scan.of(position).adjective or scan.tokens[position].lower in _AND)
            and (position == index or not scan.tokens[position].text[0].isupper() or True)
        ):
            position += 1
        if position >= len(scan.tokens) or not scan.same_sentence(index, position) or position in taken:
            return None
        head = scan.of(position)
        if scan.tokens[position].kind != "word" or not head.head:
            return None
        if position == index and not scan.tokens[index].text[0].isupper():
            return None
        end = self._complement(position + 1, taken)
        if position == index and end == position + 1:
            # A lone capitalised "Рада", "Комітет" within a sentence names a body; at its start it may be any.
            if index in scan.initial or scan.of(index).given:
                return None
            return scan.found(index, end, "ORG", 0.6, whole=False)
        if index in scan.initial and end == position + 1 and not self._proper_adjective(index):
            return None
        if index in scan.initial and position == index and not self._has_capital(index + 1, end):
            return None
        return scan.found(index, end, "ORG", 0.85)

    def _proper_adjective(self, index: int) -> bool:
        lower = self.scan.tokens[index].lower
        return "ськ" in lower or "цьк" in lower or "зьк" in lower or "ск" in lower or lower.startswith(("національн", "верховн", "державн", "конституц", "национальн", "государств"))

    def _has_capital(self, first: int, last: int) -> bool:
        return any(self.scan.capital(position) or position in self.scan.quoted for position in range(first, last))

    def _complement(self, start: int, taken: set[int]) -> int:
        """End of what depends on an organisation's head: genitives, their conjunctions, a place, a quoted name."""
        scan = self.scan
        position = start
        end = start
        while position < len(scan.tokens) and position - start < _LIMIT and scan.same_sentence(start - 1, position):
            token = scan.tokens[position]
            if token.kind == "quote":
                closing = scan.quoted.get(position)
                if closing is not None and closing - position <= 7 and position == start:
                    return closing + 1
                break
            if token.kind != "word":
                break
            lower = token.lower
            if lower in _AND or lower in _OF:
                following = position + 1
                if following < len(scan.tokens) and scan.tokens[following].kind == "word" and self._depends(following, lower):
                    position = following
                    continue
                break
            if lower in ("ім", "імені", "им", "имени"):
                return self._named_after(position)
            if token.text in _LEGAL:
                break
            if token.text[0] < "\u0370" and token.text[0].isupper():
                position += 1
                end = position
                continue
            word = scan.of(position)
            if not (word.genitive or (word.acronym and not word.common) or word.place):
                break
            if word.given and not word.place and token.text[0].isupper():
                break
            if (word.role and not token.text[0].isupper()) or (word.surname and token.text[0].isupper() and not word.place):
                break
            position += 1
            if not word.adjective or word.noun:
                end = position
        return end

    def _depends(self, index: int, preposition: str) -> bool:
        lower = self.scan.tokens[index].lower
        if preposition in ("з", "із", "по"):
            return lower in ("питань", "прав", "надзвичайних", "вопросам", "правам", "делам", "борьбе", "контролю", "надзору", "финансовому", "запобігання", "протидії")
        if preposition in ("у", "в"):
            return lower in ("справах", "делам")
        if preposition in _AND:
            return self.scan.of(index).genitive and not self.scan.capital(index) and not self.scan.of(index).role
        return False

    def _named_after(self, position: int) -> int:
        """End of "ім. О. О. Потебні"."""
        scan = self.scan
        end = position + 1
        if end < len(scan.tokens) and scan.tokens[end].text == ".":
            end += 1
        while end < len(scan.tokens) and scan.same_sentence(position, end) and end - position < 9:
            if scan.initial_letter(end):
                end += 2
            elif scan.capital(end):
                end += 1
            else:
                break
        return end

    # Places

    def _headed_place(self, index: int) -> Found | None:
        """Одеська область, Чорне море, площа Ринок, вулиця Хрещатик."""
        scan = self.scan
        position = index
        while (
            position - index < 3
            and position < len(scan.tokens)
            and scan.same_sentence(index, position)
            and scan.tokens[position].kind == "word"
            and scan.of(position).adjective
            and not scan.of(position).place_head
        ):
            position += 1
        if position == index or position >= len(scan.tokens) or not scan.same_sentence(index, position):
            return None
        if scan.lower(position) in ("обл", "р-н", "окр", "губ") and scan.tokens[position].kind == "word":
            dotted = position + 1 < len(scan.tokens) and scan.tokens[position + 1].text == "."
            return scan.found(index, position + 1 + dotted, "LOC", 0.9)
        if scan.tokens[position].kind == "word" and scan.of(position).place_head:
            if index in scan.initial and not self._proper_adjective(index) and not scan.capital(position):
                return None
            return scan.found(index, position + 1, "LOC", 0.9)
        return None

    def _lower(self, index: int, taken: set[int]) -> Found | None:
        """Names that start with a word in lower case: streets ("вул. Шевченка")."""
        scan = self.scan
        if self.language == "uk" and scan.tokens[index].lower in _STREETS:
            after = index + 1
            if after < len(scan.tokens) and scan.tokens[after].text == ".":
                after += 1
            end = after
            while end < len(scan.tokens) and scan.same_sentence(index, end) and (scan.capital(end) or scan.initial_letter(end)) and end - after < 4:
                end += 2 if scan.initial_letter(end) else 1
            if end > after:
                tokens = scan.tokens
                if end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].kind == "number":
                    end += 2
                return scan.found(index, end, "LOC", 0.8)
        return None

    # Single words

    def _phrase(self, index: int) -> Found | None:
        scan = self.scan
        best: Found | None = None
        for lemma in {scan.tokens[index].lower, *scan.of(index).lemmas}:
            for parts, kind in self.phrases.get(lemma, ()):
                if best is not None and len(parts) <= best.last - best.first:
                    break
                if self._matches(index, parts) and not (len(parts) == 1 and index in scan.initial and scan.of(index).common):
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
            from streams.language.lexicons import words

            if token.text in words("organisations", "not_acronyms"):
                return scan.found(index, index + 1, "LOC", 0.8) if token.text in ("ДНР", "ЛНР", "АРК") else None
            if len(token.text) >= 3 or (scan.language == "uk" and token.text in ("ЄС",)) or token.text in ("ЕС",):
                end = index + 1
                if end < len(scan.tokens) and end not in taken and scan.same_sentence(index, end) and scan.capital(end) and scan.of(end).place and scan.of(end).genitive and not scan.of(end).acronym:
                    end += 1
                return scan.found(index, end, "ORG", 0.75)
            return None
        if traits.place and not traits.common or traits.place and (not initial or self._place_word(index)):
            return scan.found(index, index + 1, "LOC", 0.9 if not traits.common else 0.75)
        if traits.place_like and not traits.known:
            return scan.found(index, index + 1, "LOC", 0.75)
        if traits.organisation and not initial:
            return scan.found(index, index + 1, "ORG", 0.75)
        quoted = self._quoted(index)
        if quoted is not None:
            return quoted
        if not traits.common and not initial and not traits.known and token.text[0] > "\u0370":
            if self._after_preposition(index) and self.scan.lower(index - 1) in ("в", "у", "во", "із", "до", "из"):
                return scan.found(index, index + 1, "LOC", 0.6)
            return scan.found(index, index + 1, "PER", 0.5, whole=False)
        return None

    def _place_word(self, index: int) -> bool:
        """Whether the word at the start of a sentence is a place rather than a common word: the word as it stands is one."""
        lower = self.scan.tokens[index].lower
        return not any(
            reading.lemma == lower and reading.pos not in ("PROPN", "NOUN") for reading in case_readings(lower, self.language)
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
            if position >= 0 and scan.tokens[position].kind == "word" and scan.same_sentence(position, index) and scan.of(position).head:
                return scan.found(index, closing, "ORG", 0.8)
        return None
