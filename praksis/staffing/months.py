"""Months as the room counts them: each is its first day. Pure."""

from datetime import date

from praksis.danish import MONTHS


def month_of(day: date) -> date:
    """The month of a day."""
    return day.replace(day=1)


def after(month: date, number: int = 1) -> date:
    """The month so many later, or earlier where `number` is negative."""
    years, index = divmod(month.year * 12 + month.month - 1 + number, 12)
    return date(years, index + 1, 1)


def span(first: date, last: date) -> list[date]:
    """The months of all days from `first` to `last`; none where `last` is earlier."""
    months, month = [], month_of(first)
    while month <= last:
        months.append(month)
        month = after(month)
    return months


def in_words(month: date) -> str:
    """As one says it: "november 2026"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def in_short(month: date) -> str:
    """As it heads a narrow column: "nov. 2026"; what is short already stays, as "maj 2026"."""
    name = MONTHS[month.month - 1]
    return f"{name if len(name) <= 4 else name[:3] + '.'} {month.year}"


def period(first: date, last: date) -> str:
    """Several months as one says them: "november 2026 – marts 2027", or only the one."""
    return in_words(first) if month_of(first) == month_of(last) else f"{in_words(first)} – {in_words(last)}"
