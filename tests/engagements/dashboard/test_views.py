import re
from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.courses.models import StepProgress
from praksis.accounts.models import Role
from praksis.cases import log
from praksis.cases.actors import SYSTEM
from praksis.danish import short_date
from praksis.themes import in_text
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory
from tests.factories.engagements import (
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
    MeetingFactory,
)
from tests.factories.knowledge import ArticleFactory
from tests.factories.minutes import FollowUpFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.polls import PollFactory
from tests.factories.rounds import RoundFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


def headings(response):
    """The texts of the page's h2 and h3, in order."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    found = re.findall(r"<h[23][^>]*>(.*?)</h[23]>", main, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", "", text).split()) for text in found]


def busy(consultant, **traits):
    """A course with steps, institutions, meetings and a team of two."""
    engagement = EngagementFactory(running=True, team=[consultant, UserFactory(consultant=True)], **traits)
    EngagementInstitutionFactory(engagement=engagement)
    CourseStepFactory(engagement=engagement, text="Min opgave")
    CourseStepFactory(engagement=engagement, per_institution=True, text="Deres opgave")
    CourseStepFactory(engagement=engagement, text="Forsinket opgave", due_from=timezone.localdate() - timedelta(days=2))
    MeetingFactory(engagement=engagement)
    FollowUpFactory(meeting=MeetingFactory(engagement=engagement, past=True), overdue=True)
    return engagement


# --- Min dag ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_min_dag_costs_the_same_for_one_course_and_for_three(rows, client, consultant, django_assert_num_queries):
    for _ in range(rows):
        busy(consultant)
    client.force_login(consultant)

    with django_assert_num_queries(9):
        response = client.get("/min-dag/")

    assert len(response.context["day"].courses) == rows


def test_min_dag_tells_of_the_rounds_to_review(client, consultant):
    assignment = ReviewerAssignmentFactory(round=RoundFactory(closed=True, name="Foråret 2018"), reviewer=consultant)
    client.force_login(consultant)
    told = lambda: "bedømme ansøgningerne i Foråret 2018" in client.get("/min-dag/").content.decode()  # noqa: E731

    before = told()
    declaration = InterestDeclarationFactory(round=assignment.round, person=consultant)
    after_declaring = told()
    declaration.has_interest, declaration.about, declaration.is_out = True, "Min søster.", True
    declaration.save()

    assert (before, after_declaring, told()) == (True, True, False)


def test_min_dag_shows_what_is_mine_and_nothing_of_others(client, consultant):
    mine = busy(consultant, party=MunicipalityFactory(name="Skive Kommune"))
    busy(UserFactory(consultant=True), party=MunicipalityFactory(name="Thisted Kommune"))
    client.force_login(consultant)

    response = client.get("/min-dag/")

    assert [course.pk for course in response.context["day"].courses] == [mine.pk]
    assert headings(response) == [
        "Møder i dag", "Mangler notat", "Ledelsessparring: Skive Kommune", "Opfølgning", "Overskredet (1)",
        "Inden 14 dage",
        "Venter på andre", "Næste møder", "Ledelsessparring: Skive Kommune", "Mine forløb",
    ]  # fmt: skip


def test_min_dag_shows_todays_meeting(client, consultant, time_machine):
    time_machine.move_to("2018-03-05 08:00+01:00", tick=False)
    engagement = EngagementFactory(running=True, team=[consultant])
    MeetingFactory(engagement=engagement, starts_at=timezone.now() + timedelta(hours=4))
    client.force_login(consultant)

    response = client.get("/min-dag/")

    assert [line.when for line in response.context["day"].today] == ["mandag den 5. marts 2018 kl. 12.00"]
    assert response.context["day"].ahead.lines == []


def test_min_dag_says_where_no_meeting_is_agreed_yet(client, consultant):
    new = EngagementFactory(team=[consultant])
    MeetingFactory(engagement=new, cancelled=True)
    MeetingFactory(engagement=EngagementFactory(running=True, team=[consultant]))
    MeetingFactory(engagement=EngagementFactory(running=True, team=[consultant]), held=True)
    client.force_login(consultant)

    response = client.get("/min-dag/")

    assert [course.pk for course in response.context["day"].undated] == [new.pk]
    assert headings(response).count("Intet møde er aftalt endnu") == 1
    assert response.content.decode().count(f'href="{new.get_absolute_url()}moeder/nyt/"') == 1


def test_min_dag_without_courses_says_what_will_come(client, consultant):
    client.force_login(consultant)

    response = client.get("/min-dag/")

    assert response.context["day"].courses == []
    assert response.content.decode().count("Du er ikke på et forløb nu.") == 1


def test_min_dag_shows_the_first_few_of_each_and_the_rest_when_asked(client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    for late in range(1, 8):
        CourseStepFactory(engagement=engagement, due_from=timezone.localdate() - timedelta(days=late))
        MeetingFactory(engagement=engagement, past=True)
        MeetingFactory(engagement=engagement)
        FollowUpFactory(meeting__engagement=engagement)
    client.force_login(consultant)

    few = client.get("/min-dag/").content.decode()
    every = client.get("/min-dag/?alle").content.decode()

    assert (few.count("Egenvurdering udarbejdes</a>"), few.count("Skriv notat"), few.count("Vis alle 7")) == (3, 3, 2)
    assert (few.count("Ledelsessparring: "), few.count("Vis flere møder")) == (6, 1)
    assert (every.count("Egenvurdering udarbejdes</a>"), every.count("Skriv notat")) == (7, 7)
    assert (every.count("Ledelsessparring: "), every.count("Vis ")) == (14, 0)


def test_min_dag_is_the_consultants(client, manager, coordinator):
    for user in (manager, coordinator):
        client.force_login(user)
        assert client.get("/min-dag/").status_code == 403


# --- Mine forløb --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_mine_forloeb_costs_the_same_for_one_course_and_for_three(rows, client, consultant, django_assert_num_queries):
    for _ in range(rows):
        busy(consultant)
    client.force_login(consultant)

    with django_assert_num_queries(7):
        response = client.get("/mine-forloeb/")

    assert len(response.context["cards"]) == rows


def test_mine_forloeb_shows_how_far_each_is(client, consultant):
    mine = busy(consultant, party=MunicipalityFactory(name="Skive Kommune"))
    busy(UserFactory(consultant=True), party=MunicipalityFactory(name="Thisted Kommune"))
    client.force_login(consultant)

    response = client.get("/mine-forloeb/")
    text = response.content.decode()

    assert headings(response) == ["Skive Kommune"]
    assert text.count(f'href="{mine.get_absolute_url()}"') == 1
    assert text.count("0 af 3") == 2
    assert client.get("/min-dag/").content.decode().count('href="/mine-forloeb/"') == 1


def test_mine_forloeb_without_courses_says_what_will_come(client, consultant):
    client.force_login(consultant)

    assert client.get("/mine-forloeb/").content.decode().count("Du er ikke på et forløb nu.") == 1


# --- The list -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_course_and_for_three(rows, client, manager, django_assert_num_queries):
    for _ in range(rows):
        busy(UserFactory(consultant=True))
    client.force_login(manager)

    with django_assert_num_queries(10):
        response = client.get("/forloeb/")

    assert len(response.context["rows"]) == rows


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Skive Kommune", "Solstrålen"]),
        ("q=skive", ["Skive Kommune"]),
        ("q=SKIVE+k", ["Skive Kommune"]),
        ("q=2019-0007", ["Solstrålen"]),
        ("q=0007", ["Solstrålen"]),
        ("q=-", ["Skive Kommune", "Solstrålen"]),
        ("tilbud=mini", ["Solstrålen"]),
        ("status=running", ["Skive Kommune"]),
        ("mine=on", ["Skive Kommune"]),
        ("status=nonsense&tilbud=x", ["Skive Kommune", "Solstrålen"]),
        ("q=Aarhus", []),
        ("side=999", ["Skive Kommune", "Solstrålen"]),
        ("q=%00", ["Skive Kommune", "Solstrålen"]),
    ],
)
def test_the_list_is_searched_and_filtered(query, found, client, consultant):
    party = MunicipalityFactory(name="Skive Kommune")
    EngagementFactory(party=party, running=True, team=[consultant])
    mini = EngagementFactory(mini=True, party__name="Solstrålen", place__case__reference="2019-0007")
    assert mini.case.reference == "2019-0007"
    client.force_login(consultant)

    response = client.get(f"/forloeb/?{query}")

    assert sorted(course.party for course in response.context["rows"]) == found


def test_a_number_is_looked_for_in_names_too(client, manager):
    EngagementFactory(mini=True, party__name="Børnehus 12", place__case__reference="2019-0007")
    EngagementFactory(mini=True, party__name="Børnehus 13", place__case__reference="2019-0012")
    EngagementFactory(mini=True, party__name="Børnehus 14", place__case__reference="2019-0003")
    client.force_login(manager)

    response = client.get("/forloeb/?q=12")

    assert sorted(course.party for course in response.context["rows"]) == ["Børnehus 12", "Børnehus 13"]


def test_a_party_finds_its_own_courses_in_the_list(client, coordinator, municipality):
    mine = EngagementFactory(party=municipality)
    EngagementFactory()
    client.force_login(coordinator)

    assert [course.reference for course in client.get("/forloeb/").context["page"]] == [mine.case.reference]


# --- The course ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
# The other side is shown articles too
@pytest.mark.parametrize(("side", "queries"), [("consultant", 11), ("coordinator", 12)])
def test_a_courses_page_costs_the_same_for_one_of_everything_and_for_three(
    side, queries, rows, client, consultant, coordinator, municipality, django_assert_num_queries
):
    engagement = busy(consultant, party=municipality, themes=["learning_environments"])
    ArticleFactory(published=True, themes=in_text("learning_environments"))
    for _ in range(rows - 1):
        EngagementInstitutionFactory(engagement=engagement)
        CourseStepFactory(engagement=engagement)
        MeetingFactory(engagement=engagement)
        PollFactory(engagement=engagement)
        FollowUpFactory(meeting__engagement=engagement)
    client.force_login({"consultant": consultant, "coordinator": coordinator}[side])

    with django_assert_num_queries(queries):
        response = client.get(engagement.get_absolute_url())

    assert response.status_code == 200


def test_the_two_sides_see_one_course_in_their_own_words(client, consultant, coordinator, municipality):
    engagement = busy(consultant, party=municipality)
    course = engagement.get_absolute_url()

    client.force_login(coordinator)
    theirs = headings(client.get(course)) + headings(client.get(course + "deltagere/"))
    client.force_login(consultant)
    ours = headings(client.get(course)) + headings(client.get(course + "deltagere/"))

    assert (theirs.count("Jeres opgaver nu"), ours.count("Jeres opgaver nu")) == (1, 0)
    assert (theirs.count("Hos jer"), ours.count("Kontaktpersoner")) == (1, 1)


def test_the_party_is_shown_no_buttons_that_are_ours(client, consultant, coordinator, municipality):
    engagement = busy(consultant, party=municipality)
    ours = ["Aftal et møde", "Afslut forløbet", "Lav samarbejdsaftalen", "Skriv notat"]

    def pages(user):
        client.force_login(user)
        course = engagement.get_absolute_url()
        return "".join(client.get(course + path).content.decode() for path in ("", "aftale/"))

    assert [text for text in ours if text not in pages(consultant)] == []
    assert [text for text in ours if text in pages(coordinator)] == []


@pytest.mark.parametrize("path", ["", "deltagere/", "aftale/", "historik/", "trin/1/"])
def test_another_organisations_course_is_not_found(path, client, stranger):
    engagement = EngagementFactory(running=True)
    CourseStepFactory(engagement=engagement, order=1)
    client.force_login(stranger)

    assert client.get(engagement.get_absolute_url() + path).status_code == 404


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.APPROVER, Role.EVENT_HELPER])
def test_other_staff_find_no_course(role, client):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(EngagementFactory().get_absolute_url()).status_code == 404


def phases_shown(response):
    """By the phase's number: its name and how far it is, and whether its steps are drawn."""
    drawn = response.content.decode()
    return [(phase.number, phase.name, f'id="fase-{phase.number}"' in drawn) for phase in response.context["phases"]]


def test_the_current_phase_stands_open_and_the_others_are_a_link_away(client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    today = timezone.localdate()
    CourseStepFactory(engagement=engagement, order=1, column="Før", text="Den første", done=True)
    now = CourseStepFactory(engagement=engagement, order=2, column="Nu", text="Den næste", due_from=today)
    CourseStepFactory(engagement=engagement, order=3, column="Siden", text="Den sidste", due_from=today + timedelta(40))
    client.force_login(consultant)

    first = client.get(engagement.get_absolute_url())
    page = first.content.decode()
    asked = client.get(engagement.get_absolute_url() + "?fase=3")

    assert phases_shown(first) == [(1, "Før", False), (2, "Nu", True), (3, "Siden", False)]
    assert page.count("1 af 1 færdige") == 1
    assert re.findall(r'href="(\?fase=[^"]+)"', page) == ["?fase=1#fase-1", "?fase=3#fase-3"]
    assert page.count(f'id="trin-{now.order}"') == 1
    assert phases_shown(asked) == [(1, "Før", False), (2, "Nu", True), (3, "Siden", True)]
    assert asked.content.decode().count('id="trin-3"') == 1


@pytest.mark.parametrize("number", ["0", "9", "x", "-1", "%00", "9" * 40])
def test_a_phase_that_the_course_does_not_have_opens_nothing_more(number, client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    CourseStepFactory(engagement=engagement)
    client.force_login(consultant)

    response = client.get(f"{engagement.get_absolute_url()}?fase={number}")

    assert [is_open for _, _, is_open in phases_shown(response)] == [True]


def test_the_history_of_a_course_is_leafed_through(client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    for _ in range(26):
        log.record(engagement.case, "course.started", by=SYSTEM)
    client.force_login(consultant)

    first = client.get(engagement.get_absolute_url() + "historik/")
    second = client.get(engagement.get_absolute_url() + "historik/?side=2")

    assert [len(page.context["events"]) for page in (first, second)] == [25, 1]
    assert first.content.decode().count("Næste side") == 1


def test_each_side_reads_its_own_history_of_a_course(client, consultant, coordinator, municipality):
    engagement = EngagementFactory(running=True, party=municipality, team=[consultant])
    log.record(engagement.case, "course.started", by=SYSTEM)
    log.record(engagement.case, "reviewer.assigned", by=SYSTEM, reviewer="Hanne")

    def read(user):
        client.force_login(user)
        return [event["text"] for event in client.get(engagement.get_absolute_url() + "historik/").context["events"]]

    assert (len(read(consultant)), len(read(coordinator))) == (2, 1)


def test_the_pages_of_a_course_lead_to_each_other_and_say_where_one_is(client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    course = engagement.get_absolute_url()
    client.force_login(consultant)

    pages = [
        "",
        "billede/",
        "planer/",
        "opfoelgning/",
        "laering/",
        "maaned/",
        "timer/",
        "status/",
        "deltagere/",
        "konferencer/",
        "aftale/",
        "evaluering/",
        "historik/",
    ]
    for path in pages:
        menu = client.get(course + path).content.decode().partition('class="page-nav')[2].partition("</nav>")[0]
        assert re.findall(r'href="([^"]+)"', menu) == [course + each for each in pages]
        assert re.findall(r'href="([^"]+)" aria-current="page"', menu) == [course + path]


def test_the_meetings_that_were_held_are_a_link_away(client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    MeetingFactory(engagement=engagement, held=True, note="Vi begyndte.", starts_at=timezone.now() - timedelta(days=9))
    MeetingFactory(
        engagement=engagement, held=True, note="Vi gik videre.", starts_at=timezone.now() - timedelta(days=2)
    )
    client.force_login(consultant)

    first = client.get(engagement.get_absolute_url()).content.decode()
    asked = client.get(engagement.get_absolute_url() + "?holdte")

    assert (first.count('href="?holdte#holdte"'), first.count("Vi begyndte.")) == (1, 0)
    assert [row.note for row in asked.context["meetings_held"]] == ["Vi gik videre.", "Vi begyndte."]
    assert asked.content.decode().count('id="holdte"') == 1


def test_a_course_that_held_no_meeting_says_so_when_asked_and_a_planned_one_is_not_asked(client, consultant):
    running, planned = EngagementFactory(running=True, team=[consultant]), EngagementFactory(team=[consultant])
    client.force_login(consultant)

    asked = client.get(running.get_absolute_url() + "?holdte").content.decode()

    assert asked.count("Der er ikke holdt møder endnu.") == 1
    assert client.get(planned.get_absolute_url()).content.decode().count("?holdte") == 0


def test_the_next_three_meetings_stand_on_the_page_and_more_are_said_to_come(client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    MeetingFactory.create_batch(3, engagement=engagement)
    client.force_login(consultant)

    three = client.get(engagement.get_absolute_url())
    MeetingFactory(engagement=engagement)
    four = client.get(engagement.get_absolute_url())

    assert (len(three.context["meetings_ahead"]), three.content.decode().count("Og flere senere.")) == (3, 0)
    assert (len(four.context["meetings_ahead"]), four.content.decode().count("Og flere senere.")) == (3, 1)


def test_a_minis_page_counts_its_hours(client, consultant):
    engagement = EngagementFactory(mini=True, running=True, team=[consultant])
    MeetingFactory(engagement=engagement, held=True, duration_minutes=90)
    MeetingFactory(engagement=engagement, duration_minutes=120)
    client.force_login(consultant)

    response = client.get(engagement.get_absolute_url())

    assert response.context["hours"] == {
        "counted": 3.5,
        "at_most": 10,
        "used": "1½ time",
        "promised": "2 timer",
        "left": "6½ timer",
    }
    assert response.content.decode().count("3,5 af 10 timer") == 1


def test_a_contact_with_two_roles_stands_there_once(client, consultant):
    one, other = ({"name": name, "email": f"{name}@skive.example"} for name in ("karen", "dorte"))
    people = {"institution_leader": one, "board_chair": other, "contact": one}
    engagement = EngagementFactory(running=True, team=[consultant], people=people)
    client.force_login(consultant)

    people = client.get(engagement.get_absolute_url() + "deltagere/").context["people"]

    assert [(person["name"], person["role"]) for person in people] == [
        ("karen", "Leder og kontaktperson"),
        ("dorte", "Bestyrelsesformand"),
    ]


def test_an_institution_stands_with_its_kind_where_it_is_known(client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    EngagementInstitutionFactory(engagement=engagement, name="Børnehuset Bækken")
    EngagementInstitutionFactory(engagement=engagement, name="Solstrålen", ownership="", setting="")
    client.force_login(consultant)

    institutions = client.get(engagement.get_absolute_url() + "deltagere/").context["institutions"]

    assert institutions == [
        {"name": "Børnehuset Bækken", "kind": "Børnehave, kommunalt"},
        {"name": "Solstrålen", "kind": ""},
    ]


def test_warnings_are_for_staff(client, consultant, coordinator, municipality):
    engagement = EngagementFactory(running=True, party=municipality, team=[consultant])
    words = "Der er kun én konsulent på forløbet"

    client.force_login(consultant)
    assert client.get(engagement.get_absolute_url()).content.decode().count(words) == 1
    client.force_login(coordinator)

    assert client.get(engagement.get_absolute_url()).content.decode().count(words) == 0


def test_a_step_shows_its_institutions_and_its_meetings(client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    institution = EngagementInstitutionFactory(engagement=engagement)
    step = CourseStepFactory(engagement=engagement, kind="meeting", lane="Dagtilbud", times=3)
    meeting = MeetingFactory(engagement=engagement, step=step)
    client.force_login(consultant)

    response = client.get(step.get_absolute_url())

    assert response.context["institutions"] == [(institution, False)]
    assert [(row.title, row.starts_at) for row in response.context["meetings"]] == [(str(meeting), meeting.starts_at)]
    assert response.content.decode().count("(3 møder)") == 1


@pytest.mark.parametrize(
    ("course", "step", "word"),
    [
        ({"running": True}, {}, "Venter"),
        ({"running": True}, {"skipped": True}, "Ikke gennemført"),
        ({"closed": True}, {}, "Ikke gennemført"),
    ],
)
def test_a_step_says_of_an_institution_that_is_not_done_whether_it_still_waits(client, consultant, course, step, word):
    engagement = EngagementFactory(**course)
    EngagementInstitutionFactory(engagement=engagement)
    client.force_login(consultant)

    response = client.get(CourseStepFactory(engagement=engagement, per_institution=True, **step).get_absolute_url())

    assert texts(response, ".task__status .badge") == [word]


@pytest.mark.parametrize(
    ("course", "said"),
    [
        ({"running": True}, []),
        ({"closed": True}, ["Forløbet er afsluttet"]),
        ({"closed": True, "ended_early": True}, ["Forløbet er stoppet før tid"]),
    ],
)
def test_a_step_of_a_closed_course_says_that_it_is_only_to_be_read(client, consultant, course, said):
    step = CourseStepFactory(engagement=EngagementFactory(**course))
    client.force_login(consultant)

    assert texts(client.get(step.get_absolute_url()), ".alert-heading") == said


def test_a_step_that_the_course_does_not_have_is_not_found(client, consultant):
    engagement = EngagementFactory()
    client.force_login(consultant)

    assert client.get(f"{engagement.get_absolute_url()}trin/999/").status_code == 404


# --- The living picture -------------------------------------------------------------------------------------------


def boxes(response):
    """The links of the picture: where each leads, and what it says."""
    return re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', response.content.decode())


def test_each_box_of_the_picture_leads_to_its_step_and_says_how_far_it_is(client, coordinator, municipality):
    engagement = EngagementFactory(running=True, party=municipality)
    done = CourseStepFactory(engagement=engagement, done=True, text="Opstartsmøde")
    track = CourseStepFactory(engagement=engagement, track=True)
    client.force_login(coordinator)

    for path in ("", "billede/"):
        found = dict(boxes(client.get(engagement.get_absolute_url() + path)))
        assert found[done.get_absolute_url()] == f"Opstartsmøde Færdig, færdig {short_date(done.done_at)}"
        assert found[track.get_absolute_url()].startswith("Praksismøder Løbende, ")


def test_the_picture_stands_as_a_table_too(client, coordinator, municipality):
    engagement = EngagementFactory(running=True, party=municipality)
    step = CourseStepFactory(engagement=engagement, done=True)
    client.force_login(coordinator)

    page = client.get(f"{engagement.get_absolute_url()}billede/").content.decode()

    table = page.partition("<tbody>")[2]
    assert '<th scope="row">Egenvurdering udarbejdes</th>' in table
    assert '<td data-title="Status">Færdig</td>' in table
    assert f'<td data-title="Hvornår">færdig {short_date(step.done_at)}</td>' in table


@pytest.mark.parametrize("number", [1, 3])
def test_the_picture_costs_the_same_for_few_and_for_many_steps(
    number, client, coordinator, municipality, django_assert_num_queries
):
    engagement = EngagementFactory(running=True, party=municipality)
    institutions = EngagementInstitutionFactory.create_batch(number, engagement=engagement)
    for _ in range(number):
        step = CourseStepFactory(engagement=engagement, per_institution=True, in_progress=True)
        StepProgress.objects.create(step=step, institution=institutions[0], done_by=coordinator)
    client.force_login(coordinator)

    with django_assert_num_queries(8):
        client.get(f"{engagement.get_absolute_url()}billede/")


def test_a_text_with_markup_stays_a_text_in_the_picture(client, coordinator, municipality):
    engagement = EngagementFactory(running=True, party=municipality)
    CourseStepFactory(engagement=engagement, text="<script>alert(1)</script>", is_own=True)
    client.force_login(coordinator)

    page = client.get(engagement.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Snart" in page


# --- How it is doing ----------------------------------------------------------------------------------------------


def test_a_consultant_says_how_the_course_is_doing(client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    url = f"{engagement.get_absolute_url()}status/"
    client.force_login(consultant)

    before = client.get(url)
    refused = client.post(url, {"kind": "stuck", "reason": "Lederen er syg.", "next_step": ""})
    sent = client.post(
        url, {"kind": "stuck", "reason": "Lederen er syg.", "next_step": "Vi ringer mandag."}, follow=True
    )
    empty = client.post(url, {"kind": "attention", "reason": "", "next_step": ""}).context["form"].errors

    assert list(empty) == ["reason", "next_step"]
    assert "Ingen har sat en status endnu." in before.content.decode()
    assert (refused.status_code, refused.context["form"]["reason"].value()) == (422, "Lederen er syg.")
    assert refused.context["form"].errors == {"next_step": ["Skriv, hvad næste skridt er."]}
    assert [str(message) for message in sent.context["messages"]] == ["Status er gemt."]
    assert "Vi ringer mandag." in sent.content.decode()


def test_a_manager_reads_the_status_of_a_closed_course_and_sets_none(client, manager):
    engagement = EngagementFactory(closed=True)
    url = f"{engagement.get_absolute_url()}status/"
    client.force_login(manager)

    page = client.get(url)

    assert (page.context["form"], page.context["warnings"]) == (None, [])
    assert client.post(url, {"kind": "on_track"}).status_code == 403


def test_the_dates_tell_what_is_late(client, consultant, time_machine):
    time_machine.move_to("2018-05-15 08:00+02:00", tick=False)
    engagement = EngagementFactory(running=True, team=[consultant])
    CourseStepFactory(engagement=engagement, anchor=True, due_from=timezone.localdate() - timedelta(days=1))
    MeetingFactory(engagement=engagement, held=True)
    client.force_login(consultant)

    page = client.get(f"{engagement.get_absolute_url()}status/")

    assert page.context["warnings"] == [
        "Der er kun én konsulent på forløbet. Typisk er der to.",
        "»Første styregruppemøde« skulle være holdt senest mandag den 14. maj 2018.",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_status_page_costs_the_same_for_one_and_for_three(rows, client, consultant, django_assert_num_queries):
    engagement = EngagementFactory(running=True, team=[consultant])
    for number in range(rows):
        engagement.conditions.create(kind="stuck", reason=str(number), next_step="Ring.", by=consultant)
        CourseStepFactory(engagement=engagement)
    client.force_login(consultant)

    with django_assert_num_queries(10):
        page = client.get(f"{engagement.get_absolute_url()}status/")

    assert len(page.context["conditions"]) == rows


def test_the_party_does_not_read_how_we_think_it_is_doing(client, coordinator, municipality):
    engagement = EngagementFactory(running=True, party=municipality)
    client.force_login(coordinator)

    assert client.get(f"{engagement.get_absolute_url()}status/").status_code == 403
    assert "status/" not in client.get(engagement.get_absolute_url()).content.decode()
