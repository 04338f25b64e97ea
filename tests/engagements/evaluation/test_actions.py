from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.courses import actions as courses
from engagements.evaluation import actions, pseudonyms
from engagements.evaluation.actions.waves import link_of
from engagements.evaluation.models import DataCollection, SurveyResponse, SurveyWave, WaveKind
from engagements.evaluation.suggestions import Recipient
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.danish import short_date
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email, PersonalLink, Purpose
from praksis.working_days import end_of_day
from tests.factories.engagements import EngagementFactory
from tests.factories.evaluation import (
    DataCollectionFactory,
    SurveyEditionFactory,
    SurveyInvitationFactory,
    SurveyWaveFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ANNA, BO = Recipient("Anna", "anna@skive.example", "staff"), Recipient("", "bo@skive.example", "leadership")


@pytest.fixture(autouse=True)
def edition():
    return SurveyEditionFactory()


@pytest.fixture
def course(consultant):
    return EngagementFactory(running=True, team=[consultant])


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


def day(number):
    return TODAY + timedelta(days=number)


def send(course, by, *, first=0, last=10, kind=WaveKind.BEFORE, recipients=(ANNA, BO)):
    return actions.send_survey(
        course, kind=kind, opens_on=day(first), closes_on=day(last), recipients=recipients, by=by
    )


def texts(case):
    return [event["text"] for event in log.lines(log.events_of(case, party=False))]


# --- Sending ------------------------------------------------------------------------------------------------------


def test_a_survey_is_sent_to_each_with_a_link_of_their_own(course, by, edition):
    wave = send(course, by)

    assert (wave.kind, wave.edition, wave.set_up_by) == ("before", edition, by.user)
    assert list(wave.invitations.values_list("name", "email", "role", "has_answered")) == [
        ("", "bo@skive.example", "leadership", False),
        ("Anna", "anna@skive.example", "staff", False),
    ]
    letters = Email.objects.order_by("to")
    assert [letter.to for letter in letters] == ["anna@skive.example", "bo@skive.example"]
    assert {letter.link.expires_at for letter in letters} == {end_of_day(day(10))}
    assert letters[0].body.startswith("Hej Anna\n\nDu er med i forløbet")
    assert letters[1].body.startswith("Hej\n\nDu er med i forløbet")
    period = f"{short_date(TODAY)} – {short_date(day(10))}"
    assert texts(course.case) == [f"Spørgeskemaet før forløbet er sendt ud til 2 personer. Det kan besvares {period}."]


def test_a_survey_that_opens_later_is_mailed_on_its_first_day(course, by):
    send(course, by, first=3, recipients=[ANNA])

    assert Email.objects.count() == 0
    assert PersonalLink.objects.filter(purpose=Purpose.ANSWER_SURVEY).count() == 1
    assert "til én person" in texts(course.case)[0]


def test_the_survey_after_has_the_edition_of_the_one_before(course, by):
    first = SurveyWaveFactory(engagement=course, over=True)
    SurveyEditionFactory(number=2)

    assert send(course, by, kind=WaveKind.AFTER).edition == first.edition
    assert send(EngagementFactory(running=True), by).edition.number == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"first": -1}, "Den første dag er gået. Vælg i dag eller en senere dag."),
        ({"first": 5, "last": 4}, "Den sidste dag kan ikke ligge før den første."),
        ({"last": 61}, "Spørgeskemaet kan højst besvares i 60 dage. Vælg en tidligere sidste dag."),
        ({"recipients": []}, "Skriv mindst én, der skal have spørgeskemaet."),
        (
            {"recipients": [ANNA, Recipient("A", "ANNA@skive.example", "staff")]},
            "anna@skive.example står der to gange. Hver mailadresse kan kun få ét spørgeskema.",
        ),
    ],
)
def test_a_survey_that_cannot_be_sent_is_refused(wrong, words, course, by):
    with pytest.raises(ActionError) as refusal:
        send(course, by, **wrong)

    assert str(refusal.value) == words
    assert (SurveyWave.objects.count(), Email.objects.count()) == (0, 0)


def test_a_survey_keeps_clear_of_the_evaluators_dates_and_says_which_are_free(course, by):
    DataCollectionFactory(title="Interview", starts_on=day(5), ends_on=day(8))

    with pytest.raises(ActionError) as refusal:
        send(course, by)

    assert str(refusal.value) == (
        f"Evaluator samler data ind {short_date(day(5))} – {short_date(day(8))} (»Interview«). "
        f"De næste ledige dage er {short_date(day(9))} – {short_date(day(19))}."
    )
    assert send(course, by, first=9, last=19).opens_on == day(9)


def test_another_courses_dates_are_not_in_the_way(course, by):
    DataCollectionFactory(for_all=False, courses=[EngagementFactory(running=True)])

    assert send(course, by).pk


def test_a_survey_is_sent_once(course, by):
    send(course, by)

    with pytest.raises(ActionError, match="Spørgeskemaet før forløbet er allerede sendt ud"):
        send(course, by)


def test_a_mini_has_no_survey(by):
    with pytest.raises(ActionError, match="ingen evaluering"):
        send(EngagementFactory(running=True, mini=True), by)


def test_a_closed_course_has_no_new_survey(by):
    with pytest.raises(ActionError):
        send(EngagementFactory(closed=True), by)


# --- While it is open ---------------------------------------------------------------------------------------------


def test_more_people_get_it_too(course, by):
    wave = send(course, by, recipients=[ANNA])

    actions.add_recipients(wave, recipients=[BO], by=by)

    assert wave.invitations.count() == 2
    assert Email.objects.filter(to="bo@skive.example").count() == 1
    assert texts(course.case)[0] == "Flere har fået spørgeskemaet før forløbet: én person."


@pytest.mark.parametrize(("recipients", "words"), [([ANNA], "to gange"), ([], "mindst én")])
def test_who_has_it_already_is_not_asked_twice(recipients, words, course, by):
    wave = send(course, by, recipients=[ANNA])

    with pytest.raises(ActionError, match=words):
        actions.add_recipients(wave, recipients=recipients, by=by)


def test_a_new_link_is_sent_and_the_old_one_stops_working(course, by):
    wave = send(course, by, recipients=[ANNA])
    invitation = wave.invitations.get()
    old = links.token(link_of(invitation))

    actions.send_again(invitation, by=by)

    assert Email.objects.count() == 2
    with pytest.raises(links.LinkRefused, match="nyt link"):
        links.redeem(old, purpose=Purpose.ANSWER_SURVEY)
    assert texts(course.case)[0] == "En modtager har fået et nyt link til spørgeskemaet før forløbet."


def test_no_link_is_sent_again_before_the_first_day_or_to_somebody_taken_off(course, by):
    coming = send(course, by, first=3, recipients=[ANNA]).invitations.get()
    off = SurveyInvitationFactory(withdrawn_at=timezone.now())

    with pytest.raises(ActionError, match=f"Mailen bliver sendt {short_date(day(3))}"):
        actions.send_again(coming, by=by)
    with pytest.raises(ActionError, match="taget af"):
        actions.send_again(off, by=by)


def test_whoever_has_not_answered_is_taken_off_once(course, by):
    invitation = send(course, by, recipients=[ANNA]).invitations.get()

    actions.remove_recipient(invitation, by=by)
    actions.remove_recipient(invitation, by=by)

    assert invitation.withdrawn_at
    assert link_of(invitation).withdrawn_at
    assert texts(course.case).count("En modtager er taget af spørgeskemaet før forløbet.") == 1
    actions.add_recipients(invitation.wave, recipients=[ANNA], by=by)


def test_whoever_has_answered_is_not_taken_off(by):
    invitation = SurveyInvitationFactory(has_answered=True)

    with pytest.raises(ActionError, match="kan ikke findes"):
        actions.remove_recipient(invitation, by=by)


def test_the_last_day_is_moved_with_the_links(course, by):
    wave = send(course, by, recipients=[ANNA])

    actions.prolong_wave(wave, closes_on=day(20), by=by)
    actions.prolong_wave(wave, closes_on=day(20), by=by)

    assert wave.closes_on == day(20)
    assert link_of(wave.invitations.get()).expires_at == end_of_day(day(20))
    assert len(texts(course.case)) == 2


@pytest.mark.parametrize(("last", "words"), [(-1, "Dagen er gået"), (70, "højst"), (35, "Evaluator samler data ind")])
def test_the_last_day_is_not_moved_just_anywhere(last, words, course, by):
    wave = send(course, by)
    DataCollectionFactory(starts_on=day(30))

    with pytest.raises(ActionError, match=words):
        actions.prolong_wave(wave, closes_on=day(last), by=by)


def test_a_survey_is_closed_before_time_once_and_its_links_stop_working(course, by):
    wave = send(course, by, recipients=[ANNA])

    actions.close_wave(wave, by=by)
    actions.close_wave(wave, by=by)

    assert wave.is_closed
    assert link_of(wave.invitations.get()).withdrawn_at
    assert texts(course.case).count("Spørgeskemaet før forløbet er lukket før tid.") == 1
    for late in (
        lambda: actions.add_recipients(wave, recipients=[BO], by=by),
        lambda: actions.prolong_wave(wave, closes_on=day(20), by=by),
        lambda: actions.send_again(wave.invitations.get(), by=by),
        lambda: actions.remove_recipient(wave.invitations.get(), by=by),
    ):
        with pytest.raises(ActionError, match="lukket"):
            late()


def test_a_closed_course_is_read_only(course, by):
    wave = send(course, by)
    courses.stop_course(course, reason="Kommunen har ikke tiden.", by=by)

    with pytest.raises(ActionError):
        actions.close_wave(wave, by=by)
    with pytest.raises(ActionError):
        actions.add_recipients(wave, recipients=[ANNA], by=by)


# --- Answering ----------------------------------------------------------------------------------------------------


def answer(invitation, *, scores=None, said=None):
    link = link_of(invitation)
    actions.answer(link, scores=scores or {}, texts=said or {}, received_at=timezone.now())


def test_answers_stand_under_a_pseudonym_and_beside_the_name_only_that_they_are_there():
    invitation = SurveyInvitationFactory(email="Anna@skive.example")
    before = AuditEvent.objects.count()

    answer(invitation, scores={"know": 4, "use": 0}, said={"hope": " At det lykkes. "})

    response = SurveyResponse.objects.get()
    invitation.refresh_from_db()
    assert response.pseudonym == pseudonyms.of_person(invitation.wave.engagement_id, "anna@skive.example")
    assert (response.scores, response.texts) == ({"know": 4, "use": 0}, {"hope": "At det lykkes."})
    assert (response.role, invitation.has_answered) == ("staff", True)
    assert link_of(invitation).used_at is None
    assert AuditEvent.objects.count() == before


def test_answers_are_changed_until_it_closes():
    invitation = SurveyInvitationFactory()
    answer(invitation, scores={"know": 4, "use": 2})

    answer(invitation, scores={"know": 5})

    assert SurveyResponse.objects.get().scores == {"know": 5}


def test_only_what_is_asked_is_kept():
    invitation = SurveyInvitationFactory()

    answer(invitation, scores={"know": 6, "mark_close": 5, "other": 3, "use": 1}, said={"better": "Nej", "know": "x"})

    response = SurveyResponse.objects.get()
    assert (response.scores, response.texts) == ({"use": 1}, {})


def test_nothing_is_no_answer():
    invitation = SurveyInvitationFactory()

    with pytest.raises(ActionError, match="mindst ét spørgsmål"):
        answer(invitation, said={"hope": "  "})

    assert not SurveyResponse.objects.exists()


@pytest.mark.parametrize(("trait", "words"), [("over", "Linket er udløbet"), ("coming", "ikke åbnet endnu")])
def test_nobody_answers_before_the_first_day_or_after_the_last(trait, words):
    invitation = SurveyInvitationFactory(wave__over=trait == "over", wave__coming=trait == "coming")

    with pytest.raises(links.LinkRefused, match=words):
        answer(invitation, scores={"know": 3})


def test_a_survey_that_was_closed_says_so_also_where_the_link_still_works(manager):
    invitation = SurveyInvitationFactory(wave__closed_at=timezone.now(), wave__closed_by=manager)

    with pytest.raises(links.LinkRefused, match="Spørgeskemaet er lukket"):
        answer(invitation, scores={"know": 3})


def test_a_link_whose_invitation_is_gone_is_refused():
    invitation = SurveyInvitationFactory()
    link = link_of(invitation)
    invitation.delete()

    with pytest.raises(links.LinkRefused):
        actions.answer(link, scores={"know": 3}, texts={}, received_at=timezone.now())


def test_a_person_is_the_same_before_and_after_and_another_in_another_course(settings):
    one, other = EngagementFactory(), EngagementFactory()
    anna = pseudonyms.of_person(one.pk, "Anna@skive.example ")

    assert anna == pseudonyms.of_person(one.pk, "anna@skive.example")
    assert anna != pseudonyms.of_person(other.pk, "anna@skive.example")
    assert pseudonyms.of_course(one.pk) != pseudonyms.of_course(other.pk)
    settings.PSEUDONYM_KEY = "another"
    assert anna != pseudonyms.of_person(one.pk, "anna@skive.example")


# --- The calendar -------------------------------------------------------------------------------------------------

FACTS = {
    "title": " Interview ",
    "asked": "En samtale",
    "of_whom": "Ledere",
    "starts_on": day(5),
    "ends_on": day(8),
    "for_all": True,
    "courses": [],
}


def test_a_collection_is_written_changed_and_removed(course, by):
    collection = actions.add_collection(**FACTS, by=by)
    actions.change_collection(collection, **{**FACTS, "for_all": False, "courses": [course]}, by=by)

    assert (collection.title, collection.for_all, list(collection.courses.all())) == ("Interview", False, [course])
    actions.remove_collection(collection, by=by)
    assert not DataCollection.objects.exists()
    kinds = AuditEvent.objects.filter(case=None).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [f"evaluation.collection_{what}" for what in ("added", "changed", "removed")]
    assert log.words(AuditEvent.objects.filter(kind="evaluation.collection_added").get()) == (
        f"Dataindsamling skrevet i kalenderen: »Interview«, {short_date(day(5))} – {short_date(day(8))}."
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "hvad indsamlingen hedder"),
        ({"ends_on": day(4)}, "ikke ligge før"),
        ({"for_all": False}, "Vælg de forløb"),
    ],
)
def test_a_collection_that_says_too_little_is_refused(wrong, words, by):
    with pytest.raises(ActionError, match=words):
        actions.add_collection(**{**FACTS, **wrong}, by=by)


def test_the_managers_are_told_once_where_a_survey_can_be_answered_on_its_days(by, manager):
    wave = SurveyWaveFactory()
    SurveyWaveFactory(over=True)

    collection = actions.add_collection(**FACTS, by=by)
    actions.change_collection(collection, **{**FACTS, "title": "Samtaler"}, by=by)

    letter = Email.objects.get(to=manager.email)
    assert f"{wave.engagement.party} ({wave.engagement.case.reference}): spørgeskemaet før forløbet" in letter.body


def test_nobody_is_told_of_a_survey_in_a_course_that_it_is_not_for(by, course, manager):
    SurveyWaveFactory()

    actions.add_collection(**{**FACTS, "for_all": False, "courses": [course]}, by=by)

    assert Email.objects.count() == 0


def test_taking_answers_out_is_noted(by):
    actions.note_export("CSV", answers=12, courses=2, by=by)

    assert log.words(AuditEvent.objects.get()) == "Svar uden navn er hentet som CSV: 12 svar fra 2 forløb."
