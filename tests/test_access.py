"""Every address of the site as every kind of person: what they get is what the table says (tests/access/table.py)."""

import pytest
from django.db.models import Q, Value
from django.urls import get_resolver

from applications.drafting.models import Application, Status
from applications.rounds.models import Round
from praksis import prepared
from praksis.prepared import Prepared
from tests.access import kept
from tests.access.asking import Asker
from tests.access.table import blocks
from tests.access.world import PEOPLE

pytestmark = pytest.mark.django_db

BLOCKS = blocks()
ROWS = {(method, name): expected for rows in BLOCKS.values() for method, name, expected in rows}


@pytest.fixture
def asker(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Asker(kept.world())


def noticed(asker, method: str, name: str) -> list[str]:
    """The cells in which what a person gets is not what the table says."""
    found = []
    for who in PEOPLE:
        expected, answer = ROWS[method, name][who], asker.ask(who, method, name)
        if answer.word != expected:
            found.append(f"{method} {name} as {who}: {answer.word}, not {expected}")
        elif answer.written and (method == "GET" or expected not in {"ok", "200"}):
            found.append(f"{method} {name} as {who}: {answer.word}, but wrote {sorted(answer.written)}")
    return found


@pytest.mark.parametrize("heading", BLOCKS)
def test_everybody_gets_what_the_table_says(asker, heading):
    wrong = [line for method, name, _ in BLOCKS[heading] for line in noticed(asker, method, name)]

    assert wrong == []


def named_addresses(patterns, namespace="") -> set[str]:
    """Every URL name of the site; of Django's admin only its first page."""
    names = set()
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            names |= {"admin:index"} if inner == "admin:" else named_addresses(pattern.url_patterns, inner)
        elif pattern.name:
            names.add(namespace + pattern.name)
    return names


def test_the_table_has_a_row_for_every_address_and_no_others():
    in_the_table = {name.partition("@")[0] for _, name in ROWS}

    assert in_the_table == named_addresses(get_resolver().url_patterns)


# --- Red twins: without the guard the table must notice ---------------------------------------------------------------


def everything(rows, user=None):
    """In place of a `visible_to` that tells people apart."""
    return rows.all()


def all_rounds(user):
    """In place of `known_rounds`: every round, whoever asks."""
    return Round.objects.annotate(has_declared=Value(True), reviews_it=Value(False)).select_related("programme")


def all_submitted(user):
    """In place of `readable_applications`: everything handed in, whoever asks."""
    return Application.objects.filter(status=Status.SUBMITTED)


def anyone(user, of: str = "") -> Q:
    """In place of `written_by`: whoever asks writes."""
    return Q()


def always(*args, **kwargs) -> bool:
    """In place of a predicate."""
    return True


def nothing(*args, **kwargs) -> None:
    """In place of a check that stops people."""


# What is switched off, what stands in its place, and the row that notices
GUARDS = [
    ("django.contrib.auth.middleware.LoginRequiredMiddleware.process_view", nothing, "GET overview:mine"),
    (
        "applications.drafting.models.applications.ApplicationQuerySet.visible_to",
        everything,
        "GET applications:application",
    ),
    ("applications.drafting.actions.writing.written_by", anyone, "POST applications:save"),
    (
        "applications.allocation.models.decisions.DecisionQuerySet.visible_to",
        everything,
        "GET applications:decision@unannounced",
    ),
    ("applications.rounds.models.rounds.RoundQuerySet.published", everything, "GET applications:begin@hidden"),
    ("applications.assessment.access.unconflicted", Q, "GET applications:round_detail"),
    ("applications.assessment.access.must_declare", lambda _: False, "POST applications:round_propose@undeclared"),
    ("applications.assessment.access.known_rounds", all_rounds, "GET applications:round_detail"),
    ("applications.assessment.access.readable_applications", all_submitted, "GET applications:read_file"),
    ("applications.assessment.access.reads_round", always, "GET applications:round_application"),
    ("applications.assessment.access.reviewed_applications", all_submitted, "GET applications:review"),
    ("engagements.courses.models.engagements.EngagementQuerySet.seen_from", everything, "GET engagements:course"),
    ("engagements.courses.permissions.is_on_team", always, "POST engagements:course_start"),
    ("engagements.courses.permissions.writes_for_party", always, "POST engagements:step_complete"),
    ("engagements.plans.views.held.refuse_holder", nothing, "GET engagements:held@withdrawn"),
    ("engagements.meetings.feeds._opens", always, "GET engagements:calendar_feed@wrong"),
    ("praksis.documents.models.DocumentQuerySet.visible_to", everything, "GET documents:download"),
    (
        "praksis.organisations.models.OrganisationQuerySet.visible_to",
        everything,
        "GET organisations:organisation_detail",
    ),
    ("praksis.organisations.models.MembershipQuerySet.visible_to", everything, "POST organisations:membership_confirm"),
    (
        "praksis.organisations.models.InvitationQuerySet.visible_to",
        everything,
        "POST organisations:invitation_withdraw",
    ),
    ("praksis.organisations.permissions.can_manage", always, "POST organisations:membership_change_role@own"),
    ("praksis.accounts.permissions.can_manage_staff", always, "POST accounts:staff_change_role"),
    ("praksis.mail.permissions.can_read_outbox", always, "GET mail:detail"),
    ("praksis.mail.permissions._withheld", [], "GET mail:detail@round"),
    ("overview.operations.permissions.can_see_operations", always, "POST overview:agreement_try_again"),
    ("conferences.programme.models.events.EventQuerySet.visible_to", everything, "GET conferences:event@draft"),
    ("conferences.door.permissions.can_check_in", always, "GET conferences:doors"),
    ("conferences.door.permissions.can_use_door", always, "GET conferences:door_list@before"),
    ("conferences.door.permissions.can_send_late", always, "POST conferences:door_send@before"),
    ("conferences.registration.permissions.can_manage", always, "GET conferences:guests"),
    ("django.contrib.admin.sites.AdminSite.has_permission", always, "GET admin:index"),
]
REQUIRING = {
    "applications.allocation.views.rounds": "POST applications:round_approve",
    "applications.allocation.views.applicant": "POST applications:accept_place",
    "applications.assessment.views.assigning": "POST applications:round_reviewers",
    "applications.casework.views.applicant": "POST applications:messages",
    "applications.casework.views.staff": "POST applications:round_messages",
    "applications.drafting.views.confirming": "POST applications:ask_board",
    "applications.drafting.views.drafts": "POST applications:remove_institution",
    "applications.drafting.views.files": "POST applications:add_files",
    "applications.drafting.views.paper": "POST applications:prepare_paper",
    "applications.drafting.views.sending": "POST applications:send_for_signature",
    "conferences.afterwards.slides.views": "POST conferences:slides_show",
    "conferences.programme.views.people": "POST conferences:speaker_delete",
    "conferences.programme.views.managing": "POST conferences:speaker_ask",
    "conferences.door.views.devices": "POST conferences:door_send@before",
    "conferences.door.views.door": "GET conferences:doors",
    "conferences.door.views.opened": "GET conferences:door",
    "conferences.registration.views.erasing": "GET conferences:erasing",
    "conferences.registration.views.managing": "GET conferences:guests",
    "conferences.programme.views.editing": "POST conferences:programme_publish",
    "conferences.programme.views.events": "POST conferences:event_make",
    "conferences.programme.views.public": "POST conferences:take_down",
    "engagements.agreements.views": "POST engagements:agreements",
    "engagements.attendance.views": "POST engagements:course_seats_give",
    "engagements.courses.views.ending": "GET engagements:final_evaluation",
    "engagements.courses.views.frameworks": "POST engagements:framework_begin",
    "engagements.courses.views.pausing": "POST engagements:course_pause",
    "engagements.courses.views.people": "POST engagements:group_add",
    "engagements.courses.views.running": "POST engagements:course_start",
    "engagements.courses.views.shaping": "POST engagements:step_skip",
    "engagements.courses.views.steps": "POST engagements:step_complete",
    "engagements.dashboard.views": "GET engagements:my_day",
    "engagements.meetings.views.agendas": "POST engagements:agenda_begin",
    "engagements.knowledge.views.editing": "POST engagements:article_publish",
    "engagements.knowledge.views.notes": "POST engagements:learning_add",
    "engagements.evaluation.views.evaluator": "POST engagements:evaluation_extract",
    "engagements.evaluation.views.waves": "POST engagements:survey_close",
    "engagements.meetings.views.calendar": "GET engagements:calendar",
    "engagements.meetings.views.follow_ups": "POST engagements:follow_up_done",
    "engagements.meetings.views.minutes": "POST engagements:minutes_send",
    "engagements.meetings.views.planning": "POST engagements:meeting_cancel",
    "engagements.plans.views.finding": "POST engagements:chain_add",
    "engagements.meetings.views.polls": "POST engagements:poll_cancel",
    "engagements.plans.views.follow_ups": "POST engagements:anchoring_follow_up_send",
    "overview.operations.views": "GET overview:operations",
    "praksis.accounts.views": "POST accounts:staff_deactivate",
    "praksis.mail.views": "GET mail:list",
    "praksis.organisations.views": "POST organisations:membership_confirm",
    "praksis.staffing.views": "POST staffing:usual",
    "engagements.courses.views.loads": "POST engagements:programme_load",
}
GUARDS += [(f"{module}.require", nothing, row) for module, row in REQUIRING.items()]


@pytest.mark.parametrize(("guard", "instead", "row"), GUARDS, ids=[guard for guard, _, _ in GUARDS])
def test_a_guard_that_is_gone_is_noticed(asker, monkeypatch, guard, instead, row):
    method, name = row.split()

    # What is written out once has the guard in it.
    monkeypatch.setattr(Prepared, "_of", lambda self, given: prepared._write(self._build, given))
    monkeypatch.setattr(guard, instead)

    assert noticed(asker, method, name) != []
