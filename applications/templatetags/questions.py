"""The questions as they are read before one begins. There are forty of them: drawn here they take a tenth of the time
that a template takes."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def question_list(questions) -> SafeString:
    """Draw questions with their guidance, and what can be answered."""
    return format_html_join(
        "\n", "<li><strong>{}</strong>{}{}</li>", ((one.label, _remarks(one), _guidance(one)) for one in questions)
    )


def _remarks(question) -> SafeString:
    remarks = [(question.part_of, "(for hvert dagtilbud)"), (not question.required, "(frivilligt)")]
    return format_html_join("", ' <span class="muted">{}</span>', ([words] for holds, words in remarks if holds))


def _guidance(question) -> SafeString:
    lines = [
        question.guidance,
        f"Højst {question.max_words} ord." if question.max_words else "",
        "Svarmuligheder: " + " · ".join(words for _, words in question.options) if question.options else "",
    ]
    return format_html_join("", '<span class="question-list__guidance">{}</span>', ([line] for line in lines if line))
