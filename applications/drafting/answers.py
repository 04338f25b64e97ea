"""What an answer is: how it is read from a form, what is wrong with it, and how it is said in words.

Pure: questions and values in, values and sentences out. A draft keeps whatever was typed, so reading never refuses;
what is wrong is said by `faults`, beside the field and before the application is sent for signature.
"""

from collections.abc import Sequence
from typing import Any, Protocol, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email

from applications.rounds.models import QuestionKind
from praksis.danish import file_size

PERSON_PARTS = {"name": "Navn", "title": "Stilling", "email": "Mailadresse", "phone": "Telefon"}
SHARE_PARTS = {"percent": "Andel i procent", "few": "Færre end 5"}
# The named parts of the composite answers
PARTS = {QuestionKind.PERSON: PERSON_PARTS, QuestionKind.PERCENT_OR_FEW: SHARE_PARTS}
# Steps of their own, not answers
STEPS = {QuestionKind.SIGNATURE, QuestionKind.LEADER_CONFIRMATION}
# Follows from who applies, so it is answered once and for all when the draft is begun (actions/drafts.py)
APPLICANT_KIND = "applicant_kind"
# Far beyond any limit of words, far below what could hurt
LONGEST = 60_000
# What a mail address may be at the most, here and in the outbox
LONGEST_EMAIL = 254


class File(TypedDict):
    """An attached file as an answer names it; the file itself is a document of the case."""

    id: str
    name: str
    size: int
    sha256: str


class Asked(Protocol):
    """What the functions here need of a question."""

    key: str
    kind: str
    label: str
    options: list
    max_words: int | None
    required: bool
    condition: str


def parts(kind: str) -> dict[str, str]:
    """The named parts of a composite answer with their Danish labels; empty for a simple one."""
    return PARTS.get(QuestionKind(kind), {})


def field_name(key: str, *, part: str = "", institution: str = "") -> str:
    """The form field's name: `coordinator__name`, `institutions.why@<id of the application's institution>`."""
    return key + (f"__{part}" if part else "") + (f"@{institution}" if institution else "")


def split_field_name(name: str) -> tuple[str, str, str]:
    """The inverse of `field_name`: key, part and institution; the last two may be empty."""
    rest, _, institution = name.partition("@")
    key, _, part = rest.partition("__")
    return key, part, institution


def merge(question: Asked, value: Any, part: str, given: Sequence[str]) -> Any:
    """The answer's new value when one form field was given the strings `given`.

    Raises ValueError where the field does not fit the question: an unknown part or choice, or a text without bounds.
    """
    texts = [clean(text) for text in given]
    named = parts(question.kind)
    if bool(part) != bool(named) or (part and part not in named):
        raise ValueError("No such field.")
    if sum(map(len, texts)) > LONGEST:
        raise ValueError("Teksten er for lang til at blive gemt. Del den op, eller forkort den.")
    first = texts[0] if texts else ""
    if question.kind == QuestionKind.PERSON:
        return {**dict.fromkeys(PERSON_PARTS, ""), **(value or {}), part: first.strip()}
    if question.kind == QuestionKind.PERCENT_OR_FEW:
        return _share(value or {}, part, first.strip())
    if question.kind == QuestionKind.CONFIRM:
        return _ticked(first)
    if question.kind == QuestionKind.MULTI_CHOICE:
        return [key for key in _keys(question) if key in _known(question, texts)]
    if question.kind == QuestionKind.SINGLE_CHOICE:
        return next(iter(_known(question, [text for text in texts if text])), "")
    if question.kind in {QuestionKind.TEXT, QuestionKind.LONG_TEXT}:
        return first
    if question.kind == QuestionKind.NUMBER:
        return first.strip()
    raise ValueError("No such field.")


def clean(text: str) -> str:
    """The text as it is kept: line breaks as one character, and no NUL, which PostgreSQL cannot hold."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def is_answered(question: Asked, value: Any) -> bool:
    """Whether anything was answered at all."""
    if question.kind == QuestionKind.PERSON:
        return any((value or {}).values())
    if question.kind == QuestionKind.PERCENT_OR_FEW:
        return bool(value) and (value.get("few", False) or bool(value.get("percent")))
    return bool(value.strip() if isinstance(value, str) else value)


def is_asked(question: Asked, applicant_kind: str) -> bool:
    """Whether the question is put to this kind of applicant.

    A condition reads `applicant_kind in self_governing|private`; an empty one is always met.
    """
    if not question.condition:
        return True
    subject, _, kinds = question.condition.partition(" in ")
    if subject != "applicant_kind" or not kinds:
        raise ValueError(f"Unknown condition: {question.condition}")
    return applicant_kind in kinds.split("|")


def faults(question: Asked, value: Any) -> dict[str, str]:
    """What is wrong with an answer, by part ("" for the answer itself), as Danish sentences; empty where nothing is."""
    if question.kind in STEPS:
        return {}
    if not is_answered(question, value):
        return {_first_part(question): _missing(question)} if question.required else {}
    if question.kind == QuestionKind.PERSON:
        return _person_faults(value)
    if question.kind == QuestionKind.PERCENT_OR_FEW:
        return {} if value.get("few") else _one("percent", _percent_fault(value["percent"]))
    if question.kind == QuestionKind.NUMBER:
        return _one("", _number_fault(value))
    if question.kind in {QuestionKind.TEXT, QuestionKind.LONG_TEXT}:
        return _one("", _length_fault(question, value))
    return {}


def as_given(question: Asked, value: Any, part: str) -> list[str]:
    """What a form field holds when it shows this value, or one part of it: the strings that `merge` would read."""
    one = (value or {}).get(part) if part else value
    if question.kind == QuestionKind.CONFIRM or part == "few":
        return ["on"] if one else []
    if question.kind == QuestionKind.MULTI_CHOICE:
        return one or []
    return [one or ""]


def as_text(question: Asked, value: Any) -> str:
    """The answer in plain Danish words; empty where there is none."""
    if question.kind in STEPS or not is_answered(question, value):
        return ""
    if question.kind == QuestionKind.PERSON:
        return "\n".join(value[part] for part in PERSON_PARTS if value.get(part))
    if question.kind == QuestionKind.PERCENT_OR_FEW:
        return "Færre end 5" if value.get("few") else f"{value['percent']} %"
    if question.kind == QuestionKind.CONFIRM:
        return "Ja"
    if question.kind == QuestionKind.FILES:
        return "\n".join(map(_file_in_words, value))
    if question.kind in {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTI_CHOICE}:
        labels = dict(question.options)
        # An earlier text may name a choice that a newer edition of the questions does not offer.
        return ", ".join(labels.get(key, key) for key in ([value] if isinstance(value, str) else value))
    return value


def count_words(text: str) -> int:
    """Words as a person counts them: runs of characters between spaces and line breaks."""
    return len(text.split())


def decimal(text: str) -> float | None:
    """A Danish number such as "37,5" or "1.200"; None where it is none."""
    plain = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace("%", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") == 1 and len(plain.partition(".")[2]) == 3:
        plain = plain.replace(".", "")
    if not plain.replace(".", "", 1).isascii() or not plain.replace(".", "", 1).isdigit():
        return None
    return float(plain)


def _keys(question: Asked) -> list[str]:
    return [key for key, _ in question.options]


def _known(question: Asked, texts: Sequence[str]) -> list[str]:
    if not set(texts) <= set(_keys(question)):
        raise ValueError("No such choice.")
    return list(texts)


def _ticked(text: str) -> bool:
    return text not in {"", "0", "false", "False", "off"}


def _share(value: dict, part: str, text: str) -> dict:
    if part == "few":
        kept = {"percent": value["percent"]} if value.get("percent") else {}
        return {**kept, "few": True} if _ticked(text) else kept
    return {**({"few": True} if value.get("few") else {}), **({"percent": text} if text else {})}


def _first_part(question: Asked) -> str:
    return next(iter(parts(question.kind)), "")


def _missing(question: Asked) -> str:
    if question.kind == QuestionKind.PERSON:
        return f"Skriv navn, stilling, mail og telefon: {question.label}."
    if question.kind == QuestionKind.CONFIRM:
        return f"Sæt kryds, hvis I er enige: {question.label}."
    if question.kind == QuestionKind.INSTITUTION_LIST:
        return "Tilføj mindst ét dagtilbud."
    if question.kind == QuestionKind.FILES:
        return f"Vedhæft mindst én fil: {question.label}."
    if question.kind in {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTI_CHOICE}:
        return f"Vælg et svar: {question.label}"
    return f"Svar på: {question.label}"


def _file_in_words(file: File) -> str:
    """A file with enough of its control code to tell it from another one of the same name."""
    return f"{file['name']} ({file_size(file['size'])}, kontrolkode {file['sha256'][:12]})"


def _one(part: str, fault: str) -> dict[str, str]:
    return {part: fault} if fault else {}


def _person_faults(person: dict) -> dict[str, str]:
    found = {part: f"Skriv {label.lower()}." for part, label in PERSON_PARTS.items() if not person.get(part)}
    if "email" not in found:
        try:
            validate_email(person["email"])
            MaxLengthValidator(LONGEST_EMAIL)(person["email"])
        except ValidationError:
            found["email"] = "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk."
    if "phone" not in found and sum(map(str.isdigit, person["phone"])) < 8:
        found["phone"] = "Skriv telefonnummeret med mindst otte cifre."
    return found


def _percent_fault(text: str) -> str:
    share = decimal(text)
    return "" if share is not None and 0 <= share <= 100 else "Skriv et tal mellem 0 og 100, fx 37,5."


def _number_fault(text: str) -> str:
    number = decimal(text)
    return "" if number is not None and number < 1_000_000 else "Skriv et tal, fx 25."


def _length_fault(question: Asked, text: str) -> str:
    words = count_words(text)
    if not question.max_words or words <= question.max_words:
        return ""
    return f"Teksten er på {words} ord. Forkort den til højst {question.max_words} ord."
