"""Ukrainian parts of speech and features from endings and a list of function words."""

from __future__ import annotations

from streams.language.morphology import Reading

_FUNCTION = {
    "PRON": "я ти він вона воно ми ви вони мене тебе його її нього неї нас вас їх них мені тобі йому їй нам вам їм"
    " ним ними"
    " ній ньому мною тобою нею себе собі собою хто що кого чого кому чому ніхто ніщо щось хтось",
    "DET": "цей ця це ці цього цієї цих цьому цій цим цими той та те ті того тієї тих тому тій тим тими який яка яке"
    " які"
    " якого якої яких якому якій яким якими свій своя своє свої свого своєї своїх своєму своїй своїм своїми"
    " мій моя моє мої"
    " наш наша наше наші нашого нашої наших ваш ваша ваше ваші їхній їхня їхнє їхні весь вся все всі всього всіх кожен",
    "ADP": "в у на з із зі за до від під про при для без над між через після перед біля серед проти щодо крім замість"
    " внаслідок завдяки згідно попри окрім поза понад із-за",
    "CCONJ": "і й та а але або чи проте однак зате",
    "SCONJ": "що щоб якщо якби хоча бо оскільки коли поки доки ніби наче мовби аби адже як нібито",
    "PART": "не ні б би же ж лише тільки навіть саме хай нехай ось от",
    "ADV": "там тут тоді зараз сьогодні вчора завтра дуже вже ще також теж так тепер потім знову раніше пізніше",
}
_CLOSED = {word: pos for pos, words in _FUNCTION.items() for word in words.split()}
_PERSONS = {
    "він": ("masc", "sing", 3),
    "вона": ("fem", "sing", 3),
    "воно": ("neut", "sing", 3),
    "вони": (None, "plur", 3),
    "я": (None, "sing", 1),
    "ми": (None, "plur", 1),
    "ти": (None, "sing", 2),
    "ви": (None, "plur", 2),
}
# Longest first; (ending, part of speech, features).
_ENDINGS: tuple[tuple[str, dict[str, object]], ...] = (
    ("ючись", {"pos": "VERB", "verb_form": "conv"}),
    ("ючи", {"pos": "VERB", "verb_form": "conv"}),
    ("ачи", {"pos": "VERB", "verb_form": "conv"}),
    ("ячи", {"pos": "VERB", "verb_form": "conv"}),
    ("вши", {"pos": "VERB", "verb_form": "conv"}),
    ("ити", {"pos": "VERB", "verb_form": "inf"}),
    ("ати", {"pos": "VERB", "verb_form": "inf"}),
    ("яти", {"pos": "VERB", "verb_form": "inf"}),
    ("ути", {"pos": "VERB", "verb_form": "inf"}),
    ("тися", {"pos": "VERB", "verb_form": "inf"}),
    ("вся", {"pos": "VERB", "verb_form": "fin", "tense": "past", "gender": "masc", "number": "sing", "mood": "ind"}),
    ("лася", {"pos": "VERB", "verb_form": "fin", "tense": "past", "gender": "fem", "number": "sing", "mood": "ind"}),
    ("лися", {"pos": "VERB", "verb_form": "fin", "tense": "past", "number": "plur", "mood": "ind"}),
    ("ться", {"pos": "VERB", "verb_form": "fin", "tense": "pres", "person": 3, "mood": "ind"}),
    ("ала", {"pos": "VERB", "verb_form": "fin", "tense": "past", "gender": "fem", "number": "sing", "mood": "ind"}),
    ("ила", {"pos": "VERB", "verb_form": "fin", "tense": "past", "gender": "fem", "number": "sing", "mood": "ind"}),
    ("али", {"pos": "VERB", "verb_form": "fin", "tense": "past", "number": "plur", "mood": "ind"}),
    ("или", {"pos": "VERB", "verb_form": "fin", "tense": "past", "number": "plur", "mood": "ind"}),
    ("ало", {"pos": "VERB", "verb_form": "fin", "tense": "past", "gender": "neut", "number": "sing", "mood": "ind"}),
    ("ило", {"pos": "VERB", "verb_form": "fin", "tense": "past", "gender": "neut", "number": "sing", "mood": "ind"}),
    ("ує", {"pos": "VERB", "verb_form": "fin", "tense": "pres", "number": "sing", "person": 3, "mood": "ind"}),
    ("ють", {"pos": "VERB", "verb_form": "fin", "tense": "pres", "number": "plur", "person": 3, "mood": "ind"}),
    ("ить", {"pos": "VERB", "verb_form": "fin", "tense": "pres", "number": "sing", "person": 3, "mood": "ind"}),
    ("ав", {"pos": "VERB", "verb_form": "fin", "tense": "past", "gender": "masc", "number": "sing", "mood": "ind"}),
    ("ив", {"pos": "VERB", "verb_form": "fin", "tense": "past", "gender": "masc", "number": "sing", "mood": "ind"}),
    ("ого", {"pos": "ADJ", "case": "gen", "gender": "masc", "number": "sing"}),
    ("ому", {"pos": "ADJ", "case": "dat", "gender": "masc", "number": "sing"}),
    ("ої", {"pos": "ADJ", "case": "gen", "gender": "fem", "number": "sing"}),
    ("ий", {"pos": "ADJ", "case": "nom", "gender": "masc", "number": "sing"}),
    ("их", {"pos": "ADJ", "case": "gen", "number": "plur"}),
    ("ними", {"pos": "ADJ", "case": "ins", "number": "plur"}),
    ("но", {"pos": "ADV"}),
)
_NOUN_ENDINGS = (
    ("ами", "ins", "plur", None),
    ("ями", "ins", "plur", None),
    ("ах", "loc", "plur", None),
    ("ях", "loc", "plur", None),
    ("ові", "dat", "sing", "masc"),
    ("еві", "dat", "sing", "masc"),
    ("ом", "ins", "sing", "masc"),
    ("ем", "ins", "sing", "masc"),
    ("ою", "ins", "sing", "fem"),
    ("ею", "ins", "sing", "fem"),
    ("ам", "dat", "plur", None),
    ("ям", "dat", "plur", None),
    ("ів", "gen", "plur", None),
    ("у", "acc", "sing", None),
    ("и", "nom", "plur", None),
    ("і", "nom", "plur", None),
    ("а", "nom", "sing", "fem"),
    ("я", "nom", "sing", "fem"),
    ("о", "nom", "sing", "neut"),
)


def guess(word: str, lemma: str) -> list[Reading]:
    """Readings of a Ukrainian word in lower case from its form and its likely dictionary form; never empty."""
    closed = _CLOSED.get(word)
    if closed == "PRON" and word in _PERSONS:
        gender, number, person = _PERSONS[word]
        return [Reading(word, "PRON", "nom", number, gender, person=person)]
    if closed:
        return [Reading(lemma, closed)]
    is_verb = lemma.endswith(("ти", "тися", "тись"))
    is_adjective = lemma.endswith(("ий", "ій"))
    for ending, features in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            pos = str(features["pos"])
            if (pos == "VERB" and is_verb) or (pos == "ADJ" and is_adjective) or (pos == "ADV" and word == lemma):
                return [Reading(lemma=lemma, known=False, **features)]  # type: ignore[arg-type]
    if is_verb:
        return [Reading(lemma, "VERB", verb_form="fin", mood="ind", known=False)]
    if is_adjective:
        return [Reading(lemma, "ADJ", known=False)]
    for ending, case, number, gender in _NOUN_ENDINGS:
        if word.endswith(ending):
            return [Reading(lemma, "NOUN", case, number, gender, known=False)]
    return [Reading(lemma, "NOUN", "nom", "sing", "masc", known=False)]
