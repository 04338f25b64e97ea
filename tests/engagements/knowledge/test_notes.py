"""What a course has learned: written by both sides, without names."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from engagements.knowledge import actions, fitting
from engagements.knowledge.models import LearningNote, NoteStatus
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory
from tests.factories.knowledge import ArticleFactory, LearningNoteFactory
from tests.factories.organisations import MembershipFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

TYPED = {"themes": ["professional_leadership"], "learned": "Lederne skal se praksis.", "usable": "Gå med en formiddag."}


@pytest.fixture(params=["coordinator", "consultant"])
def side(request, client):
    """Each of the two sides, signed in."""
    user = request.getfixturevalue(request.param)
    client.force_login(user)
    return user


def url(course, path=""):
    return f"{course.get_absolute_url()}laering/{path}"


def write(course, by, **changes):
    facts = {"key": uuid.uuid4(), **TYPED, **changes}
    return actions.note(course, **facts, by=Actor.of(by))


def test_both_sides_write_a_note(client, side, course):
    page = client.get(url(course, "nyt/"))

    sent = client.post(url(course, "nyt/"), {**TYPED, "key": str(page.context["form"]["key"].value())})

    assert (page.status_code, sent["Location"]) == (200, url(course))
    assert page.context["form"]["themes"].value() == ["professional_leadership", "centre"]
    note = LearningNote.objects.get()
    assert (note.theme_keys, note.written_by, note.is_new) == (["professional_leadership"], side, True)
    drawn = client.get(url(course))
    assert texts(drawn, ".note p")[:3] == [
        "Faglig ledelse",
        "Lederne skal se praksis.",
        "Det kan andre bruge: Gå med en formiddag.",
    ]


def test_a_form_that_is_sent_twice_is_one_note(client, coordinator, course):
    client.force_login(coordinator)
    sent = {**TYPED, "key": str(uuid.uuid4())}

    for _ in range(2):
        client.post(url(course, "nyt/"), sent)
    client.post(url(course, "nyt/"), {**TYPED, "key": ""})

    assert LearningNote.objects.count() == 2


def test_a_note_with_the_id_of_another_courses_note_is_refused(client, coordinator, course):
    theirs = LearningNoteFactory()
    client.force_login(coordinator)

    page = client.post(url(course, "nyt/"), {**TYPED, "key": str(theirs.pk)})

    assert (page.status_code, "Åbn siden igen" in page.content.decode()) == (422, True)
    assert [note.engagement for note in LearningNote.objects.all()] == [theirs.engagement]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"themes": []}, "Vælg mindst ét tema."),
        ({"themes": ["andet"]}, "Vælg fra listen."),
        ({"learned": " "}, "Skriv, hvad I lærte."),
        ({"learned": "x" * 3001}, "Skriv højst 3.000 tegn."),
    ],
)
def test_what_is_missing_is_said_beside_the_field(client, coordinator, course, change, said):
    client.force_login(coordinator)

    page = client.post(url(course, "nyt/"), {**TYPED, **change})

    assert page.status_code == 422
    assert texts(page, ".form-error-message") == [f"Fejl: {said}"]
    assert not LearningNote.objects.exists()


def test_names_are_pointed_out_and_saved_only_once_somebody_has_looked(client, coordinator, course):
    client.force_login(coordinator)
    named = {**TYPED, "learned": "På Solstrålen så Kim praksis.", "usable": "Barnet 311217-1234."}
    assert "has_no_names" not in client.get(url(course, "nyt/")).context["form"].fields

    page = client.post(url(course, "nyt/"), named)

    assert page.status_code == 422
    said = texts(page, ".form-error-message")
    assert [words.partition(". ")[0] for words in said] == [
        "Fejl: Her står måske navne eller cpr-numre: Solstrålen",
        "Fejl: Her står måske navne eller cpr-numre: 311217-1234",
    ]
    assert len(texts(client.post(url(course, "nyt/"), {**named, "usable": ""}), ".form-error-message")) == 1
    assert client.post(url(course, "nyt/"), {**TYPED, "has_no_names": "on"}).status_code == 302
    assert client.post(url(course, "nyt/"), {**named, "has_no_names": "on"}).status_code == 302
    assert LearningNote.objects.count() == 2


def test_the_action_takes_no_names_either(coordinator, course):
    with pytest.raises(ActionError, match="Solstrålen"):
        write(course, coordinator, learned="Solstrålen var god.")
    with pytest.raises(ActionError, match="tema"):
        write(course, coordinator, themes=["andet"])
    with pytest.raises(ActionError, match="lærte"):
        write(course, coordinator, learned=" ")
    write(course, coordinator, learned="Solstrålen var god.", has_no_names=True)

    assert LearningNote.objects.count() == 1


def test_whoever_wrote_it_changes_it_until_it_is_taken_up(client, coordinator, course):
    client.force_login(coordinator)
    note = write(course, coordinator)
    page = client.get(url(course, f"{note.pk}/"))

    changed = client.post(url(course, f"{note.pk}/"), {**TYPED, "themes": ["centre"], "learned": "Noget andet."})

    assert page.context["form"]["learned"].value() == "Lederne skal se praksis."
    assert changed.status_code == 302
    note.refresh_from_db()
    assert (note.theme_keys, note.learned) == (["centre"], "Noget andet.")
    client.post(url(course, f"{note.pk}/"), {**TYPED, "themes": ["centre"], "learned": "Noget andet."})
    assert AuditEvent.objects.filter(kind="learning.changed").count() == 1


def test_a_note_that_is_taken_up_meanwhile_keeps_what_was_typed_on_the_page(client, coordinator, course, editor):
    client.force_login(coordinator)
    note = write(course, coordinator)
    stale = LearningNote.objects.get()
    actions.leave_out(note, by=Actor.of(editor))

    with pytest.raises(ActionError, match="videnskonsulent"):
        actions.change_note(stale, **TYPED, by=Actor.of(coordinator))
    with pytest.raises(ActionError, match="videnskonsulent"):
        actions.remove_note(stale, by=Actor.of(coordinator))
    assert client.get(url(course, f"{note.pk}/")).status_code == 403


def test_others_notes_are_read_and_not_changed(client, consultant, coordinator, course):
    note = write(course, coordinator)
    client.force_login(consultant)

    page = client.get(url(course))

    assert texts(page, ".note a") == []
    assert client.post(url(course, f"{note.pk}/tag-tilbage/")).status_code == 403
    client.force_login(coordinator)
    assert texts(client.get(url(course)), ".note a") == ["Ret notatet »Lederne skal se praksis.«"]


def test_a_note_is_taken_back(client, coordinator, course):
    client.force_login(coordinator)
    note = write(course, coordinator)

    client.post(url(course, f"{note.pk}/tag-tilbage/"))

    assert not LearningNote.objects.exists()
    assert AuditEvent.objects.filter(kind="learning.removed").count() == 1


def test_a_closed_course_takes_no_more_notes_and_says_so(client, coordinator, municipality):
    closed = EngagementFactory(closed=True, party=municipality)
    client.force_login(coordinator)

    page = client.get(url(closed))

    assert texts(page, ".alert-text") == ["Notaterne kan læses, men der kan ikke skrives flere."]
    assert client.get(url(closed, "nyt/")).status_code == 403
    with pytest.raises(ActionError, match="afsluttet"):
        write(closed, coordinator)


def test_a_refusal_of_the_action_stands_with_the_form(client, coordinator, course, monkeypatch):
    client.force_login(coordinator)
    note = write(course, coordinator)
    # Between the form's check and the action's the course gets somebody new.
    monkeypatch.setattr("engagements.knowledge.note_forms.names_of", lambda engagement: set())

    page = client.post(url(course, f"{note.pk}/"), {**TYPED, "learned": "Solstrålen var god."})

    assert page.status_code == 422
    assert texts(page, ".alert-error li") == ["Der står måske navne eller cpr-numre i notatet: Solstrålen."]


def test_a_viewer_reads_and_a_stranger_sees_nothing(client, course, municipality, stranger):
    viewer = UserFactory()
    MembershipFactory(user=viewer, organisation=municipality, viewer=True)

    client.force_login(viewer)
    read = client.get(url(course)).status_code, client.get(url(course, "nyt/")).status_code
    client.force_login(stranger)

    assert read == (200, 403)
    assert client.get(url(course)).status_code == 404


# --- Reading them through -------------------------------------------------------------------------------------------


def test_a_note_is_laid_aside_and_taken_up_again(editor):
    note, by = LearningNoteFactory(), Actor.of(editor)
    for _ in range(2):
        actions.leave_out(note, by=by)
    aside = (note.status, note.settled_by)

    for _ in range(2):
        actions.take_up_again(note, by=by)

    assert aside == (NoteStatus.NOT_USED, editor)
    assert (note.status, note.settled_by) == (NoteStatus.NEW, None)


def test_a_used_note_is_not_laid_aside(editor):
    with pytest.raises(ActionError):
        actions.leave_out(LearningNoteFactory(used=True), by=Actor.of(editor))


@pytest.mark.parametrize("before", NoteStatus)
@pytest.mark.parametrize("after", NoteStatus)
def test_every_change_of_a_notes_status_is_in_the_table_or_refused(before, after):
    note = LearningNote(status=before)
    allowed = {("new", "used"), ("new", "not_used"), ("used", "new"), ("not_used", "new"), ("not_used", "used")}

    if (before, after) in allowed:
        note.become(after)
        assert note.status == after
    else:
        with pytest.raises(ActionError):
            note.become(after)


@pytest.mark.parametrize("wrong", [{"learned": ""}, {"themes": ""}, {"status": "used"}])
def test_the_database_refuses_a_note_that_is_not_whole(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        LearningNoteFactory(**wrong)


# --- What fits a course ---------------------------------------------------------------------------------------------


def test_up_to_three_published_articles_of_the_courses_themes_stand_on_its_pages(client, coordinator, course):
    for _ in range(4):
        ArticleFactory(published=True)
    ArticleFactory(title="Kladde")
    ArticleFactory(published=True, themes=" parental_cooperation ", title="Om noget andet")
    client.force_login(coordinator)

    for path in ("", "laering/"):
        page = client.get(course.get_absolute_url() + path)
        found = [href for href in links(page, ".people a") if href.startswith("/viden/")]
        assert (len(found), len(set(found))) == (3, 3)
        assert "Om noget andet" not in page.content.decode()


def test_a_mini_shows_what_fits_and_a_course_without_themes_nothing(django_assert_num_queries):
    fits = ArticleFactory(published=True)
    mini = EngagementFactory(mini=True, themes=["professional_leadership"])

    assert fitting.for_course(mini) == [fits]
    with django_assert_num_queries(0):
        assert fitting.for_course(EngagementFactory.build(themes=[])) == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_however_many_notes_there_are(client, consultant, course, many, connection_queries):
    for _ in range(many):
        LearningNoteFactory(engagement=course)
    client.force_login(consultant)
    client.get(url(course))

    with connection_queries() as queries:
        client.get(url(course))

    assert len(queries) == 8
