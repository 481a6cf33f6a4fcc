"""Mentions: known actors, unknown persons under one name, roles and who held them, organisations and places."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas.base import Language
from schemas.identity import unknown_actor_id
from streams.language.analyse import Analyser
from streams.language.document import MentionSpan

MAY_2024 = datetime(2024, 5, 12, tzinfo=UTC)


def mentions(analyser: Analyser, text: str, language: Language, day: datetime | None = MAY_2024) -> list[MentionSpan]:
    found = analyser.document(text, language=language, published_at=day).mentions
    assert all(text[mention.start : mention.end] == mention.surface for mention in found)
    return found


def named(found: list[MentionSpan], type_: str) -> list[str | None]:
    return [mention.name for mention in found if mention.type == type_]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "uk",
            "Про це повідомила Марта Вільховецька. За словами Вільховецької, угоди немає. Вільховецьку підтримали.",
            "Марта Вільховецька",
        ),
        ("uk", "Суд відмовив Іванові Петренчуку. Петренчука затримали. Сам Петренчук мовчить.", "Іван Петренчук"),
        ("ru", "Решение объявил Павел Огородцев. Огородцева поддержали, а с Огородцевым спорят.", "Павел Огородцев"),
        ("en", "Jane Whitcombe resigned. Whitcombe’s deputy stayed. Ms. Whitcombe thanked him.", "Jane Whitcombe"),
    ],
)
def test_an_unknown_person_has_one_name_and_id(analyser: Analyser, language: Language, text: str, name: str) -> None:
    found = [mention for mention in mentions(analyser, text, language) if mention.type == "PER"]
    assert [mention.name for mention in found] == [name] * 3
    assert {mention.actor_id for mention in found} == {unknown_actor_id(name)}


@pytest.mark.parametrize(
    ("language", "text", "name", "gender"),
    [
        ("uk", "Рішення оголосила речниця уряду Карлота Віндербі.", "Карлота Віндербі", "fem"),
        ("uk", "Його підтримали через Марту Ліндегор.", "Марта Ліндегор", "fem"),
        ("ru", "Об этом говорили с Сельмой Краг.", "Сельма Краг", "fem"),
        ("ru", "Письмо передали Халеду аль-Марзуки.", "Халед аль-Марзуки", "masc"),
        ("uk", "Лист передали Драганові Пеламіру.", "Драган Пеламір", "masc"),
        ("ru", "Победу присудили Анне-Марии Лунд-Ольсен, которая ждала дома.", "Анна-Мария Лунд-Ольсен", "fem"),
        ("en", "Lena O’Hara resigned.", "Lena O’Hara", None),
        ("en", "Ewan McBrant, the mayor, resigned.", "Ewan McBrant", None),
        ("en", "Omar al-Marzuki, who heads the port, resigned.", "Omar al-Marzuki", None),
    ],
)
def test_the_dictionary_form_of_a_foreign_name(
    analyser: Analyser, language: Language, text: str, name: str, gender: str | None
) -> None:
    person = next(mention for mention in mentions(analyser, text, language) if mention.type == "PER")
    assert person.name == name
    assert gender is None or person.gender == gender


def test_gender_of_an_unknown_person(analyser: Analyser) -> None:
    found = mentions(analyser, "Марта Вільховецька зустріла Петра Огорожного.", "uk")
    assert [mention.gender for mention in found] == ["fem", "masc"]


def test_case_of_a_name(analyser: Analyser) -> None:
    (mention,) = mentions(analyser, "Із цим погодилися разом із Мартою Вільховецькою.", "uk")
    assert mention.cases == {"ins"}


@pytest.mark.parametrize(
    ("language", "text", "name", "role"),
    [
        ("uk", "Речниця поліції Марта Вільховецька мовчить.", "Марта Вільховецька", "Речниця поліції"),
        ("uk", "Марта Вільховецька, аналітикиня банку, мовчить.", "Марта Вільховецька", "аналітикиня банку"),
        (
            "en",
            "Jane Whitcombe, a spokeswoman for the Harbour Board, declined.",
            "Jane Whitcombe",
            "a spokeswoman for the Harbour Board",
        ),
        ("en", "The deputy mayor, Jane Whitcombe, declined.", "Jane Whitcombe", "The deputy mayor"),
    ],
)
def test_a_role_beside_a_name_belongs_to_it(
    analyser: Analyser, language: Language, text: str, name: str, role: str
) -> None:
    person = next(mention for mention in mentions(analyser, text, language) if mention.type == "PER")
    assert (person.name, person.role) == (name, role)


def test_a_role_alone_is_the_person_who_had_it_before(analyser: Analyser) -> None:
    found = mentions(analyser, "Депутат Павло Огорожний виступив. Згодом депутат пішов.", "uk")
    role = found[-1]
    assert (role.type, role.name) == ("ROLE", "Павло Огорожний")


def test_a_role_alone_is_who_held_it_that_day(analyser: Analyser) -> None:
    before, after = (
        mentions(analyser, "Про це сказав генсек НАТО.", "uk", datetime(year, 3, 1, tzinfo=UTC))[0]
        for year in (2024, 2025)
    )
    assert (before.type, before.name, after.name) == ("ROLE", "Jens Stoltenberg", "Mark Rutte")


@pytest.mark.parametrize(
    ("language", "text", "holder"),
    [
        ("en", "The British government met. Later the prime minister left.", "Rishi Sunak"),
        ("en", "LONDON - Ministers met on Tuesday. The prime minister left early.", "Rishi Sunak"),
        ("uk", "У Берліні засідали до ночі. Канцлер мовчав.", "Olaf Scholz"),
        ("ru", "Канада ждала этого год. Премьер-министр молчал.", "Justin Trudeau"),
        ("ru", "Германия ждала этого год. Глава кабинета молчал.", "Olaf Scholz"),
        # two countries, a country that nobody knows, an indefinite article, somebody else in that office
        ("en", "France and Britain signed. The prime minister left.", None),
        ("uk", "Велонія чекає на Канаду. Прем’єр-міністр мовчить.", None),
        ("en", "The British government met. A prime minister has to wait.", None),
        ("ru", "Канада ждёт. Премьер-министр молчит. Позже премьер-министр Велонии Том Хольм уехал.", None),
    ],
)
def test_an_office_of_no_named_country_is_that_of_the_only_country_before(
    analyser: Analyser, language: Language, text: str, holder: str | None
) -> None:
    roles = [m for m in mentions(analyser, text, language) if m.type == "ROLE" and m.number == "sing"]
    assert (roles[-1].name if roles[-1].actor_id else None) == holder


def test_a_role_without_a_date_is_nobody_in_particular(analyser: Analyser) -> None:
    role = mentions(analyser, "Про це сказав генсек НАТО.", "uk", None)[0]
    assert (role.type, role.actor_id) == ("ROLE", None)


def test_roles_in_the_plural_are_a_collective(analyser: Analyser) -> None:
    (role,) = mentions(analyser, "Експерти сперечаються.", "uk")
    assert (role.type, role.kind, role.actor_id) == ("ROLE", "collective", None)


def test_a_known_actor_in_any_case(analyser: Analyser) -> None:
    found = mentions(analyser, "Переговори з Макроном тривали. Макрона чекали в Берліні.", "uk")
    assert [mention.actor_id for mention in found if mention.type == "PER"] == ["emmanuel-macron"] * 2


def test_somebody_else_with_a_known_surname_is_not_that_actor(analyser: Analyser) -> None:
    person = mentions(analyser, "Інтерв’ю дав сусід Остап Макрон.", "uk")[-1]
    assert (person.surface, person.actor_id) == ("Остап Макрон", unknown_actor_id("Остап Макрон"))


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("uk", "Рішення ухвалив Національний банк Фландії вчора.", "Національний банк Фландії"),
        ("uk", "Компанія ТОВ «Синій Промінь» збанкрутувала.", "ТОВ «Синій Промінь»"),
        ("ru", "Об этом сообщил Комитет защиты рек Фландии.", "Комитет защиты рек Фландии"),
        ("en", "The Harbour Safety Board approved it.", "Harbour Safety Board"),
        ("en", "He works at the Institute of Marine Studies in town.", "Institute of Marine Studies"),
    ],
)
def test_organisations(analyser: Analyser, language: Language, text: str, name: str) -> None:
    assert name in {
        mention.surface.removeprefix("The ") for mention in mentions(analyser, text, language) if mention.type == "ORG"
    }


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("uk", "Зустріч відбулася у Вроцлаві.", "Вроцлаві"),
        ("uk", "Бої тривають у Сумській області.", "Сумській області"),
        ("ru", "Встреча прошла в Самарканде.", "Самарканде"),
        ("en", "They met in Gothenburg yesterday.", "Gothenburg"),
    ],
)
def test_places(analyser: Analyser, language: Language, text: str, surface: str) -> None:
    assert surface in [mention.surface for mention in mentions(analyser, text, language) if mention.type == "LOC"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "По его словам, всё идёт по плану."),
        ("uk", "За цей час нічого не сталося."),
        ("en", "Will it work? May be. The German side agreed."),
    ],
)
def test_a_capital_at_the_start_of_a_sentence_makes_no_name(analyser: Analyser, language: Language, text: str) -> None:
    assert [mention for mention in mentions(analyser, text, language) if mention.type == "PER"] == []


def test_a_possessive_is_not_part_of_the_name(analyser: Analyser) -> None:
    assert mentions(analyser, "Jane Whitcombe’s idea failed.", "en")[0].surface == "Jane Whitcombe"


@pytest.mark.parametrize(
    "text", ["", "   ", "«", "А. Б. В. Г.", "ТОВ «", "ім. ", "U.S.", "— — —", "А" * 5000, "Іван " * 500, "«А» " * 500]
)
@pytest.mark.parametrize("language", ["uk", "en"])
def test_odd_texts_never_fail(analyser: Analyser, language: Language, text: str) -> None:
    mentions(analyser, text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Експрезидент Франції виступив у Ліоні."),
        ("uk", "Колишній президент Франції виступив у Ліоні."),
        ("ru", "Экс-президент Франции выступил в Лионе."),
        ("ru", "Бывший президент Франции выступил в Лионе."),
        ("en", "The former French president spoke in Lyon."),
        ("en", "A former president of France spoke in Lyon."),
    ],
)
def test_a_former_holder_is_not_the_present_one(analyser: Analyser, language: Language, text: str) -> None:
    roles = [mention for mention in mentions(analyser, text, language) if mention.type == "ROLE"]
    assert [role.actor_id for role in roles] == [None]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("uk", "Велдорія не дасть танків.", "Велдорія"),
        ("uk", "Союз запросив Велдорію до столу.", "Велдорія"),
        ("ru", "Власти Вельдории закроют границу.", "Вельдория"),
    ],
)
def test_an_unknown_country_is_no_person(analyser: Analyser, language: Language, text: str, name: str) -> None:
    found = mentions(analyser, text, language)
    assert named(found, "PER") == []
    assert named(found, "LOC") == [name]


def test_a_place_keeps_its_own_name_beside_the_government_it_stands_for(analyser: Analyser) -> None:
    found = mentions(analyser, "У Брюсселі та у Франції чекають. Кремль мовчить.", "uk")
    assert [(mention.place, mention.actor_id) for mention in found] == [
        ("Brussels", "eu"),
        ("France", "government-of-france"),
        ("Кремль", "government-of-russia"),
    ]


def test_an_ordinary_word_at_the_start_of_a_sentence_is_no_known_surname(analyser: Analyser) -> None:
    assert named(mentions(analyser, "Кошти надійдуть восени.", "uk"), "PER") == []
    known = mentions(analyser, "Про це сказав Антоніу Кошта. Кошти на вибори він не просив.", "uk")
    assert named(known, "PER")[0] == "Antonio Costa"


def test_teasers_of_other_articles_are_no_antecedents(analyser: Analyser) -> None:
    text = "Угоди немає.\n\nЧитайте також: Директор заводу Остап Вереник пішов\n\nДиректор мовчить."
    assert mentions(analyser, text, "uk")[-1].actor_id is None


def test_a_count_before_a_name_is_no_given_name(analyser: Analyser) -> None:
    assert named(mentions(analyser, "Thirty-One Abrams arrived in the Swiss Alps.", "en"), "PER") == []


def test_a_country_spelt_with_a_dash_may_end_the_text(analyser: Analyser) -> None:
    (place,) = mentions(analyser, "The convoy came from Congo - Brazzaville", "en")
    assert (place.type, place.surface) == ("LOC", "Congo - Brazzaville")


def test_a_country_within_a_body_is_no_mention_of_its_own(analyser: Analyser) -> None:
    found = mentions(analyser, "Державна аудиторська служба Польщі перевірила склади.", "uk")
    assert [mention.surface for mention in found] == ["Державна аудиторська служба Польщі"]


@pytest.mark.parametrize(
    ("language", "text", "type_", "surface"),
    [
        ("ru", "Акции Nordvex подорожали на три процента.", "ORG", "Nordvex"),
        ("ru", "Как пишет Velnews.ru, суд отложен.", "ORG", "Velnews.ru"),
        ("uk", "Угоду з Bank of Velmaria підписали вчора.", "ORG", "Bank of Velmaria"),
        ("ru", "Выступил Юрген Тальхаммер (Jurgen Thalhammer), архитектор.", "PER", "Jurgen Thalhammer"),
    ],
)
def test_names_in_latin_letters(analyser: Analyser, language: Language, text: str, type_: str, surface: str) -> None:
    assert (type_, surface) in [(mention.type, mention.surface) for mention in mentions(analyser, text, language)]


def test_a_product_in_latin_letters_is_no_body(analyser: Analyser) -> None:
    found = mentions(analyser, "На рынке появилась игра Farmalot и телефон Skyline 5.", "ru")
    assert [mention.surface for mention in found if mention.type == "ORG"] == []


def test_a_place_typed_without_capitals(analyser: Analyser) -> None:
    found = mentions(analyser, "how cheap are flights from san francisco to chennai ?", "en")
    assert [mention.surface for mention in found] == ["san francisco", "chennai"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Velonia’s government rejected the tax."),
        ("en", "Later the government of Velonia rejected the tax."),
        ("uk", "Податок відхилив уряд Велонії."),
        ("uk", "Це передали урядові Велонії."),
        ("ru", "Правительство Велонии отклонило налог."),
        ("ru", "По словам правительства Велонии, налога не будет."),
    ],
)
def test_the_government_of_an_unknown_country_is_one_body_in_every_language(
    analyser: Analyser, language: Language, text: str
) -> None:
    (body,) = [mention for mention in mentions(analyser, text, language) if mention.type == "ORG"]
    assert (body.name, body.actor_id) == ("Government of Velonia", unknown_actor_id("Government of Velonia"))


def test_a_person_s_government_is_no_country_s(analyser: Analyser) -> None:
    assert not named(mentions(analyser, "Maria’s government and the government of the day fell.", "en"), "ORG")


@pytest.mark.parametrize(
    ("language", "text", "body"),
    [
        ("en", "Poland has no doubts about Chile, its foreign ministry said.", "Ministry of Foreign Affairs of Poland"),
        ("en", "Chile has spoken. Its defence ministry denied the report.", "Ministry of Defence of Chile"),
        ("uk", "Польща не бачить загрози в Чилі, повідомило її МЗС.", "Ministry of Foreign Affairs of Poland"),
        ("uk", "Чилі чекає. Його міністерство оборони мовчить.", "Ministry of Defence of Chile"),
        ("ru", "Польша не видит угрозы в Чили, сообщил её МИД.", "Ministry of Foreign Affairs of Poland"),
        ("ru", "Польша ждёт. Её Минобороны молчит.", "Ministry of Defence of Poland"),
        ("en", "The foreign ministry in Warsaw was silent about Chile.", "Ministry of Foreign Affairs of Poland"),
        ("uk", "У Чилі тихо. МЗС у Варшаві мовчить.", "Ministry of Foreign Affairs of Poland"),
        ("ru", "В Чили тихо. МИД в Варшаве молчит.", "Ministry of Foreign Affairs of Poland"),
    ],
)
def test_a_body_named_by_its_sort_belongs_to_the_country_spoken_of(
    analyser: Analyser, language: Language, text: str, body: str
) -> None:
    assert body in named(mentions(analyser, text, language), "ORG")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Poland and Chile met Norvania, and the foreign ministry was silent."),
        ("uk", "Польща й Чилі сперечаються. У МЗС мовчать."),
        ("ru", "Польша ждёт. В МИД Карвонии молчат."),
        ("en", "The foreign ministry condemned the sanctions on Chile."),
        ("uk", "Санкції проти Польщі засудило МЗС."),
        ("ru", "Санкции против Польши осудил МИД."),
    ],
)
def test_a_body_of_one_of_several_countries_is_none_of_theirs(
    analyser: Analyser, language: Language, text: str
) -> None:
    assert not any((name or "").startswith("Ministry") for name in named(mentions(analyser, text, language), "ORG"))
