import hashlib
import io
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from engagements.agreements import actions
from engagements.agreements.models import Agreement, Rendering
from engagements.tasks import render_agreement, sweep_renderings
from praksis.cases.actors import Actor
from praksis.documents.models import Document
from praksis.documents.rendering import RenderFailed, renderer
from praksis.errors import ActionError
from praksis.mail.models import Email
from praksis.work import LADDER, WorkStatus
from tests.factories.engagements import (
    CHAIR,
    AgreementFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
    RenderingFactory,
)
from tests.factories.organisations import InstitutionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


def words(pdf):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def made(engagement, by):
    """Request and render an agreement; its PDF."""
    agreement = actions.request_agreement(engagement, by=by)
    assert actions.render(agreement.rendering.pk) is True
    agreement.refresh_from_db()
    return agreement, stored(agreement)


def stored(agreement):
    with agreement.document.file.open("rb") as file:
        return file.read()


def events(engagement):
    return list(engagement.case.events.order_by("id").values_list("kind", flat=True))


# --- Requesting ---------------------------------------------------------------------------------------------------


def test_an_agreement_copies_the_courses_facts(consultant, municipality, by):
    engagement = EngagementFactory(running=True, party=municipality, team=[consultant])
    EngagementInstitutionFactory(engagement=engagement, name="Solstrålen")

    agreement = actions.request_agreement(engagement, by=by)
    engagement.people = {}
    engagement.save()
    agreement.refresh_from_db()

    assert agreement.number == 1
    assert (agreement.facts["applicant"], agreement.facts["programme"]) == ("Skive Kommune", "one_year")
    assert agreement.facts["institutions"] == [{"name": "Solstrålen", "ownership": "Kommunalt", "setting": "Børnehave"}]
    assert [person["role"] for person in agreement.facts["people"]] == ["Dagtilbudschef", "Tovholder"]
    assert [person["name"] for person in agreement.facts["consultants"]] == ["Kim Konsulent"]
    assert events(engagement) == ["agreement.requested"]


def test_asking_again_while_one_is_being_made_gives_that_one(consultant, by):
    engagement = EngagementFactory(running=True, team=[consultant])

    assert actions.request_agreement(engagement, by=by) == actions.request_agreement(engagement, by=by)
    assert Agreement.objects.count() == 1


def test_an_agreement_names_consultants_so_it_needs_some(by):
    with pytest.raises(ActionError, match="Sæt konsulenter på"):
        actions.request_agreement(EngagementFactory(running=True), by=by)


def test_a_closed_course_gets_no_new_agreement(consultant, by):
    with pytest.raises(ActionError, match="afsluttet"):
        actions.request_agreement(EngagementFactory(closed=True, team=[consultant]), by=by)


def test_an_agreements_number_is_used_once_in_a_course():
    agreement = AgreementFactory()

    with pytest.raises(IntegrityError, match=r"agreement"), transaction.atomic():
        AgreementFactory(engagement=agreement.engagement, number=agreement.number)


# --- The PDF ------------------------------------------------------------------------------------------------------


def test_the_pdf_is_stored_once_with_its_fingerprint_on_the_case(consultant, municipality, by):
    engagement = EngagementFactory(running=True, party=municipality, team=[consultant])

    agreement, content = made(engagement, by)

    document = Document.objects.get()
    assert (document.case, document.sha256) == (engagement.case, hashlib.sha256(content).hexdigest())
    assert document.filename == f"samarbejdsaftale-{engagement.case.reference}-1.pdf"
    assert actions.render(agreement.rendering.pk) is False
    assert Document.objects.count() == 1
    assert events(engagement) == ["agreement.requested", "agreement.ready"]


def test_the_contact_and_the_consultants_are_told(consultant, by):
    made(EngagementFactory(running=True, team=[consultant]), by)

    assert {letter.to for letter in Email.objects.all()} == {"karen@skive.example", consultant.email}


def test_without_a_contact_the_consultants_are_told(consultant, by):
    made(EngagementFactory(running=True, team=[consultant], people={}), by)

    assert [letter.to for letter in Email.objects.all()] == [consultant.email]


def test_a_new_agreement_is_a_new_number_and_leaves_the_old_as_it_was(consultant, by):
    engagement = EngagementFactory(running=True, team=[consultant])
    first, content = made(engagement, by)

    second, _ = made(engagement, by)

    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert stored(first) == content


def test_the_agreement_of_a_one_year_course(consultant, municipality, by):
    engagement = EngagementFactory(
        running=True, party=municipality, team=[consultant], themes=["professional_leadership"]
    )
    EngagementInstitutionFactory(engagement=engagement, name="Solstrålen")

    agreement, content = made(engagement, by)

    text = words(content)
    for expected in [
        f"Sag {engagement.case.reference} · Aftale nr. 1 · Kontrolkode {agreement.control_code}",
        "Samarbejdsaftale om etårigt rådgivnings- og vejledningsforløb mellem Socialstyrelsen og Skive Kommune",
        "Solstrålen (børnehave, kommunalt)",
        "for transport til temadage og landsdækkende konferencer",
        "En ekstern evaluator følger forløbene",
        "Vi arbejder med: faglig ledelse.",
        "kim@praksis.example",
        "karen@skive.example",
        "Side 1 af 3",
    ]:
        assert text.count(expected) >= 1, expected
    pdf = pikepdf.open(io.BytesIO(content))
    assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "da")
    assert str(pdf.docinfo["/Title"]).endswith(f"sag {engagement.case.reference}, aftale nr. 1")


@pytest.mark.parametrize(
    ("kind", "ownership", "party", "signs"),
    [
        ("private", "private", "Solstrålen", "Bestyrelsesformand: Bo Bestyrelse"),
        ("self_governing", "self_governing", "Solstrålen", "Bestyrelsesformand: Bo Bestyrelse"),
        ("municipal", "municipal", "Skive Kommune", "For kommunen"),
    ],
)
def test_the_agreement_of_an_institutions_mini(kind, ownership, party, signs, consultant, municipality, by):
    institution = InstitutionFactory(name="Solstrålen", municipality=municipality, ownership=ownership)
    engagement = EngagementFactory(
        running=True,
        mini=True,
        party=institution,
        applicant_kind=kind,
        team=[consultant],
        people={"board_chair": CHAIR},
    )

    _, content = made(engagement, by)

    text = words(content)
    assert text.count(f"mellem Socialstyrelsen og {party}") == 1
    assert text.count(signs) == 1
    assert text.count("højst ti timer i alt") == 1
    assert (text.count("transport til"), text.count("evaluator")) == (0, 0)


def test_the_agreement_of_an_administrations_mini(consultant, municipality, by):
    engagement = EngagementFactory(
        running=True, mini=True, party=municipality, applicant_kind="administration", team=[consultant]
    )

    _, content = made(engagement, by)

    text = words(content)
    assert text.count("ved forvaltningen for dagtilbud") == 1
    assert text.count("Forløbet er gratis for kommunen.") == 1


HOSTILE = [
    '<img src="file:///etc/passwd">',
    "<script>alert(1)</script>",
    '"><link rel=attachment href=file:///etc/passwd>',
    "{{ settings.SECRET_KEY }}",
    "</p><style>@import 'http://169.254.169.254/'</style>",
    "‮gnidaer sdrawkcab \u200b\u2028 ﷽ 🧸",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(text, consultant, by):
    person = {"name": text, "title": text, "email": "x@x.example", "phone": text}
    engagement = EngagementFactory(
        mini=True, running=True, team=[consultant], challenge=text, people={"board_chair": person}
    )
    EngagementInstitutionFactory(engagement=engagement, name=text)

    _, content = made(engagement, by)

    pdf = pikepdf.open(io.BytesIO(content))
    assert len(pdf.attachments) == 0
    assert words(content).count("root:x:0:0") == 0
    assert len(content) < 500_000


# --- When it fails ------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch):
    def fail(html, files):
        raise RenderFailed("The child ended without an answer.")

    monkeypatch.setattr(renderer, "render", fail)


@pytest.fixture
def waiting(consultant, by):
    return actions.request_agreement(EngagementFactory(running=True, team=[consultant]), by=by).rendering


def test_a_failed_rendering_is_tried_again_by_the_ladder(waiting, broken):
    begun = timezone.now()

    assert actions.render(waiting.pk) is False

    waiting.refresh_from_db()
    assert (waiting.status, waiting.attempts, waiting.will_try_again) == (WorkStatus.WAITING, 1, True)
    assert waiting.last_error == "The child ended without an answer."
    assert LADDER[0] <= waiting.not_before - begun < LADDER[0] + timedelta(seconds=30)
    assert actions.render(waiting.pk) is False  # not due yet


def test_a_file_that_cannot_be_stored_is_tried_again_by_the_ladder_and_told_to_nobody(waiting, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    (tmp_path / "file").write_text("not a folder")

    made_it = actions.render(waiting.pk)

    waiting.refresh_from_db()
    assert made_it is False
    assert (waiting.will_try_again, waiting.attempts, waiting.lease) == (True, 1, None)
    assert waiting.last_error == "NotADirectoryError: Not a directory"
    assert (Document.objects.count(), Email.objects.count()) == (0, 0)
    assert events(waiting.agreement.engagement) == ["agreement.requested"]


def test_an_agreement_with_facts_that_cannot_be_drawn_climbs_the_ladder_too(waiting):
    Agreement.objects.update(facts={})

    made_it = actions.render(waiting.pk)

    waiting.refresh_from_db()
    assert made_it is False
    assert (waiting.will_try_again, waiting.attempts, waiting.last_error) == (True, 1, "KeyError")


def test_while_the_database_refuses_the_work_waits_for_its_lease(waiting, monkeypatch):
    def refuse(html, files):
        raise OperationalError("disk full")

    monkeypatch.setattr(renderer, "render", refuse)

    with pytest.raises(OperationalError):
        actions.render(waiting.pk)

    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.lease is None) == (0, False)


def test_after_the_last_rung_a_person_must_look_and_can_try_again(waiting, broken):
    Rendering.objects.update(attempts=len(LADDER))

    actions.render(waiting.pk)
    waiting.refresh_from_db()
    failed, told = waiting.has_failed, events(waiting.agreement.engagement)
    actions.try_again(waiting.agreement)

    waiting.refresh_from_db()
    assert (failed, told) == (True, ["agreement.requested", "agreement.failed"])
    assert (waiting.status, waiting.attempts, waiting.last_error) == (WorkStatus.WAITING, 0, "")


def test_trying_again_leaves_work_under_way_alone(waiting):
    Rendering.objects.update(attempts=2, last_error="Før")

    actions.try_again(waiting.agreement)

    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.last_error) == (2, "Før")


def test_a_worker_that_lost_its_lease_keeps_nothing(waiting):
    claimed = Rendering.objects.claim(waiting.pk)
    Rendering.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    Rendering.objects.claim(waiting.pk)

    kept = actions._keep(claimed, waiting.agreement, b"%PDF-")

    assert (kept, Document.objects.count()) == (False, 0)


@pytest.mark.parametrize("jump", [timedelta(days=2), timedelta(days=-2)], ids=["ahead", "back"])
def test_an_agreement_is_kept_once_although_the_clock_jumps_while_it_is_made(waiting, time_machine, jump):
    time_machine.move_to(timezone.now(), tick=False)
    slow = Rendering.objects.claim(waiting.pk)
    time_machine.shift(jump)
    quick = Rendering.objects.claim(waiting.pk)

    kept = [actions._keep(work, work.agreement, b"%PDF-") for work in (quick, slow)]

    waiting.refresh_from_db()
    assert (kept, waiting.status) == ([True, False], WorkStatus.DONE)
    assert Document.objects.count() == 1
    assert Email.objects.filter(key__startswith="agreement.ready:").count() == 2  # one to each side


def test_the_job_makes_the_pdf(waiting):
    render_agreement(str(waiting.pk))

    waiting.refresh_from_db()
    assert waiting.status == WorkStatus.DONE


def test_the_sweep_makes_what_is_due(waiting):
    again_later = RenderingFactory(attempts=2, not_before=timezone.now() + timedelta(minutes=5))

    sweep_renderings()

    for work in (waiting, again_later):
        work.refresh_from_db()
    assert (waiting.status, again_later.status) == (WorkStatus.DONE, WorkStatus.WAITING)
