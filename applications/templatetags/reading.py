"""The answers of a frozen version, and what was thought of them. An application has forty: each drawn by a template of
its own takes ten times as long as it does here."""

from django import template
from django.forms import BoundField
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from applications.rounds.models import QuestionKind
from praksis.danish import file_size
from praksis.templatetags.praksis import icon, status_badge

register = template.Library()

# What the director and the leader did stands above the answers, not among them.
NOT_ANSWERED = {QuestionKind.SIGNATURE, QuestionKind.LEADER_CONFIRMATION}


@register.simple_tag
def answer(question: dict) -> SafeString:
    """Draw one answer. Its files have addresses where the reader may get them (reading.with_addresses)."""
    if question.get("files"):
        return attached(question["files"])
    if question["text"]:
        return linebreaksbr(question["text"])
    return format_html('<span class="muted">{}</span>', "Ikke besvaret")


@register.simple_tag
def attached(files: list[dict]) -> SafeString:
    """Draw the files of one answer, each leading to where the reader gets it."""
    each = (
        (icon("attach-file"), file["url"], file["name"], file_size(file["size"]), file["sha256"][:12]) for file in files
    )
    one = (
        '<li class="files__one"><span>{}<a href="{}" download>{}</a> '
        '<span class="muted">({}, kontrolkode {})</span></span></li>'
    )
    return format_html('<ul class="files__list">{}</ul>', format_html_join("", one, each))


@register.simple_tag
def answers(questions: list[dict], institutions: list[dict]) -> SafeString:
    """Draw questions with their answers, for the applicant; among them the institutions that were chosen."""
    return format_html_join(
        "\n",
        "<dt>{}</dt><dd>{}</dd>",
        (
            (question["label"], _chosen(institutions) if _is_list(question) else answer(question))
            for question in questions
            if question["kind"] not in NOT_ANSWERED
        ),
    )


@register.simple_tag
def rows_to_read(questions: list[dict]) -> SafeString:
    """Draw questions with their answers as rows, for those who judge the application."""
    return format_html_join(
        "\n",
        '<div class="summary-list__row"><dt>{}</dt>{}</div>',
        ((question["label"], _cell(question)) for question in questions),
    )


@register.simple_tag
def answers_to_judge(questions: list[dict]) -> SafeString:
    """Draw the answers that are read under one criterion."""
    return format_html_join(
        "\n",
        '<div class="answer"><h3 class="answer__question">{}{}</h3>{}</div>',
        ((question["label"], _of(question["institution"]), _paragraph(question)) for question in questions),
    )


@register.simple_tag
def scores_given(scores: list[tuple[str, bool, str, str, str]], own) -> SafeString:
    """Draw what reviewers have thought of a criterion, as sheet.Block has it; `own` is the reader's review."""
    return format_html_join(
        "\n",
        '<li class="scores__one"><p class="scores__head"><strong>{}</strong> {} {} {}</p>'
        '<p class="as-written">{}</p></li>',
        (
            (name, _score(score), _sure(sure), status_badge(own) if is_draft else "", why)
            for name, is_draft, score, sure, why in scores
        ),
    )


@register.simple_tag
def radios(choice: BoundField, options: list[tuple[str, str, str, bool]]) -> SafeString:
    """Draw what a choice offers, each as (id, value, label, whether chosen), as the form templates do."""
    required = _REQUIRED if choice.field.required else ""
    invalid = _INVALID if choice.errors else ""
    return format_html_join(
        "\n",
        '<div class="form-group-radio">'
        '<input type="radio" name="{}" value="{}" class="form-radio" id="{}"{}{}{}>'
        '<label class="form-label" for="{}">{}</label></div>',
        (
            (choice.html_name, value, pk, required, _CHECKED if is_chosen else "", invalid, pk, label)
            for pk, value, label, is_chosen in options
        ),
    )


_REQUIRED, _CHECKED = format_html("{}", " required"), format_html("{}", " checked")
_INVALID = format_html(' aria-invalid="{}"', "true")


def _is_list(question: dict) -> bool:
    return question["kind"] == QuestionKind.INSTITUTION_LIST


def _chosen(institutions: list[dict]) -> SafeString:
    each = ((one["name"], one["ownership_label"].lower(), one["setting_label"].lower()) for one in institutions)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{} ({}, {})</li>", each))


def _cell(question: dict) -> SafeString:
    if question.get("files"):
        return format_html("<dd>{}</dd>", attached(question["files"]))
    return format_html('<dd class="as-written">{}</dd>', question["text"] or "Ikke besvaret")


def _paragraph(question: dict) -> SafeString:
    if question.get("files"):
        return attached(question["files"])
    if question["text"]:
        return format_html('<p class="as-written">{}</p>', question["text"])
    return format_html('<p class="muted">{}</p>', "Ikke besvaret")


def _of(institution: str | None) -> SafeString | str:
    return format_html('<span class="answer__of">{}</span>', institution) if institution else ""


def _sure(sure: str) -> SafeString | str:
    return format_html('<span class="muted">{}</span>', sure) if sure else ""


def _score(score: str) -> SafeString:
    if score:
        return format_html('<span class="scores__number">{}</span>', score)
    return format_html('<span class="muted">{}</span>', "Ingen karakter endnu")
