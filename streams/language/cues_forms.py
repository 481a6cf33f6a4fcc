"""Inflected forms of cue verbs, made from their infinitives.

Reporting verbs are regular but for a short list of exceptions, which the lexicon gives. Making the forms once means
that a look-up in a table decides whether a word can introduce speech, with no dictionary at hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from schemas.base import Language

Tense = Literal["past", "pres", "inf", "conv", "passive"]


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form and what it agrees with; `gender` and `number` are None where the form does not tell."""

    text: str
    tense: Tense
    gender: str | None = None
    number: str | None = None


_UK_PASSIVE = (("стити", "щено"), ("сити", "шено"), ("зити", "жено"), ("дити", "джено"), ("тити", "чено"))
_LABIAL = "бпвмф"


def _reflexive_uk(infinitive: str) -> tuple[str, str]:
    for ending in ("ся", "сь"):
        if infinitive.endswith("ти" + ending):
            return infinitive[:-2], "ся"
    return infinitive, ""


def _present_uk(base: str) -> list[tuple[str, str]]:
    """(third person singular, third person plural) of a verb without its reflexive ending."""
    for ending in ("ювати", "увати"):
        if base.endswith(ending):
            return [(base[:-4] + "є", base[:-4] + "ють")]
    for ending in ("давати", "знавати", "ставати"):
        if base.endswith(ending):
            return [(base[:-4] + "є", base[:-4] + "ють")]
    if base.endswith(("ати", "яти")):
        return [(base[:-2] + "є", base[:-2] + "ють")]
    if base.endswith("іти"):
        return [(base[:-2] + "є", base[:-2] + "ють")]
    if base.endswith("їти"):
        return [(base[:-3] + "їть", base[:-3] + "ять")]
    if base.endswith("ити"):
        stem = base[:-3]
        plural = "лять" if stem[-1:] in _LABIAL else "ать" if stem[-1:] in "чшщж" else "ять"
        return [(stem + "ить", stem + plural)]
    if base.endswith("нути"):
        return [(base[:-3] + "е", base[:-3] + "уть")]
    return []


def _ukrainian(infinitive: str, irregular: list[str]) -> list[Form]:
    base, reflexive = _reflexive_uk(infinitive)
    forms = [Form(base + reflexive, "inf")]
    own = {_guess_uk(form).tense for form in irregular}
    if base.endswith("ти") and base[-3] in "аяиіїоуюєе" and "past" not in own:
        stem = base[:-2]
        for ending, gender, number in (
            ("в", "masc", "sing"),
            ("ла", "fem", "sing"),
            ("ло", "neut", "sing"),
            ("ли", None, "plur"),
        ):
            forms.append(Form(stem + ending + reflexive, "past", gender, number))
        forms.append(Form(stem + "вши" + ("сь" if reflexive else ""), "conv"))
    if base.endswith("ти") and "pres" not in own:
        for singular, plural in _present_uk(base):
            link = "ть" if reflexive and singular.endswith(("є", "е")) else ""
            forms.append(Form(singular + link + reflexive, "pres", None, "sing"))
            forms.append(Form(plural + reflexive, "pres", None, "plur"))
            forms.append(Form(plural[:-2] + "чи" + ("сь" if reflexive else ""), "conv"))
    if base.endswith("ти"):  # the synthetic future: "голосуватиме"; perfective verbs have none, and no text has it
        forms.append(Form(base + "ме" + ("ться" if reflexive else ""), "pres", None, "sing"))
        forms.append(Form(base + "муть" + reflexive, "pres", None, "plur"))
    if not reflexive:
        if base.endswith(("ати", "яти")):
            forms.append(Form(base[:-2] + "но", "passive"))
        elif base.endswith("ити"):
            for ending, passive in _UK_PASSIVE:
                if base.endswith(ending):
                    forms.append(Form(base[: -len(ending)] + passive, "passive"))
                    break
            else:
                stem = base[:-3]
                forms.append(Form(stem + ("лено" if stem[-1:] in _LABIAL else "ено"), "passive"))
    forms.extend(_guess_uk(form) for form in irregular)
    return forms + [Form(f.text[:-2] + "сь", f.tense, f.gender, f.number) for f in forms if f.text.endswith("ся")]


def _guess_uk(form: str) -> Form:
    bare = form[:-2] if form.endswith(("ся", "сь")) else form
    if bare.endswith(("чи", "ши")):
        return Form(form, "conv")
    if bare.endswith(("уть", "ють", "ать", "ять")):
        return Form(form, "pres", None, "plur")
    if bare.endswith(("е", "є", "ить", "їть", "сть", "еть", "єть")):
        return Form(form, "pres", None, "sing")
    for ending, gender, number in (("ла", "fem", "sing"), ("ло", "neut", "sing"), ("ли", None, "plur")):
        if bare.endswith(ending):
            return Form(form, "past", gender, number)
    return Form(form, "past", "masc", "sing")


def _present_ru(base: str) -> list[tuple[str, str]]:
    for ending in ("овать", "евать"):
        if base.endswith(ending) and not base.endswith(("девать", "певать", "левать")):
            return [(base[:-5] + "ует", base[:-5] + "уют")]
    for ending in ("давать", "знавать", "ставать"):
        if base.endswith(ending):
            return [(base[:-4] + "ет", base[:-4] + "ют"), (base[:-4] + "ёт", base[:-4] + "ют")]
    if base.endswith(("ать", "ять", "еть")):
        return [(base[:-2] + "ет", base[:-2] + "ют")]
    if base.endswith("ить"):
        stem = base[:-3]
        plural = "ат" if stem[-1:] in "чшщж" else "ят"
        return [(stem + "ит", stem + plural)]
    if base.endswith("нуть"):
        return [(base[:-3] + "ет", base[:-3] + "ут")]
    return []


def _russian(infinitive: str, irregular: list[str]) -> list[Form]:
    reflexive = infinitive.endswith("ся") or infinitive.endswith("сь")
    base = infinitive[:-2] if reflexive else infinitive
    tail, vowel_tail = ("ся", "сь") if reflexive else ("", "")
    forms = [Form(infinitive, "inf")]
    own = {_guess_ru(form).tense for form in irregular}
    if base.endswith("ть") and "past" not in own:
        stem = base[:-2]
        forms.append(Form(stem + "л" + tail, "past", "masc", "sing"))
        for ending, gender, number in (("ла", "fem", "sing"), ("ло", "neut", "sing"), ("ли", None, "plur")):
            forms.append(Form(stem + ending + vowel_tail, "past", gender, number))
        forms.append(Form(stem + ("вшись" if reflexive else "в"), "conv"))
        if not reflexive:
            forms.append(Form(stem + "вши", "conv"))
    if base.endswith("ть") and "pres" not in own:
        for singular, plural in _present_ru(base):
            forms.append(Form(singular + tail, "pres", None, "sing"))
            forms.append(Form(plural + tail, "pres", None, "plur"))
            soft = "а" if plural.endswith("ат") else "я"
            forms.append(Form(plural[:-2] + soft + vowel_tail, "conv"))
    forms.extend(_guess_ru(form) for form in irregular)
    return forms + [Form(f.text.replace("ё", "е"), f.tense, f.gender, f.number) for f in forms if "ё" in f.text]


def _guess_ru(form: str) -> Form:
    reflexive = form.endswith(("ся", "сь"))
    bare = form[:-2] if reflexive else form
    if bare.endswith(("вши", "ши", "я", "ав")):
        return Form(form, "conv")
    if bare.endswith(("ут", "ют", "ат", "ят")):
        return Form(form, "pres", None, "plur")
    if bare.endswith(("ет", "ёт", "ит", "аст")):
        return Form(form, "pres", None, "sing")
    if bare.endswith("а") and not bare.endswith("ла"):
        return Form(form, "conv")
    for ending, gender, number in (("ла", "fem", "sing"), ("ло", "neut", "sing"), ("ли", None, "plur")):
        if bare.endswith(ending):
            return Form(form, "past", gender, number)
    return Form(form, "past", "masc", "sing")


def _english(infinitive: str, irregular: list[str]) -> list[Form]:
    forms = [Form(infinitive, "inf")]
    if irregular:
        for form in irregular:
            forms.append(_english_form(form))
        return forms
    if re.search(r"(?:[sxz]|ch|sh|o)$", infinitive):
        forms.append(Form(infinitive + "es", "pres", None, "sing"))
    elif re.search(r"[^aeiou]y$", infinitive):
        forms.append(Form(infinitive[:-1] + "ies", "pres", None, "sing"))
    else:
        forms.append(Form(infinitive + "s", "pres", None, "sing"))
    if infinitive.endswith("e"):
        forms.append(Form(infinitive + "d", "past"))
        keep = infinitive.endswith(("ee", "oe", "ye"))
        forms.append(Form((infinitive if keep else infinitive[:-1]) + "ing", "conv"))
    elif re.search(r"[^aeiou]y$", infinitive):
        forms += [Form(infinitive[:-1] + "ied", "past"), Form(infinitive + "ing", "conv")]
    else:
        forms += [Form(infinitive + "ed", "past"), Form(infinitive + "ing", "conv")]
    return forms


def _english_form(form: str) -> Form:
    if form.endswith("ing"):
        return Form(form, "conv")
    if form.endswith("s"):
        return Form(form, "pres", None, "sing")
    return Form(form, "past")


def forms_of(infinitive: str, language: Language, irregular: list[str]) -> list[Form]:
    """The finite forms, participles and converbs of a verb in the third person.

    Args:
        infinitive: dictionary form, lower case, apostrophe as ’.
        language: its language.
        irregular: forms that replace the regular ones of the same kind (present, past).
    """
    if language == "uk":
        return _ukrainian(infinitive, irregular)
    if language == "ru":
        return _russian(infinitive, irregular)
    return _english(infinitive, irregular)
