"""Names of actors in running text: every case, both scripts, shared surnames, common words, roles."""

from __future__ import annotations

import pytest

from schemas import Language
from streams.actors import Actor, ActorCatalogue
from streams.language.gazetteer import Gazetteer, Match, RoleMatch
from streams.language.tokens import tokenize


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(ActorCatalogue.default())


def find(gazetteer: Gazetteer, text: str, language: Language) -> list[Match]:
    return gazetteer.find(tokenize(text), language)


def only(gazetteer: Gazetteer, text: str, language: Language) -> Match:
    (match,) = find(gazetteer, text, language)
    return match


CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
UKRAINIAN = {
    "volodymyr-zelenskyy": "Зеленський Зеленського Зеленському Зеленського Зеленським Зеленському",
    "emmanuel-macron": "Макрон Макрона Макрону Макрона Макроном Макроні",
    "friedrich-merz": "Мерц Мерца Мерцу Мерца Мерцем Мерці",
    "andrii-sybiha": "Сибіга Сибіги Сибізі Сибігу Сибігою Сибізі",
    "dmytro-kuleba": "Кулеба Кулеби Кулебі Кулебу Кулебою Кулебі",
    "denys-shmyhal": "Шмигаль Шмигаля Шмигалю Шмигаля Шмигалем Шмигалі",
    "petro-poroshenko": "Порошенко Порошенка Порошенку Порошенка Порошенком Порошенку",
    "sergey-lavrov": "Лавров Лаврова Лаврову Лаврова Лавровим Лаврові",
    "maria-zakharova": "Захарова Захарової Захаровій Захарову Захаровою Захаровій",
    "vladimir-putin": "Путін Путіна Путіну Путіна Путіним Путіні",
    "recep-tayyip-erdogan": "Ердоган Ердогана Ердогану Ердогана Ердоганом Ердогані",
    "valerii-zaluzhnyi": "Залужний Залужного Залужному Залужного Залужним Залужному",
    "roberta-metsola": "Мецола Мецоли Мецолі Мецолу Мецолою Мецолі",
    "andrii-yermak": "Єрмак Єрмака Єрмаку Єрмака Єрмаком Єрмаку",
}
RUSSIAN = {
    "vladimir-putin": "Путин Путина Путину Путина Путиным Путине",
    "volodymyr-zelenskyy": "Зеленский Зеленского Зеленскому Зеленского Зеленским Зеленском",
    "friedrich-merz": "Мерц Мерца Мерцу Мерца Мерцем Мерце",
    "maria-zakharova": "Захарова Захаровой Захаровой Захарову Захаровой Захаровой",
    "denys-shmyhal": "Шмыгаль Шмыгаля Шмыгалю Шмыгаля Шмыгалем Шмыгале",
    "andrii-sybiha": "Сибига Сибиги Сибиге Сибигу Сибигой Сибиге",
    "sviatlana-tsikhanouskaya": "Тихановская Тихановской Тихановской Тихановскую Тихановской Тихановской",
    "rustem-umerov": "Умеров Умерова Умерову Умерова Умеровым Умерове",
    "jens-stoltenberg": "Столтенберг Столтенберга Столтенбергу Столтенберга Столтенбергом Столтенберге",
}


@pytest.mark.parametrize(("language", "table"), [("uk", UKRAINIAN), ("ru", RUSSIAN)])
def test_surname_in_every_case(gazetteer: Gazetteer, language: Language, table: dict[str, str]) -> None:
    for actor, forms in table.items():
        for case, form in zip(CASES, forms.split(), strict=True):
            match = only(gazetteer, f"…що {form}, як", language)
            assert (match.candidates, match.type, match.form) == ((actor,), "PER", "surname"), form
            assert case in match.cases, (form, case, match.cases)


@pytest.mark.parametrize(
    ("text", "language", "actor"),
    [
        ("з Марком Рютте", "uk", "mark-rutte"),
        ("Роберту Фіцо", "uk", "robert-fico"),
        ("про Каю Каллас", "uk", "kaja-kallas"),
        ("Анналені Бербок", "uk", "annalena-baerbock"),
        ("Урсулою фон дер Ляєн", "uk", "ursula-von-der-leyen"),
        ("Владислава Косіняка-Камиша", "uk", "wladyslaw-kosiniak-kamysz"),
        ("Петром Павелом", "uk", "petr-pavel"),
        ("Сі Цзіньпіном", "uk", "xi-jinping"),
        ("Володимиру Олександровичу Зеленському", "uk", "volodymyr-zelenskyy"),
        ("Зеленському Володимиру", "uk", "volodymyr-zelenskyy"),
        ("Ангелой Меркель", "ru", "angela-merkel"),
        ("Марином Ле Пен", "ru", "marine-le-pen"),
        ("Дмитрию Пескову", "ru", "dmitry-peskov"),
        ("Джо Байденом", "ru", "joe-biden"),
        ("President Volodymyr Zelenskiy’s plan", "en", "volodymyr-zelenskyy"),
        ("Recep Tayyip Erdoğan", "en", "recep-tayyip-erdogan"),
        ("George W. Bush", "en", "george-w-bush"),
        ("Joseph R. Biden", "en", "joe-biden"),
        ("Viktor Orban and", "en", "viktor-orban"),
    ],
)
def test_full_name(gazetteer: Gazetteer, text: str, language: Language, actor: str) -> None:
    assert actor in [candidate for match in find(gazetteer, text, language) for candidate in match.candidates]


@pytest.mark.parametrize(
    ("forms", "language", "actor", "kind"),
    [
        ("Кремль Кремля Кремлю Кремлем", "uk", "government-of-russia", "metonym"),
        ("Київ Києва Києву Києвом Києві", "uk", "government-of-ukraine", "metonym"),
        ("Прага Прагу Празі Прагою", "uk", "government-of-czechia", "metonym"),
        ("Афіни Афін Афінам", "uk", "government-of-greece", "metonym"),
        ("Брюссель Брюсселя Брюсселем", "ru", "eu", "metonym"),
        ("Німеччина Німеччини Німеччині Німеччину Німеччиною", "uk", "government-of-germany", "country"),
        ("Польща Польщі Польщу Польщею", "uk", "government-of-poland", "country"),
        ("Білорусь Білорусі Білоруссю", "uk", "government-of-belarus", "country"),
        ("Нідерланди Нідерландів Нідерландам", "uk", "government-of-netherlands", "country"),
        ("Египет Египта Египтом", "ru", "government-of-egypt", "country"),
        ("Беларусь Беларуси Беларусью", "ru", "government-of-belarus", "country"),
        ("Ukraine Ukraine’s", "en", "government-of-ukraine", "country"),
        ("НАТО", "uk", "nato", "acronym"),
        ("ЕС", "ru", "eu", "acronym"),
        ("Бундестаг Бундестагу Бундестагом", "uk", "bundestag", "name"),
        ("Держдеп Держдепу Держдепом Держдепі", "uk", "mfa-usa", "name"),
        ("Єврокомісія Єврокомісії Єврокомісією", "uk", "european-commission", "name"),
        ("Госдума Госдумы Госдуме Госдумой", "ru", "state-duma", "name"),
    ],
)
def test_place_or_body_in_every_case(
    gazetteer: Gazetteer, forms: str, language: Language, actor: str, kind: str
) -> None:
    for form in forms.split():
        match = only(gazetteer, f"… {form}, …", language)
        assert (match.candidates, match.form) == ((actor,), kind), form


@pytest.mark.parametrize(
    ("text", "language", "actor", "surface"),
    [
        ("у Міністерстві закордонних справ Німеччини", "uk", "mfa-germany", "Міністерстві закордонних справ Німеччини"),
        ("німецького МЗС", "uk", "mfa-germany", "німецького МЗС"),
        ("МИДом Германии", "ru", "mfa-germany", "МИДом Германии"),
        ("з Європейською комісією", "uk", "european-commission", "Європейською комісією"),
        ("партії «Право і справедливість»", "uk", "law-and-justice", "Право і справедливість"),
        ("з «Права і справедливості»", "uk", "law-and-justice", "Права і справедливості"),
        ("у Сполучених Штатах Америки", "uk", "government-of-usa", "Сполучених Штатах Америки"),
        ("the U.S. and", "en", "government-of-usa", "U.S."),
        ("the German foreign ministry said", "en", "mfa-germany", "German foreign ministry"),
        ("the Foreign Ministry of the Netherlands", "en", "mfa-netherlands", "Foreign Ministry of the Netherlands"),
        ("американського уряду", "uk", "government-of-usa", "американського уряду"),
    ],
)
def test_body_of_several_words(gazetteer: Gazetteer, text: str, language: Language, actor: str, surface: str) -> None:
    match = only(gazetteer, text, language)
    assert (match.candidates, text[match.start : match.end]) == ((actor,), surface)


def test_possessive_is_outside_the_name(gazetteer: Gazetteer) -> None:
    text = "Rutte's words"
    match = only(gazetteer, text, "en")
    assert text[match.start : match.end] == "Rutte"


def test_latin_name_in_a_ukrainian_text(gazetteer: Gazetteer) -> None:
    assert only(gazetteer, "про це пише Donald Tusk у мережі", "uk").candidates == ("donald-tusk",)


@pytest.mark.parametrize("text", ["Захарʼянова", "рютте", "us and them", "фінська лазня"])
def test_what_only_looks_like_a_name_is_left(gazetteer: Gazetteer, text: str) -> None:
    assert find(gazetteer, text, "en" if text.isascii() else "uk") == []


def test_spelling_of_apostrophe_and_letter_does_not_matter(gazetteer: Gazetteer) -> None:
    for text in ("В'ячеслав Володін", "В’ячеслав Володін", "Вʼячеслав Володін", "Вьячеслав-Володін"):
        expected = [] if "-" in text else [("vyacheslav-volodin",)]
        assert [match.candidates for match in find(gazetteer, text, "uk")][:1] == expected
    assert only(gazetteer, "Лёвен" and "Фумио Кисида", "ru").candidates == ("fumio-kishida",)


def test_common_surname_needs_the_full_name_in_the_text(gazetteer: Gazetteer) -> None:
    assert find(gazetteer, "Мельник приїхав.", "uk") == []
    both = find(gazetteer, "Андрій Мельник приїхав. Мельник сказав…", "uk")
    assert [match.candidates for match in both] == [("andrii-melnyk",), ("andrii-melnyk",)]


def test_surname_after_another_first_name_is_somebody_else(gazetteer: Gazetteer) -> None:
    assert find(gazetteer, "прийшли Олена Порошенко і Сергій Путін", "uk") == []


def test_initial_is_part_of_the_name_if_it_fits(gazetteer: Gazetteer) -> None:
    text = "сказав В. Зеленський"
    match = only(gazetteer, text, "uk")
    assert text[match.start : match.end] == "В. Зеленський"
    assert find(gazetteer, "сказав К. Зеленський", "uk") == []


def test_shared_surname_keeps_all_candidates(gazetteer: Gazetteer) -> None:
    assert set(only(gazetteer, "Clinton said", "en").candidates) == {"bill-clinton", "hillary-clinton"}


def test_case_ending_tells_men_from_women_of_one_surname(gazetteer: Gazetteer) -> None:
    assert only(gazetteer, "з Клінтоном", "uk").candidates == ("bill-clinton",)


def test_longest_name_wins(gazetteer: Gazetteer) -> None:
    assert [match.candidates for match in find(gazetteer, "Рада безпеки ООН", "uk")] == [("un-security-council",)]


def test_indeclinable_name_tells_no_case(gazetteer: Gazetteer) -> None:
    assert only(gazetteer, "Рютте", "uk").cases == frozenset()


def roles(gazetteer: Gazetteer, text: str, language: Language) -> list[RoleMatch]:
    return gazetteer.find_roles(tokenize(text), language)


@pytest.mark.parametrize(
    ("text", "language", "surface", "key", "of"),
    [
        ("глава МЗС Німеччини заявила", "uk", "глава МЗС Німеччини", "foreign-minister", ("mfa-germany",)),
        ("сказав німецький канцлер", "uk", "німецький канцлер", "chancellor", ("government-of-germany",)),
        ("з генсеком НАТО", "uk", "генсеком НАТО", "secretary-general", ("nato",)),
        ("речниці Держдепу", "uk", "речниці Держдепу", "spokesperson", ("mfa-usa",)),
        ("очільник Кремля", "uk", "очільник Кремля", "president", ("government-of-russia",)),
        ("з прем'єркою Італії", "uk", "прем'єркою Італії", "prime-minister", ("government-of-italy",)),
        ("голова Єврокомісії", "uk", "голова Єврокомісії", "head", ("european-commission",)),
        ("главе польского МИД", "ru", "главе польского МИД", "head", ("mfa-poland",)),
        ("госсекретарь США", "ru", "госсекретарь США", "foreign-minister", ("government-of-usa",)),
        ("the French president said", "en", "French president", "president", ("government-of-france",)),
        ("Germany's chancellor", "en", "Germany's chancellor", "chancellor", ("government-of-germany",)),
        ("the president of the European Commission", "en", "president of the European Commission", "president",
         ("european-commission",)),
        ("NATO Secretary General", "en", "NATO Secretary General", "secretary-general", ("nato",)),
        ("прем'єрка пояснила", "uk", "прем'єрка", "prime-minister", ()),
    ],
)  # fmt: skip
def test_role_with_its_country_or_body(
    gazetteer: Gazetteer, text: str, language: Language, surface: str, key: str, of: tuple[str, ...]
) -> None:
    (match,) = roles(gazetteer, text, language)
    assert (text[match.start : match.end], match.key, match.of) == (surface, key, of)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("колишній президент США", "uk"),
        ("експрезидент", "uk"),
        ("экс-премьер Италии", "ru"),
        ("former US president", "en"),
    ],
)
def test_former_office_is_told_apart(gazetteer: Gazetteer, text: str, language: Language) -> None:
    assert [match.former for match in roles(gazetteer, text, language)] == [True]


def test_feminine_noun_and_plural_are_told(gazetteer: Gazetteer) -> None:
    (woman,) = roles(gazetteer, "речниця МЗС", "uk")
    (many,) = roles(gazetteer, "міністрами закордонних справ", "uk")
    assert (woman.gender, woman.number) == ("fem", "sing")
    assert many.number == "plur" and many.cases == frozenset({"ins"})


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("німецькому", "uk", "government-of-germany"),
        ("французской", "ru", "government-of-france"),
        ("Polish", "en", "government-of-poland"),
        ("Туреччиною", "uk", "government-of-turkey"),
        ("synod", "en", None),
    ],
)
def test_country_of_a_word(gazetteer: Gazetteer, word: str, language: Language, expected: str | None) -> None:
    assert gazetteer.country_of(word, language) == expected


def test_name_that_is_a_common_word_needs_marks_or_its_kind() -> None:
    party = Actor(id="voice", kind="party", names={"uk": ("Голос",)}, common_word=True)
    gazetteer = Gazetteer(ActorCatalogue([party]))
    assert find(gazetteer, "Голос народу", "uk") == []
    assert len(find(gazetteer, "партія Голос і «Голос»", "uk")) == 2


def test_many_actors_do_not_blur_one_another() -> None:
    people = [
        Actor(id=f"person-{n}", kind="person", gender="masc", names={"uk": (f"Іван {_surname(n)}",)})
        for n in range(3000)
    ]
    gazetteer = Gazetteer(ActorCatalogue(people))
    assert only(gazetteer, f"з Іваном {_surname(2024)}ом", "uk").candidates == ("person-2024",)


def _surname(number: int) -> str:
    """A surname of its own for each number."""
    syllables = ("ба", "ве", "ги", "до", "жу", "за", "ко", "лу", "ми", "но", "пе", "ра", "си", "ту")
    name = ""
    for _ in range(4):
        number, rest = divmod(number, len(syllables))
        name += syllables[rest]
    return name.capitalize() + "нк"


def test_form_of_both_numbers_is_taken_as_singular(gazetteer: Gazetteer) -> None:
    (match,) = roles(gazetteer, "слова главы правительства", "ru")
    assert (match.number, match.key) == ("sing", "prime-minister")


def test_nationals_name_their_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.country_of("німцями", "uk") == "government-of-germany"
    assert gazetteer.country_of("россиян", "ru") == "government-of-russia"
