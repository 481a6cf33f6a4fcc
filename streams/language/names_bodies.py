"""Ukrainian and Russian organisations and headed places: the words that belong to a name around its head noun."""

from __future__ import annotations

from streams.language.scan import Found, Scan

_LEGAL = frozenset((
    "ТОВ", "ТЗОВ", "ТДВ", "ДП", "КП", "ПП", "ПАТ", "ПрАТ", "АТ", "ВАТ", "ЗАТ", "ВО", "НВП", "ТД", "ГО", "БФ", "НАК",
    "НЕК", "НАЕК",
    "СП", "ФОП", "ТК", "ТРК", "ІА", "РА", "ФК", "БК", "ХК", "ВК", "СК", "НВК", "АБ", "КБ", "ЖК", "ОК", "ДГ", "ПФ",
    "ООО", "ОАО", "ЗАО", "ПАО", "АО", "ГУП", "МУП", "ФГУП", "НПО", "ИА", "РИА", "ГК", "НК", "УК", "ЧП", "ИП", "АНО",
    "НКО",
))  # fmt: skip
"""Legal forms, which belong to the name in marks that follows."""
_AND = frozenset(("і", "й", "та", "и"))
_OF = frozenset(("з", "із", "по", "у", "в", "для", "при", "про", "за"))
_NATIONAL = ("національн", "верховн", "державн", "конституц", "национальн", "государств")
_ABOUT = frozenset((
    "питань", "прав", "надзвичайних", "вопросам", "правам", "делам", "борьбе", "контролю", "надзору", "финансовому",
    "запобігання", "протидії",
))  # fmt: skip
_LIMIT = 9


class SlavicBodies:
    """Names of organisations and places that a head noun makes. One instance reads one document."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.language = scan.language

    def _legal(self, index: int, taken: set[int]) -> Found | None:
        """ТОВ «Промінь», ДП «НАЕК «Енергоатом»: the legal form with the quoted name."""
        scan = self.scan
        if scan.tokens[index].text not in _LEGAL:
            return None
        after = index + 1
        while after < len(scan.tokens) and scan.tokens[after].text in _LEGAL:
            after += 1
        closing = scan.quoted.get(after)
        if closing is None and after < len(scan.tokens) and scan.tokens[after].kind == "quote":
            # «ЛБК «Наш дім»: one mark closes both.
            closing = next((scan.quoted[inner] for inner in range(after + 1, after + 6) if inner in scan.quoted), None)
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
        return any(part in lower for part in ("ськ", "цьк", "зьк", "ск")) or lower.startswith(_NATIONAL)

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
                if (
                    following < len(scan.tokens)
                    and scan.tokens[following].kind == "word"
                    and self._depends(following, lower)
                ):
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
            if (word.role and not token.text[0].isupper()) or (
                word.surname and token.text[0].isupper() and not word.place
            ):
                break
            position += 1
            if not word.adjective or word.noun:
                end = position
        return end

    def _depends(self, index: int, preposition: str) -> bool:
        lower = self.scan.tokens[index].lower
        if preposition in ("з", "із", "по"):
            return lower in _ABOUT
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
