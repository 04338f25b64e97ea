"""Hostile words in everything that a person can write: no page draws them as anything but words."""

import pytest
from django.test import Client

from praksis.mail import delivery
from tests.access import kept
from tests.access.asking import Asker
from tests.access.table import blocks

pytestmark = pytest.mark.django_db

# Short: a person's name may have a hundred characters.
SIGN = "xss"
# Out of a text, out of an attribute in either quotes, out of a script, and into a template
HOSTILE = f"""<script>{SIGN}()</script>"'><img src=x onerror={SIGN}()></textarea>{{{{ {SIGN} }}}}"""
RAW = [f"<script>{SIGN}", f"onerror={SIGN}()>", f"{SIGN}()</script>"]
ESCAPED = f"&lt;script&gt;{SIGN}"
GETS = [name for rows in blocks().values() for method, name, _ in rows if method == "GET"]
# Between them they see every page.
READERS = ["visitor", "unconfirmed", "owner", "reviewer", "manager", "administrator"]
# On each of these something that somebody wrote must have stood, or the test has looked at nothing.
SHOWS_WORDS = """
    applications:application applications:begin applications:check applications:correct_approver
    applications:decision_requests applications:request applications:request_list applications:request_postpone
    applications:round_file
    applications:declare_interest applications:decision applications:decline_place applications:receipt
    applications:hearing applications:round_hearing
    applications:remove_institution applications:review applications:review_list applications:round_application
    applications:application_list applications:criterion_edit applications:question_edit applications:question_set
    applications:round_criteria applications:review_criterion applications:consensus applications:agree
    applications:round_extend applications:round_open applications:round_requirements
    applications:copy applications:copied applications:own_applications
    applications:switch_questions applications:round_detail applications:round_list applications:round_reviewers
    applications:section applications:sign@link applications:signature applications:version conferences:event
    conferences:programme conferences:session_edit conferences:session_remove conferences:event_edit
    conferences:event_call_off conferences:guest_add conferences:guest_workshops
    conferences:event_list conferences:guests conferences:guest conferences:guest_correct conferences:guest_cancel
    conferences:event_speakers conferences:speakers conferences:speaker_edit conferences:speaker_merge
    conferences:speaker_merge_with conferences:speaker_check@link conferences:speaker_correct@link
    conferences:speaker_slides@link conferences:guest_slides@link conferences:participants@link conferences:slides
    conferences:slides_add conferences:speaker_address conferences:speaker_delete
    conferences:event_badges conferences:evaluation conferences:registration_afterwards@link
    engagements:agreement_progress@htmx engagements:agreements engagements:course
    engagements:course_close engagements:final_evaluation@finished engagements:course_resume engagements:poll
    engagements:poll_answer@link engagements:course_history engagements:course_list engagements:course_people
    engagements:course_team engagements:meeting_hold engagements:meeting_move engagements:meeting_plan
    engagements:anchoring_plan engagements:anchoring_edit engagements:anchoring_follow_up@link engagements:learning
    engagements:learning_edit engagements:library engagements:article
    engagements:course_give_back engagements:my_courses engagements:my_day engagements:step mail:detail mail:list
    organisations:invitation_answer@link organisations:invitation_create organisations:membership_list
    organisations:membership_remove organisations:organisation_detail organisations:organisation_list
    overview:front overview:mine accounts:staff_detail accounts:staff_list
""".split()


@pytest.fixture
def hostile(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return kept.world(mark=HOSTILE)


def test_hostile_words_are_words_on_every_page(hostile):
    asker, showing = Asker(hostile), set()

    for name in GETS:
        for who in READERS:
            answer = asker.ask(who, "GET", name)
            page = answer.response.body.decode(errors="replace")
            if answer.response.get("Content-Type", "").startswith("text/html"):
                assert (name, who, [raw for raw in RAW if raw in page]) == (name, who, [])
                # The name in the header stands on every page; something more than that is looked for.
                own = hostile.people[who].name if hostile.people[who] else HOSTILE
                if page.count(ESCAPED) > page.count(own.partition("<")[0] + "&lt;script&gt;"):
                    showing.add(name)

    assert showing >= set(SHOWS_WORDS)


def test_hostile_words_are_words_in_a_letter(hostile, mailoutbox):
    assert delivery.deliver(hostile.letter.pk)

    page, _ = mailoutbox[0].alternatives[0]
    assert [raw for raw in RAW if raw in page] == []
    assert ESCAPED in page


def test_hostile_words_are_words_on_the_page_of_an_expired_form():
    page = Client(enforce_csrf_checks=True).post("/kontakt/", {HOSTILE: f"{HOSTILE} og mere"}).content.decode()

    assert [raw for raw in RAW if raw in page] == []
    assert ESCAPED in page


def test_hostile_words_that_are_searched_for_are_words(hostile):
    asker = Asker(hostile)

    for path in ("/udbakke/", "/organisationer/", "/konto/medarbejdere/", "/forloeb/"):
        page = asker.client("administrator").get(path, {"q": HOSTILE, "side": HOSTILE}).content.decode()
        assert (path, [raw for raw in RAW if raw in page]) == (path, [])
