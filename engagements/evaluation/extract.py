"""The answers row by row for the evaluator, as CSV or a workbook: under pseudonyms, and never of fewer than five.

A course has a pseudonym too and nothing beside it: with so few courses at a time its size or part of the country would
name it. What people wrote in their own words stays here, since no rule can take a person out of it.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import BinaryIO
from uuid import UUID

import xlsxwriter
from django.utils import timezone

from engagements.evaluation import disclosure, editions, pseudonyms, results
from engagements.evaluation.models import RecipientRole, SurveyQuestion, SurveyResponse, SurveyWave
from praksis.tables import is_like_a_formula

Cell = str | int
HEADINGS = ["Forløb", "Person", "Hvornår", "Rolle", "Udgave"]
EXPLAINED = (
    "1 = slet ikke, 5 = i meget høj grad, 0 = ved ikke, tom = ikke besvaret. Roller med færre end fem svar er slået "
    "sammen, og forløb med færre end fem svar er ikke med."
)


class Extract:
    """What leaves the system: its columns, its rows, and of how many courses they are. Read in four queries."""

    def __init__(self) -> None:
        closed = SurveyWave.objects.closed_on(timezone.localdate()).select_related("edition")
        waves = list(closed.order_by("engagement", "-kind"))
        answers = results.readable(waves, timezone.localdate())
        read = [wave for wave in waves if wave.pk in answers]
        self.questions = _questions(read)
        self.courses = len({wave.engagement_id for wave in read})
        self.rows = _rows(read, answers, [question.key for question in self.questions])

    @property
    def headings(self) -> list[str]:
        """The columns' names: statements by their key, which the second sheet explains."""
        return [*HEADINGS, *(question.key for question in self.questions)]

    def as_csv(self) -> bytes:
        """As a Danish Excel opens it: UTF-8 with its mark, semicolons, cells quoted, nothing a formula."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(self.headings)
        writer.writerows([_as_text(cell) for cell in row] for row in self.rows)
        return ("\ufeff" + text.getvalue()).encode()

    def write_workbook(self, file: BinaryIO) -> None:
        """As a workbook: the answers, and what the columns mean."""
        workbook = xlsxwriter.Workbook(file)
        bold, text_only = workbook.add_format({"bold": True}), workbook.add_format({"quote_prefix": True})
        meaning: list[list[Cell]] = [
            [question.key, question.subject_title, question.text] for question in self.questions
        ]
        sheets: dict[str, list[list[Cell]]] = {
            "Svar": [[*self.headings], *self.rows],
            "Spørgsmål": [["Kolonne", "Emne", "Spørgsmål"], *meaning, [EXPLAINED]],
        }
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(rows[0]) - 1, 18)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        sheet.write_number(line, column, cell)
                    else:
                        risky = text_only if is_like_a_formula(cell) else None
                        sheet.write_string(line, column, cell, risky if line else bold)
        workbook.close()


def _questions(waves: Iterable[SurveyWave]) -> list[SurveyQuestion]:
    asked = [q for wave in waves for q in editions.asked(wave.edition_id, wave.which) if q.is_scale]
    return sorted({question.key: question for question in asked}.values(), key=lambda question: question.order)


def _rows(
    waves: Iterable[SurveyWave], answers: dict[UUID, list[SurveyResponse]], keys: Sequence[str]
) -> list[list[Cell]]:
    """A row for each answer, in the order of the pseudonyms: that of the courses would tell which is which."""
    of_course: dict[UUID, list[SurveyWave]] = defaultdict(list)
    for wave in waves:
        of_course[wave.engagement_id].append(wave)
    rows: list[list[Cell]] = []
    for engagement, own in of_course.items():
        # Begun with a letter, for a spreadsheet takes some of them for numbers
        course = f"F{pseudonyms.of_course(engagement)}"
        roles = disclosure.merged([[response.role for response in answers[wave.pk]] for wave in own])
        for wave in own:
            for response in answers[wave.pk]:
                facts: list[Cell] = [f"P{response.pseudonym}", wave.get_kind_display(), _role(roles[response.role])]
                scores = [response.scores.get(key, "") for key in keys]
                rows.append([course, *facts, wave.edition.number, *scores])
    return sorted(rows, key=lambda row: (row[0], row[1], row[2]))


def _role(merged: frozenset[str]) -> str:
    return " / ".join(role.label for role in RecipientRole if role.value in merged)


def _as_text(cell: Cell) -> str:
    text = str(cell)
    return f"'{text}" if is_like_a_formula(text) else text
