"""What people attach: a process that dies in the middle of storing it, and a folder of files without room."""

import hashlib
import os
import signal
import warnings
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.db.models.fields.files import FieldFile
from django.test import Client
from django.urls import reverse

from applications.drafting.actions import files as attaching
from applications.drafting.models import Answer, Signature
from applications.rounds.models import QuestionKind
from praksis.cases.models import Message
from praksis.documents import actions as documents
from praksis.documents.models import Document
from praksis.documents.storage import DocumentStorage
from tests.drills.rows import a_draft
from tests.factories.accounts import UserFactory
from tests.factories.casework import sent_application
from tests.factories.drafting import AnswerFactory, VersionFactory
from tests.factories.files import pdf, stream
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import QuestionFactory
from tests.pages import texts

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

# More than the disk that is full has room for
LARGE = pdf(b"<< /Type /Catalog >>", stream(b"x" * 20_000))
NO_ROOM = "»tilsyn.pdf« er ikke taget med. Vi kunne ikke gemme filen lige nu. Det er en fejl hos os."
TEXT = "Det er svært at komme ind i legen."


def chosen() -> SimpleUploadedFile:
    return SimpleUploadedFile("tilsyn.pdf", LARGE)


def a_draft_with_files():
    """A draft with a text and an answer that takes files; and who writes it."""
    draft, _ = a_draft()
    question = QuestionFactory(
        question_set=draft.question_set, key="need_files", kind=QuestionKind.FILES, required=False, order=900
    )
    AnswerFactory(application=draft, question=question, value=None)
    return draft


def attached(draft) -> list[str]:
    """The names of the files that the answer has."""
    return [file["name"] for file in Answer.objects.get(application=draft, question__key="need_files").value or []]


def broken() -> list:
    """The documents whose file is missing, or is not what its row says."""
    return [document.pk for document in Document.objects.all() if not is_whole(document)]


def is_whole(document) -> bool:
    try:
        with document.file.open("rb") as file:
            return hashlib.sha256(file.read()).hexdigest() == document.sha256
    except FileNotFoundError:
        return False


# --- R6: the process dies -------------------------------------------------------------------------------------------


def die(*args, **kwargs):
    """As by kill -9: nothing is rolled back by us, nothing is tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(function):
    """Do it, and die before anything else."""

    def last(*args, **kwargs):
        function(*args, **kwargs)
        die()

    return last


# Where in storing a file the process dies, from before the first byte to just before it answers
MOMENTS = {
    "before the file": (DocumentStorage, "_save", die),
    "the file is stored": (Document, "save", die),
    "the row is written": (documents, "store", None),
    "the answer is written": (attaching, "put", None),
    "all is committed": (attaching, "add_file", None),
}


def attach_and_die(client, draft, moment: str) -> int:
    """Send a file to a process that dies at this moment; the signal that ended it."""
    owner, name, instead = MOMENTS[moment]
    if moment == "the row is written":
        owner, name = attaching, "store"
    instead = instead or die_after(getattr(owner, name))

    def change_and_send():
        setattr(owner, name, instead)
        client.post(reverse("applications:add_files", args=[draft.pk]), {"need_files": chosen()})

    return in_a_child(change_and_send)


def in_a_child(do) -> int:
    """Do something in a process of its own, with a connection to the database of its own; the signal that ended it."""
    connections.close_all()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the test has other threads, which the child does not use
        child = os.fork()
    if child == 0:
        with suppress(BaseException):
            do()
        os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", MOMENTS)
def test_wherever_a_process_dies_no_row_lacks_its_file_and_the_file_can_be_sent_again(moment, media):
    draft = a_draft_with_files()
    client = Client()
    client.force_login(draft.created_by)

    ended_by = attach_and_die(client, draft, moment)

    is_acknowledged = moment == "all is committed"
    assert ended_by == signal.SIGKILL
    assert (attached(draft), Document.objects.count()) == ((["tilsyn.pdf"], 1) if is_acknowledged else ([], 0))
    assert broken() == []
    answer = client.post(reverse("applications:add_files", args=[draft.pk]), {"need_files": chosen()})
    assert answer.status_code == 302
    assert (attached(draft), Document.objects.count(), broken()) == (["tilsyn.pdf"], 1, [])


@pytest.mark.django_db(transaction=True)
def test_red_twin_with_the_row_before_the_file_a_file_is_missing(media):
    draft = a_draft_with_files()
    client = Client()
    client.force_login(draft.created_by)

    def save_afterwards(self, name, content, save=True):
        self.name = self.field.generate_filename(self.instance, name)
        setattr(self.instance, self.field.attname, self.name)
        transaction.on_commit(die)

    def send():
        FieldFile.save = save_afterwards
        client.post(reverse("applications:add_files", args=[draft.pk]), {"need_files": chosen()})

    assert in_a_child(send) == signal.SIGKILL

    assert attached(draft) == ["tilsyn.pdf"]
    assert len(broken()) == 1


# --- R7: there is no room -------------------------------------------------------------------------------------------


def with_the_section(client):
    """A section sent with a text and a file: what beside the field, what of the text stands, how to send it again."""
    draft = a_draft_with_files()
    client.force_login(draft.created_by)
    url = reverse("applications:section", args=[draft.pk, 1])

    def send():
        return client.post(url, {"need": TEXT, "need_files": chosen(), "revision:need": "0", "handling": "fortsaet"})

    return send, lambda: Answer.objects.get(question__key="need").value, lambda: attached(draft)


def as_soon_as_chosen(client):
    """A file sent by itself, as a page with scripts does."""
    draft = a_draft_with_files()
    Answer.objects.filter(application=draft, question__key="need").update(value=TEXT)
    client.force_login(draft.created_by)
    url = reverse("applications:add_files", args=[draft.pk])

    def send():
        return client.post(url, {"need_files": chosen()}, headers={"HX-Request": "true"})

    return send, lambda: Answer.objects.get(question__key="need").value, lambda: attached(draft)


def on_paper(client):
    """The director's signed paper."""
    draft = a_draft_with_files()
    director = QuestionFactory(question_set=draft.question_set, key="director", kind=QuestionKind.PERSON, order=901)
    person = {"name": "Dorte", "title": "Direktør", "email": "dorte@skive.example", "phone": "12345678"}
    AnswerFactory(application=draft, question=director, value=person)
    draft.current_version = VersionFactory(application=draft)
    draft.save()
    Answer.objects.filter(application=draft, question__key="need").update(value=TEXT)
    client.force_login(draft.created_by)
    url = reverse("applications:sign_on_paper", args=[draft.pk])

    def signed():
        return [signature.document.filename for signature in Signature.objects.all()]

    return lambda: client.post(url, {"paper": chosen()}), lambda: Answer.objects.get(question__key="need").value, signed


def with_a_message(client, *, from_us: bool):
    """A message with a file; what was typed stands in the form."""
    manager = UserFactory(manager=True)
    application = sent_application(manager=manager)
    writer = MembershipFactory(organisation=application.applicant, user=application.created_by).user
    client.force_login(manager if from_us else writer)
    url = reverse("applications:messages", args=[application.pk])
    if from_us:
        url = reverse("applications:round_messages", args=[application.round_id, application.pk])
    shown = []

    def send():
        answer = client.post(url, {"text": TEXT, "attachments": chosen()})
        shown[:] = texts(answer, "main textarea") if answer.status_code == 422 else [TEXT]
        return answer

    def sent():
        return [file.filename for message in Message.objects.all() for file in message.attachments.all()]

    return send, lambda: shown[0], sent


def to_us(client):
    """The applicant's message."""
    return with_a_message(client, from_us=False)


def to_the_applicant(client):
    """A manager's message."""
    return with_a_message(client, from_us=True)


@pytest.mark.parametrize("way", [with_the_section, as_soon_as_chosen, on_paper, to_us, to_the_applicant])
def test_without_room_every_upload_says_so_keeps_what_was_typed_and_goes_once_there_is(way, client, media, no_room):
    send, kept, stored = way(client)

    refused = send()

    assert refused.status_code in {200, 422}  # to htmx the field comes back, with the reason in it
    assert NO_ROOM in " ".join(texts(refused, "body") or texts(refused, "div"))
    assert (kept(), stored(), Document.objects.count()) == (TEXT, [], 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []
    no_room()
    assert send().status_code in {200, 302}
    assert (kept(), stored(), broken()) == (TEXT, ["tilsyn.pdf"], [])
