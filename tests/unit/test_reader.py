"""Statements out of enriched articles: speakers, dates, pieces of one utterance, identifiers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from schemas import RawArticle
from schemas.base import Language, Span, TextSpan
from schemas.enriched_article import EnrichedArticle, Quotation, Speaker, SpeakerKind
from schemas.identity import unknown_actor_id
from schemas.statement import Holder, Statement
from streams.language.analyse import Analyser
from streams.language.sentences import split
from streams.language.tokens import tokenize
from streams.stances import StatementReader
from streams.stances.held import told_otherwise

PUBLISHED = datetime(2031, 5, 15, 9, 30, tzinfo=UTC)  # a Thursday


def _article(
    text: str,
    quotes: list[str],
    language: Language = "en",
    cue: str | None = None,
    title: str = "",
    kind: SpeakerKind = "person",
    utterances: list[int] | None = None,
) -> EnrichedArticle:
    quotations = []
    for number, quote in enumerate(quotes):
        start = text.index(quote)
        at = text.find(cue) if cue else -1
        quotations.append(
            Quotation(
                start=start,
                end=start + len(quote),
                text=quote,
                kind="indirect",
                confidence=0.9,
                cue=TextSpan(start=at, end=at + len(cue), text=cue) if cue and at >= 0 else None,
                speaker=Speaker(kind=kind, actor_id="name:somebody", name="Ala Bor"),
                utterance=utterances[number] if utterances else number,
            )
        )
    sentences, _ = split(text, tokenize(text), language)
    return EnrichedArticle(
        id="a1", content_hash="h", url="https://news.example/1", source="Example", title=title, text=text,
        language=language, published_at=PUBLISHED, quotations=tuple(quotations),
        sentences=tuple(Span(start=s.start, end=s.end) for s in sentences),
    )  # fmt: skip


def _one(reader: StatementReader, text: str, quote: str, language: Language, cue: str) -> Statement:
    statements = reader.read(_article(text, [quote], language, cue))
    assert len(statements) == 1
    return statements[0]


def test_a_statement_carries_speaker_issue_stance_words_and_article(reader: StatementReader) -> None:
    quote = "allies to supply Ukraine with tanks"
    made = _one(reader, f"Ala Bor urged {quote}.", quote, "en", "urged")
    assert (made.speaker.name, made.issue.id, made.stance.label) == ("Ala Bor", "tanks-to-ukraine", "support")
    assert made.quotation.text == "allies to supply Ukraine with tanks"
    assert made.article.url == "https://news.example/1"


def test_cues_are_spans_of_the_article(reader: StatementReader) -> None:
    text = "Ala Bor refused to supply Ukraine with tanks."
    made = _one(reader, text, "to supply Ukraine with tanks", "en", "refused")
    assert [text[c.start : c.end] for c in made.stance.cues] == ["refused"]


def test_reading_twice_gives_the_same_statements(reader: StatementReader) -> None:
    article = _article("Ala Bor refused to supply Ukraine with tanks.", ["to supply Ukraine with tanks"], cue="refused")
    assert reader.read(article) == reader.read(article)


@pytest.mark.parametrize("kind", ["collective", "anonymous", "unknown"])
def test_speakers_that_hold_no_position_make_no_statement(reader: StatementReader, kind: SpeakerKind) -> None:
    article = _article("They refused to supply Ukraine with tanks.", ["to supply Ukraine with tanks"], kind=kind)
    assert reader.read(article) == []


def test_an_institution_makes_a_statement(reader: StatementReader) -> None:
    text = "The ministry refused to supply Ukraine with tanks."
    assert len(reader.read(_article(text, ["to supply Ukraine with tanks"], kind="institution"))) == 1


def test_pieces_of_one_utterance_that_say_the_same_are_one_statement(reader: StatementReader) -> None:
    text = "“We will send Ukraine tanks,” Ala Bor said. “Yes, we will send Ukraine tanks, and very soon.”"
    quotes = ["We will send Ukraine tanks", "Yes, we will send Ukraine tanks, and very soon"]
    statements = reader.read(_article(text, quotes, utterances=[7, 7]))
    assert [s.quotation.text for s in statements] == [quotes[1]]


def test_no_two_statements_have_one_id(reader: StatementReader) -> None:
    text = "“Send Ukraine tanks!” said Ala Bor. “Send Ukraine tanks”, she said again."
    article = _article(text, ["Send Ukraine tanks!", "Send Ukraine tanks”"[:-1]])
    ids = [statement.id for statement in reader.read(article)]
    assert len(ids) == len(set(ids))


def test_an_elliptical_quotation_is_read_from_its_headline(reader: StatementReader) -> None:
    title = "Luria asked to send tanks to Ukraine"
    article = _article("“We reject this,” said Ala Bor.", ["We reject this"], title=title)
    assert [(s.issue.id, s.stance.label) for s in reader.read(article)] == [("tanks-to-ukraine", "oppose")]


TANKS = {"en": "tanks for Ukraine are needed", "uk": "Україні потрібні танки", "ru": "Украине нужны танки"}


@pytest.mark.parametrize(
    ("language", "text", "cue", "day", "background"),
    [
        ("en", "Ala Bor said {q}.", "said", date(2031, 5, 15), False),
        ("en", "On Tuesday Ala Bor said {q}.", "said", date(2031, 5, 13), False),
        ("en", "Yesterday Ala Bor said {q}.", "said", date(2031, 5, 14), False),
        ("en", "On March 3 Ala Bor said {q}.", "said", date(2031, 3, 3), True),
        ("en", "On 16 December Ala Bor said {q}.", "said", date(2030, 12, 16), True),
        ("en", "A year ago Ala Bor said {q}.", "said", date(2030, 5, 15), True),
        ("en", "Three weeks ago Ala Bor said {q}.", "said", date(2031, 4, 24), True),
        ("uk", "Ала Бор сказала, що {q}.", "сказала", date(2031, 5, 15), False),
        ("uk", "У вівторок Ала Бор сказала, що {q}.", "сказала", date(2031, 5, 13), False),
        ("uk", "3 березня Ала Бор сказала, що {q}.", "сказала", date(2031, 3, 3), True),
        ("uk", "16 грудня Ала Бор сказала, що {q}.", "сказала", date(2030, 12, 16), True),
        ("uk", "Учора Ала Бор сказала, що {q}.", "сказала", date(2031, 5, 14), False),
        ("ru", "Во вторник Ала Бор сказала, что {q}.", "сказала", date(2031, 5, 13), False),
        ("ru", "16 декабря 2029 года Ала Бор сказала, что {q}.", "сказала", date(2029, 12, 16), True),
        ("ru", "Год назад Ала Бор сказала, что {q}.", "сказала", date(2030, 5, 15), True),
        ("en", "On 3 March the ministers met. Ala Bor said {q}.", "said", date(2031, 3, 3), True),
        ("en", "On 3 March the ministers met. Today Ala Bor said {q}.", "said", date(2031, 5, 15), False),
        ("en", "On 3 March the ministers met. Two days later Ala Bor said {q}.", "said", date(2031, 3, 5), True),
        ("en", "On 3 March the ministers met.\nAla Bor said {q}.", "said", date(2031, 5, 15), False),
        ("uk", "3 березня міністри зібралися. Назавтра Ала Бор сказала, що {q}.", "сказала", date(2031, 3, 4), True),
        ("uk", "3 березня міністри зібралися. Того ж дня Ала Бор сказала, що {q}.", "сказала", date(2031, 3, 3), True),
        ("uk", "3 березня міністри зібралися. Днем раніше Ала Бор сказала, що {q}.", "сказала", date(2031, 3, 2), True),
        ("ru", "3 марта они собрались. Неделю спустя Ала Бор сказала, что {q}.", "сказала", date(2031, 3, 10), True),
        ("ru", "3 марта Ала Бор, обещая помощь, сказала, что {q}.", "сказала", date(2031, 3, 3), True),
        ("uk", "У березні було інакше: 20 числа Ала Бор сказала, що {q}.", "сказала", date(2031, 3, 20), True),
    ],
)  # fmt: skip
def test_a_statement_is_dated_when_it_was_said(
    reader: StatementReader, language: Language, text: str, cue: str, day: date, background: bool
) -> None:
    made = _one(reader, text.format(q=TANKS[language]), TANKS[language], language, cue)
    assert (made.stated_at.date(), made.background) == (day, background)


@pytest.mark.parametrize(
    ("language", "text", "cue"),
    [
        ("uk", "Нагадаємо, раніше Ала Бор заявляла, що {q}.", "заявляла"),
        ("ru", "Напомним, ранее Ала Бор заявляла, что {q}.", "заявляла"),
        ("en", "Ala Bor had previously said {q}.", "said"),
    ],
)
def test_recalled_words_are_background(reader: StatementReader, language: Language, text: str, cue: str) -> None:
    assert _one(reader, text.format(q=TANKS[language]), TANKS[language], language, cue).background


def test_a_date_inside_the_quoted_words_is_not_when_they_were_said(reader: StatementReader) -> None:
    quote = "tanks reached Ukraine on 3 March"
    assert _one(reader, f"Ala Bor said {quote}.", quote, "en", "said").stated_at == PUBLISHED


def test_a_month_without_a_day_is_known_to_the_month(reader: StatementReader) -> None:
    text = f"In January Ala Bor said {TANKS['en']}."
    assert _one(reader, text, TANKS["en"], "en", "said").stated_precision == "month"


@pytest.mark.parametrize(
    ("language", "text", "cue"),
    [
        ("en", "Ala Bor, whose own deliveries began two years ago, said {q}.", "said"),
        ("en", "Ala Bor said {q}, adding that the crews had finished their training.", "said"),
        ("en", "Ala Bor said {q} before leaving early.", "said"),
        ("uk", "Ала Бор, яка торік очолила уряд, сказала, що {q}.", "сказала"),
        ("ru", "Ала Бор была против ещё в декабре, теперь она требует, чтобы {q}.", "требует"),
    ],
)
def test_a_date_in_another_clause_does_not_make_speech_old(
    reader: StatementReader, language: Language, text: str, cue: str
) -> None:
    made = _one(reader, text.format(q=TANKS[language]), TANKS[language], language, cue)
    assert (made.stated_at, made.background) == (PUBLISHED, False)


@pytest.mark.parametrize(
    ("language", "text", "cue"),
    [
        ("uk", "Ще восени вона казала, що {q}.", "казала"),
        ("ru", "Ещё осенью она говорила, что {q}.", "говорила"),
        ("en", "Last autumn she argued that {q}.", "argued"),
        ("en", "It was in January that she said {q}.", "said"),
    ],
)
def test_a_season_or_month_of_the_cue_makes_speech_old(
    reader: StatementReader, language: Language, text: str, cue: str
) -> None:
    assert _one(reader, text.format(q=TANKS[language]), TANKS[language], language, cue).background


def test_what_a_speaker_repeats_is_one_statement(reader: StatementReader) -> None:
    text = "“We will send Ukraine tanks,” said Ala Bor. She stressed that Ukraine needs tanks from Luria. It rained."
    quotes = ["We will send Ukraine tanks", "Ukraine needs tanks from Luria"]
    assert len(reader.read(_article(text, quotes, cue="said"))) == 1


def test_what_is_recalled_stays_apart_from_the_news(reader: StatementReader) -> None:
    text = f"Ala Bor said {TANKS['en']}. In January she argued that Ukraine needs tanks from Luria."
    article = _article(text, [TANKS["en"], "Ukraine needs tanks from Luria"])
    cues = [text.index("said"), text.index("argued")]
    quotations = tuple(
        q.model_copy(update={"cue": TextSpan(start=at, end=text.index(" ", at), text=text[at : text.index(" ", at)])})
        for q, at in zip(article.quotations, cues, strict=True)
    )
    made = reader.read(article.model_copy(update={"quotations": quotations}))
    assert [statement.background for statement in made] == [False, True]


def test_words_that_only_the_context_ties_to_an_issue_must_judge(reader: StatementReader) -> None:
    title = "Luria asked to send tanks to Ukraine"
    assert reader.read(_article("“The session lasted for hours,” said Ala Bor.", ["The session lasted for hours"],
                                title=title)) == []  # fmt: skip


_OTHERS = {
    "en": ("{first}, Ala Bor said. It was her first visit. The envoys met for six hours. Rain fell all day. "
           "The square was empty. The mayor, Ivo Tal, called it {second}.",
           "Luria must send tanks to Ukraine", "a grave mistake"),
    "uk": ("{first}, сказала Ала Бор. Це був її перший візит. Посли радилися шість годин. Цілий день ішов дощ. "
           "Майдан стояв порожній. Мер Іво Тал сказав, що {second}.",
           "Лурія має передати Україні танки", "такий безрозсудний крок був би грубою помилкою"),
    "ru": ("{first}, сказала Ала Бор. Это был её первый визит. Послы совещались шесть часов. Весь день шёл дождь. "
           "Площадь была пуста. Мэр Иво Тал сказал, что {second}.",
           "Лурия должна передать Украине танки", "столь безрассудный шаг был бы грубой ошибкой"),
}  # fmt: skip


def _by_two(article: EnrichedArticle) -> EnrichedArticle:
    other = Speaker(kind="person", actor_id="name:other", name="Ivo Tal")
    last = article.quotations[-1].model_copy(update={"speaker": other})
    return article.model_copy(update={"quotations": (*article.quotations[:-1], last)})


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_what_a_person_says_without_naming_an_issue_is_about_the_leading_one(
    reader: StatementReader, language: Language
) -> None:
    frame, first, second = _OTHERS[language]
    made = reader.read(_by_two(_article(frame.format(first=first, second=second), [first, second], language)))
    assert [(s.issue.id, s.stance.label) for s in made] == [
        ("tanks-to-ukraine", "support"),
        ("tanks-to-ukraine", "oppose"),
    ]


_EMPTY = {
    "en": ("in the capital on Monday", "why the road was closed", "his cabinet with a cart"),
    "uk": ("у столиці в понеділок", "чому дорогу закрито", "уряд у тому"),
    "ru": ("в столице в понедельник", "почему дорогу закрыли", "свой кабинет с телегой"),
}


@pytest.mark.parametrize(("language", "words"), [(each, words) for each in _EMPTY for words in _EMPTY[each]])
def test_words_that_say_nothing_are_about_no_issue(reader: StatementReader, language: Language, words: str) -> None:
    frame, first, _ = _OTHERS[language]
    made = reader.read(_by_two(_article(frame.format(first=first, second=words), [first, words], language)))
    assert [s.quotation.text for s in made] == [first]


def test_what_a_person_says_is_about_no_issue_where_several_are_equal(reader: StatementReader) -> None:
    frame, first, last = _OTHERS["en"]
    second = "Georgia should join the European Union"
    text = frame.replace("Ala Bor said.", "Ala Bor said. {middle}, she added.").format(
        first=first, middle=second, second=last
    )
    made = reader.read(_by_two(_article(text, [first, second, last])))
    assert sorted(s.quotation.text for s in made) == sorted([first, second])


@pytest.mark.parametrize(
    ("language", "text", "cue", "what", "stance", "plover"),
    [
        ("en", "Luria vetoed the EU sanctions on Russia.", "vetoed", "the EU sanctions on Russia", "oppose", "REJECT"),
        (
            "en",
            "Luria warned against sanctions on Russia.",
            "warned",
            "against sanctions on Russia",
            "oppose",
            "REJECT",
        ),
        (
            "en",
            "New sanctions on Russia were rejected by Luria.",
            "rejected",
            "New sanctions on Russia",
            "oppose",
            "REJECT",
        ),
        (
            "en",
            "Luria threw its weight behind sanctions on Russia.",
            "threw its weight behind",
            "sanctions on Russia",
            "support",
            "SUPPORT",
        ),
        (
            "en",
            "Luria has reservations about sanctions on Russia.",
            "has reservations about",
            "sanctions on Russia",
            "oppose",
            "REJECT",
        ),
        (
            "en",
            "Luria sees no need to tighten sanctions on Russia.",
            "sees no need",
            "to tighten sanctions on Russia",
            "oppose",
            "REJECT",
        ),
        ("en", "Luria lifted its sanctions on Russia.", "lifted", "its sanctions on Russia", "oppose", "RETREAT"),
        ("en", "Luria approved new sanctions on Russia.", "approved", "new sanctions on Russia", "support",
         "COOPERATE"),
        ("en", "Luria delivered tanks to Ukraine.", "delivered", "tanks to Ukraine", "support", "AID"),
        ("en", "Luria ruled out tanks for Ukraine.", "ruled out", "tanks for Ukraine", "oppose", "REJECT"),
        ("en", "Luria suspended tank deliveries to Ukraine.", "suspended", "tank deliveries to Ukraine", "oppose",
         "RETREAT"),
        ("uk", "Лурія заблокувала передачу танків Україні.", "заблокувала", "передачу танків Україні", "oppose",
         "REJECT"),
        ("uk", "Лурія схвалила передачу танків Україні.", "схвалила", "передачу танків Україні", "support",
         "COOPERATE"),
        ("uk", "Лурія скасувала санкції проти Росії.", "скасувала", "санкції проти Росії", "oppose", "RETREAT"),
        ("uk", "Лурія запровадила санкції проти Росії.", "запровадила", "санкції проти Росії", "support",
         "SANCTION"),
        ("ru", "Лурия наложила вето на санкции против России.", "наложила вето", "на санкции против России", "oppose",
         "REJECT"),
        ("ru", "Лурия передала Украине танки.", "передала", "Украине танки", "support", "AID"),
        ("ru", "Лурия разрешила поставки танков Украине.", "разрешила", "поставки танков Украине", "support",
         "COOPERATE"),
        ("ru", "Лурия отвергла поставки танков Украине.", "отвергла", "поставки танков Украине", "oppose", "REJECT"),
    ],
)  # fmt: skip
def test_a_reported_act_takes_the_stance_of_its_verb(
    reader: StatementReader, language: Language, text: str, cue: str, what: str, stance: str, plover: str
) -> None:
    article = _article(text, [what], language, cue)
    acts = tuple(quotation.model_copy(update={"kind": "act"}) for quotation in article.quotations)
    [made] = reader.read(article.model_copy(update={"quotations": acts}))
    assert (made.stance.label, made.act.kind, made.act.plover) == (stance, "decision", plover)


def test_an_act_without_a_known_verb_is_no_statement(reader: StatementReader) -> None:
    article = _article("Luria photographed tanks for Ukraine.", ["tanks for Ukraine"], cue="photographed")
    acts = tuple(quotation.model_copy(update={"kind": "act"}) for quotation in article.quotations)
    assert reader.read(article.model_copy(update={"quotations": acts})) == []


def test_an_article_without_quotations_gives_nothing(reader: StatementReader) -> None:
    assert reader.read(_article("Nothing was said.", [])) == []


@pytest.mark.parametrize(
    "text, language",
    [
        ("Velonia needs tanks now, said its defence minister, Tomas Hollen. “Allies must supply Ukraine with tanks,” "
         "Tomas Hollen said.", "en"),
        ("«Союзники мають передати Україні танки», – заявив міністр оборони Велонії Томас Голлен.", "uk"),
        ("«Союзники должны передать Украине танки», — заявил министр обороны Велонии Томас Холлен.", "ru"),
    ],
)  # fmt: skip
def test_an_unknown_person_is_one_speaker_in_every_language(
    reader: StatementReader, text: str, language: Language
) -> None:
    raw = RawArticle(url="https://news.example/h", text=text, language=language, published_at=PUBLISHED)
    made = [s for s in reader.read(Analyser(reader.actors).analyse(raw, None)) if s.issue.id == "tanks-to-ukraine"]
    assert {s.speaker.id for s in made} == {unknown_actor_id("Tomas Hollen")}
    assert {s.speaker.name.split()[0] for s in made} == {"Tomas"}


@pytest.mark.parametrize(
    ("language", "text", "quotes", "read"),
    [
        (
            "en",
            "Ala Bor said Luria would supply Ukraine with howitzers. Ala Bor said Luria stands with Ukraine.",
            ["Luria would supply Ukraine with howitzers", "Luria stands with Ukraine"],
            {"arms-to-ukraine"},
        ),
        (
            "uk",
            "Ала Бор сказала, що Лурія передасть Україні гаубиці. Ала Бор сказала, що Лурія стоїть поруч з Україною.",
            ["Лурія передасть Україні гаубиці", "Лурія стоїть поруч з Україною"],
            {"arms-to-ukraine"},
        ),
        (
            "ru",
            "Ала Бор сказала, что Лурия передаст Украине гаубицы. Ала Бор сказала, что Лурия стоит рядом с Украиной.",
            ["Лурия передаст Украине гаубицы", "Лурия стоит рядом с Украиной"],
            {"arms-to-ukraine"},
        ),
        (
            "en",
            "Ala Bor said Luria stands with Ukraine. Ala Bor said NATO states should spend more on defence.",
            ["Luria stands with Ukraine", "NATO states should spend more on defence"],
            {"support-for-ukraine", "defence-spending"},
        ),
    ],
)
def test_a_general_position_is_not_told_apart_from_one_that_spells_it_out(
    reader: StatementReader, language: Language, text: str, quotes: list[str], read: set[str]
) -> None:
    assert {made.issue.id for made in reader.read(_article(text, quotes, language))} == read


@pytest.mark.parametrize(
    ("language", "text", "quotes"),
    [
        (
            "en",
            "Luria's ban on Russian oil. Ala Bor demanded that Europe ban all imports of Russian oil. "
            "This will cost us dear, Ala Bor admitted.",
            ["Europe ban all imports of Russian oil", "This will cost us dear"],
        ),
        (
            "uk",
            "Лурія й російська нафта. Ала Бор зажадала заборонити імпорт російської нафти. "
            "Жоден місяць не буде дешевим, визнала Ала Бор.",
            ["заборонити імпорт російської нафти", "Жоден місяць не буде дешевим"],
        ),
        (
            "ru",
            "Лурия и российская нефть. Ала Бор потребовала запретить импорт российской нефти. "
            "Ни один месяц не будет дешёвым, признала Ала Бор.",
            ["запретить импорт российской нефти", "Ни один месяц не будет дешёвым"],
        ),
    ],
)
def test_a_position_taken_outright_leaves_nothing_to_guess(
    reader: StatementReader, language: Language, text: str, quotes: list[str]
) -> None:
    read = reader.read(_article(text, quotes, language))
    assert [(made.issue.id, made.stance.label) for made in read] == [("russian-energy-imports", "support")]


@pytest.mark.parametrize(
    ("language", "text", "quotes", "stance"),
    [
        (
            "en",
            "Ala Bor said Luria would not send Ukraine howitzers. "
            "Ala Bor said Luria had sent Ukraine a hundred howitzers.",
            ["Luria would not send Ukraine howitzers", "Luria had sent Ukraine a hundred howitzers"],
            "oppose",
        ),
        (
            "uk",
            "Ала Бор сказала, що Лурія підтримує вступ України до НАТО. "
            "Ала Бор сказала, що вступ України до НАТО наразі недоречний.",
            ["Лурія підтримує вступ України до НАТО", "вступ України до НАТО наразі недоречний"],
            "support",
        ),
        (
            "ru",
            "Ала Бор сказала, что Лурия поддерживает вступление Украины в НАТО. "
            "Ала Бор сказала, что вступление Украины в НАТО сейчас неуместно.",
            ["Лурия поддерживает вступление Украины в НАТО", "вступление Украины в НАТО сейчас неуместно"],
            "support",
        ),
    ],
)
def test_of_two_stances_on_one_day_the_one_that_is_told_first_counts(
    reader: StatementReader, language: Language, text: str, quotes: list[str], stance: str
) -> None:
    assert {made.stance.label for made in reader.read(_article(text, quotes, language))} == {stance}
    assert len(reader.read(_article(text, quotes[1:], language))) == 1


@pytest.mark.parametrize(
    ("language", "text", "quotes", "read"),
    [
        (
            "en",
            "Ala Bor said diplomacy will end the war in Ukraine. Ala Bor said Zelensky should meet Putin face to face.",
            ["diplomacy will end the war in Ukraine", "Zelensky should meet Putin face to face"],
            {"leaders-meeting-ukraine-russia"},
        ),
        (
            "uk",
            "Ала Бор сказала, що завершити війну в Україні сторони зможуть. "
            "Ала Бор сказала, що Зеленському слід зустрітися з Путіним.",
            ["завершити війну в Україні сторони зможуть", "Зеленському слід зустрітися з Путіним"],
            {"leaders-meeting-ukraine-russia"},
        ),
        (
            "ru",
            "Ала Бор сказала, что завершить войну в Украине стороны смогут. "
            "Ала Бор сказала, что Зеленскому следует встретиться с Путиным.",
            ["завершить войну в Украине стороны смогут", "Зеленскому следует встретиться с Путиным"],
            {"leaders-meeting-ukraine-russia"},
        ),
    ],
)
def test_what_only_bears_out_a_narrower_position_is_none_of_its_own(
    reader: StatementReader, language: Language, text: str, quotes: list[str], read: set[str]
) -> None:
    assert {made.issue.id for made in reader.read(_article(text, quotes, language))} == read
    assert {made.issue.id for made in reader.read(_article(text, quotes[:1], language))} == {"peace-negotiations"}


@pytest.mark.parametrize(
    ("language", "text", "quotes", "cue", "stances"),
    [
        (
            "en",
            "Ala Bor said Ukraine should join NATO. A year before, Ala Bor rejected the same demand.",
            ["Ukraine should join NATO", "the same demand"],
            "rejected",
            {"support", "oppose"},
        ),
        (
            "uk",
            "Ала Бор сказала, що Україна має вступити до НАТО. Рік тому Ала Бор відкинула таку саму вимогу.",
            ["Україна має вступити до НАТО", "таку саму вимогу"],
            "відкинула",
            {"support", "oppose"},
        ),
        (
            "ru",
            "Ала Бор сказала, что Украине надо вступить в НАТО. Год назад Ала Бор отвергла то же требование.",
            ["Украине надо вступить в НАТО", "то же требование"],
            "отвергла",
            {"support", "oppose"},
        ),
        (
            "en",
            "Ala Bor said Ukraine should not join NATO. A year before, Ala Bor rejected it in the same words.",
            ["Ukraine should not join NATO", "the same words"],
            "rejected",
            {"oppose"},
        ),
    ],
)
def test_who_rejects_the_same_takes_the_other_side(
    reader: StatementReader, language: Language, text: str, quotes: list[str], cue: str, stances: set[str]
) -> None:
    assert {made.stance.label for made in reader.read(_article(text, quotes, language, cue))} == stances


_SAID = {"en": "Ala Bor said ", "uk": "Ала Бор сказала, що ", "ru": "Ала Бор сказала, что "}


@pytest.mark.parametrize(
    ("language", "topic", "quote"),
    [
        (
            "en",
            "Sanctions on Russia divide Luria. ",
            "sanctions on Russia must be tightened and prisoners of war must be exchanged",
        ),
        (
            "uk",
            "Санкції проти Росії розділили Лурію. ",
            "санкції проти Росії слід посилити, а обмін полоненими слід продовжити",
        ),
        (
            "ru",
            "Санкции против России разделили Лурию. ",
            "санкции против России следует усилить, а обмен пленными следует продолжить",
        ),
    ],
)
def test_what_is_named_in_passing_beside_the_topic_is_no_statement_of_its_own(
    reader: StatementReader, language: Language, topic: str, quote: str
) -> None:
    said = f"{_SAID[language]}{quote}."
    alone = {made.issue.id for made in reader.read(_article(said, [quote], language))}
    assert alone == {"sanctions-on-russia", "prisoner-exchange"}
    within = {made.issue.id for made in reader.read(_article(topic * 9 + said, [quote], language))}
    assert within == {"sanctions-on-russia"}


def _of_government(made: Statement) -> Statement:
    """The statement as one of a government whose minister Ala Bor is."""
    body = made.speaker.model_copy(update={"id": "org:luria", "name": "Government of Luria", "kind": "institution"})
    return made.model_copy(update={"speaker": body, "id": "s-body"})


def test_a_body_holds_what_its_minister_says_and_not_the_opposite(reader: StatementReader) -> None:
    quote = "Ukraine must be given tanks"
    said = _one(reader, f"Ala Bor said {quote}.", quote, "en", "said")
    holder = Holder(id="org:luria", name="Government of Luria", via="government")
    minister = said.model_copy(update={"holders": (*said.holders, holder)})
    same = _of_government(said)
    against = same.model_copy(update={"stance": same.stance.model_copy(update={"label": "oppose", "score": -1.0})})
    assert told_otherwise(against, [minister, against])
    assert not told_otherwise(same, [minister, same])
    assert not told_otherwise(against, [said, against])  # Ala Bor speaks for nobody else
    doubtful = minister.model_copy(update={"confidence": 0.1})
    assert not told_otherwise(against, [doubtful, against])


@pytest.mark.parametrize(
    ("language", "text", "quotes", "stances"),
    [
        (
            "en",
            "Ala Bor said Luria would send Ukraine tanks. A year before she said there would be no such deliveries.",
            ["Luria would send Ukraine tanks", "there would be no such deliveries"],
            {"support", "oppose"},
        ),
        (
            "uk",
            "Ала Бор сказала, що Лурія дасть Україні танки. Рік тому Ала Бор сказала, що таких поставок не буде.",
            ["Лурія дасть Україні танки", "таких поставок не буде"],
            {"support", "oppose"},
        ),
        (
            "ru",
            "Ала Бор сказала, что Лурия даст Украине танки. Год назад Ала Бор сказала, что таких поставок не будет.",
            ["Лурия даст Украине танки", "таких поставок не будет"],
            {"support", "oppose"},
        ),
        (
            "en",
            "Ala Bor said Luria would not send Ukraine tanks. A year before, Ala Bor said such deliveries were needed.",
            ["Luria would not send Ukraine tanks", "such deliveries were needed"],
            {"support", "oppose"},
        ),
    ],
)
def test_what_takes_up_a_thing_is_read_like_its_name(
    reader: StatementReader, language: Language, text: str, quotes: list[str], stances: set[str]
) -> None:
    assert {made.stance.label for made in reader.read(_article(text, quotes, language))} == stances


@pytest.mark.parametrize(
    ("language", "text", "quote", "cue"),
    [
        ("uk", "За даними комісії, танки Україні потрібні.", "танки Україні потрібні", "За даними"),
        ("ru", "По данным комиссии, танки Украине нужны.", "танки Украине нужны", "По данным"),
        ("en", "According to data of the commission, Ukraine needs tanks.", "Ukraine needs tanks", "According to data"),
    ],
)
def test_whose_data_are_given_takes_no_side(
    reader: StatementReader, language: Language, text: str, quote: str, cue: str
) -> None:
    assert reader.read(_article(text, [quote], language, cue, kind="institution")) == []
