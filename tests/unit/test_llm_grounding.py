"""Words that a model quotes are found where they stand, but for typography; what stands nowhere is never found."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.answers.grounding import Ground, fold

TEXT = (
    "«Ми не підемо на поступки», — сказала міністерка Одара Ліск. “We won’t pay   twice,” she said; the\n"
    "minister’s spokesman – Tam Orrel – added: „Ґанок“ і ще раз «Ми не підемо на поступки»."
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ми не підемо на поступки", "Ми не підемо на поступки"),
        ("“We won’t pay   twice,”", "We won’t pay   twice"),  # marks and comma are the sentence's
        ("We won't pay twice.", "We won’t pay   twice"),
        ("we won´t pay twice", "We won’t pay   twice"),
        ("said; the minister's spokesman - Tam Orrel", "said; the\nminister’s spokesman – Tam Orrel"),
        ('"Ґанок" і ще раз', "„Ґанок“ і ще раз"),
        (unicodedata.normalize("NFD", "підемо на поступки"), "підемо на поступки"),
    ],
)
def test_typography_does_not_matter(words: str, found: str) -> None:
    place = Ground(TEXT).places(words)[0]
    assert TEXT[place.start : place.end] == found


@pytest.mark.parametrize(
    "words",
    [
        "We will pay twice",  # another word
        "on’t pay",  # begins within a word
        "t pay",
        "We won",
        "We WON’T pay",  # case counts but for the first letter
        "Ми не підемо … на поступки",  # words left out
        "”",
        " ",
    ],
)
def test_other_words_are_not_found(words: str) -> None:
    assert Ground(TEXT).places(words) == []


def test_every_occurrence_is_found_and_the_nearest_chosen() -> None:
    ground = Ground(TEXT)
    first, second = ground.places("Ми не підемо на поступки")
    assert ground.nearest("ми не підемо на поступки", len(TEXT) - 1, len(TEXT)) is not None
    assert ground.nearest("Ми не підемо на поступки", len(TEXT) - 1, len(TEXT)) == second
    assert ground.nearest("Ми не підемо на поступки", first.end + 1, first.end + 2) == first


def test_a_short_word_is_found_beside_many_words_that_contain_it() -> None:
    text = "the then other " * 500 + "he said no"
    ground = Ground(text)
    place = ground.nearest("he", len(text) - 2, len(text))
    assert place is not None and place.start == text.rindex("he said")


PIECES = st.one_of(
    st.sampled_from(["слово", "Word", "його", "не", "й", "ні", "İ", "e\u0301", "1,5"]),
    st.sampled_from(list("«»„“”\"'‘’ʼ—–-‑.,…\n\t \u00a0\u00ad\u200b\u0301\ufeff")),
    st.text(max_size=3),
)
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map("".join)


@given(TEXTS, st.data())
def test_whole_words_of_a_text_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    words = text.split()
    first = data.draw(st.integers(0, max(0, len(words) - 1)))
    last = data.draw(st.integers(first, len(words)))
    quoted = "\n".join(words[first:last])
    places = Ground(text).places(quoted)
    if any(map(str.isalnum, quoted)) and "\u00ad" not in text and not any(map(unicodedata.combining, text)):
        assert places
    for place in places:
        assert 0 <= place.start < place.end <= len(text)


@given(TEXTS, TEXTS)
def test_what_is_found_says_what_was_asked_for(text: str, words: str) -> None:
    wanted = _letters(words)
    for place in Ground(text).places(words):
        found = _letters(text[place.start : place.end])
        assert found == wanted or (found[:1].swapcase(), found[1:]) == (wanted[:1], wanted[1:])


@given(TEXTS)
def test_folding_maps_every_character_back_into_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


def _letters(text: str) -> str:
    """Letters and digits, composed; nothing of typography is one."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isalnum() and char not in "ʼʹˈ")
