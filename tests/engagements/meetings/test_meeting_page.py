"""The page of a meeting and what one does from it, as people meet them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from engagements.meetings import actions
from engagements.meetings.models import FollowUp, MeetingStatus, Minutes, MinutesStatus, MinutesVersion
from praksis.cases.actors import Actor
from praksis.mail.models import Email
from praksis.organisations.models import MembershipRole
from praksis.work import WorkStatus
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory, ParticipantFactory
from tests.factories.minutes import (
    AddendumFactory,
    AgendaItemFactory,
    FollowUpFactory,
    MinutesFactory,
    MinutesPaperFactory,
)
from tests.factories.organisations import MembershipFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant], ends_on=date(2031, 12, 31))


@pytest.fixture
def meeting(course):
    return steering(course)


@pytest.fixture
def viewer(municipality):
    user = UserFactory(name="Vera Viewer")
    MembershipFactory(user=user, organisation=municipality, role=MembershipRole.VIEWER)
    return user


def steering(course, **facts):
    step = CourseStepFactory(engagement=course, kind="meeting", lane="Styregruppe", text="Første styregruppemøde")
    return MeetingFactory(engagement=course, step=step, kind="steering_group", **facts)


def url(meeting, path=""):
    return meeting.get_absolute_url() + path


def buttons(response):
    return texts(response, "main .button")


# --- The page -------------------------------------------------------------------------------------------------------


def test_both_sides_read_a_meetings_page(client, meeting, consultant, viewer, stranger):
    ParticipantFactory(meeting=meeting, name="Lone", is_required=True)
    AgendaItemFactory(meeting=meeting, title="Legen")
    answers = {}
    for who in (consultant, viewer, stranger):
        client.force_login(who)
        answers[who.name] = client.get(url(meeting))

    assert [answer.status_code for answer in answers.values()] == [200, 200, 404]
    assert texts(answers["Vera Viewer"], ".people li") == ["LoneSkal være med"]
    assert texts(answers["Vera Viewer"], ".agenda__title") == ["Legen"]
    assert buttons(answers["Vera Viewer"]) == []
    assert buttons(answers[consultant.name]) == ["Flyt", "Aflys", "Tilføj et punkt", "Send dagsorden"]


def test_the_other_sides_writers_suggest(client, meeting, coordinator):
    client.force_login(coordinator)

    assert buttons(client.get(url(meeting))) == ["Foreslå et punkt"]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_meetings_page_costs_the_same_for_one_of_everything_and_for_three(
    rows, client, consultant, course, django_assert_num_queries
):
    earlier = MeetingFactory(engagement=course, held=True, starts_at=timezone.now() - timedelta(days=30))
    meeting = steering(course, held=True)
    minutes = MinutesFactory(meeting=meeting, approved=True)
    AgendaItemFactory(meeting=meeting, takes_follow_ups=True)
    for _ in range(rows):
        ParticipantFactory(meeting=meeting)
        AgendaItemFactory(meeting=meeting)
        AgendaItemFactory(meeting=meeting, suggested=True)
        FollowUpFactory(meeting=earlier)
        FollowUpFactory(meeting=meeting)
        AddendumFactory(minutes=minutes)
    client.force_login(consultant)

    with django_assert_num_queries(10):
        response = client.get(url(meeting))

    assert len(response.context["follow_ups"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_draft_costs_the_same_for_one_item_and_for_three(rows, client, consultant, course, django_assert_num_queries):
    meeting = steering(course, held=True)
    MinutesFactory(meeting=meeting)
    for _ in range(rows):
        ParticipantFactory(meeting=meeting)
        AgendaItemFactory(meeting=meeting)
    client.force_login(consultant)

    with django_assert_num_queries(12):
        response = client.get(url(meeting))

    assert len(response.context["record"]["items"]) == rows


def test_a_closed_courses_meeting_is_read_only_and_says_so(client, consultant, coordinator, municipality):
    closed = EngagementFactory(closed=True, party=municipality, team=[consultant])
    meeting = steering(closed, held=True)
    FollowUpFactory(meeting=meeting)
    MinutesFactory(meeting=meeting, sent=True)
    pages = []
    for who in (consultant, coordinator):
        client.force_login(who)
        pages.append(client.get(url(meeting)))

    assert [buttons(page) for page in pages] == [[], []]
    assert texts(pages[0], ".alert-text") == ["Forløbet er afsluttet. Mødet kan læses, men ikke ændres."]
    assert client.post(url(meeting, "referat/godkend/")).status_code == 403


# --- The agenda -----------------------------------------------------------------------------------------------------


def test_an_agenda_is_made_item_by_item(client, meeting, consultant):
    client.force_login(consultant)

    client.post(url(meeting, "dagsorden/begynd/"))
    client.post(url(meeting, "dagsorden/nyt-punkt/"), {"title": "Vikarer", "minutes_planned": "20"})
    item = meeting.agenda.get(title="Vikarer")
    placed = list(meeting.agenda.values_list("title", flat=True))
    edited = client.get(url(meeting, f"dagsorden/{item.pk}/")).context["form"]["title"].value()
    client.post(url(meeting, f"dagsorden/{item.pk}/"), {"title": "Vikardækning", "minutes_planned": "15"})
    client.post(url(meeting, f"dagsorden/{item.pk}/flyt/"), {"retning": "op"})
    moved = list(meeting.agenda.values_list("title", flat=True))
    client.post(url(meeting, f"dagsorden/{item.pk}/fjern/"))

    assert edited == "Vikarer"
    assert placed == ["Siden sidst", "Vikarer", "Næste møde og eventuelt"]
    assert moved == ["Vikardækning", "Siden sidst", "Næste møde og eventuelt"]
    assert list(meeting.agenda.values_list("title", flat=True)) == ["Siden sidst", "Næste møde og eventuelt"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "Vikarer", "minutes_planned": "0"}, "minutes_planned"),
        ({"title": "Vikarer", "minutes_planned": "et kvarter"}, "minutes_planned"),
    ],
)
def test_what_was_mistyped_of_an_item_is_said_beside_its_field(data, field, client, meeting, consultant):
    client.force_login(consultant)

    response = client.post(url(meeting, "dagsorden/nyt-punkt/"), data)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_a_refused_item_stands_with_what_was_typed(client, meeting, consultant):
    AgendaItemFactory.create_batch(40, meeting=meeting)
    client.force_login(consultant)

    response = client.post(url(meeting, "dagsorden/nyt-punkt/"), {"title": "Et til"})

    assert response.context["form"].errors["title"] == ["Der er allerede 40 punkter. Saml nogle af dem."]
    assert response.context["form"]["title"].value() == "Et til"


def test_a_suggestion_stands_by_its_name_until_it_is_answered(client, meeting, consultant, coordinator):
    client.force_login(coordinator)
    client.post(url(meeting, "dagsorden/nyt-punkt/"), {"title": "Vikarer"})
    item = meeting.agenda.get()
    theirs = client.get(url(meeting))
    client.force_login(consultant)
    client.post(url(meeting, f"dagsorden/{item.pk}/svar/"), {"svar": "nej"})
    left_out = client.get(url(meeting))
    client.post(url(meeting, f"dagsorden/{item.pk}/svar/"), {"svar": "ja"})
    taken = client.get(url(meeting))

    assert texts(theirs, ".task") == ["Vikarer Foreslået af Karen Koordinator Foreslået"]
    assert texts(left_out, ".task .badge") == ["Ikke taget med"]
    assert texts(taken, ".agenda__title") == ["Vikarer"]


def test_the_agenda_is_sent(client, meeting, consultant):
    AgendaItemFactory(meeting=meeting)
    ParticipantFactory(meeting=meeting)
    client.force_login(consultant)

    first = client.post(url(meeting, "dagsorden/send/"), follow=True)
    second = client.post(url(meeting, "dagsorden/send/"), follow=True)

    assert Email.objects.count() == 1
    assert texts(first, ".alert-text") == ["Dagsordenen er sendt."]
    assert texts(second, ".alert-text") == ["Dagsordenen er allerede sendt, som den er nu."]


def test_open_follow_ups_stand_on_the_next_agenda(client, meeting, course, consultant):
    AgendaItemFactory(meeting=meeting, title="Siden sidst", takes_follow_ups=True)
    client.force_login(consultant)
    before = texts(client.get(url(meeting)), ".agenda__item .carried li")

    FollowUpFactory(meeting=MeetingFactory(engagement=course, held=True), what="Ring", due_on=date(2030, 1, 2))

    assert before == []
    assert texts(client.get(url(meeting)), ".agenda__item .carried li") == [
        "Ring Karen Koordinator · senest 2. januar 2030 Åben"
    ]


# --- Writing the minutes --------------------------------------------------------------------------------------------


def typed(*items, revision=0, **changes):
    parts = {f"{part}_{item.pk}": "" for item in items for part in ("text", "decision")}
    return {"revision": str(revision), "also_present": "", "other": "", **parts, **changes}


@pytest.fixture
def held(course):
    return steering(course, held=True)


def test_minutes_are_written_item_by_item(client, held, consultant):
    ParticipantFactory(meeting=held, name="Lone")
    ParticipantFactory(meeting=held, name="Bo")
    item = AgendaItemFactory(meeting=held, title="Legen", text="Skal vi?")
    client.force_login(consultant)

    page = client.get(url(held, "referat/"))
    changes = {
        "present": ["Lone"],
        "also_present": " Kim  K \n\nKim K",
        f"text_{item.pk}": "Den\r\ngår.",
        "other": "Nej.",
    }
    response = client.post(url(held, "referat/"), typed(item, **changes))
    again = client.get(url(held, "referat/"))

    minutes = Minutes.objects.get()
    assert page.context["form"]["present"].value() == ["Bo", "Lone"]
    assert response.url == url(held) + "#referat"
    assert minutes.content == {
        "present": ["Lone", "Kim K"],
        "items": {str(item.pk): {"text": "Den\ngår.", "decision": ""}},
        "other": "Nej.",
    }
    form = again.context["form"]
    assert (form["present"].value(), form["also_present"].value()) == (["Lone"], "Kim K")
    assert (form["revision"].value(), form[f"text_{item.pk}"].value()) == (1, "Den\ngår.")


def test_one_may_go_on_to_a_follow_up(client, held, consultant):
    client.force_login(consultant)

    response = client.post(url(held, "referat/"), typed(other="Vi talte.", handling="opfoelgning"))

    assert response.url == url(held, "opfoelgning/")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"other": "x" * 8001}, "other"),
        ({"also_present": "\n".join(f"Navn {n}" for n in range(61))}, "also_present"),
        ({"also_present": "x" * 151}, "also_present"),
        ({"present": ["Fremmed"]}, "present"),
        ({"revision": "sidste"}, "revision"),
    ],
)
def test_what_was_mistyped_in_minutes_is_said_and_nothing_is_lost(changes, field, client, held, consultant):
    ParticipantFactory(meeting=held, name="Lone")
    item = AgendaItemFactory(meeting=held)
    client.force_login(consultant)

    response = client.post(url(held, "referat/"), typed(item, **{f"text_{item.pk}": "Langt", **changes}))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert response.context["form"][f"text_{item.pk}"].value() == "Langt"


def test_two_who_write_at_once_see_both_texts_and_the_second_chooses(client, held, consultant, manager):
    item = AgendaItemFactory(meeting=held, title="Legen")
    MinutesFactory(meeting=held)
    actions.save_minutes(held, revision=1, content=written(item, "Kollegaens"), by=Actor.of(manager))
    client.force_login(consultant)

    both = client.post(url(held, "referat/"), typed(item, revision=1, **{f"text_{item.pk}": "Min"}))
    mine = client.post(url(held, "referat/"), typed(item, revision=2, **{f"text_{item.pk}": "Min"}))

    assert (both.status_code, mine.status_code) == (409, 302)
    assert texts(both, ".conflict-box__texts p") == ["Din tekst", "Min", "Mona Manager", "Kollegaens"]
    assert both.context["form"]["revision"].value() == "2"
    assert both.context["form"][f"text_{item.pk}"].value() == "Min"
    assert Minutes.objects.get().content["items"][str(item.pk)]["text"] == "Min"
    history = texts(client.get(url(held, "referat/udgaver/")), ".details-text p")
    assert history == ["Min", "Kollegaens", "Vi talte om legen."]


def written(item, text):
    return {"present": [], "items": {str(item.pk): {"text": text, "decision": ""}}, "other": ""}


def test_the_second_may_choose_the_colleagues_text_and_keeps_the_own_in_the_history(client, held, consultant, manager):
    item = AgendaItemFactory(meeting=held, title="Legen")
    actions.save_minutes(held, revision=0, content=written(item, "Kollegaens"), by=Actor.of(manager))
    client.force_login(consultant)

    client.post(url(held, "referat/"), typed(item, revision=1, handling="deres", **{f"text_{item.pk}": "Min"}))

    assert Minutes.objects.get().content["items"][str(item.pk)]["text"] == "Kollegaens"
    assert MinutesVersion.objects.get(is_set_aside=True).content["items"][str(item.pk)]["text"] == "Min"


def test_a_meeting_that_nobody_noted_held_is_noted_with_its_minutes(client, course, consultant):
    meeting = steering(course, past=True)
    client.force_login(consultant)

    page = client.get(url(meeting, "referat/"))
    client.post(url(meeting, "referat/"), typed(other="Vi talte.", is_held="on"))

    meeting.refresh_from_db()
    assert page.context["form"]["is_held"].value() is True
    assert meeting.status == MeetingStatus.HELD


def test_a_refusal_of_the_minutes_stands_with_the_form(client, consultant, municipality):
    planned = EngagementFactory(party=municipality, team=[consultant])
    meeting = steering(planned, past=True)
    client.force_login(consultant)

    response = client.post(url(meeting, "referat/"), typed(other="Vi talte.", is_held="on"))

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["Sæt forløbet i gang, før I noterer møder som holdt."]
    assert Minutes.objects.count() == 0


def test_a_draft_is_for_our_side_until_it_is_sent(client, held, consultant, coordinator):
    MinutesFactory(meeting=held, content=written(AgendaItemFactory(meeting=held, title="Legen"), "Den går."))
    client.force_login(coordinator)
    draft = client.get(url(held))
    client.force_login(consultant)
    ours = client.get(url(held))
    client.post(url(held, "referat/send/"))
    client.force_login(coordinator)
    sent = client.get(url(held))

    assert "Den går." not in draft.content.decode()
    assert "Referatet er ved at blive skrevet." in draft.content.decode()
    assert texts(ours, ".minutes p") == ["Den går."]
    assert texts(sent, ".minutes p") == ["Den går."]
    assert buttons(sent) == ["Godkend referatet", "Send tilbage med en bemærkning"]


@pytest.mark.parametrize("path", ["referat/", "referat/udgaver/", "opfoelgning/"])
def test_only_those_who_run_the_course_write(path, client, held, coordinator, stranger):
    MinutesFactory(meeting=held)
    answers = []
    for who in (coordinator, stranger):
        client.force_login(who)
        answers.append(client.get(url(held, path)).status_code)

    assert answers == [403, 404]


@pytest.mark.parametrize("path", ["referat/udgaver/", "referat/godkend/", "referat/referat.pdf"])
def test_where_there_are_no_minutes_there_is_nothing_to_do_about_them(path, client, held, consultant):
    client.force_login(consultant)

    assert client.get(url(held, path)).status_code == 404


# --- Approving them -------------------------------------------------------------------------------------------------


def test_an_editor_of_the_other_side_approves_and_a_viewer_does_not(client, held, coordinator, viewer):
    MinutesFactory(meeting=held, sent=True)
    client.force_login(viewer)
    refused = client.post(url(held, "referat/godkend/"))
    client.force_login(coordinator)

    client.get(url(held, "referat/godkend/"))
    client.post(url(held, "referat/godkend/"))
    after = client.get(url(held))

    assert refused.status_code == 403
    assert Minutes.objects.get().approved_by == coordinator
    assert "PDF-filen bliver dannet" in after.content.decode()


def test_one_of_us_says_how_they_were_approved(client, held, consultant):
    MinutesFactory(meeting=held)
    client.force_login(consultant)

    empty = client.post(url(held, "referat/godkend/"), {"note": ""})
    client.post(url(held, "referat/godkend/"), {"note": "Godkendt på mødet"})

    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["note"])
    assert Minutes.objects.get().status == MinutesStatus.APPROVED


def test_a_refusal_without_a_field_stands_above_the_form(client, course, coordinator):
    meeting = steering(course, past=True)
    MinutesFactory(meeting=meeting, sent=True)
    client.force_login(coordinator)

    response = client.post(url(meeting, "referat/godkend/"))

    assert response.context["form"].non_field_errors() == ["Notér først mødet som holdt."]


def test_the_other_side_gives_them_back_with_a_remark(client, held, coordinator, consultant):
    MinutesFactory(meeting=held, sent=True)
    client.force_login(coordinator)

    empty = client.post(url(held, "referat/ret/"), {"remark": ""})
    client.post(url(held, "referat/ret/"), {"remark": "Der mangler et navn."})
    client.force_login(consultant)

    assert list(empty.context["form"].errors) == ["remark"]
    assert texts(client.get(url(held)), ".remark p") == [
        "Karen Koordinator har en bemærkning:",
        "Der mangler et navn.",
    ]


def test_approved_minutes_are_added_to_and_never_changed(client, held, consultant):
    MinutesFactory(meeting=held, approved=True)
    client.force_login(consultant)

    page = client.get(url(held, "referat/tilfoej/"))
    client.post(url(held, "referat/tilfoej/"), {"text": "Det var den 4."})

    assert (page.status_code, client.get(url(held, "referat/")).status_code) == (200, 403)
    assert texts(client.get(url(held)), ".remark p")[1] == "Det var den 4."


def test_the_pdf_is_fetched_by_those_who_see_the_course(client, held, consultant, viewer, stranger, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    minutes = MinutesFactory(meeting=held)
    actions.approve_minutes(minutes, note="På mødet", from_us=True, by=Actor.of(consultant))
    client.force_login(viewer)
    before = client.get(url(held, "referat/referat.pdf"))
    actions.print_minutes(minutes.paper.pk)

    response = client.get(url(held, "referat/referat.pdf"))

    assert before.status_code == 404
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert links(client.get(url(held)), ".d-print-none a.function-link")[0] == url(held, "referat/referat.pdf")
    client.force_login(stranger)
    assert client.get(url(held, "referat/referat.pdf")).status_code == 404


def test_a_pdf_that_failed_is_tried_again(client, held, consultant):
    paper = MinutesPaperFactory(minutes__meeting=held, status=WorkStatus.FAILED, attempts=7)
    client.force_login(consultant)

    page = client.get(url(held))
    client.post(url(held, "referat/pdf-igen/"))

    paper.refresh_from_db()
    assert texts(page, ".alert-text") == ["PDF-filen kunne ikke dannes."]
    assert paper.status == WorkStatus.WAITING


# --- Follow-ups -----------------------------------------------------------------------------------------------------


def due(day="2"):
    return {"due_on_day": day, "due_on_month": "1", "due_on_year": "2030"}


def test_a_follow_up_is_put_on_somebody_of_the_course(client, held, consultant):
    client.force_login(consultant)

    page = client.get(url(held, "opfoelgning/"))
    choices = page.context["form"].fields["owner"].choices
    response = client.post(url(held, "opfoelgning/"), {"what": "Ring", "owner": consultant.email, **due()})

    follow_up = FollowUp.objects.get()
    assert [label for _, label in choices] == [
        "Kim Konsulent, praksiskonsulent",
        "Karen Koordinator",
        "Dorte Dagtilbud",
        "En anden",
    ]
    assert (follow_up.owner, follow_up.email, follow_up.side) == ("Kim Konsulent", consultant.email, "agency")
    assert response.url == url(held) + "#opfoelgning"


def test_a_follow_up_is_put_on_somebody_else(client, held, consultant):
    client.force_login(consultant)
    other = {"owner": "en-anden", "name": "Bo", "email": "bo@x.example", "side": "party"}

    response = client.post(url(held, "opfoelgning/"), {"what": "Ring", **other, **due(), "handling": "en-til"})

    follow_up = FollowUp.objects.get()
    assert (follow_up.owner, follow_up.email, follow_up.side) == ("Bo", "bo@x.example", "party")
    assert response.url == url(held, "opfoelgning/")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"owner": ""}, ["owner"]),
        ({"owner": "frede@x.example"}, ["owner"]),
        ({"owner": "en-anden", "name": " ", "side": "party"}, ["name"]),
        ({"owner": "en-anden", "name": "x" * 151, "side": "x"}, ["name", "side"]),
        ({"owner": "en-anden", "name": "Bo", "side": ""}, ["side"]),
        ({"what": ""}, ["what"]),
        ({"due_on_year": "2001"}, ["due_on"]),
        ({"due_on_day": "", "due_on_month": "", "due_on_year": ""}, ["due_on"]),
        ({"due_on_month": "13"}, ["due_on"]),
    ],
)
def test_a_follow_up_that_lacks_something_is_refused_beside_the_field(changes, fields, client, held, consultant):
    client.force_login(consultant)
    data = {"what": "Ring", "owner": consultant.email, "name": "", "email": "", **due(), **changes}

    response = client.post(url(held, "opfoelgning/"), data)

    assert (response.status_code, sorted(response.context["form"].errors)) == (422, sorted(fields))
    assert FollowUp.objects.count() == 0


@pytest.mark.parametrize(
    ("email", "owner"), [("karen@skive.example", "karen@skive.example"), ("x@x.example", "en-anden")]
)
def test_a_follow_up_is_changed_with_its_owner_chosen(email, owner, client, course, consultant, held):
    follow_up = FollowUpFactory(meeting=held, email=email)
    client.force_login(consultant)
    address = f"{course.get_absolute_url()}opfoelgning/{follow_up.pk}/"

    page = client.get(address)
    client.post(address, {"what": "Noget andet", "owner": consultant.email, **due()})

    follow_up.refresh_from_db()
    assert page.context["form"]["owner"].value() == owner
    assert (follow_up.what, follow_up.owner) == ("Noget andet", "Kim Konsulent")


def test_a_refused_change_stands_with_the_form(client, course, consultant, held):
    follow_up = FollowUpFactory(meeting=held, done=True)
    client.force_login(consultant)

    response = client.post(
        f"{course.get_absolute_url()}opfoelgning/{follow_up.pk}/", {"what": "Ring", "owner": consultant.email, **due()}
    )

    assert response.context["form"].non_field_errors() == ["Opfølgningen er gjort og kan ikke ændres."]


@pytest.mark.parametrize(
    ("came_from", "to"), [("course", ""), ("meeting", "moeder/{}/"), ("day", "/min-dag/"), ("", "opfoelgning/")]
)
def test_both_sides_writers_tick_off_and_come_back(came_from, to, client, course, consultant, coordinator, held):
    follow_up = FollowUpFactory(meeting=held)
    address = f"{course.get_absolute_url()}opfoelgning/{follow_up.pk}/"
    client.force_login(coordinator)
    client.post(address + "gjort/", {"from": came_from})
    follow_up.refresh_from_db()
    done_by = follow_up.done_by
    client.force_login(consultant)

    response = client.post(address + "genaabn/", {"from": came_from})

    follow_up.refresh_from_db()
    expected = to if to.startswith("/") else course.get_absolute_url() + to.format(held.pk)
    assert (done_by, follow_up.is_open) == (coordinator, True)
    assert response.url.partition("#")[0] == expected


def test_a_viewer_and_a_stranger_tick_nothing_off(client, course, viewer, stranger, held):
    follow_up = FollowUpFactory(meeting=held)
    answers = []
    for who in (viewer, stranger):
        client.force_login(who)
        answers.append(client.post(f"{course.get_absolute_url()}opfoelgning/{follow_up.pk}/gjort/").status_code)

    assert answers == [403, 404]


def test_a_follow_up_is_dropped_with_a_reason(client, course, consultant, held):
    follow_up = FollowUpFactory(meeting=held)
    client.force_login(consultant)
    address = f"{course.get_absolute_url()}opfoelgning/{follow_up.pk}/drop/"

    empty = client.post(address, {"reason": ""})
    client.post(address, {"reason": "Løst på en anden måde."})

    follow_up.refresh_from_db()
    assert list(empty.context["form"].errors) == ["reason"]
    assert follow_up.drop_reason == "Løst på en anden måde."


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_follow_up_and_for_three(
    rows, client, consultant, course, held, django_assert_num_queries
):
    for _ in range(rows):
        FollowUpFactory(meeting=held)
        FollowUpFactory(meeting=held, done=True)
        FollowUpFactory(meeting=held, dropped=True)
    client.force_login(consultant)

    with django_assert_num_queries(9):
        response = client.get(course.get_absolute_url() + "opfoelgning/")

    assert (len(response.context["open"]), len(response.context["page"].object_list)) == (rows, 2 * rows)


def test_the_courses_page_shows_what_is_open_and_leads_to_the_rest(client, coordinator, course, held):
    FollowUpFactory.create_batch(6, meeting=held)
    FollowUpFactory(meeting=held, done=True, what="Gjort")
    client.force_login(coordinator)

    page = client.get(course.get_absolute_url())

    assert len(page.context["follow_ups"]) == 5
    assert "Se alt, vi følger op på" in texts(page, "main a.function-link")


def test_min_dag_has_ones_own_and_what_others_are_late_with(client, consultant, course, held):
    FollowUpFactory(meeting=held, what="Min", email=consultant.email)
    FollowUpFactory(meeting=held, what="Andres", email="karen@skive.example")
    FollowUpFactory(meeting=held, what="Andres, for sent", overdue=True)
    FollowUpFactory(what="Et andet forløb", overdue=True)
    client.force_login(consultant)

    page = client.get("/min-dag/")

    assert [line.what for line in page.context["day"].follow_ups.lines] == ["Andres, for sent", "Min"]
