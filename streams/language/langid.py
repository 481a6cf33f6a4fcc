"""Which of the languages that the system reads a text is written in.

Letters that one alphabet has and its neighbour lacks, and function words, settle nearly every text; what they leave
in doubt
goes to lingua (n-gram models, https://github.com/pemistahl/lingua-py), restricted to these languages and neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from lingua import Language as Lingua
from lingua import LanguageDetector, LanguageDetectorBuilder

from schemas.base import Language

SAMPLE = 6000
"""Characters looked at: half of them from the start, the rest from the middle and the end."""

_LONG = 600
"""Characters of a sample whose letters alone can tell its language."""
_CLEAR = 0.99
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_UK_LETTERS = frozenset("іїєґ")
_RU_LETTERS = frozenset("ыэъё")
_FOREIGN_CYRILLIC = frozenset("ўјљњћђџѓќѕәғқңөұүһѝҷҳӣӯҡҙҫ")

_FIRST_CYRILLIC, _LAST_CYRILLIC = ord("а"), ord("ӿ")
_LAST_LATIN = ord("ɏ")
_GREEK = 0x370
"""The first letter of the scripts after Latin."""

_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "uk": "та й що щоб як але або чи від до після під час бо яка який які якого його її це цього ці цей цієї був"
        " була було"
        " були буде будуть вже ще також тільки лише через для за на про при без перед між вони вона він ми ви вам"
        " нам мене є"
        " немає не ні якщо коли де тому так у в з із зі можна треба року років які та навіть саме щодо проте зокрема",
        "ru": "и что чтобы как но или от до после под время из за на про при без перед между они она он мы вы вам нам"
        " меня есть"
        " нет не ни если когда где поэтому так у в с со во ко к это этого эти этот этой был была было были будет"
        " будут уже"
        " еще также только для который которая которые которого его ее их можно нужно года лет даже именно однако"
        " сообщает по",
        "en": "the of and to in that is was for on with he she it his her they their as at by from be are were has have"
        " had not but"
        " an this which who will would said its after before over about or we i you if more than when been there"
        " into no",
        "be": "што як але або ён яна яны гэта гэты гэтага быў была былі будзе няма калі пра пасля ад да для іх яго ўжо"
        " таксама",
        "bg": "на е се да от че за са не по с като който която които това тази този беше бяха ще има към след още във"
        " със при през",
        "sr": "је у да се на и са за од који која које су што као али није ће о бити био било би из су до",
        "pl": "i w na z do nie się że jest to o jak za po od przez ale dla który która które oraz tym tego był była",
        "de": "der die das und in zu den mit von für ist im auf nicht des ein eine sich dem auch es als an hat wird"
        " sind",
        "fr": "le la les de des et en un une du est que dans pour qui par sur pas au plus il elle ce avec sont ont",
        "es": "el la los las de que y en un una por con no para es se del al lo su como más pero sus ha",
        "it": "il di che la e un una per non in del della con sono si da dei le nel gli alla è ha più anche",
        "pt": "o de que e do da em um uma para com não os no se na por mais as dos como mas foi ao ele",
        "nl": "de het een en van in is op te dat die voor met zijn niet aan om ook er maar bij door naar",
        "tr": "ve bir bu da de için ile olarak çok daha olan ne gibi sonra kadar ama en",
        "cs": "a v se na že je s z o do to i pro jako by ale za jsou jeho po která který",
        "ro": "de și în la cu pe nu a o că din pentru este un mai sunt care să au fost",
    }.items()
}
_FOREIGN = "foreign"
_CYRILLIC = ("uk", "ru", "be", "bg", "sr")
_LATIN = tuple(language for language in _FUNCTION_WORDS if language not in _CYRILLIC)
_OURS: dict[Lingua, Language] = {Lingua.UKRAINIAN: "uk", Lingua.RUSSIAN: "ru", Lingua.ENGLISH: "en"}
_NEIGHBOURS = (
    Lingua.BELARUSIAN, Lingua.BULGARIAN, Lingua.SERBIAN, Lingua.KAZAKH, Lingua.POLISH, Lingua.GERMAN, Lingua.FRENCH,
    Lingua.SPANISH, Lingua.ITALIAN, Lingua.DUTCH,
)  # fmt: skip


def identify(text: str) -> tuple[Language | None, float]:
    """The language of most of `text`, and how sure that is (0…1).

    None: another language, or nothing to tell it by (no letters). Words quoted in another language do not change the
    verdict
    as long as they are the smaller part.
    """
    sample = _sample(text).lower()
    if (clear := _clear(sample)) is not None:
        return clear, _CLEAR
    words = _WORD.findall(sample)
    cyrillic = latin = other = 0
    latin_words: list[str] = []
    later_words: list[str] = []
    for word in words:
        letter = ord(word[0])
        if _FIRST_CYRILLIC <= letter <= _LAST_CYRILLIC:
            cyrillic += len(word)
            later_words.append(word)
            continue
        if letter < _GREEK:
            latin_words.append(word)
        elif letter > _GREEK:
            later_words.append(word)
        if 0x61 <= letter <= 0x7A or 0xE0 <= letter <= _LAST_LATIN:
            latin += len(word)
        else:
            other += len(word) * 3  # an ideograph or a syllable says as much as several letters
    total = cyrillic + latin + other
    if not total:
        return None, 0.0
    if other > cyrillic and other > latin:
        return None, other / total
    if cyrillic >= latin or (4 * cyrillic >= latin and not _grammatical(latin_words)):
        # Latin words weigh nothing in a Cyrillic text: they are names and quotations.
        return _cyrillic(later_words, sample)
    return _latin(latin_words, sample)


def _clear(sample: str) -> Language | None:
    """The language of a Cyrillic text that letters tell at once: its own are as frequent as they are in running text,
    and what is not its alphabet hardly occurs."""
    if len(sample) < _LONG:
        return None
    count = sample.count
    own = {"uk": count("ї") + count("є"), "ru": count("ы") + count("э")}
    shared = count("і")
    if any(map(count, "ўјђћңқәһҳ")):
        return None
    if own["uk"] >= 0.005 * len(sample) and shared >= 0.03 * len(sample) and 50 * own["ru"] <= own["uk"]:
        return "uk"
    if own["ru"] >= 0.01 * len(sample) and 50 * (own["uk"] + shared) <= own["ru"]:
        return "ru"
    return None


def _grammatical(latin_words: list[str]) -> bool:
    """Whether Latin words make sentences, with function words, rather than names."""
    hits = sum(any(word in _FUNCTION_WORDS[language] for language in _LATIN) for word in latin_words)
    return hits >= 0.15 * len(latin_words)


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    half, quarter = SAMPLE // 2, SAMPLE // 4
    middle = len(text) // 2
    return f"{text[:half]} {text[middle : middle + quarter]} {text[-quarter:]}"


def _cyrillic(words: list[str], sample: str) -> tuple[Language | None, float]:
    votes: Counter[str] = Counter()
    for word in words:
        for vote in _votes(word):
            votes[vote] += 1
    foreign = votes[_FOREIGN]
    ours = votes["uk"] + votes["ru"]
    if foreign > max(1, 0.02 * len(words)) or (foreign and len(words) < 10):
        return None, min(1.0, 0.5 + foreign / len(words))
    others = votes["be"] + votes["bg"] + votes["sr"]
    winner: Language = "uk" if votes["uk"] >= votes["ru"] else "ru"
    share = votes[winner] / (ours + others) if ours + others else 0.0
    if votes[winner] >= 2 and share >= 0.75 and others <= 0.1 * ours:
        return winner, round(min(0.99, share), 3)
    return _in_doubt(" ".join(words) or sample, ours=("uk", "ru"))


@lru_cache(maxsize=65_536)
def _votes(word: str) -> tuple[str, ...]:
    """Languages that a Cyrillic word speaks for, by its letters and as a function word."""
    votes: list[str] = []
    letters = set(word)
    if letters & _FOREIGN_CYRILLIC:
        votes.append(_FOREIGN)
    has_uk, has_ru = not letters.isdisjoint(_UK_LETTERS), not letters.isdisjoint(_RU_LETTERS)
    if has_uk or has_ru:
        votes.append("be" if has_uk and has_ru else "uk" if has_uk else "ru")
    hits = [language for language in _CYRILLIC if word in _FUNCTION_WORDS[language]]
    if len(hits) == 1:
        votes.append(hits[0])
    return tuple(votes)


def _latin(words: list[str], sample: str) -> tuple[Language | None, float]:
    counts = Counter(words)
    hits = {
        language: sum(counts[word] for word in function_words)
        for language, function_words in _FUNCTION_WORDS.items()
        if language in _LATIN
    }
    english = hits.pop("en")
    rival = max(hits.values())
    total = sum(counts.values())
    if total >= 5 and english >= 0.15 * total and english > 2 * rival:
        return "en", round(min(0.99, 0.8 + english / total / 2), 3)
    if total >= 15 and rival >= 0.15 * total and rival > 2 * english:
        return None, 0.95
    return _in_doubt(" ".join(words) or sample, ours=("en",))


def _in_doubt(words: str, ours: tuple[Language, ...]) -> tuple[Language | None, float]:
    values = {value.language: value.value for value in _detector().compute_language_confidence_values(words)}
    letters = [letter for letter in words if letter.isalpha()]
    if "uk" in ours:
        # The longer a text does without the letters of a language, the less likely it is that language (shares of і,
        # ї, є,
        # ґ in Ukrainian and of ы, э, ъ, ё in Russian running text).
        values[Lingua.UKRAINIAN] *= 1.0 if _UK_LETTERS & set(letters) else 0.91 ** len(letters)
        values[Lingua.RUSSIAN] *= 1.0 if _RU_LETTERS & set(letters) else 0.975 ** len(letters)
    total = sum(values.values())
    if total <= 0.0:
        return None, 0.0
    best = max(values, key=lambda language: values[language])
    found = _OURS.get(best)
    return (found if found in ours else None), round(values[best] / total, 3)


@cache
def _detector() -> LanguageDetector:
    """Low-accuracy mode (trigrams): 30 MB and loaded in a tenth of a second, against 500 MB for all n-grams."""
    return LanguageDetectorBuilder.from_languages(*_OURS, *_NEIGHBOURS).with_low_accuracy_mode().build()
