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
GOVERNMENTS = frozenset((
    "уряд", "уряду", "урядові", "урядом", "уряді",
    "правительство", "правительства", "правительству", "правительством", "правительстве",
))  # fmt: skip
STREETS = frozenset((
    "вул", "вулиця", "вулиці", "вулицею", "вулицю", "просп", "пр", "проспект", "проспекту", "проспекті", "пров",
    "провулок",
    "площа", "площі", "площу", "бульвар", "бульварі", "б",
))  # fmt: skip
_AND = frozenset(("і", "й", "та", "и"))
_OF = frozenset(("з", "із", "по", "у", "в", "для", "при", "про", "за"))
_NATIONAL = ("національн", "верховн", "державн", "конституц", "национальн", "государств")
_ABOUT = frozenset((
    "питань", "прав", "надзвичайних", "вопросам", "правам", "делам", "борьбе", "контролю", "надзору", "финансовому",
    "запобігання", "протидії",
))  # fmt: skip
_LIMIT = 9
_THINGS = (
    "игр",
    "ігр",
    "гру",
    "грі",
    "браузер",
    "систем",
    "автомобил",
    "автомобіл",
    "авто",
    "телефон",
    "смартфон",
    "сериал",
    "серіал",
    "фильм",
    "фільм",
    "программ",
    "програм",
    "технолог",
    "модел",
    "марк",
    "формат",
    "стандарт",
    "внедорожник",
    "позашляховик",
    "верси",
    "версі",
    "альбом",
    "песн",
    "пісн",
    "процессор",
    "процесор",
    "приставк",
    "книг",
    "ракет",
    "самолет",
    "самолёт",
    "літак",
    "седан",
    "ноутбук",
    "комп’ютер",
    "компьютер",
    "планшет",
    "язык",
    "мов",
    "домен",
)
"""Stems of words before the name of a product or a work, where Latin letters name no body."""
_PRODUCTS = frozenset((
    "Windows", "Linux", "Android", "iOS", "iPhone", "iPad", "iPod", "Mac", "Java", "JavaScript", "Python", "Wi-Fi",
    "WiFi", "Bluetooth", "Internet", "Web", "Firefox", "Chrome", "Opera", "Photoshop", "Office", "Word", "Excel",
    "PlayStation", "Xbox", "Kindle", "PDF", "DVD", "CD", "USB", "SMS", "GPS", "GSM", "LTE", "HTML", "XML", "HTTP", "IP",
    "IT", "PR", "HR", "TV", "VIP", "CEO", "COVID", "BMW", "Audi", "Mercedes", "Toyota", "Lexus", "Skoda", "Ford",
    "Volkswagen", "Renault", "Nissan", "Mazda", "Honda", "Subaru", "Hyundai", "Kia", "Mitsubishi", "Opel", "Peugeot",
    "Patriot", "Leopard", "HIMARS", "Abrams", "Javelin", "NLAW", "Stinger", "Taurus", "ATACMS", "IRIS-T", "NASAMS",
    "Bradley", "Challenger", "Gripen", "Rafale", "Mirage", "Caesar", "Bayraktar", "Marder", "Tomahawk", "Storm",
    "Scalp", "SCALP", "Hawk", "HAWK", "Gepard", "Stryker", "Humvee", "Eurofighter", "Typhoon", "Iskander", "Shahed",
    "Harpoon",
))  # fmt: skip
"""Names of products and weapons, and of firms by which their cars are called."""
_INITIALS = {
    "а": "a", "б": "b", "в": "vw", "г": "ghj", "ґ": "g", "д": "dj", "е": "ey", "є": "ey", "ё": "yj", "ж": "jgzh",
    "з": "zs", "и": "iye", "і": "iye", "ї": "iy", "й": "yji", "к": "kcq", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "scz", "т": "t", "у": "uwo", "ф": "fp", "х": "hkcj", "ц": "czt", "ч": "ct", "ш": "s",
    "щ": "s", "э": "eaä", "ю": "yuj", "я": "yj",
}  # fmt: skip
"""Latin letters that a foreign name may start with, by the letter that it starts with in Ukrainian or Russian."""
_JOINTS = frozenset(("of", "and", "und", "the", "for", "to", "de", "du", "la", "et", "y", "&"))


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
        if scan.tokens[index].text.isascii() and self._latin_end(index, taken) > index + 1:
            return self._latin(index, taken)
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

    def _latin(self, index: int, taken: set[int]) -> Found | None:
        """A name in Latin letters: in brackets after a person, that person's as it is spelt abroad; else mostly a
        firm's or a site's."""
        scan = self.scan
        tokens = scan.tokens
        text = tokens[index].text
        if not text.isascii() or len(text) == 1 or text in _PRODUCTS or any(map(str.isdigit, text)):
            return None
        end = self._latin_end(index, taken)
        before = tokens[index - 1] if index else None
        if before is not None and before.text == "(":
            person = end < len(tokens) and tokens[end].text == ")" and 2 <= end - index <= 3 and index > 1
            spelt = scan.lower(index - 2)[:1]
            same = person and scan.capital(index - 2) and tokens[end - 1].lower[0] in _INITIALS.get(spelt, "")
            return scan.found(index, end, "PER", 0.6) if same else None
        if end < len(tokens) and (tokens[end].kind == "number" or tokens[end].text in "/\\@&+"):
            return None
        if before is not None and (
            index - 1 in scan.quoted or (before.text[0].isascii() and before.kind == "word") or before.text == "/"
        ):
            return None
        if scan.lower(index - 1).startswith(_THINGS) or scan.of(index).given or (end == index + 1 and text == "The"):
            return None
        return scan.found(index, end, "ORG", 0.55)

    def _latin_end(self, index: int, taken: set[int]) -> int:
        """End of the words in Latin letters from `index` on: Bank of Velmaria, Velnews.ru."""
        tokens = self.scan.tokens
        end = index + 1
        while end < len(tokens) and end - index < 7 and end not in taken and self.scan.same_sentence(index, end):
            token = tokens[end]
            joint = token.text in _JOINTS and end + 1 < len(tokens) and tokens[end + 1].text[0].isascii()
            if joint or (token.kind == "word" and token.text.isascii() and token.text[0].isupper()):
                end += 1
            elif (
                token.text == "."
                and token.start == tokens[end - 1].end
                and end + 1 < len(tokens)
                and tokens[end + 1].start == token.end
                and tokens[end + 1].text.isascii()
                and tokens[end + 1].text.islower()
            ):
                return end + 2
            else:
                break
        while tokens[end - 1].text in _JOINTS:
            end -= 1
        return end

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

    def _lower(self, index: int, taken: set[int]) -> Found | None:
        """Names that start with a word in lower case: streets ("вул. Шевченка"), governments ("уряд Велонії")."""
        scan = self.scan
        if scan.lower(index) in GOVERNMENTS:
            land = index + 1 < len(scan.tokens) and index + 1 not in taken and scan.capital(index + 1)
            named = land and not scan.of(index + 1).known and scan.lower(index + 1).endswith(("ії", "ии"))
            return scan.found(index, index + 2, "ORG", 0.8) if named and scan.same_sentence(index, index + 1) else None
        if self.language == "uk" and scan.tokens[index].lower in STREETS:
            after = index + 1
            if after < len(scan.tokens) and scan.tokens[after].text == ".":
                after += 1
            end = after
            while end < len(scan.tokens) and end - after < 4 and scan.same_sentence(index, end) and scan.capital(end):
                end += 2 if scan.initial_letter(end) else 1
            if end > after:
                tokens = scan.tokens
                if end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].kind == "number":
                    end += 2
                return scan.found(index, end, "LOC", 0.8)
        return None
