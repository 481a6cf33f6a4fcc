"""English words: dictionary forms by simplemma, parts of speech by function words, irregular verbs and endings."""

from __future__ import annotations

from functools import lru_cache

import simplemma

from streams.language.morphology import Reading
from streams.language.tokens import normal

CACHE_SIZE = 100_000

_FUNCTION = {
    "DET": "the a an this that these those each every some any no all both either neither another such my your his"
    " her its"
    " our their what which whose",
    "ADP": "of in on at by with from to for about into over after under between against during without before through"
    " among towards toward upon within across behind beyond amid despite until since per via regarding concerning",
    "CCONJ": "and or but nor yet so",
    "SCONJ": "that if because although though while whereas whether unless as when where until since",
    "PART": "not to n’t",
    "ADV": "also now then here there very too just only even still again never always often already yet however"
    " altogether outright forever straightaway elsewhere abroad afterwards beforehand nonetheless nevertheless"
    " otherwise sometimes somewhere somehow perhaps maybe overnight"
    " meanwhile moreover ago today yesterday tomorrow tonight earlier later recently",
}
_CLOSED: dict[str, list[str]] = {}
for _pos, _words in _FUNCTION.items():
    for _word in _words.split():
        _CLOSED.setdefault(_word, []).append(_pos)
_PRONOUNS = {
    "i": ("nom", "sing", None, 1),
    "me": ("acc", "sing", None, 1),
    "we": ("nom", "plur", None, 1),
    "us": ("acc", "plur", None, 1),
    "you": (None, None, None, 2),
    "he": ("nom", "sing", "masc", 3),
    "him": ("acc", "sing", "masc", 3),
    "she": ("nom", "sing", "fem", 3),
    "her": ("acc", "sing", "fem", 3),
    "it": (None, "sing", "neut", 3),
    "they": ("nom", "plur", None, 3),
    "them": ("acc", "plur", None, 3),
    "who": ("nom", None, None, None),
    "whom": ("acc", None, None, None),
    "himself": ("acc", "sing", "masc", 3),
    "herself": ("acc", "sing", "fem", 3),
    "itself": ("acc", "sing", "neut", 3),
    "themselves": ("acc", "plur", None, 3),
    "myself": ("acc", "sing", None, 1),
    "ourselves": ("acc", "plur", None, 1),
    "everyone": (None, "sing", None, 3),
    "someone": (None, "sing", None, 3),
    "nobody": (None, "sing", None, 3),
    "nothing": (None, "sing", None, 3),
}
_AUXILIARY = {
    "am": ("be", "pres", 1),
    "is": ("be", "pres", 3),
    "are": ("be", "pres", None),
    "was": ("be", "past", 3),
    "were": ("be", "past", None),
    "has": ("have", "pres", 3),
    "have": ("have", "pres", None),
    "had": ("have", "past", None),
    "does": ("do", "pres", 3),
    "do": ("do", "pres", None),
    "did": ("do", "past", None),
    "will": ("will", "fut", None),
    "would": ("would", "past", None),
    "can": ("can", "pres", None),
    "could": ("could", "past", None),
    "may": ("may", "pres", None),
    "might": ("might", "past", None),
    "must": ("must", "pres", None),
    "shall": ("shall", "fut", None),
    "should": ("should", "past", None),
}
# lemma: past (and participle, where it is another word). Verbs of speech, thought and of politics.
_IRREGULAR = (
    "say:said tell:told speak:spoke:spoken write:wrote:written think:thought know:knew:known feel:felt find:found"
    " make:made give:gave:given take:took:taken go:went:gone come:came:come get:got:gotten see:saw:seen hear:heard"
    " hold:held keep:kept leave:left lead:led mean:meant meet:met put:put read:read run:ran:run send:sent set:set"
    " show:showed:shown stand:stood understand:understood withdraw:withdrew:withdrawn win:won lose:lost"
    " pay:paid bring:brought"
    " begin:began:begun become:became:become break:broke:broken build:built buy:bought choose:chose:chosen"
    " cut:cut deal:dealt"
    " draw:drew:drawn drive:drove:driven fall:fell:fallen fight:fought fly:flew:flown forget:forgot:forgotten"
    " grow:grew:grown"
    " hit:hit let:let rise:rose:risen seek:sought sell:sold shake:shook:shaken shoot:shot shut:shut"
    " sing:sang:sung sit:sat"
    " spend:spent strike:struck swear:swore:sworn teach:taught tear:tore:torn throw:threw:thrown wear:wore:worn"
    " foresee:foresaw:foreseen uphold:upheld overcome:overcame:overcome undergo:underwent:undergone"
    " forbid:forbade:forbidden"
    " beat:beat:beaten bid:bid bind:bound catch:caught cost:cost do:did:done be:was:been have:had eat:ate:eaten"
    " retell:retold foretell:foretold lay:laid lie:lay:lain quit:quit spread:spread steal:stole:stolen"
    " split:split hurt:hurt"
)
_PAST: dict[str, str] = {}
_PARTICIPLE: dict[str, str] = {}
for _entry in _IRREGULAR.split():
    _parts = _entry.split(":")
    _PAST[_parts[1]] = _parts[0]
    _PARTICIPLE[_parts[2] if len(_parts) > 2 else _parts[1]] = _parts[0]
_VERBS = frozenset((*_PAST.values(), *_PARTICIPLE.values()))
_NOUN_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ship",
    "ism",
    "ist",
    "ance",
    "ence",
    "dom",
    "ure",
    "age",
    "er",
    "or",
)
_ADJECTIVE_ENDINGS = ("al", "ous", "ful", "ive", "less", "ic", "able", "ible", "ary", "ish")


class EnglishMorphology:
    """Light English: closed classes and irregular verbs are listed, the rest goes by endings."""

    def __init__(self) -> None:
        self._cached = lru_cache(maxsize=CACHE_SIZE)(self._read)

    def readings(self, word: str, name: bool = False) -> tuple[Reading, ...]:
        return self._cached(word, name)

    def lemma(self, word: str, name: bool = False) -> str:
        return self.readings(word, name)[0].lemma

    def _read(self, word: str, name: bool) -> tuple[Reading, ...]:
        lower = normal(word)
        if name or (len(word) > 1 and word.isupper()):
            return (Reading(lower.removesuffix("’s"), "PROPN", None, "sing", known=False),)
        found: list[Reading] = []
        if lower in _PRONOUNS:
            case, number, gender, person = _PRONOUNS[lower]
            found.append(Reading(lower, "PRON", case, number, gender, person=person))
        if lower in _AUXILIARY:
            lemma, tense, auxiliary_person = _AUXILIARY[lower]
            found.append(Reading(lemma, "VERB", None, None, None, tense, "fin", auxiliary_person, "ind"))
        found.extend(Reading(lower, pos) for pos in _CLOSED.get(lower, ()))
        if not found or lower in ("had", "did"):
            found.extend(_open_class(lower))
        return tuple(dict.fromkeys(found))


def _open_class(word: str) -> list[Reading]:
    if not any(map(str.isalpha, word)):
        return [Reading(word, "NUM" if any(map(str.isdigit, word)) else "X", known=False)]
    lemma = simplemma.lemmatize(word, lang="en").lower()
    found: list[Reading] = []
    if word in _PAST:
        found.append(Reading(_PAST[word], "VERB", tense="past", verb_form="fin", mood="ind"))
    if word in _PARTICIPLE:
        found.append(Reading(_PARTICIPLE[word], "VERB", tense="past", verb_form="part"))
    if found:
        return found
    if word in _VERBS:
        return [Reading(word, "VERB", tense="pres", verb_form="fin", mood="ind"), Reading(word, "NOUN", number="sing")]
    if word.endswith("ly") and len(word) > 4:
        return [Reading(word, "ADV")]
    if word.endswith("ing") and len(word) > 5:
        base = lemma if lemma != word else _base(word[:-3])
        return [Reading(base, "VERB", tense="pres", verb_form="part"), Reading(word, "NOUN", number="sing")]
    if word.endswith("ed") and len(word) > 4:
        base = lemma if lemma != word else _base(word[:-2])
        return [
            Reading(base, "VERB", tense="past", verb_form="fin", mood="ind"),
            Reading(base, "VERB", tense="past", verb_form="part"),
            Reading(word, "ADJ"),
        ]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        base = lemma if lemma != word else word[:-1]
        noun = Reading(base, "NOUN", number="plur")
        verb = Reading(base, "VERB", None, "sing", None, "pres", "fin", 3, "ind")
        return [noun, verb]
    if word.endswith(_NOUN_ENDINGS):
        return [Reading(lemma, "NOUN", number="sing")]
    if word.endswith(_ADJECTIVE_ENDINGS):
        return [Reading(lemma, "ADJ")]
    noun = Reading(lemma, "NOUN", number="sing")
    return [noun, Reading(lemma, "VERB", tense="pres", verb_form="fin", mood="ind"), Reading(lemma, "ADJ")]


def _base(stem: str) -> str:
    """A verb's base form from what is left without -ed or -ing: "stat" → "state", "stopp" → "stop"."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if stem.endswith(("at", "iz", "is", "uc", "c", "v", "g", "u", "z", "s", "ir", "ur", "in")) and not stem.endswith(
        ("ss", "ng")
    ):
        return stem + "e"
    return stem
