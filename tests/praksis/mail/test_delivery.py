import smtplib
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from praksis import tasks
from praksis.mail import delivery, links
from praksis.mail.models import Email
from praksis.work import LADDER, LEASE, WorkStatus
from tests.factories.mail import EmailFactory, PersonalLinkFactory

pytestmark = pytest.mark.django_db


class Refusing(BaseEmailBackend):
    """A mail server that answers what the test wants: the network's edge."""

    error: Exception = OSError("no route")

    def send_messages(self, messages):
        raise type(self).error


@pytest.fixture
def server_says(settings, monkeypatch):
    def say(error):
        settings.EMAIL_BACKEND = f"{__name__}.Refusing"
        monkeypatch.setattr(Refusing, "error", error)

    return say


def fresh(email) -> Email:
    return Email.objects.get(pk=email.pk)


def test_a_letter_is_sent_once():
    email = EmailFactory()

    assert delivery.deliver(email.pk)
    assert not delivery.deliver(email.pk)

    assert [message.to for message in mail.outbox] == [[email.to]]
    assert (fresh(email).status, fresh(email).lease, bool(fresh(email).finished_at)) == (WorkStatus.DONE, None, True)


def test_the_job_sends_the_letter():
    email = EmailFactory()

    tasks.deliver_email(str(email.pk))

    assert len(mail.outbox) == 1


def test_the_message_is_the_same_each_time_it_is_made(settings):
    settings.DEFAULT_FROM_EMAIL = "Praksis <post@praksis.example>"
    email = EmailFactory()

    first, second = (delivery.compose(email) for _ in range(2))

    assert first.extra_headers == second.extra_headers == {"Message-ID": f"<{email.pk}@praksis.example>"}
    assert first.body == second.body


def test_text_and_html_say_the_same(settings):
    settings.SITE_URL = "https://praksis.example"
    email = EmailFactory(body="Et <b>afsnit</b> & mere.", button_text="Se sagen", button_path="/mine/")

    message = delivery.compose(email)
    html = message.alternatives[0].content

    assert "Et <b>afsnit</b> & mere." in message.body
    assert "https://praksis.example/mine/" in message.body
    assert "Et &lt;b&gt;afsnit&lt;/b&gt; &amp; mere." in html
    assert 'href="https://praksis.example/mine/"' in html


# --- Links and codes ------------------------------------------------------------------------------------------------


def test_the_token_and_the_code_are_put_in_at_sending_and_never_stored():
    link = PersonalLinkFactory()
    links.new_code(link)
    email = EmailFactory(link=link, button_text="Åbn", body="Koden er [[kode]].")

    delivery.deliver(email.pk)

    text = mail.outbox[0].body
    assert f"http://testserver/organisationer/invitation/{links.token(link)}/" in text
    assert f"Koden er {links.code(link)}." in text
    assert fresh(email).body == "Koden er [[kode]]."
    assert fresh(email).button_path == ""


def test_a_retry_carries_the_same_token(server_says, settings):
    link = PersonalLinkFactory()
    email = EmailFactory(link=link, button_text="Åbn")
    before = delivery.button_url(email)
    server_says(OSError())
    delivery.deliver(email.pk)

    assert delivery.button_url(fresh(email)) == before


@pytest.mark.parametrize(
    ("state", "words"), [("used", links.USED), ("withdrawn", links.WITHDRAWN), ("expired", links.EXPIRED)]
)
def test_a_letter_whose_link_is_over_is_dropped(state, words):
    email = EmailFactory(link=PersonalLinkFactory(**{state: True}), button_text="Åbn")

    delivery.deliver(email.pk)

    assert mail.outbox == []
    assert (fresh(email).status, fresh(email).last_error) == (WorkStatus.DROPPED, words)


def test_a_letter_of_an_earlier_generation_is_dropped():
    link = PersonalLinkFactory()
    email = EmailFactory(link=link, button_text="Åbn")
    links.renew(link, expires_at=link.expires_at)

    delivery.deliver(email.pk)

    assert mail.outbox == []
    assert (fresh(email).status, fresh(email).last_error) == (WorkStatus.DROPPED, "Der er sendt et nyere link.")


@pytest.mark.parametrize(("seconds", "status"), [(-1, WorkStatus.DROPPED), (60, WorkStatus.DONE)])
def test_a_letter_that_comes_too_late_is_dropped(seconds, status):
    email = EmailFactory(not_after=timezone.now() + timedelta(seconds=seconds))

    delivery.deliver(email.pk)

    assert fresh(email).status == status


# --- Sensitive letters ----------------------------------------------------------------------------------------------


def test_a_sensitive_letter_is_erased_in_the_moment_it_is_sent():
    email = EmailFactory(sensitive_one=True)

    delivery.deliver(email.pk)

    assert "/konto/hemmelig/" in mail.outbox[0].body
    assert (fresh(email).status, fresh(email).body, fresh(email).button_path) == (WorkStatus.DONE, "", "")


def test_a_sensitive_letter_that_is_dropped_is_erased_too():
    email = EmailFactory(sensitive_one=True, not_after=timezone.now() - timedelta(seconds=1))

    delivery.deliver(email.pk)

    assert (fresh(email).status, fresh(email).body, fresh(email).button_path) == (WorkStatus.DROPPED, "", "")


def test_a_sensitive_letter_that_must_be_tried_again_keeps_its_text(server_says):
    email = EmailFactory(sensitive_one=True)
    server_says(OSError())

    delivery.deliver(email.pk)

    assert fresh(email).button_path == "/konto/hemmelig/"


def test_other_letters_keep_their_text():
    email = EmailFactory()

    delivery.deliver(email.pk)

    assert fresh(email).body == email.body


# --- Leases and the ladder ------------------------------------------------------------------------------------------


def test_a_letter_in_work_is_nobody_elses():
    email = EmailFactory()
    claimed = Email.objects.claim(email.pk)

    assert claimed.pk == email.pk
    assert Email.objects.claim(email.pk) is None
    assert list(Email.objects.due()) == []


def test_a_worker_that_died_is_followed_by_another_after_the_lease(time_machine):
    time_machine.move_to("2018-03-01 10:00+01:00", tick=False)
    email = EmailFactory()
    Email.objects.claim(email.pk)

    time_machine.shift(LEASE - timedelta(seconds=1))
    assert not delivery.deliver(email.pk)
    time_machine.shift(timedelta(seconds=2))
    assert delivery.deliver(email.pk)

    assert len(mail.outbox) == 1


@pytest.mark.parametrize("ending", [lambda email: email.finish(), lambda email: email.fail("late")])
def test_whoever_lost_the_lease_has_no_say_any_more(time_machine, ending):
    time_machine.move_to("2018-03-01 10:00+01:00", tick=False)
    email = EmailFactory()
    slow = Email.objects.claim(email.pk)
    time_machine.shift(LEASE + timedelta(seconds=1))
    second = Email.objects.claim(email.pk)

    assert ending(slow) is False

    assert (fresh(email).status, fresh(email).lease) == (WorkStatus.WAITING, second.lease)


def test_a_letter_climbs_the_ladder_and_then_waits_for_a_person(server_says, time_machine):
    time_machine.move_to("2018-03-01 10:00+01:00", tick=False)
    server_says(OSError("no route"))
    email = EmailFactory(not_before=timezone.now())

    for pause in LADDER:
        delivery.deliver(email.pk)
        assert (fresh(email).status, fresh(email).not_before) == (WorkStatus.WAITING, timezone.now() + pause)
        time_machine.shift(pause)
    delivery.deliver(email.pk)

    assert (fresh(email).status, fresh(email).attempts, fresh(email).last_error) == (
        WorkStatus.FAILED,
        len(LADDER) + 1,
        "OSError",
    )


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"a@b.example unknown")}), WorkStatus.FAILED, "550"),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (451, b"later")}), WorkStatus.WAITING, "451"),
        (smtplib.SMTPDataError(554, b"spam"), WorkStatus.FAILED, "554"),
        (smtplib.SMTPDataError(451, b"later"), WorkStatus.WAITING, "451"),
        (smtplib.SMTPSenderRefused(550, b"no", "praksis"), WorkStatus.FAILED, "550"),
        (smtplib.SMTPServerDisconnected("gone"), WorkStatus.WAITING, "SMTPServerDisconnected"),
        (smtplib.SMTPAuthenticationError(535, b"secret"), WorkStatus.WAITING, "535"),
        (TimeoutError("slow"), WorkStatus.WAITING, "TimeoutError"),
        (UnicodeEncodeError("ascii", "ø", 0, 1, "no"), WorkStatus.FAILED, "UnicodeEncodeError"),
    ],
)
def test_what_the_server_says_decides_whether_to_try_again(server_says, error, status, words):
    email = EmailFactory()
    server_says(error)

    assert delivery.deliver(email.pk) is False

    assert (fresh(email).status, fresh(email).last_error) == (status, words)


def test_a_letter_that_cannot_be_written_stands_in_nobodys_way(caplog):
    poison = EmailFactory(to="karen@skive.example\nBcc: alle@kommune.example")
    good = EmailFactory()

    for email in (poison, good):
        delivery.deliver(email.pk)

    assert (fresh(poison).status, fresh(poison).last_error) == (WorkStatus.FAILED, "BadHeaderError")
    assert fresh(good).status == WorkStatus.DONE
    assert caplog.messages == [f"letter {poison.pk} cannot be sent: BadHeaderError"]


# --- A real mail server ---------------------------------------------------------------------------------------------


class Postbox:
    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.received.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802
        if address.startswith("ukendt"):
            return "550 No such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"


class OnAnyPort(Controller):
    """The system chooses a free port; aiosmtpd then tries it once."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def postbox(settings):
    handler = Postbox()
    controller = OnAnyPort(handler, hostname="127.0.0.1", port=0, server_hostname="localhost")
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield handler
    controller.stop()


def test_a_letter_crosses_a_real_mail_server(postbox):
    link = PersonalLinkFactory(recipient="direktoer@skive.example")
    email = EmailFactory(
        to=link.recipient,
        link=link,
        subject="Underskrift på ansøgningen for Børnehuset Ærø",
        body="Kære direktør\n\nTeksten er på dansk: æøå.",
        button_text="Læs og skriv under",
    )

    assert delivery.deliver(email.pk)

    [(recipients, message)] = postbox.received
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert recipients == ["direktoer@skive.example"]
    assert message["subject"].strip() == "Underskrift på ansøgningen for Børnehuset Ærø"
    assert message["message-id"].startswith(f"<{email.pk}@")
    assert "Teksten er på dansk: æøå." in text
    assert links.token(link) in text.replace("\n", "")
    assert links.token(link) in html
    assert fresh(email).status == WorkStatus.DONE


def test_a_mail_server_that_knows_nobody_of_that_name_is_believed(postbox):
    email = EmailFactory(to="ukendt@skive.example")

    delivery.deliver(email.pk)

    assert postbox.received == []
    assert (fresh(email).status, fresh(email).status_word, fresh(email).last_error) == (
        WorkStatus.FAILED,
        "Kom ikke frem",
        "550",
    )
