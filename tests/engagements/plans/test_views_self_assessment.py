"""The pages of the self-assessment: the four themes, one field at a time, documentation, before and after."""

import subprocess
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from engagements.plans import actions, overview
from engagements.plans.models import Assessment, Documentation, Level, PlanKind
from praksis.cases.actors import Actor
from praksis.documents.models import Document
from praksis.documents.rendering import RenderFailed, renderer
from praksis.documents.uploads import check
from praksis.themes import Theme
from tests.factories.engagements import EngagementFactory, EngagementInstitutionFactory
from tests.factories.files import docx, pdf
from tests.factories.self_assessment import AssessmentFactory, DocumentationFactory, SelfAssessmentFactory

pytestmark = pytest.mark.django_db

TYPED = {"strengths": "Stabile ledere.", "challenges": "Vikarer mangler.", "evidence": "", "rating": "2"}
FIELD = "faglig-ledelse/dagtilbud/samlet/"
CHOOSE_AGAIN = {"file": "»Tilsyn 2026.pdf« er ikke vedhæftet endnu. Vælg den igen, når resten er rettet."}
LEADERSHIP = Theme.PROFESSIONAL_LEADERSHIP


def url(course, path=""):
    return f"{course.get_absolute_url()}egenvurdering/{path}"


def page(client, course, path=""):
    response = client.get(url(course, path))
    assert response.status_code == 200
    return response


def shown(client, course, path=""):
    return page(client, course, path).content.decode()


def attached(course, by, *, more=b"", **facts):
    row = Documentation(title="Tilsyn", themes=[LEADERSHIP.value], **facts)
    return actions.attach(course, row, check("Tilsyn.pdf", pdf() + more), by=by)


# --- The page -----------------------------------------------------------------------------------------------------


def test_the_page_says_what_is_filled_in_and_what_is_missing(client, side, course, nursery):
    plan = SelfAssessmentFactory(engagement=course)
    AssessmentFactory(plan=plan, strengths="Lederne mødes hver måned.")
    AssessmentFactory(plan=plan, level=Level.PRACTICE, institution=nursery, challenges="Kun én time.")

    drawn = shown(client, course)

    assert drawn.count("Lederne mødes hver måned.") == 2
    assert drawn.count("Kun én time.") == 1
    assert drawn.count("Ikke begyndt") == 10
    assert "udfordringer, hvad I ved det fra" in drawn
    assert ">2 af 12<" in drawn
    assert "Skriv videre: Organisering af læringsmiljøer, forvaltning" in drawn
    assert f'href="{url(course, "faglig-ledelse/dagtilbud/1/")}"' in drawn


def test_before_anything_is_written_one_is_asked_to_begin(client, coordinator, course):
    client.force_login(coordinator)

    drawn = shown(client, course)

    assert "Begynd: Organisering af læringsmiljøer, forvaltning" in drawn
    assert "tegnes de fire temaer her" in drawn
    assert ("Hent som PDF" in drawn, '<svg class="radar"' in drawn) == (False, False)


def test_when_all_is_begun_nothing_is_asked_for(client, coordinator, course):
    client.force_login(coordinator)
    plan = SelfAssessmentFactory(engagement=course)
    for theme in Theme:
        for level in Level:
            AssessmentFactory(plan=plan, theme=theme, level=level)

    drawn = shown(client, course)

    assert ">12 af 12<" in drawn
    assert "Skriv videre" not in drawn


def test_before_and_now_stand_as_radar_and_as_table(client, coordinator, course, by):
    client.force_login(coordinator)
    place = (course, LEADERSHIP, Level.PRACTICE, None)
    row = actions.write_assessment(*place, revision=0, by=by, rating=2)
    alone = shown(client, course)
    actions.save_version(row.plan, name="Før", by=by)
    actions.write_assessment(*place, revision=1, by=by, rating=4)

    drawn = shown(client, course)

    assert ("Gem en udgave af egenvurderingen nu." in alone, "Forskel" in alone) == (True, False)
    assert "Faglig ledelse: før 2, nu 4." in drawn
    assert "Før: Udgave 1: Før" in drawn
    [line] = [line for line in page(client, course).context["comparison"].lines if line.theme == "Faglig ledelse"]
    assert (line.before, line.after, line.change) == ("2", "4", "2 op")
    turned = page(client, course, "?foer=nu&efter=1").context["comparison"]
    assert (turned.before.name, turned.after.name) == ("Som den er nu", "Udgave 1: Før")


def test_a_closed_course_is_read_only_and_says_so(client, coordinator, municipality):
    client.force_login(coordinator)
    course = EngagementFactory(closed=True, party=municipality)
    AssessmentFactory(plan__engagement=course)

    drawn = shown(client, course)

    assert "Egenvurderingen kan læses, men ikke længere ændres." in drawn
    assert "Ingen af felterne har fået et trin." in drawn
    assert ("dokumentation/ny/" in drawn, "Skriv videre" in drawn) == (False, False)
    assert client.get(url(course, FIELD)).status_code == 403
    assert client.post(url(course, "dokumentation/ny/"), {}).status_code == 403


def test_others_do_not_see_it(client, stranger, course):
    client.force_login(stranger)

    assert client.get(url(course)).status_code == 404


def test_the_page_takes_as_many_queries_for_one_row_as_for_three(client, coordinator, course, connection_queries):
    client.force_login(coordinator)
    plan = SelfAssessmentFactory(engagement=course)

    def one_more(level):
        institution = EngagementInstitutionFactory(engagement=course)
        AssessmentFactory(plan=plan, level=level)
        AssessmentFactory(plan=plan, level=Level.PRACTICE, institution=institution)
        attached(course, Actor.of(coordinator), more=level.encode())
        actions.save_version(plan, name=level, by=Actor.of(coordinator))
        DocumentationFactory(plan=plan)

    one_more(Level.INSTITUTION)
    with connection_queries() as one:
        page(client, course)
    one_more(Level.ADMINISTRATION)
    one_more(Level.PRACTICE)
    with connection_queries() as three:
        page(client, course)

    assert (len(one), len(three)) == (12, 12)


# --- One field ----------------------------------------------------------------------------------------------------


def test_both_sides_write_a_field_with_questions_and_documentation_beside_it(client, side, course):
    attached(course, Actor.of(side))

    form = shown(client, course, FIELD)
    done = client.post(url(course, FIELD), {**TYPED, "revision": "0"})

    assert "Hvordan sætter ledelsen retning, og hvordan mærker personalet det?" in form
    assert ("Tilsyn</a>" in form, "felt 8 af 12" in form) == (True, True)
    assert (done.status_code, done.url) == (302, f"{url(course)}#faglig-ledelse")
    row = Assessment.objects.get()
    assert (row.strengths, row.rating, row.changed_by_name) == ("Stabile ledere.", 2, side.name)
    assert 'value="2"' in shown(client, course, FIELD)


def test_gem_og_naeste_leads_through_the_fields(client, coordinator, course, nursery):
    client.force_login(coordinator)

    first = client.post(url(course, FIELD), {**TYPED, "naeste": "1"})
    said = shown(client, course)
    of_the_institution = client.post(url(course, "faglig-ledelse/praksis/1/"), {"naeste": "1"})
    last = client.post(url(course, "tvaerfagligt-samarbejde/praksis/samlet/"), {"naeste": "1"})

    assert first.url == url(course, "faglig-ledelse/praksis/samlet/")
    assert of_the_institution.url == url(course, "tvaerfagligt-samarbejde/dagtilbud/1/")
    assert last.url == f"{url(course)}#tvaerfagligt-samarbejde"
    assert "Gem og næste" not in shown(client, course, "tvaerfagligt-samarbejde/praksis/samlet/")
    # Two of the three were left empty, and of them nothing is said.
    assert ("»Faglig ledelse, dagtilbud« er gemt." in said, "er gemt." in shown(client, course)) == (True, False)
    assert Assessment.objects.count() == 1


def test_an_institution_has_a_field_of_its_own(client, consultant, course, nursery):
    client.force_login(consultant)

    client.post(url(course, "faglig-ledelse/praksis/1/"), TYPED)

    assert Assessment.objects.get().institution == nursery
    assert "Solstrålen" in shown(client, course, "faglig-ledelse/praksis/1/")


@pytest.mark.parametrize(
    "path",
    [
        "ledelse/praksis/samlet/",
        "faglig-ledelse/alle/samlet/",
        "faglig-ledelse/forvaltning/1/",
        "faglig-ledelse/praksis/9/",
        "faglig-ledelse/praksis/kommunen/",
    ],
)
def test_there_are_no_other_fields(client, coordinator, course, nursery, path):
    client.force_login(coordinator)
    assert client.get(url(course, "faglig-ledelse/praksis/1/")).status_code == 200

    assert client.get(url(course, path)).status_code == 404


def test_a_step_that_is_none_and_a_text_that_is_too_long_are_refused_beside_the_field(client, coordinator, course):
    client.force_login(coordinator)

    response = client.post(url(course, FIELD), {**TYPED, "rating": "6", "evidence": "a" * 4001})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "rating": ["Vælg et trin fra 1 til 5."],
        "evidence": ["Skriv højst 4.000 tegn."],
    }
    assert "Stabile ledere." in response.content.decode()


def test_what_another_wrote_meanwhile_stands_beside_what_was_typed_and_one_chooses(
    client, coordinator, course, consultant
):
    client.force_login(coordinator)
    place = (course, LEADERSHIP, Level.INSTITUTION, None)
    actions.write_assessment(*place, revision=0, by=Actor.of(consultant), strengths="Konsulentens tekst", rating=4)

    response = client.post(url(course, FIELD), {**TYPED, "revision": "0"})

    assert response.status_code == 422
    assert response.context["form"].meanwhile == [
        ("Styrker", "Konsulentens tekst", "Kim Konsulent"),
        ("Trin", "4 af 5", "Kim Konsulent"),
    ]
    assert "Gem min tekst" in response.content.decode()
    chosen = {**TYPED, "revision": response.context["form"]["revision"].value()}
    assert client.post(url(course, FIELD), chosen).status_code == 302
    assert Assessment.objects.get().strengths == "Stabile ledere."


def test_a_course_that_closes_meanwhile_refuses_and_keeps_what_was_typed(client, coordinator, course, monkeypatch):
    client.force_login(coordinator)
    monkeypatch.setattr("engagements.plans.permissions.can_write", lambda *_: True)
    type(course).objects.filter(pk=course.pk).update(
        status="closed", closed_at=course.started_at, closed_by=course.started_by, closing_note="Slut"
    )

    response = client.post(url(course, FIELD), TYPED)
    link = {"title": "Politik", "link": "https://skive.example", "themes": [LEADERSHIP.value]}
    about = client.post(url(course, "dokumentation/ny/"), link)

    assert (response.status_code, about.status_code) == (422, 422)
    assert "Stabile ledere." in response.content.decode()
    assert "afsluttet" in response.context["form"].non_field_errors()[0]
    assert "afsluttet" in about.context["form"].non_field_errors()[0]


# --- Documentation ------------------------------------------------------------------------------------------------


def upload(name="Tilsyn 2026.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def test_both_sides_attach_a_file_and_get_it_again(client, side, course):
    form = shown(client, course, "dokumentation/ny/?tema=faglig-ledelse")
    typed = {"file": upload(), "year": "2026", "themes": [LEADERSHIP.value], "levels": ["practice"]}

    done = client.post(url(course, "dokumentation/ny/"), typed)

    assert form.count("checked") == 1
    assert (done.status_code, done.url) == (302, f"{url(course)}#dokumentation")
    row = Documentation.objects.get()
    assert (row.title, row.year, row.levels, row.filename) == ("Tilsyn 2026", 2026, ["practice"], "Tilsyn 2026.pdf")
    address = f"/dokumenter/{row.document_id}/"
    assert shown(client, course).count(f'href="{address}"') == 2
    assert client.get(address).getvalue() == pdf()
    assert address in shown(client, course, "faglig-ledelse/praksis/samlet/")
    assert address not in shown(client, course, FIELD)


def test_strangers_do_not_get_the_file(client, stranger, course, by):
    row = attached(course, by)
    client.force_login(stranger)

    assert client.get(f"/dokumenter/{row.document_id}/").status_code == 404


def test_a_link_is_attached_with_its_title(client, coordinator, course):
    client.force_login(coordinator)
    typed = {"title": "Politik", "link": "skive.example/politik", "themes": [LEADERSHIP.value]}

    client.post(url(course, "dokumentation/ny/"), typed)

    assert Documentation.objects.get().link == "https://skive.example/politik"
    assert 'href="https://skive.example/politik" rel="noopener noreferrer"' in shown(client, course)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"link": "Vælg enten en fil eller et link."}),
        ({"title": ""}, {"link": "Vælg enten en fil eller et link."}),
        ({"file": True, "link": "https://a.example"}, {"file": "Vælg enten en fil eller et link."}),
        ({"link": "https://a.example", "title": ""}, {"title": "Skriv en titel."}),
        ({"link": "javascript:alert(1)"}, {"link": "Skriv hele adressen, fx https://kommune.dk/rapport."}),
        ({"link": "ftp://a.example"}, {"link": "Skriv en adresse, der begynder med https:// eller http://."}),
        ({"file": True, "themes": []}, {"themes": "Vælg mindst ét tema.", **CHOOSE_AGAIN}),
        ({"file": True, "themes": ["centre"]}, {"themes": "Vælg fra listen.", **CHOOSE_AGAIN}),
        ({"file": True, "levels": ["all"]}, {"levels": "Vælg fra listen.", **CHOOSE_AGAIN}),
        ({"file": True, "year": "1789"}, {"year": "Skriv et årstal fra 1990 til", **CHOOSE_AGAIN}),
        ({"file": True, "year": "sidste år"}, {"year": "Skriv et årstal fra 1990 til", **CHOOSE_AGAIN}),
        ({"file": b"", "title": "Tom"}, {"file": "»Tilsyn 2026.pdf« er ikke taget med. Filen er tom."}),
        ({"file": docx()}, {"file": "»Tilsyn 2026.pdf« er ikke taget med. Navnet ender på »pdf«"}),
    ],
    ids=[
        "neither",
        "nothing at all",
        "both",
        "no title",
        "script",
        "ftp",
        "no theme",
        "unknown theme",
        "unknown level",
        "too early",
        "no year",
        "empty",
        "not what it says",
    ],
)
def test_what_cannot_be_attached_is_refused_beside_the_field(client, coordinator, course, typed, errors):
    client.force_login(coordinator)
    sent = {"title": "Politik", "themes": [LEADERSHIP.value], **typed}
    if "file" in sent:
        sent["file"] = upload(content=None if sent["file"] is True else sent["file"])

    response = client.post(url(course, "dokumentation/ny/"), sent)

    assert response.status_code == 422
    given = {name: each[0] for name, each in response.context["form"].errors.items()}
    assert list(given) == list(errors)
    for name, begins in errors.items():
        assert given[name].replace("».pdf«", "»pdf«").startswith(begins)
    assert Documentation.objects.exists() is False


def test_a_file_that_is_there_already_is_refused_beside_the_field(client, coordinator, course, by):
    attached(course, by)
    client.force_login(coordinator)

    response = client.post(url(course, "dokumentation/ny/"), {"file": upload(), "themes": [LEADERSHIP.value]})

    assert response.status_code == 422
    assert "Den er der allerede som »Tilsyn«" in response.context["form"].errors["file"][0]


def test_documentation_is_put_under_other_themes_and_a_link_is_corrected(client, side, course):
    row = attached(course, Actor.of(side))
    link = DocumentationFactory(plan=row.plan)
    address = url(course, f"dokumentation/{row.pk}/")
    assert ("link" in client.get(address).context["form"].fields) is False

    typed = {"title": "Tilsyn i foråret", "year": "2025", "themes": ["parental_cooperation"], "revision": "1"}
    done = client.post(address, typed)
    without = client.post(url(course, f"dokumentation/{link.pk}/"), {**typed, "link": ""})
    client.post(url(course, f"dokumentation/{link.pk}/"), {**typed, "link": "https://b.example"})

    row.refresh_from_db()
    link.refresh_from_db()
    assert done.url == f"{url(course)}#dokumentation"
    assert (row.title, row.year, row.themes) == ("Tilsyn i foråret", 2025, ["parental_cooperation"])
    assert without.context["form"].errors == {"link": ["Skriv linkets adresse."]}
    assert link.link == "https://b.example"


def test_documentation_is_taken_out_and_its_file_can_still_be_found(client, side, course):
    row = attached(course, Actor.of(side))
    assert "Filer, der er taget ud" not in shown(client, course)

    client.post(url(course, f"dokumentation/{row.pk}/tag-ud/"))

    drawn = shown(client, course)
    assert "Filer, der er taget ud (1)" in drawn
    assert f'href="/dokumenter/{Document.objects.get().pk}/"' in drawn
    history = client.get(f"{course.get_absolute_url()}planer/egenvurdering/historik/").content.decode()
    assert "Dokumentation: Tilsyn" in history
    address = url(course, f"dokumentation/{row.pk}/")
    assert client.get(address).status_code == 404
    late = client.post(address, {"title": "Tilsyn"}, follow=True)
    assert "En anden har taget dokumentationen ud" in late.content.decode()


# --- Paper, and beside the other plans ----------------------------------------------------------------------------


def test_the_pdf_is_tagged_and_has_everything(client, coordinator, course, nursery, by):
    client.force_login(coordinator)
    attached(course, by, year=2026)
    plan = course.plans.get()
    row = AssessmentFactory(plan=plan, rating=2, challenges="Møderne handler om drift.", evidence="Dagsordener.")
    AssessmentFactory(plan=plan, level=Level.PRACTICE, institution=nursery, strengths="Egne ord.")
    actions.save_version(plan, name="Før", by=by)
    Assessment.objects.filter(pk=row.pk).update(rating=4)

    response = client.get(url(course, "pdf/"))

    done = subprocess.run(["pdftotext", "-", "-"], input=response.content, capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    assert response["Content-Disposition"] == f'attachment; filename="egenvurdering-{course.case.reference}.pdf"'
    with pikepdf.open(BytesIO(response.content)) as paper:
        assert (bool(paper.Root.MarkInfo.Marked), str(paper.Root.Lang)) == (True, "da")
    for words in ("Møderne handler om drift.", "Egne ord.", "Solstrålen", "2 op", "Før: Udgave 1: Før", "Tilsyn (pdf"):
        assert words in text


def test_the_pdf_of_an_empty_self_assessment_is_made_too(client, coordinator, course):
    client.force_login(coordinator)

    assert client.get(url(course, "pdf/")).content.startswith(b"%PDF")


def test_a_pdf_that_cannot_be_made_is_a_message(client, coordinator, course, monkeypatch):
    client.force_login(coordinator)

    def fails(*args):
        raise RenderFailed("too long")

    monkeypatch.setattr(renderer, "render", fails)
    response = client.get(url(course, "pdf/"), follow=True)

    assert "PDF-filen kunne ikke laves lige nu." in response.content.decode()


def test_the_overview_has_the_plans_in_the_order_in_which_they_are_begun(course, monkeypatch):
    backwards = dict(reversed(overview.PAGES.items()))
    monkeypatch.setattr(overview, "PAGES", backwards)

    names = [line.name for line in overview.of(course)]

    assert names == [kind.label for kind in PlanKind if kind in backwards]
    assert names[0] == "Egenvurdering"
