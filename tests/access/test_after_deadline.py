"""After the deadline no route writes: every address of the applications wing that takes a POST, judged by hand.

Each is asked twice: in the deadline's last moment, in which it writes, and a microsecond later.
"""

import inspect
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Answer, Application, Status
from applications.rounds.models import Round
from praksis.cases.actors import Actor
from praksis.mail import links
from praksis.mail.models import PersonalLink, Purpose
from tests.access.addresses import address_of
from tests.access.addresses.applying import DIRECTOR
from tests.access.asking import rolled_back, written
from tests.factories.minis import LEADER
from tests.factories.organisations import InstitutionFactory

pytestmark = pytest.mark.django_db

# Writes a draft, or begins one: nothing of it after the deadline
REFUSED = """
begin begin_mini copy section save remove_institution presence restore_answer switch_questions add_files remove_file
send_part resend_part withdraw_part part begin_part save_part send_for_signature resend_link withdraw_link
correct_approver sign_on_paper prepare_paper submit sign sign_code sign_back confirm confirm_back confirm_signed_in
ask_board board begin_for_municipality hand_over take_over
""".split()
# Writes no application that anybody still writes, each for the reason that stands above it
ALLOWED = {
    "a draft may be given up, and what is sent may be taken back until the announcement": "withdraw",
    "written to us, or again for us, once the application is sent": "messages messages_read answer_again hearing",
    "the answer to a place that was given": "accept_place decline_place",
    "a PDF of the text as it stands": "printouts",
    "asked about an announced decision, and answered": """
        decision_requests request_enter request request_postpone round_file
        """,
    "a mail that came before the deadline is entered until the round is proposed": "round_enter",
    "ours: assessing what was sent": """
        review review_criterion agree check_paper declare_interest round_reviewers round_ready round_own_choice
        round_composition
        spread_reviewers read_all round_parts remove_reviewer put_reviewer_back interest_rule
        round_explanations round_places round_propose round_send_back round_approve round_announce round_reserves
        round_application round_check_pass round_ask_again round_answer_close round_hearing round_hearing_close
        round_messages round_messages_read
        round_notes application_list application_export view_remove decision_replace
        """,
    "ours: preparing rounds and questions, and giving everybody or one applicant more time": """
        round_create round_copy round_edit round_open round_extend round_requirements criterion_create criterion_edit
        criterion_remove question_create question_edit question_remove edition_begin edition_discard edition_publish
        """,
}
# The state of the matter in which the request would write (tests/access/addresses/), and as whom; else the owner
ASKED_AS = {
    "part": "part@link",
    "begin_part": "begin_part@link",
    "save_part": "save_part@link",
    "sign_code": "sign_code@link",
    "sign_back": "sign_back@link",
    "confirm": "confirm@link",
    "confirm_back": "confirm_back@link",
    "board": "board@link",
}
BY_LINK = [name for name, row in ASKED_AS.items() if row.endswith("@link")]
# These need more than the world has, and are asked below.
OF_THEIR_OWN = {"ask_board", "begin_for_municipality", "begin_mini", "hand_over", "restore_answer", "sign"}


def takes_post(view) -> bool:
    """Whether a view, under all its decorators, answers a POST."""
    while view:
        methods = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if methods is not None:
            return "POST" in methods
        view = getattr(view, "__wrapped__", None)
    return True


def posts(patterns, namespace="") -> set[str]:
    """The names of the applications wing's addresses that take a POST."""
    names = set()
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            names |= posts(pattern.url_patterns, pattern.namespace or namespace)
        elif namespace == "applications" and takes_post(pattern.callback):
            names.add(pattern.name)
    return names


def test_every_address_that_takes_a_post_is_declared_and_no_other():
    declared = REFUSED + [name for names in ALLOWED.values() for name in names.split()]

    assert sorted(declared) == sorted(posts(get_resolver().url_patterns))


@pytest.fixture
def deadline(world):
    """The one moment at which everything that is open closes. The links that have no deadline work on."""
    moment = timezone.now() + timedelta(days=30)
    Round.objects.filter(deadline__gt=timezone.now()).update(deadline=moment)
    waiting = PersonalLink.objects.filter(used_at=None)
    waiting.filter(purpose__in=[Purpose.SIGN_APPLICATION, Purpose.FILL_INSTITUTION]).update(expires_at=moment)
    waiting.filter(purpose__in=[Purpose.CONFIRM_LEADER, Purpose.CONFIRM_BOARD]).update(
        expires_at=moment + timedelta(days=30)
    )
    return moment


class Late:
    """Sends the same request in the last moment and just after it, and says what each wrote."""

    def __init__(self, clock, deadline):
        self.clock, self.deadline = clock, deadline

    def written(self, user, path, data, *, before=None, headers=None) -> tuple[set[str], set[str]]:
        """The tables written to in the last moment, and after it. The session is from before."""
        return tuple(
            self._written_at(moment, user, path, data, before, headers)
            for moment in (self.deadline, self.deadline + timedelta(microseconds=1))
        )

    def _written_at(self, moment, user, path, data, before, headers):
        self.clock.move_to(self.deadline - timedelta(minutes=1), tick=False)
        with rolled_back():
            client = Client()
            if user:
                client.force_login(user)
            if before:
                before(client)
            self.clock.move_to(moment, tick=False)
            with written() as tables:
                client.post(path, data() if callable(data) else data, headers=headers or {})
        return tables


@pytest.fixture
def late(time_machine, deadline):
    return Late(time_machine, deadline)


def test_every_route_writes_in_the_last_moment_and_none_after_it(world, late):
    wrong = []
    for name in sorted(set(REFUSED) - OF_THEIR_OWN):
        row = f"applications:{ASKED_AS.get(name, name)}"
        path, address = address_of(row, world)

        in_time, after = late.written(
            None if name in BY_LINK else world.owner,
            path,
            lambda row=row: address_of(row, world)[1].data,
            before=address.before,
            headers=address.headers,
        )

        if not in_time or after:
            wrong.append(f"{name}: {in_time} in time, {after} after it")
    assert not wrong, "\n".join(wrong)


def test_a_director_signs_in_the_last_moment_and_not_after_it(world, late):
    link = world.sign_link
    signer = {"name": "Dorte", "title": "Direktør"}

    def ask_for_code(client):
        world.follow(link)(client)
        client.post(reverse("applications:sign_code"), signer)

    def signed():
        return {**signer, "code": links.code(PersonalLink.objects.get(pk=link.pk))}

    in_time, after = late.written(None, reverse("applications:sign"), signed, before=ask_for_code)

    assert "applications_submission" in in_time
    assert after == set()


def test_a_mini_is_begun_in_the_last_moment_and_not_after_it(world, late):
    organisation = {"applicant": str(world.thisted.pk)}

    in_time, after = late.written(world.people["stranger"], reverse("applications:begin_mini"), organisation)

    assert "applications_application" in in_time
    assert after == set()


def test_an_institution_begins_and_hands_over_in_the_last_moment_and_not_after_it(world, late):
    draft = world.prepared_draft
    Application.objects.filter(pk=draft.pk).update(handed_over_at=None)
    begins = reverse("applications:begin_for_municipality", args=[world.unbegun.pk])
    hands_over = reverse("applications:hand_over", args=[draft.pk])

    begun, begun_late = late.written(draft.created_by, begins, {"dagtilbud": str(world.nursery.pk)})
    handed, handed_late = late.written(draft.created_by, hands_over, {})

    assert "applications_application" in begun & handed
    assert begun_late | handed_late == set()


def test_an_earlier_text_is_brought_back_in_the_last_moment_and_not_after_it(world, late):
    answer = world.answer
    answer.changes.create(revision=2, value="Nyt", by_user=world.owner, by_name=world.owner.name)
    Answer.objects.filter(pk=answer.pk).update(value="Nyt", revision=2)
    path = reverse("applications:restore_answer", args=[world.draft.pk, answer.pk])

    in_time, after = late.written(world.owner, path, {"udgave": "1", "set": "2"})

    assert "applications_answerchange" in in_time
    assert after == set()


def test_presence_that_was_noted_before_the_deadline_is_not_renewed_after_it(world, late, deadline):
    path = reverse("applications:presence", args=[world.draft.pk, 1])
    client = Client()
    client.force_login(world.owner)
    client.post(path)
    late.clock.move_to(deadline + timedelta(microseconds=1), tick=False)
    client.force_login(world.owner)

    answer = client.post(path)

    assert answer.status_code == 200
    assert world.draft.presences.get().seen_at < deadline


def test_an_institution_is_added_with_the_page_in_the_last_moment_and_not_after_it(world, late):
    other = InstitutionFactory(name="Månehuset", municipality=world.skive)
    path = reverse("applications:section", args=[world.draft.pk, 1])

    in_time, after = late.written(world.owner, path, {"nyt-institution": str(other.pk)})

    assert "applications_applicationinstitution" in in_time
    assert after == set()


# --- Minis: without a round until they are sent, and in time as long as a month takes them ---------------------------


def of_minis(world):
    """What is sent of an administration's mini, and of an institution's that waits for its leader: as whom, what."""
    mini, waiting = world.mini, world.mini_waiting
    owner, director = world.owner, waiting.created_by
    row = mini.institutions.get()
    challenge = Answer.objects.get(application=mini, question__key="challenge")
    return {
        "section": (owner, [mini.pk, 2], {"challenge": "Nyt", "revision:challenge": str(challenge.revision)}),
        "save": (owner, [mini.pk], {"field": "challenge", "value": "Nyt", "revision": str(challenge.revision)}),
        "remove_institution": (owner, [mini.pk, row.pk], {}),
        "presence": (owner, [mini.pk, 1], {}),
        "send_for_signature": (owner, [mini.pk], {"sends_when_signed": "on"}),
        "confirm_signed_in": (owner, [mini.pk], {}),
        "resend_link": (director, [waiting.pk], {}),
        "withdraw_link": (director, [waiting.pk], {}),
        "correct_approver": (director, [waiting.pk], {**DIRECTOR, "email": LEADER["email"]}),
        "ask_board": (director, [waiting.pk], {}),
    }


def test_a_mini_is_written_until_the_last_months_deadline_and_not_after_it(world, late):
    wrong = []
    for name, (user, parts, data) in of_minis(world).items():
        in_time, after = late.written(user, reverse(f"applications:{name}", args=parts), data)
        if not in_time or after:
            wrong.append(f"{name}: {in_time} in time, {after} after it")

    assert not wrong, "\n".join(wrong)


def test_a_confirmed_mini_is_sent_until_the_last_months_deadline_and_not_after_it(world, late):
    mini = world.mini_waiting
    by = Actor.of(mini.created_by)
    Application.objects.filter(pk=mini.pk).update(sends_when_signed=False)
    actions.confirm(world.leader_link, name="Lone", title="Leder", received_at=timezone.now())
    path = reverse("applications:submit", args=[mini.pk])

    in_time, after = late.written(by.person, path, {})

    assert "applications_submission" in in_time
    assert after == set()
    assert Application.objects.get(pk=mini.pk).status == Status.DRAFT


def test_a_chair_confirms_a_mini_that_was_sent_also_after_the_deadline(world, late):
    actions.confirm(world.leader_link, name="Lone", title="Leder", received_at=timezone.now())
    before = world.follow(world.board_link)

    both = late.written(None, reverse("applications:board"), {"name": "Bo", "title": "Formand"}, before=before)

    assert all("applications_confirmation" in written for written in both)
