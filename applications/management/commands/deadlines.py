"""Print the deadlines of mini courses: the last working day of each month."""

import re
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from praksis.working_days import last_working_day


def parse_month(value: str, option: str) -> tuple[int, int]:
    """Read "2017-09" as year and month; CommandError names the option when it is anything else."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value):
        raise CommandError(f"{option} must be a month written as YYYY-MM, for example 2017-09, not “{value}”.")
    return int(value[:4]), int(value[5:])


def parse_day(value: str, option: str) -> date:
    """Read "2019-08-30" as a date; CommandError names the option when it is anything else."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise CommandError(f"{option} must be a date written as YYYY-MM-DD, for example 2019-08-30, not “{value}”.")


def deadlines(first: tuple[int, int], last: tuple[int, int], until: date | None = None) -> list[date]:
    """The last working day of each month from `first` to `last`, both included; none after `until`.

    Source: "Ansøgningsfrist for tildeling af minivejledning er den sidste hverdag i hver måned, sidste gang 30. august
    2019", the agency's page on mini courses.
    Raises ValueError for a year whose holidays are not known.
    """
    months = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    days = (last_working_day(month // 12, month % 12 + 1) for month in months)
    return [day for day in days if until is None or day <= until]


class Command(BaseCommand):
    help = "Print each month's deadline for mini courses, one ISO date a line. Reads no table."
    # The command only computes, so it also works while the site's settings or database do not.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="first", required=True, metavar="YYYY-MM", help="the first month")
        parser.add_argument("--to", dest="last", required=True, metavar="YYYY-MM", help="the last month")
        parser.add_argument("--until", metavar="YYYY-MM-DD", help="no deadline after this day")

    def handle(self, *args, first, last, until, **options):
        first_month, last_month = parse_month(first, "--from"), parse_month(last, "--to")
        last_day = parse_day(until, "--until") if until is not None else None
        if first_month > last_month:
            raise CommandError(f"--from {first} is later than --to {last}.")

        try:
            days = deadlines(first_month, last_month, last_day)
        except ValueError as error:
            raise CommandError(str(error)) from error
        for day in days:
            self.stdout.write(day.isoformat())
