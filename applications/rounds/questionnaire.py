"""What can be asked, and how questions stand in order. Pure: questions in, questions out, nothing saved."""

import re
from collections.abc import Collection, Iterable, Sequence

from applications.rounds.models import Question, QuestionKind

# Keys that the code reads: these questions stay, and stay of their kind.
LOCKED_KEYS = frozenset(
    {
        "director", "coordinator", "head_of_day_care", "institutions", "applicant_kind", "contact", "leader",
        "leader_backing", "board_chair", "municipal_contact",
    }
)  # fmt: skip
# Their options have keys that the code reads, too.
FIXED_OPTIONS = frozenset({"applicant_kind", "themes"})
# Kinds that belong to one question each, so that no other can become one
OWN_KINDS = frozenset({QuestionKind.INSTITUTION_LIST, QuestionKind.SIGNATURE, QuestionKind.LEADER_CONFIRMATION})
CHOSEN_KINDS = [kind for kind in QuestionKind if kind not in OWN_KINDS]
CHOICES = frozenset({QuestionKind.SINGLE_CHOICE, QuestionKind.MULTI_CHOICE})
TEXTS = frozenset({QuestionKind.TEXT, QuestionKind.LONG_TEXT})
# An answer to one of these is a text, so it fits the others.
WRITTEN = TEXTS | {QuestionKind.NUMBER}
# What is asked for each of the institutions is part of this question.
LIST_KEY = "institutions"
# With a number behind it, a key fits the narrowest column that holds one.
LONGEST_KEY = 36
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def is_locked(question: Question) -> bool:
    """Whether the question must stay, of its kind, and answered by everybody it is put to."""
    return question.key in LOCKED_KEYS or question.kind in OWN_KINDS


def is_same_answer(before: str, after: str) -> bool:
    """Whether an answer to a question of the one kind is an answer to one of the other."""
    return before == after or {before, after} <= WRITTEN


def new_key(words: str, taken: Collection[str], *, part_of: str = "") -> str:
    """A key that nothing in `taken` has, made of the words: "Hvad nu?" becomes `hvad_nu`."""
    plain = re.sub(r"[^a-z0-9]+", "_", words.lower().translate(LETTERS)).strip("_")[:LONGEST_KEY].strip("_")
    base = (f"{part_of}." if part_of else "") + (plain or "svar")
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key


def options_of(labels: Sequence[str], before: Sequence[Sequence[str]]) -> list[list[str]]:
    """The options with these words. One that stood there before, or is only reworded in its place, keeps its key."""
    by_label = {label: key for key, label in before}
    keys = {by_label[label] for label in labels if label in by_label}
    options = []
    for place, label in enumerate(labels):
        key = by_label.get(label)
        if key is None and len(labels) == len(before) and before[place][0] not in keys:
            key = before[place][0]
        if key is None:
            key = new_key(label, {*keys, *(key for key, _ in before)})
        keys.add(key)
        options.append([key, label])
    return options


def in_order(questions: Iterable[Question], *, moved: Question, after: Question | None = None) -> list[Question]:
    """The questions as they stand on the pages, with `moved` put behind `after`, or first where that is None.

    A section's questions stand together, and what is asked for each institution behind what is asked once. Only a new
    section is placed with its question.
    """
    standing = [question for question in questions if question is not moved]
    sections = list(dict.fromkeys(question.section for question in standing))
    standing.insert(standing.index(after) + 1 if after else 0, moved)
    if moved.section not in sections:
        sections = list(dict.fromkeys(question.section for question in standing))
    return sorted(standing, key=lambda question: (sections.index(question.section), bool(question.part_of)))
