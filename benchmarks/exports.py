"""The lists as files: how long it takes, and that their memory does not grow with them."""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from tempfile import TemporaryFile

from django.http import QueryDict
from django.utils import timezone

from applications.assessment import access
from applications.casework import exporting
from applications.casework.listing import ApplicationFilter, named
from benchmarks.data.dataset import Known
from benchmarks.rows import Row
from conferences.programme.models import Event
from conferences.registration import exporting as guests_file
from conferences.registration import guest_list
from engagements.courses import load
from engagements.dashboard import portfolio, portfolio_file
from praksis import tables
from praksis.accounts.models import User

FEW, MANY, TIMES = 1_000, 5_000, 3
FEW_COURSES, MANY_COURSES = 400, 2_000
MOST_SECONDS, MOST_GROWTH = 3.0, 2.0  # seconds, and MB from FEW to MANY
MB = 1_000_000
TITLE = "Exports"
ABOUT = f"""Applications, the portfolio of courses, and those registered for a conference, as a manager takes them
out: which they are, and their rows to the last byte, the median of {TIMES}. *First bytes* is when the browser has
something to save. *Peak* is the most memory that Python's own objects took at once on the way, for a fifth of them and
for all; the keys are in it."""


def run(known: Known) -> list[Row]:
    """The table: both formats, and the portfolio."""
    manager = User.objects.get(email=known.manager)
    return [
        _row(f"{MANY:,} applications as CSV", _csv, manager, FEW, MANY),
        _row(f"{MANY:,} applications as workbook", _workbook, manager, FEW, MANY),
        _row(f"{MANY_COURSES:,} courses as CSV", _portfolio, manager, FEW_COURSES, MANY_COURSES),
        _row(f"{MANY:,} participants as CSV", partial(_guests, known), manager, FEW, MANY),
    ]


def _row(what: str, export: Callable, manager: User, fewer: int, number: int) -> Row:
    times = [export(manager, number) for _ in range(TIMES)]
    whole = statistics.median(whole for whole, _, _ in times)
    few, many = _peak(export, manager, fewer), _peak(export, manager, number)
    figures = {
        "whole": f"{whole:.2f} s",
        "first bytes": f"{1000 * statistics.median(first for _, first, _ in times):.0f} ms",
        "size": f"{times[0][2] / 1000:,.0f} kB",
        "peak, a fifth": f"{few:.1f} MB",
        "peak, all": f"{many:.1f} MB",
    }
    holds = whole <= MOST_SECONDS and many - few <= MOST_GROWTH
    return Row(what, figures, f"≤ {MOST_SECONDS:g} s, ≤ {MOST_GROWTH:g} MB more", holds)


def _keys(manager: User, number: int) -> list:
    asked = ApplicationFilter(QueryDict(), named(access.readable_rounds(manager)))
    keys = list(asked.qs.values_list("pk", flat=True)[:number])
    assert len(keys) == number
    return keys


def _csv(manager: User, number: int) -> tuple[float, float, int]:
    """Seconds to the end and to the first bytes, and how many bytes."""
    began, first, size = time.perf_counter(), 0.0, 0
    for line in exporting.csv_lines(_keys(manager, number)):
        first = first or time.perf_counter() - began
        size += len(line)
    return time.perf_counter() - began, first, size


def _portfolio(manager: User, number: int) -> tuple[float, float, int]:
    """The same, of courses."""
    began, first, size, today = time.perf_counter(), 0.0, 0, timezone.localdate()
    consultants, _ = load.consultants_and_places()
    asked = portfolio.Portfolio(QueryDict(), manager, consultants, today)
    keys = list(asked.ordered.values_list("pk", flat=True)[:number])
    assert len(keys) == number
    for line in tables.csv_lines(portfolio_file.columns(keys), portfolio_file.rows(keys, today)):
        first = first or time.perf_counter() - began
        size += len(line)
    return time.perf_counter() - began, first, size


def _guests(known: Known, manager: User, number: int) -> tuple[float, float, int]:
    """The same, of those registered for the conference that is full."""
    began, first, size = time.perf_counter(), 0.0, 0
    seated = Event.objects.get(slug=known.full_event).registrations.seated().order_by("name", "number")[:number]
    for line in tables.csv_lines(guests_file.COLUMNS, guest_list.all_rows(seated)):
        first = first or time.perf_counter() - began
        size += len(line)
    return time.perf_counter() - began, first, size


def _workbook(manager: User, number: int) -> tuple[float, float, int]:
    """The same; a workbook is whole before any of it can be sent."""
    began = time.perf_counter()
    with TemporaryFile() as file:
        exporting.write_workbook(_keys(manager, number), file)
        took, size = time.perf_counter() - began, file.tell()
    return took, took, size


def _peak(export: Callable, manager: User, number: int) -> float:
    """The most memory at once, in MB."""
    gc.collect()
    tracemalloc.start()
    export(manager, number)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / MB
