"""Turns of a sentence: one thing instead of another, a description that is put right, a word about those who do it."""

from __future__ import annotations

from streams.stances.absence import matrix_of
from streams.stances.clauses import Clause
from streams.stances.passage import Operator, Passage
from streams.stances.patterns import Hit
from streams.stances.words import AND, WHEN

_BEFORE = 4
"""Words between "instead of", "than" and the thing."""
_THAN = frozenset(("than", "ніж", "аніж", "чем", "нежели"))
_NOTHING = frozenset(("nothing", "нічого", "ніщо", "ничего", "ничто"))
_BUT = frozenset(("but", "а"))
_NOUNS = frozenset(("NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP"))
_ARTICLES = frozenset(("a", "an", "the", "about", "just"))
_SAYS = frozenset(("approve", "modal", "reject", "hedge", "open"))
_VERDICTS = frozenset(("reject", "harm", "deny"))
_DOERS = frozenset(
    (
        *("those", "anyone", "anybody", "everyone", "everybody", "people", "he", "all"),
        *("ті", "тих", "тим", "тими", "той", "того", "тому", "хто", "всі", "усі", "кожен", "кожному", "кожний"),
        *("те", "тех", "тем", "теми", "тот", "кто", "все", "всем", "каждый", "каждому"),
    )
)
_GROUNDS = ("підстав", "причин", "приводів", "основани", "поводов", "grounds", "reason")
_ABSENT = frozenset(("немає", "нема", "нет", "бракує"))
_JOINTS = frozenset(("а", "але", "но", "і", "й", "та", "и", "and", "but"))
_PURPOSE = frozenset(("щоб", "аби", "чтобы", "дабы"))
_ANY = 5
"""Words between "any" and the clause that tells what is meant."""
_ALL_OF = frozenset(("any", "no", "anything", "nothing", "anybody", "nobody", "none", "нічого", "ничего"))
_NONE_OF = ("жодн", "ніяк", "никак", "будь", "люб", "какого")
_FORBIDDEN = frozenset(("нельзя",))
_ALLOWED = frozenset(("можна", "слід", "варто", "следует", "стоит"))
_ANSWERS = frozenset(("negation", "reject", "approve", "proviso"))
_YES = frozenset(("yes", "так", "да"))
_NO = frozenset(("no", "nope", "ні", "нет"))
_SHORT = 4
"""Words of an answer that is a plain "no"."""
_WHOEVER = frozenset(("whoever", "хто", "кто"))
_OF = 2
_FAILURES = ("failure", "collaps", "demise", "провал", "крах", "поразк", "пораже", "невдач", "неудач", "зрив", "срыв")
_ONLY = frozenset(("only", "merely", "simply", "just", "лише", "тільки", "лиш", "лишь", "только"))
_WILL = frozenset(("will", "would", "can", "could", "may", "might", "shall"))
_LEADS = frozenset(("that", "що", "что"))
_MEANS = (
    *("means", "would", "will", "is", "was"),
    *("означа", "бул", "був", "буде", "стал", "є", "рівнознач"),
    *("значи", "был", "будет", "равнознач", "равносил"),
)
"""How the words begin that link a subject to a judgement."""
_DENIAL = frozenset(("не",))
_EQUALS = ("означа", "значит", "рівнознач", "дорівн", "равнознач", "равносил")
_PAST = frozenset(("was", "were", "had", "did"))


def replaced(passage: Passage, anchor: Hit) -> Hit | None:
    """What puts something else in the thing's place: "instead of", "rather … than"; none if nothing does."""
    words = passage.words.items
    start = max(passage.first, anchor.first - _BEFORE)
    near = next((i for i in range(anchor.first - 1, start - 1, -1) if words[i].before not in ("", "quote")), start)
    for hit in passage.hits.get("instead", ()):
        if not near <= hit.last - 1 < anchor.first or hit.first < passage.first:
            continue
        between = range(hit.last, anchor.first)
        if not any(op.hit.first in between and op.kind in _SAYS for op in passage.operators):
            return hit  # "instead of more words we need talks" wants them
    than = next((i for i in range(anchor.first - 1, near - 1, -1) if words[i].form in _THAN), None)
    if than is None:
        return None
    number = passage.clause_of(than)
    sentence = passage.clauses[number].sentence if number is not None else -1
    for hit in passage.hits.get("rather", ()):
        held = passage.clause_of(hit.first)
        if words[hit.first - 1].form in _NOTHING:
            continue  # "nothing is more important than to bring them home" wants just that
        if hit.last <= than and held is not None and passage.clauses[held].sentence == sentence:
            return Hit(hit.first, than + 1)
    return None


def worsens(passage: Passage, op: Operator, anchor: Hit) -> bool:
    """Whether a verdict has a wording of the opposite for its object: "only deepens our dependence"."""
    if op.kind != "reject" or not 0 <= anchor.first - op.hit.last <= 1:
        return False
    return any(word.form in _ONLY for word in passage.words.items[op.hit.first : op.hit.last])


def failing(passage: Passage, anchor: Hit, governing: list[Operator]) -> bool:
    """Whether a verdict falls on the failure of the thing: "its collapse would be a tragedy" wants it."""
    items = passage.words.items
    return any(
        op.kind in ("reject", "reverse")
        and 0 <= anchor.first - op.hit.last <= _OF
        and items[op.hit.first].form.startswith(_FAILURES)
        and any(other.kind in ("reject", "harm") and other.hit.first >= anchor.last for other in governing)
        for op in governing
    )


def answered(passage: Passage, number: int) -> Operator | None:
    """What answers a question of no more than the thing's name: "A coalition? Not with us"; none if nothing does."""
    clause = passage.clauses[number]
    if passage.finite(clause):
        return None
    after = [c for c in passage.clauses[number + 1 :] if c.sentence == clause.sentence + 1]
    found = [op for c in after for op in passage.within(c) if op.kind in _ANSWERS]
    if after and passage.words.items[after[0].first].form in _YES:
        bound = next((op for op in found if op.kind == "proviso"), None)
        return bound or Operator("approve", Hit(after[0].first, after[0].first + 1))
    return next(iter(found), None)


def corrected(passage: Passage, number: int, anchor: Hit, governing: list[Operator]) -> Clause | None:
    """The clause that puts right what the thing is said not to be: "not a favour but a duty"; none if none does."""
    clause = passage.clauses[number]
    after = passage.clauses[number + 1] if number + 1 < len(passage.clauses) else None
    words, readings = passage.words.items, passage.lexicon.morphology.readings
    if after is None or after.sentence != clause.sentence or words[after.first].form not in _BUT:
        return None
    if any(op.kind in ("negation", "concord", "proviso") for op in passage.operators if op.hit.first in after):
        return None
    if any(_finite(passage, i) for i in range(after.first, after.last)):
        return None
    denial = next((op for op in governing if op.kind == "negation" and op.hit.first >= anchor.last), None)
    if denial is None or denial.hit.last >= clause.last:
        return None
    form = words[denial.hit.last].form
    return after if form in _ARTICLES or readings(form)[0].pos in _NOUNS else None


def _finite(passage: Passage, index: int) -> bool:
    form = passage.words.items[index].form
    if form in _ARTICLES or (index and passage.words.items[index - 1].form in _ARTICLES):
        return False
    reading = passage.lexicon.morphology.readings(form)[0]
    return reading.pos == "AUX" or (reading.pos == "VERB" and reading.verb_form == "fin")


def rebuked(passage: Passage, number: int) -> Operator | None:
    """The verdict on those who do what clause `number` tells: "those who block it help the aggressor"."""
    clause = passage.clauses[number]
    words = passage.words.items
    before = words[clause.first - 1].form if clause.first > passage.first else ""
    opens = {word.form for word in words[clause.first : clause.first + 2]}
    if not (clause.opener == "relative" and before in _DOERS) and _WHOEVER.isdisjoint(opens):
        return None
    around = [matrix_of(passage, number), number + 1 if number + 1 < len(passage.clauses) else None]
    for other in around:
        if other is None or passage.clauses[other].sentence != clause.sentence:
            continue
        inside = passage.within(passage.clauses[other])
        verdict = next((op for op in inside if op.kind in _VERDICTS and op.hit.first >= passage.quoted), None)
        if verdict is not None:
            denied = any(op.kind == "negation" and 0 <= verdict.hit.first - op.hit.last <= 2 for op in inside)
            return None if denied else verdict
    return None


def barred(passage: Passage, number: int) -> bool:
    """Whether clause `number` tells what will in no case be had: "will sign no treaty that gives up an inch"."""
    clause = passage.clauses[number]
    before = passage.clauses[number - 1] if number else None
    if clause.opener not in ("relative", "complement") or before is None or before.sentence != clause.sentence:
        return False
    items = passage.words.items
    near = [word.form for word in items[max(before.first, clause.first - _ANY) : clause.first]]
    if not any(form in _ALL_OF or form.startswith(_NONE_OF) for form in near):
        return False
    return any(op.kind in ("negation", "concord") for op in passage.within(before))


def groundless(passage: Passage, number: int) -> bool:
    """Whether clause `number` tells for what there are no grounds: "підстав, які виправдали б це, немає"."""
    clause = passage.clauses[number]
    after = passage.clauses[number + 1] if number + 1 < len(passage.clauses) else None
    items = passage.words.items
    if clause.opener != "relative" or after is None or after.sentence != clause.sentence or not clause.first:
        return False
    return items[clause.first - 1].form.startswith(_GROUNDS) and items[after.first].form in _ABSENT


def set_apart(passage: Passage, anchor: Hit, condition: Clause) -> bool:
    """Whether a condition binds something else: a colon parts it, or it is a lone conjunction before another one."""
    items = passage.words.items
    if condition.last - condition.first == 1 and items[condition.first].form in _JOINTS:
        return True
    return any(
        items[index].before == "mark" and ":" in passage.words.text[items[index - 1].end : items[index].start]
        for index in range(anchor.last, condition.first)
    )


def purposed(passage: Passage, anchor: Hit) -> bool:
    """Whether the words name what others want to prevent: "they hide behind the war, so as not to hold elections"."""
    number = passage.clause_of(anchor.first)
    if number is None or not number:
        return False
    clause, items = passage.clauses[number], passage.words.items
    before = passage.clauses[number - 1]
    if items[clause.first].form not in _PURPOSE or before.sentence != clause.sentence or passage.told(before):
        return False
    if before.last <= passage.quoted:
        return False
    denied = any(op.kind == "negation" for op in passage.within(clause))
    return denied and not any(op.kind in ("approve", "reject", "modal") for op in passage.within(before))


def goes_on(passage: Passage, number: int, *, opposed: bool) -> Clause | None:
    """The rest of a predicate that "and" joins: "was costly and pointless", "puts them at his mercy and must go".

    Args:
        passage: the quotation's words.
        number: of the clause that names the issue.
        opposed: whether it does in the opposite direction: then the rest may have a verb, if it takes up the subject.
    """
    after = passage.clauses[number + 1] if number + 1 < len(passage.clauses) else None
    words, readings = passage.words.items, passage.lexicon.morphology.readings
    if after is None or after.sentence != passage.clauses[number].sentence or words[after.first].form not in AND:
        return None
    verbs = [i for i in range(after.first + 1, after.last) if readings(words[i].form)[0].pos in ("VERB", "AUX")]
    if not verbs:
        return after
    if not opposed or not any(op.kind == "reverse" for op in passage.within(after)):
        return None
    takes_up = any(hit.first in after for hit in passage.hits.get("refers", ()))
    return after if takes_up or verbs[0] == after.first + 1 else None


def spoken(passage: Passage, clause: Clause) -> list[Operator]:
    """The operators of a clause but those of what is put aside: "slow down rather than speed up"."""
    inside = passage.within(clause)
    aside = next((hit for hit in passage.hits.get("instead", ()) if hit.first in clause), None)
    if aside is None or aside.first == clause.first or not any(op.hit.first < aside.first for op in inside):
        return inside
    return [op for op in inside if op.hit.first < aside.first]


def awaited(passage: Passage, clause: Clause, same: list[Clause]) -> bool:
    """Whether something to come is what the thing waits for: "possible when the guns fall silent"."""
    words, readings = passage.words.items, passage.lexicon.morphology.readings
    for other in same:
        if not any(word.form in WHEN for word in words[other.first : other.first + 2]) and not (
            passage.quoted in other and words[passage.quoted].form in WHEN
        ):
            continue
        forms = [word.form for word in words[other.first : other.last]]
        if passage.lexicon.language != "en":
            if any(readings(form)[0].tense == "fut" for form in forms):
                return True
        elif _PAST.isdisjoint(forms) and not _WILL.isdisjoint(w.form for w in words[clause.first : clause.last]):
            return not any(form.endswith("ed") for form in forms)
    return False


def undone_is_bad(passage: Passage, op: Operator, operators: list[Operator]) -> bool:
    """Whether what is judged is not doing the thing: "not to give them a chance would be a mistake"."""
    if op.kind != "negation" or op.hit.last >= passage.last:
        return False
    items, number = passage.words.items, passage.clause_of(op.hit.first)
    if number is None or op.hit.first - max(passage.clauses[number].first, passage.quoted) > 1:
        return False
    form = items[op.hit.last].form
    if passage.lexicon.language == "en":
        infinitive = form == "to" or form.endswith("ing")
    else:
        reading = passage.lexicon.morphology.readings(form)[0]
        infinitive = reading.verb_form == "inf"
    return infinitive and any(o.kind in ("reject", "harm") and o.hit.first > op.hit.last for o in operators)


def leaves_undone(passage: Passage, clause: Clause, governing: list[Operator]) -> list[Operator]:
    """The denial that opens a clause, with the verdict on it: "not to arm them means inviting the enemy"."""
    items, readings = passage.words.items, passage.lexicon.morphology.readings
    start = max(clause.first, passage.quoted)
    denial = next((op for op in governing if op.hit.first == start and items[start].form in _DENIAL), None)
    if passage.lexicon.language == "en" or denial is None or denial.kind not in ("negation", "reject"):
        return []
    if start + 1 >= clause.last or all(r.verb_form != "inf" for r in readings(items[start + 1].form)):
        return []  # "дати" is "dates" too
    for index in range(start + 2, clause.last):
        parted = items[index].before == "dash" and readings(items[index].form)[0].verb_form == "inf"
        if parted or items[index].form.startswith(_EQUALS):
            return [op for op in governing if op is denial or (op.hit.first >= index and op.kind in _VERDICTS)]
    return []


def judged_after(passage: Passage, number: int) -> Clause | None:
    """The clause that judges an infinitive over what stands between: "to demand a truce which … would mean harm"."""
    clause = passage.clauses[number]
    items, readings = passage.words.items, passage.lexicon.morphology.readings
    english = passage.lexicon.language == "en"
    own = range(max(clause.first, passage.quoted), clause.last)
    start = next((index for index in own if items[index].form not in _LEADS), None)
    if start is None or (items[start].form != "to" if english else readings(items[start].form)[0].verb_form != "inf"):
        return None
    if any(_finite(passage, index) for index in range(start + 1, clause.last)):
        return None
    for later in passage.clauses[number + 1 : number + 4]:
        if later.sentence != clause.sentence or passage.told(later):
            return None
        if later.opener == "relative" or (not english and items[later.first].form in WHEN):
            continue
        if not english and _only_verdict(passage, later):
            return later
        means = items[later.first].form.startswith(_MEANS) or any(
            items[i].form.startswith(_MEANS) for i in range(later.first, min(later.first + 2, later.last))
        )
        return later if not later.opener and means else None
    return None


def _only_verdict(passage: Passage, clause: Clause) -> bool:
    """Whether the clause is no more than a verdict: "to lift it, when rockets fly, is *madness*"."""
    if clause.last - clause.first > _OF or clause.opener:
        return False
    return any(op.kind in ("reject", "harm") and op.hit.first == clause.first for op in passage.within(clause))


def forbids(passage: Passage, op: Operator) -> bool:
    """Whether a negation says that something must not be: "нельзя", "не можна"."""
    items = passage.words.items
    if items[op.hit.first].form in _FORBIDDEN:
        return True
    return op.hit.last < passage.last and items[op.hit.last].form in _ALLOWED


def says_no(passage: Passage) -> bool:
    """Whether the quotation is a plain "no", with hardly a word besides."""
    items, last = passage.words.items, passage.last
    if passage.cue is not None and passage.quoted < passage.cue[0]:
        last = min(last, passage.cue[0])
    if last - passage.quoted > _SHORT or items[passage.quoted].form not in _NO:
        return False
    return passage.quoted + 1 >= last or items[passage.quoted + 1].before != ""
