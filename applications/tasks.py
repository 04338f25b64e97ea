"""Gathers the jobs of the wing's rooms."""

from applications.decisions.tasks import draw_letter, sweep_letters
from applications.drafting.tasks import draw_printout, sweep_printouts
from applications.rounds.tasks import draw_blank_form, prepare_months, sweep_blank_forms

__all__ = [
    "draw_blank_form",
    "draw_letter",
    "draw_printout",
    "prepare_months",
    "sweep_blank_forms",
    "sweep_letters",
    "sweep_printouts",
]
