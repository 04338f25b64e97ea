"""The door on the day, with a telephone in one hand, and the network cut in between."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import qrcode
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from conferences.door.models import Entry
from conferences.programme.models import Event
from conferences.registration import codes
from conferences.registration.models import Registration
from tests.factories.door import event_helper, todays_event
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import RegistrationFactory, WorkshopChoiceFactory
from tests.journeys.people import PlainVisitor, Visitor, WideAndNarrowVisitor

# Puts an entry among those that a device has not sent yet
KEEP = """entry => new Promise(done => {
  const opening = indexedDB.open("door-queue", 1);
  opening.onsuccess = () => {
    const writing = opening.result.transaction("entries", "readwrite");
    writing.objectStore("entries").put(entry);
    writing.oncomplete = () => { opening.result.close(); done(); };
  };
})"""
NAMES = ["Anna Ander", "Bo Bertelsen", "Carla Clausen", "Dorte Dam"]


class Helper(Visitor):
    """A helper at the door: what the browser says of a network that is not there is no fault."""

    def _note(self, message):
        if "ERR_INTERNET_DISCONNECTED" not in message.text:
            super()._note(message)

    def guest(self, name):
        return self.page.locator(".door-guests li", has_text=name)

    def lets_in(self, name):
        self.guest(name).get_by_role("button", name="Kom").click()

    def says(self, text):
        expect(self.page.locator("[data-door-status]")).to_have_text(re.compile(text))

    def walks_in(self, name):
        self.fill("name", name)
        self.select("municipality", "Ikke fra en kommune")
        self.select("role", "Andet")
        self.page.get_by_role("button", name="Tjek ind uden tilmelding").click()


@pytest.fixture
def event(transactional_db):
    """A conference today with four guests, one of whom goes to a workshop."""
    event = todays_event(title="Flere børn med", capacity=20)
    guests = [
        RegistrationFactory(event=event, name=name, number=number, seat=number) for number, name in enumerate(NAMES, 1)
    ]
    WorkshopChoiceFactory(registration=guests[0], workshop=WorkshopFactory(event=event, title="Leg", room="Sal 2"))
    return event


def came(event):
    return list(event.registrations.came().order_by("name").values_list("name", flat=True))


def test_guests_come_while_the_network_is_away(event, visitor):
    hans = visitor(event_helper(name="Hans Hjælper", email="hans@praksis.example"), width=400, kind=Helper)
    hans.page.clock.install()
    hans.go("/konferencer/doer/")
    hans.press("Tag imod til Flere børn med")
    hans.says("Alt er sendt kl.")
    expect(hans.page.locator("[data-door][data-ready]")).to_be_visible()
    hans.page.get_by_label("Navn, arbejdsplads").fill("anna")
    expect(hans.page.locator(".door-guests li")).to_have_count(1)
    hans.sees("11.00 Leg, Sal 2")
    hans.lets_in("Anna Ander")
    expect(hans.page.locator("[data-door-answer]")).to_have_text("Anna Ander er tjekket ind.")
    expect(hans.page.locator("[data-door-count]")).to_have_text("1 af 4 er kommet")
    hans.says("Alt er sendt kl.")
    hans.look()

    hans.page.context.set_offline(True)
    hans.says("Uden net. Du kan blive ved")
    hans.page.get_by_label("Navn, arbejdsplads").fill("")
    # A hurried finger presses twice, and does not undo.
    hans.guest("Bo Bertelsen").get_by_role("button", name="Kom").dblclick()
    hans.lets_in("Carla Clausen")
    hans.page.clock.fast_forward(1_000)
    hans.guest("Carla Clausen").get_by_role("button", name="Fortryd").click()
    hans.page.get_by_label("Kode fra en håndscanner").fill(codes.of(Registration.objects.get(name="Dorte Dam")))
    hans.page.get_by_label("Kode fra en håndscanner").press("Enter")
    hans.walks_in("Egon Olsen")
    expect(hans.guest("Egon Olsen")).to_contain_text("Kom kl.")
    hans.says("Uden net. 5 indtjekninger venter.")
    expect(hans.page.locator("[data-door-count]")).to_have_text("4 af 4 er kommet")
    hans.look()
    assert came(event) == ["Anna Ander"]

    # Closed and opened again, still without network
    hans.page.reload()
    hans.says("Uden net. 5 indtjekninger venter.")
    expect(hans.guest("Bo Bertelsen")).to_contain_text("Kom kl.")
    expect(hans.guest("Egon Olsen")).to_contain_text("Kom kl.")
    hans.look()

    hans.page.context.set_offline(False)
    hans.says("Alt er sendt kl.")
    expect(hans.page.locator("[data-door-count]")).to_have_text("4 af 5 er kommet")
    hans.page.reload()
    hans.says("Alt er sendt kl.")
    hans.look()

    assert came(event) == ["Anna Ander", "Bo Bertelsen", "Dorte Dam", "Egon Olsen"]
    assert (Registration.objects.filter(event=event).count(), Entry.objects.count()) == (5, 6)


def test_each_of_those_who_are_refused_later_is_told_of(event, visitor):
    hans = visitor(event_helper(name="Hans Hjælper", email="hans@praksis.example"), width=400, kind=Helper)
    hans.go(f"{event.get_absolute_url()}doer/")
    hans.says("Alt er sendt kl.")
    answer = hans.page.locator("[data-door-answer]")
    hans.page.context.set_offline(True)
    for name in ("Bo Bertelsen", "Dorte Dam"):
        hans.lets_in(name)
    hans.says("Uden net. 2 indtjekninger venter.")
    Registration.objects.filter(name__in=["Bo Bertelsen", "Dorte Dam"]).delete()
    hans.page.context.set_offline(False)
    hans.says("Alt er sendt kl.")
    expect(answer).to_contain_text("Bo Bertelsen: Gæsten er ikke tilmeldt her.")
    expect(answer).to_contain_text("Dorte Dam: Gæsten er ikke tilmeldt her.")

    hans.page.context.set_offline(True)
    hans.lets_in("Carla Clausen")
    hans.walks_in("Egon Olsen")
    hans.says("Uden net. 2 indtjekninger venter.")
    Event.objects.filter(pk=event.pk).update(held_on=timezone.localdate() - timedelta(days=1))
    hans.page.context.set_offline(False)
    expect(answer).to_contain_text("Carla Clausen: Døren er lukket, og indtjekningen er ikke fra dagen.")
    expect(answer).to_contain_text("Egon Olsen: Døren er lukket")

    hans.go(f"{event.get_absolute_url()}doer/")
    hans.sees("Døren er lukket.")
    carla = Registration.objects.get(name="Carla Clausen")
    kept = {"key": str(uuid4()), "kind": "in", "registration": str(carla.pk), "slug": event.slug}
    hans.page.evaluate(KEEP, {**kept, "at": timezone.now().isoformat(), "is_fact": True})
    hans.page.reload()
    expect(answer).to_contain_text("Gæsten: Døren er lukket, og indtjekningen er ikke fra dagen.")
    hans.look()
    assert came(event) == []


def test_whoever_was_signed_out_signs_in_and_nothing_is_lost(event, visitor):
    hans = visitor(event_helper(name="Hans Hjælper", email="hans@praksis.example"), width=400, kind=Helper)
    hans.go(f"{event.get_absolute_url()}doer/")
    hans.says("Alt er sendt kl.")
    hans.page.context.clear_cookies()
    hans.lets_in("Anna Ander")
    hans.says("Log ind igen for at sende 1 indtjekning.")
    hans.look()

    hans.press("Log ind igen")
    hans.fill("login", hans.user.email)
    hans.fill("password", hans.password)
    hans.press("Log ind")
    hans.says("Alt er sendt kl.")

    assert came(event) == ["Anna Ander"]


def test_the_guests_are_kept_on_the_device_until_one_signs_out(event, visitor):
    hans = visitor(event_helper(name="Hans Hjælper", email="hans@praksis.example"), kind=Helper)
    hans.go(f"{event.get_absolute_url()}doer/")
    hans.says("Alt er sendt kl.")
    expect(hans.page.locator("[data-door][data-ready]")).to_be_visible()
    what = "async () => [(await indexedDB.databases()).map(each => each.name), await caches.keys()]"
    databases, caches = hans.page.evaluate(what)
    assert ("door-guests" in databases, caches) == (True, ["door"])

    hans.page.get_by_role("banner").get_by_role("button", name="Log ud").first.click()
    hans.page.wait_for_load_state()
    databases, caches = hans.page.evaluate(what)

    assert ("door-guests" in databases, caches) == (False, [])


def test_the_door_without_scripts(event, visitor):
    hans = visitor(event_helper(name="Hans Hjælper", email="hans@praksis.example"), width=400, kind=PlainVisitor)
    hans.go(f"{event.get_absolute_url()}doer/")
    hans.fill("q", "bo")
    hans.press("Søg")
    hans.press("Kom Bo Bertelsen")
    hans.sees("Bo Bertelsen er tjekket ind.")
    hans.press("Tjek ind uden tilmelding")
    hans.sees("Skriv navnet.")

    assert came(event) == ["Bo Bertelsen"]


def test_managers_come_to_the_door_from_the_guests(event, visitor, manager):
    mona = visitor(manager, kind=WideAndNarrowVisitor)
    mona.go(f"{event.get_absolute_url()}deltagere/")
    mona.press("Indgang")
    mona.sees("0 af 4 er kommet")


# Draws the code of a guest's page as a camera would see it, and reads it as the door does.
READ = """async svg => {
  const picture = new Image();
  picture.src = "data:image/svg+xml;base64," + btoa(svg.replace("<svg", "<svg width='300' height='300'"));
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 400;
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#ddd";
  brush.fillRect(0, 0, 400, 400);
  brush.drawImage(picture, 50, 50);
  const { BarcodeDetector } = await import(document.querySelector("[data-door]").dataset.scanner);
  return (await new BarcodeDetector({ formats: ["qr_code"] }).detect(canvas)).map(each => each.rawValue);
}"""


def test_codes_are_read_and_a_camera_that_cannot_be_used_is_explained(event, visitor):
    hans = visitor(event_helper(name="Hans Hjælper", email="hans@praksis.example"), width=400, kind=Helper)
    hans.go(f"{event.get_absolute_url()}doer/")
    hans.says("Alt er sendt kl.")
    guest = Registration.objects.get(name="Anna Ander")

    assert hans.page.evaluate(READ, str(codes.svg(guest))) == [codes.of(guest)]

    typed = hans.page.get_by_label("Kode fra en håndscanner")
    answer = hans.page.locator("[data-door-answer]")
    typed.fill("praksis:noget-andet")
    typed.press("Enter")
    expect(answer).to_contain_text("Koden hører ikke til en tilmelding")
    for words in ("Anna Ander er tjekket ind.", "Anna Ander er allerede tjekket ind kl."):
        typed.fill(codes.of(guest))
        typed.press("Enter")
        expect(answer).to_contain_text(words)
    hans.page.get_by_role("button", name="Scan med kameraet").click()
    expect(answer).to_contain_text("Kameraet kan ikke bruges.")
    hans.look()


def test_a_code_before_the_camera_lets_its_guest_in(event, site, playwright, browser_type_launch_args, tmp_path):
    guest = Registration.objects.get(name="Anna Ander")
    picture = qrcode.make(codes.of(guest), box_size=8).convert("RGB")
    frame = Image.new("RGB", (640, 480), "white")
    frame.paste(picture, ((640 - picture.width) // 2, (480 - picture.height) // 2))
    film = tmp_path / "code.mjpeg"
    with film.open("wb") as file:
        for _ in range(10):
            frame.save(file, "JPEG", quality=95)
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    browser = playwright.chromium.launch(
        **{**browser_type_launch_args, "args": [*browser_type_launch_args["args"], *camera]}
    )
    try:
        hans = Helper(browser.new_page(viewport={"width": 400, "height": 900}, locale="da-DK"), site)
        hans.sign_in(event_helper(name="Hans Hjælper", email="hans@praksis.example"))
        hans.go(f"{event.get_absolute_url()}doer/")
        hans.says("Alt er sendt kl.")
        hans.page.get_by_role("button", name="Scan med kameraet").click()
        expect(hans.page.locator("[data-door-answer]")).to_contain_text("Anna Ander er tjekket ind.")
        expect(hans.page.get_by_role("button", name="Stop kameraet")).to_be_visible()
        hans.look()
        hans.page.get_by_role("button", name="Stop kameraet").click()
        expect(hans.page.locator("[data-door-video]")).to_be_hidden()
        expect(hans.page.locator("[data-door-count]")).to_have_text("1 af 4 er kommet")
        hans.says("Alt er sendt kl.")
    finally:
        browser.close()

    assert came(event) == ["Anna Ander"]
