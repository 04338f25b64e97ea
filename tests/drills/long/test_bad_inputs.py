"""S4: every form of applying, courses, staffing and conferences gets every bad request.

`make test` sends each form some of them (tests/access/test_bad_inputs.py).
"""

import pytest

from tests.access.test_bad_inputs import FORMS, Sender
from tests.access.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.drill]


def test_no_form_breaks_on_what_it_is_sent_nor_draws_it_nor_loses_it(settings, tmp_path, figures):
    settings.MEDIA_ROOT = tmp_path
    sender = Sender(World())

    found = [wrong for turn, name in enumerate(FORMS) for wrong in sender.faults(name, turn, 1)]

    figures(
        "S4",
        f"{sender.sent} bad requests to {len(FORMS)} forms",
        promise="none gives a 5xx, draws a tag or loses what was typed",
        seen=f"{len(found)} did",
    )
    assert found == []
