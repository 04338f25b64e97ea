"""Badges: sheets of A4 with all that stands on each, within its ten places, and a note that they were taken out."""

import re
import subprocess
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone

from conferences.door import badges
from praksis.cases import log
from praksis.cases.models import AuditEvent
from praksis.documents.rendering import RenderFailed, renderer
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import RegistrationFactory, WorkshopChoiceFactory, open_event
from tests.pages import texts

pytestmark = pytest.mark.django_db

PAGE = "/konferencer/konference/navneskilte/"
POINTS = 72 / 25.4
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@pytest.fixture
def event():
    return open_event(slug="konference", title="Dagen")


@pytest.fixture
def managing(client, manager):
    client.force_login(manager)
    return client


def words_of(pdf, *options):
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def fetch(managing, **asked):
    answer = managing.post(PAGE, {"whose": "alle", "blank": "0", **asked})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return answer


def names(page):
    return re.findall(r'class="name \w+">(.*?)<', page)


def test_a_badge_says_who_from_where_and_which_workshops_where(managing, event, municipality):
    guest = RegistrationFactory(event=event, name="Åse Østergård", workplace="Solen", municipality=municipality)
    leg = WorkshopFactory(event=event, title="Leg", room="lokale 3")
    WorkshopChoiceFactory(registration=guest, workshop=leg)
    WorkshopChoiceFactory(registration=guest, workshop=WorkshopFactory(event=event, title="Ro"), seat=None)

    answer = fetch(managing, blank="2")

    assert answer["Content-Disposition"] == 'attachment; filename="navneskilte-konference.pdf"'
    text = words_of(answer.content)
    assert [word for word in ("Åse Østergård", "Solen", "Skive", "11.00 Leg, lokale 3") if word not in text] == []
    assert (text.count("Dagen"), "Ro" in text) == (3, False)
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang), len(pdf.pages)) == (True, "da", 1)
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert [round(float(side) / POINTS) for side in pdf.pages[0].MediaBox] == [0, 0, 210, 297]
    told = [log.words(each) for each in event.case.events.filter(kind="event.badges_made")]
    assert told == ["Navneskilte er hentet. Med navn: 1, uden navn: 2."]


def test_the_longest_there_can_be_fits_on_its_badge(managing, event, municipality):
    event.title = "Konferencen om dagtilbud af høj kvalitet " * 3
    event.save()
    long_names = ["W" * 60, "Bartholomæus-Christoffer Nørregaard Emanuel Østby Søndergaard", "Åge Øst " * 18, "M" * 150]
    for name in long_names:
        guest = RegistrationFactory(event=event, name=name.strip(), workplace="Den selvejende ok " * 8 + "slutte")
        guest.municipality = municipality
        guest.save()
        for number in range(6):
            workshop = WorkshopFactory(
                event=event, title="Leg og læring i hverdagens rutiner", room="Store sal mod vest"
            )
            WorkshopChoiceFactory(registration=guest, workshop=workshop, seat=number + 1)

    boxes = words_of(fetch(managing).content, "-bbox")

    found = [(*(float(each) / POINTS for each in box), text) for *box, text in WORD.findall(boxes)]
    assert [box for box in found if not _within_a_badge(box)] == []
    places = {text: [box for box in found if box[4] == text] for text in ("slutte", "Skive", "11.00", "til")}
    assert {text: len(found) for text, found in places.items()} == {"slutte": 4, "Skive": 4, "11.00": 12, "til": 4}
    # The workshops begin below the municipality on each
    for skive in places["Skive"]:
        below = [box for box in places["11.00"] if _badge(box) == _badge(skive)]
        assert min(box[1] for box in below) >= skive[3] - 0.5


def _badge(box):
    return int((box[0] - 15) // 90), int((box[1] - 13.5) // 54)


def _within_a_badge(box):
    x, y, right, bottom, _ = box
    column, row = _badge(box)
    left, top = 15 + 90 * column, 13.5 + 54 * row
    return left <= x and right <= left + 90 and top <= y and bottom <= top + 54


def test_they_lie_by_name_ten_on_a_sheet_and_the_blank_ones_last(event):
    for number in range(12, 0, -1):
        RegistrationFactory(event=event, name=f"Gæst {number:02}", number=number)
    RegistrationFactory(event=event, waiting=True, name="Venter")
    RegistrationFactory(event=event, cancelled=True, name="Afmeldt")
    RegistrationFactory(event=event, name="")

    page = badges.page(event, badges.part_of(badges.guests(event), 1), blank=9)

    assert names(page) == [f"Gæst {number:02}" for number in range(1, 13)]
    assert [sheet.count('class="badge"') for sheet in page.split('class="sheet"')[1:]] == [10, 10, 1]


def test_a_name_stands_as_large_as_it_can(event):
    for number, letters in enumerate((20, 21, 35, 71)):
        RegistrationFactory(event=event, name="a" * letters, number=number + 1)

    page = badges.page(event, badges.part_of(badges.guests(event), 1))

    assert re.findall(r'class="name (\w+)"', page) == ["large", "medium", "small", "smallest"]


def test_only_those_who_got_a_seat_since_they_were_last_taken_out(managing, event, time_machine):
    now = timezone.now()
    RegistrationFactory(event=event, name="Anna", registered_at=now - timedelta(days=9))
    RegistrationFactory(event=event, name="Bo", registered_at=now - timedelta(days=8))
    assert "da I sidst hentede" not in " ".join(texts(managing.get(PAGE), "label"))
    fetch(managing)
    time_machine.move_to(now + timedelta(hours=1))
    moved = RegistrationFactory(event=event, name="Carl", registered_at=now - timedelta(days=9))
    moved.moved_up_at = now + timedelta(minutes=30)
    moved.save()

    shown = managing.get(PAGE)
    text = words_of(fetch(managing, whose="nye").content)

    assert "da I sidst hentede" in " ".join(texts(shown, "label"))
    assert [name in text for name in ("Anna", "Bo", "Carl")] == [False, False, True]


def test_only_those_since_a_date(managing, event):
    today = timezone.localdate()
    RegistrationFactory(event=event, name="Anna", registered_at=timezone.now() - timedelta(days=2))
    RegistrationFactory(event=event, name="Bo")
    since = {"since_day": today.day, "since_month": today.month, "since_year": today.year}

    text = words_of(fetch(managing, whose="siden", **since).content)

    assert ["Anna" in text, "Bo" in text] == [False, True]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"whose": ""}, "Vælg, hvem der skal have et."),
        ({"whose": "siden"}, "Skriv datoen."),
        ({"whose": "ingen", "blank": "0"}, "Skriv, hvor mange skilte uden navn I vil have."),
        ({"whose": "ingen", "blank": "101"}, "Skriv højst 100."),
        (
            {"whose": "alle"},
            "Der er ingen at lave navneskilte til. Vælg andre, eller skriv et antal uden navn.",
        ),
    ],
)
def test_what_cannot_be_made_is_said_beside_its_field(managing, event, asked, sentence):
    page = managing.post(PAGE, {"blank": "0", **asked})

    assert page.status_code == 422
    assert [text.removeprefix("Fejl: ") for text in texts(page, ".form-error-message")] == [sentence]
    assert not AuditEvent.objects.filter(kind="event.badges_made").exists()


def test_only_blank_ones(managing, event):
    RegistrationFactory(event=event, name="Anna")

    text = words_of(fetch(managing, whose="ingen", blank="3").content)

    assert (text.count("Dagen"), "Anna" in text) == (3, False)


def test_more_than_one_file_holds_are_taken_out_in_parts(managing, event, monkeypatch):
    monkeypatch.setattr(badges, "IN_ONE_FILE", 2)
    for name in ("Anna", "Bo", "Carl"):
        RegistrationFactory(event=event, name=name)
    assert "Del 2 af 2" in " ".join(texts(managing.get(PAGE), "option"))

    text = words_of(fetch(managing, part="2").content)

    assert [name in text for name in ("Anna", "Bo", "Carl")] == [False, False, True]


def test_one_guest_gets_theirs_again(managing, event):
    guest = RegistrationFactory(event=event, name="Anna", number=7)
    RegistrationFactory(event=event, name="Bo")

    answer = managing.post(f"/konferencer/konference/deltagere/{guest.pk}/navneskilt/")

    text = words_of(answer.content)
    assert (text.count("Anna"), text.count("Bo")) == (1, 0)
    assert [log.words(each) for each in event.case.events.all()] == ["Navneskiltet til tilmelding nummer 7 er hentet."]


def test_whoever_has_no_seat_has_no_badge(managing, event):
    waiting = RegistrationFactory(event=event, waiting=True)

    for guest in (waiting, RegistrationFactory()):
        answer = managing.post(f"/konferencer/konference/deltagere/{guest.pk}/navneskilt/")
        assert answer.status_code == 404


def test_a_file_that_cannot_be_made_is_said(managing, event, monkeypatch):
    RegistrationFactory(event=event)

    def fail(*args):
        raise RenderFailed("no child")

    monkeypatch.setattr(renderer, "render", fail)
    page = managing.post(PAGE, {"whose": "alle", "blank": "0"}, follow=True)

    assert texts(page, ".alert-error")[0].count("PDF-filen kunne ikke laves") == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_badges_of_many_take_the_same_queries(event, connection_queries, municipality, number):
    for _ in range(number):
        WorkshopChoiceFactory(registration=RegistrationFactory(event=event, municipality=municipality))

    with connection_queries() as asked:
        badges.page(event, badges.part_of(badges.guests(event), 1))

    assert len(asked) == 2
