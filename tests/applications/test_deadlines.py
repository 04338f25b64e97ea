"""The tests ask for no database, so pytest-django refuses any query: the command touches no table."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def run(*arguments):
    out = StringIO()
    call_command("deadlines", *arguments, stdout=out)
    return out.getvalue()


def test_each_month_has_its_last_working_day():
    out = run("--from", "2017-09", "--to", "2019-12", "--until", "2019-08-30")

    assert out.split() == [
        "2017-09-29", "2017-10-31", "2017-11-30", "2017-12-29",
        "2018-01-31", "2018-02-28", "2018-03-28", "2018-04-30", "2018-05-31", "2018-06-29",
        "2018-07-31", "2018-08-31", "2018-09-28", "2018-10-31", "2018-11-30", "2018-12-31",
        "2019-01-31", "2019-02-28", "2019-03-29", "2019-04-30", "2019-05-31", "2019-06-28",
        "2019-07-31", "2019-08-30",
    ]  # fmt: skip


def test_one_date_a_line_and_nothing_else():
    assert run("--from", "2018-03", "--to", "2018-04") == "2018-03-28\n2018-04-30\n"


def test_the_last_day_itself_is_still_a_deadline():
    assert run("--from", "2019-08", "--to", "2019-08", "--until", "2019-08-30") == "2019-08-30\n"


def test_a_month_whose_deadline_lies_after_the_last_day_is_left_out():
    assert run("--from", "2019-07", "--to", "2019-08", "--until", "2019-08-29") == "2019-07-31\n"


def test_without_a_last_day_every_month_has_a_deadline():
    assert run("--from", "2018-12", "--to", "2019-01") == "2018-12-31\n2019-01-31\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--from", "september", "--to", "2019-12"), r"--from must be a month .* not “september”"),
        (("--from", "2017-13", "--to", "2019-12"), r"--from must be a month .* not “2017-13”"),
        (("--from", "2017-9", "--to", "2019-12"), r"--from must be a month"),
        (("--from", "2017-09-01", "--to", "2019-12"), r"--from must be a month"),
        (("--from", "٢٠١٧-٠٩", "--to", "2019-12"), r"--from must be a month"),
        (("--from", "2017-09", "--to", ""), r"--to must be a month .* not “”"),
        (("--from", "2017-09", "--to", "2019-00"), r"--to must be a month"),
        (("--from", "2019-12", "--to", "2017-09"), r"--from 2019-12 is later than --to 2017-09"),
        (("--from", "2017-09", "--to", "2019-12", "--until", "2019-08"), r"--until must be a date .* not “2019-08”"),
        (("--from", "2017-09", "--to", "2019-12", "--until", "2019-02-30"), r"--until must be a date"),
        (("--from", "2017-09", "--to", "2019-12", "--until", ""), r"--until must be a date"),
        (("--from", "2199-09", "--to", "2199-12"), r"Danish holidays are known for the years"),
        (("--from", "0000-01", "--to", "0000-02"), r"year 0 is out of range"),
        (("--to", "2019-12"), r"the following arguments are required: --from"),
        (("--from", "2017-09"), r"the following arguments are required: --to"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(arguments, message):
    with pytest.raises(CommandError, match=message):
        run(*arguments)
