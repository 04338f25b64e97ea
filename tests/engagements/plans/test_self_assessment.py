"""The self-assessment: what may stand in it, writing it together, attaching what is documented already."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, transaction

from engagements.plans import actions, guidance, rows
from engagements.plans.actions import self_assessment as attaching
from engagements.plans.comparing import differences
from engagements.plans.history import lines
from engagements.plans.models import Assessment, Documentation, Level, PlanChange, PlanKind, frozen
from engagements.plans.self_assessment import LEVELS, THEMES, Place, after, cells, places, sections
from praksis.cases.actors import Actor
from praksis.documents.models import Audience, Document
from praksis.documents.uploads import check
from praksis.errors import ActionError
from praksis.themes import Theme
from tests.factories.engagements import EngagementFactory, EngagementInstitutionFactory
from tests.factories.files import pdf, png
from tests.factories.self_assessment import AssessmentFactory, DocumentationFactory, SelfAssessmentFactory

pytestmark = pytest.mark.django_db

LEADERSHIP, PARENTS = Theme.PROFESSIONAL_LEADERSHIP, Theme.PARENTAL_COOPERATION
FIELD = (LEADERSHIP, Level.INSTITUTION)
TYPED = {"strengths": "Stabile ledere.", "challenges": "", "evidence": "", "rating": 2}


def write(course, by, *, revision=0, institution=None, **values):
    return actions.write_assessment(course, *FIELD, institution, revision=revision, by=by, **{**TYPED, **values})


def report(**facts):
    """A PDF, and what is to be said of it."""
    row = Documentation(title="Tilsyn", year=2026, themes=[LEADERSHIP.value], **facts)
    return row, check("Tilsyn.pdf", pdf())


# --- What may stand in it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"level": Level.ADMINISTRATION, "institution": True},
        {"level": Level.PRACTICE, "rating": 0},
        {"level": Level.PRACTICE, "rating": 6},
    ],
    ids=["twice", "administration of an institution", "below the steps", "above the steps"],
)
def test_the_database_refuses_what_must_never_be(course, nursery, wrong):
    there = AssessmentFactory(plan__engagement=course)
    facts = {**wrong, **({"institution": nursery} if "institution" in wrong else {})}

    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentFactory(plan=there.plan, **facts)


def test_an_institution_has_each_field_once_beside_that_of_all_together(course, nursery):
    facts = {"plan": SelfAssessmentFactory(engagement=course), "level": Level.PRACTICE}
    AssessmentFactory(**facts)
    AssessmentFactory(**facts, institution=nursery)

    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentFactory(**facts, institution=nursery)


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"link": ""}, {"filename": "tal.pdf"}, {"year": 1800}, {"year": 2200}],
    ids=["no title", "neither file nor link", "a link with a file's name", "too early", "too late"],
)
def test_the_database_refuses_documentation_that_is_none(wrong):
    DocumentationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentationFactory(**wrong)


def test_the_refusals_are_danish():
    plan = SelfAssessmentFactory()

    with pytest.raises(ValidationError, match="Vælg et trin fra 1 til 5"):
        Assessment(plan=plan, theme=PARENTS, level=Level.PRACTICE, rating=9).validate_constraints()
    with pytest.raises(ValidationError, match="Vælg en fil, eller skriv et link"):
        Documentation(plan=plan, title="Tilsyn").validate_constraints()


def test_a_row_says_what_it_is_called_and_what_is_missing(nursery):
    row = AssessmentFactory(level=Level.PRACTICE, institution=nursery, rating=3)
    empty = Assessment(theme=PARENTS, level=Level.ADMINISTRATION)

    assert (str(row), row.missing) == ("Faglig ledelse: Praksis: Solstrålen", ["udfordringer", "hvad I ved det fra"])
    assert (row.text_of("rating"), empty.text_of("rating")) == ("3 af 5", "")
    assert (row.is_begun, empty.is_begun) == (True, False)
    assert Assessment(theme=PARENTS, level=Level.ADMINISTRATION, rating=1).is_begun is True


# --- Writing ------------------------------------------------------------------------------------------------------


def test_a_field_is_begun_and_changed(course, by):
    row = write(course, by)
    write(course, by, revision=1, challenges="Faglige drøftelser bliver flyttet.", rating=None)

    row.refresh_from_db()
    assert (row.plan.kind, row.revision, row.rating) == (PlanKind.SELF_ASSESSMENT, 2, None)
    assert (row.strengths, row.challenges) == ("Stabile ledere.", "Faglige drøftelser bliver flyttet.")
    newest, first = lines(PlanKind.SELF_ASSESSMENT, PlanChange.objects.all())
    assert (first.did, first.heading) == ("skrev", "Faglig ledelse: Dagtilbud")
    assert [(label, [(piece.kind, piece.text) for piece in pieces]) for label, pieces in newest.fields] == [
        ("Udfordringer", [("added", "Faglige drøftelser bliver flyttet.")]),
        ("Trin", [("removed", "2 af 5")]),
    ]


def test_nothing_is_begun_with_nothing(course, by):
    row = write(course, by, strengths="", rating=None)

    assert row is None
    assert Assessment.objects.exists() is False
    assert course.plans.exists() is False


def test_a_form_sent_twice_changes_nothing(course, by):
    write(course, by)
    write(course, by)

    assert (Assessment.objects.get().revision, PlanChange.objects.count()) == (1, 1)


def test_two_who_begin_the_same_field_keep_both_texts(course, by, consultant):
    write(course, by)

    with pytest.raises(actions.Meanwhile) as conflict:
        write(course, Actor.of(consultant), strengths="Ledere, der bliver.", challenges="Vikarer mangler.")

    assert conflict.value.fields == ["strengths"]
    assert Assessment.objects.get().strengths == "Stabile ledere."
    aside = PlanChange.objects.get(is_set_aside=True)
    assert (aside.after["strengths"], aside.after["challenges"]) == ("Ledere, der bliver.", "Vikarer mangler.")


def test_two_who_begin_the_same_field_with_different_texts_write_them_both(course, by, consultant):
    write(course, by)

    write(course, Actor.of(consultant), strengths="", challenges="Vikarer mangler.", rating=None)

    row = Assessment.objects.get()
    assert (row.strengths, row.challenges, row.rating) == ("Stabile ledere.", "Vikarer mangler.", 2)


def test_an_institution_writes_beside_the_field_of_all(course, nursery, by):
    write(course, by)
    own = write(course, by, institution=nursery, strengths="Egne ord.")

    assert (own.institution, own.heading) == (nursery, "Dagtilbud: Solstrålen")
    assert Assessment.objects.count() == 2


def test_nothing_is_written_or_attached_in_a_closed_course(by):
    closed = EngagementFactory(closed=True)

    with pytest.raises(ActionError, match="afsluttet"):
        write(closed, by)
    with pytest.raises(ActionError, match="afsluttet"):
        actions.attach(closed, *report(), by=by)


# --- Reading ------------------------------------------------------------------------------------------------------


def test_rows_are_read_by_theme_and_level_and_what_is_emptied_is_left_out(course, nursery, by):
    plan = SelfAssessmentFactory(engagement=course)
    practice = AssessmentFactory(plan=plan, level=Level.PRACTICE)
    own = AssessmentFactory(plan=plan, level=Level.INSTITUTION, institution=nursery)
    together = AssessmentFactory(plan=plan, level=Level.INSTITUTION)
    parents = AssessmentFactory(plan=plan, theme=PARENTS)
    AssessmentFactory(plan=plan, strengths="")

    assert rows.assessments(plan) == [parents, together, own, practice]


def test_a_version_keeps_the_texts_where_they_stand_and_the_documentation(course, nursery, by):
    write(course, by, institution=nursery)
    row, upload = report(levels=[Level.PRACTICE.value])
    actions.attach(course, row, upload, by=by)

    plan = course.plans.get()
    version = actions.save_version(plan, name="Før", by=by)

    written, attached = version.rows
    assert (written["part"], written["heading"]) == ("Faglig ledelse", "Dagtilbud: Solstrålen")
    assert written["values"] == {
        **TYPED,
        "theme": "professional_leadership",
        "level": "institution",
        "institution": str(nursery.pk),
    }
    assert ["Trin", "2 af 5"] in written["facts"]
    assert (attached["part"], attached["heading"]) == ("Dokumentation", "Tilsyn")
    assert attached["facts"] == [
        ["Titel", "Tilsyn"],
        ["År", "2026"],
        ["Temaer", "Faglig ledelse"],
        ["Niveauer", "Praksis"],
        ["Link", ""],
        ["Fil", "Tilsyn.pdf"],
    ]
    actions.remove_row(row, by=by)
    [gone] = differences(version.rows, frozen(rows.rows_of(plan)))
    assert (gone.state, gone.heading) == ("Taget ud", "Tilsyn")


# --- Documentation ------------------------------------------------------------------------------------------------


def test_a_file_is_attached_once_for_both_sides_to_read(course, by, coordinator, consultant, stranger):
    row, upload = report()

    actions.attach(course, row, upload, by=by)
    again = actions.attach(course, Documentation(pk=row.pk, title="Noget andet"), upload, by=by)

    document = Document.objects.get()
    assert again == row
    assert (document.case, document.kind, document.audience) == (course.case, "documentation", Audience.PARTY)
    assert Documentation.objects.get().document == document
    assert row.kind_and_size == "pdf, 154 byte"
    readers = [user for user in (coordinator, consultant, stranger) if Document.objects.visible_to(user).exists()]
    assert readers == [coordinator, consultant]


def test_the_same_file_is_put_under_more_themes_instead_of_attached_again(course, by):
    actions.attach(course, *report(), by=by)

    with pytest.raises(ActionError, match="Den er der allerede som »Tilsyn«"):
        actions.attach(course, *report(), by=by)

    assert Document.objects.count() == 1


def test_another_file_and_a_link_are_attached_beside_it(course, by):
    actions.attach(course, *report(), by=by)
    actions.add_row(course, Documentation(title="Politik", themes=[PARENTS.value], link="https://a.example"), by=by)

    actions.attach(course, Documentation(title="Måling", themes=[PARENTS.value]), check("M.png", png()), by=by)

    plan = course.plans.get()
    assert [each.title for each in rows.documentation(plan)] == ["Tilsyn", "Måling", "Politik"]
    assert [each.kind_and_size.partition(",")[0] for each in rows.documentation(plan)] == ["pdf", "png", "link"]


def test_there_is_no_room_for_ever_more_files(course, by, monkeypatch):
    actions.attach(course, *report(), by=by)
    other = check("M.png", png())

    monkeypatch.setattr(attaching, "MOST_BYTES", 200)
    with pytest.raises(ActionError, match="Filerne fylder 154 byte i forvejen og må højst fylde 200 byte i alt"):
        actions.attach(course, Documentation(title="Måling"), other, by=by)
    monkeypatch.setattr(attaching, "MOST_FILES", 1)
    with pytest.raises(ActionError, match="Der er allerede 1 filer"):
        actions.attach(course, Documentation(title="Måling"), other, by=by)

    assert Document.objects.count() == 1


def test_a_file_that_cannot_be_stored_is_refused_in_words(course, by, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)

    with pytest.raises(ActionError, match="Vi kunne ikke gemme filen lige nu"):
        actions.attach(course, *report(), by=by)

    assert Documentation.objects.exists() is False


def test_documentation_is_taken_out_and_its_file_stays_with_the_case(course, by):
    row, upload = report()
    actions.attach(course, row, upload, by=by)

    actions.remove_row(row, by=by)

    assert Documentation.objects.exists() is False
    assert Document.objects.get().filename == "Tilsyn.pdf"
    newest = lines(PlanKind.SELF_ASSESSMENT, PlanChange.objects.all())[0]
    assert (newest.did, newest.heading) == ("tog ud", "Dokumentation: Tilsyn")


def test_documentation_tells_about_its_themes_and_about_all_levels_where_none_is_named():
    wide = Documentation(themes=[LEADERSHIP.value])
    narrow = Documentation(themes=[LEADERSHIP.value, PARENTS.value], levels=[Level.PRACTICE.value])

    assert [wide.is_about(LEADERSHIP, level) for level in Level] == [True, True, True]
    assert [narrow.is_about(LEADERSHIP, level) for level in Level] == [False, False, True]
    assert (wide.is_about(PARENTS), narrow.is_about(PARENTS)) == (False, True)


# --- The page -----------------------------------------------------------------------------------------------------


def test_the_page_has_every_theme_at_every_level(course, nursery):
    other = EngagementInstitutionFactory(engagement=course, name="Æblehaven", order=2)
    plan = SelfAssessmentFactory(engagement=course)
    together = AssessmentFactory(plan=plan)
    own = AssessmentFactory(plan=plan, level=Level.PRACTICE, institution=nursery)
    attached = DocumentationFactory(plan=plan)

    found = sections([together, own], [attached], [nursery, other])

    assert [section.theme for section in found] == list(Theme)
    leadership = found[2]
    administration, institution, practice = leadership.cells
    assert (leadership.slug, leadership.documentation, found[0].documentation) == ("faglig-ledelse", [attached], [])
    assert (administration.row, administration.own, administration.without) == (together, [], [])
    assert [name for name, _ in institution.without] == ["Solstrålen", "Æblehaven"]
    assert ([each.row for each in practice.own], [name for name, _ in practice.without]) == ([own], ["Æblehaven"])
    assert practice.own[0].place.slugs == ("faglig-ledelse", "praksis", "1")
    assert [cell.label for cell in cells(found) if cell.is_begun] == ["Forvaltning", "Praksis"]


def test_one_is_led_through_twelve_fields_and_an_institution_through_eight():
    assert (len(places()), len(places("1"))) == (12, 8)
    first = Place(Theme.LEARNING_ENVIRONMENTS, Level.ADMINISTRATION)
    assert after(first) == Place(Theme.LEARNING_ENVIRONMENTS, Level.INSTITUTION)
    assert after(Place(Theme.LEARNING_ENVIRONMENTS, Level.PRACTICE, "1")) == Place(PARENTS, Level.INSTITUTION, "1")
    assert after(places()[-1]) is None


def test_every_theme_and_level_has_an_address_and_questions():
    assert (set(THEMES.values()), set(LEVELS.values())) == (set(Theme), set(Level))
    asked = {(theme, level): guidance.questions(theme, level) for theme in Theme for level in Level}
    assert [place for place, questions in asked.items() if len(questions) < 2] == []
    assert all(question.endswith("?") for questions in asked.values() for question in questions)
