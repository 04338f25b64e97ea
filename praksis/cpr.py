"""Danish CPR numbers in free text, found by their shape, so that whoever writes can be warned. Pure.

A number is ddmmyy-xxxx, with or without a hyphen or a space. Its seventh digit tells the century; the date must have
been one. The control digit is not looked at: since 2007 numbers are given that fail it. So ten digits that only look
like a number are found too, and a person says whether they are one.
"""

import re
from datetime import date

# Not inside a longer number, also one that is written in groups with hyphens
_SHAPE = re.compile(
    r"(?<![0-9])(?<![0-9][-\u2010-\u2015])"
    r"([0-9]{2})([0-9]{2})([0-9]{2})[ \u00a0]?[-\u2010-\u2015]?[ \u00a0]?([0-9])[0-9]{3}"
    r"(?![-\u2010-\u2015]?[0-9])"
)


def find(text: str) -> list[str]:
    """What looks like CPR numbers in the text, as they are written, in order."""
    return [match.group() for match in _SHAPE.finditer(text) if _is_date(*map(int, match.groups()))]


def holds(text: str) -> bool:
    """Whether anything in the text looks like a CPR number."""
    return any(_is_date(*map(int, match.groups())) for match in _SHAPE.finditer(text))


def year_of(year: int, seventh: int) -> int:
    """The year of birth that the two digits of the year and the seventh digit tell together.

    0-3: 1900-1999. 4 and 9: 2000-2036, else 1937-1999. 5-8: 2000-2057, else 1858-1899.
    """
    if seventh <= 3:
        return 1900 + year
    if seventh in {4, 9}:
        return (2000 if year <= 36 else 1900) + year
    return (2000 if year <= 57 else 1800) + year


def _is_date(day: int, month: int, year: int, seventh: int) -> bool:
    try:
        date(year_of(year, seventh), month, day)
    except ValueError:
        return False
    return True
