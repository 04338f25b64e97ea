"""The whole life of an application as its requests, one after the other, for the replay as somebody else.

A life is a generator: it says what is asked for next, and goes on once that was done. Two organisations' lives that go
side by side ask for the same each time, but for the ids.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.drafting.models import Answer, Application, ApplicationInstitution, Version
from applications.rounds.models import Round
from praksis.cases import actions as cases
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent, Message
from praksis.documents.models import Document
from praksis.mail import links
from praksis.mail.models import PersonalLink, Purpose
from praksis.work import WorkStatus
from tests.factories.accounts import UserFactory
from tests.factories.casework import ReopeningFactory
from tests.factories.files import pdf
from tests.factories.organisations import MembershipFactory

# Everything of an application, and how it leads to its applicant
WATCHED = {
    Application: "applicant",
    ApplicationInstitution: "application__applicant",
    Answer: "application__applicant",
    Version: "application__applicant",
    Document: "case__application__applicant",
    Message: "case__application__applicant",
    AuditEvent: "case__application__applicant",
}


@dataclass(frozen=True)
class Step:
    """One request: who sends it, what it asks for, and what goes with it."""

    who: str
    method: str
    path: str
    data: dict = field(default_factory=dict)


class Life:
    """An organisation that applies, and the browsers of those who take part. Whatever they type ends with the mark."""

    def __init__(self, organisation, round_, mark: str, *, later=None):
        self.organisation, self.round, self.mark = organisation, round_, mark
        # Where the application is copied to
        self.later = later
        self.clients = {who: Client() for who in ("writer", "taker", "leader", "approver", "board")}
        self.writer = self.sign_in("writer", organisation)

    def sign_in(self, who: str, organisation):
        """A member of an organisation, signed in to a browser of their own."""
        member = UserFactory(name=self.say(who.title()), email=f"{who}@{self.mark}.example")
        MembershipFactory(user=member, organisation=organisation)
        self.clients[who].force_login(member)
        return member

    def say(self, text: str) -> str:
        return f"{text} {self.mark}"

    def browser(self, who: str) -> Client:
        """A copy of somebody's browser: what is done with it leaves theirs as it was."""
        copy = Client(raise_request_exception=False)
        copy.cookies = SimpleCookie(self.clients[who].cookies.output(header="", sep=";"))
        return copy

    # --- What is asked for --------------------------------------------------------------------------------------------

    def get(self, name: str, /, *parts, who="writer", **data) -> Step:
        return Step(who, "GET", reverse(f"applications:{name}", args=parts), data)

    def post(self, name: str, /, *parts, who="writer", **data) -> Step:
        return Step(who, "POST", reverse(f"applications:{name}", args=parts), data)

    def open(self, link: PersonalLink, who: str) -> Step:
        return Step(who, "GET", reverse(links.path_name(link), args=[links.token(link)]))

    # --- What there is ------------------------------------------------------------------------------------------------

    @property
    def draft(self) -> Application:
        return Application.objects.filter(applicant=self.organisation, copied_from=None).latest("created_at")

    def answer(self, key: str) -> Answer:
        return Answer.objects.get(application=self.draft, question__key=key)

    def person(self, name: str, address: str) -> dict:
        return {"name": self.say(name), "title": self.say("Leder"), "email": f"{address}@{self.mark}.example"}

    def newest_link(self, purpose: Purpose) -> PersonalLink:
        mine = PersonalLink.objects.filter(purpose=purpose, recipient__endswith=f"@{self.mark}.example")
        return mine.latest("created_at")

    @property
    def secrets(self) -> list[str]:
        """What nobody else may ever read."""
        mine = Application.objects.filter(applicant=self.organisation)
        codes = Version.objects.filter(application__in=mine).values_list("sha256", flat=True)
        return [self.mark, *mine.values_list("case__reference", flat=True), *codes]

    def state(self) -> list:
        """Everything of its applications, as it stands in the database."""
        rows = [
            list(model.objects.filter(**{path: self.organisation}).order_by("pk").values())
            for model, path in WATCHED.items()
        ]
        letters = PersonalLink.objects.filter(recipient__endswith=f"@{self.mark}.example")
        return [*rows, list(letters.order_by("pk").values())]


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("tal.pdf", pdf())


def one_year(life: Life) -> Iterator[Step]:
    """From the first page to the receipt, and what comes after it."""
    yield life.get("begin", life.round.pk)
    yield life.post("begin", life.round.pk, applicant=str(life.organisation.pk))
    draft = life.draft.pk
    yield life.get("application", draft)
    yield from write(life, draft)
    yield from write_with_the_leader(life, draft)
    yield from look_back(life, draft)
    yield from sign(life, draft)
    yield from after_submission(life, draft)


def write(life: Life, draft) -> Iterator[Step]:
    yield life.get("section", draft, 1)
    yield life.post("presence", draft, 1)
    for revision in (0, 0):  # the second is a colleague's who has not seen the first
        yield life.post("save", draft, field="need", value=life.say(f"Uro {revision}"), revision=str(revision))
    director = {f"director__{part}": text for part, text in life.person("Dorte", "dorte").items()}
    need = {"need": life.say("Uro om morgenen"), "revision:need": str(life.answer("need").revision)}
    phone = {"director__phone": "12345678", "revision:director": "0"}
    yield life.post("section", draft, 1, **director, **phone, **need, handling="gem")
    for name in ("Solhuset", "Månehuset"):
        typed = {"nyt-name": life.say(name), "nyt-ownership": "municipal", "nyt-setting": "nursery"}
        yield life.post("section", draft, 1, **typed, handling="tilfoej")
    yield life.post("add_files", draft, files=upload)
    attached = life.answer("files").value[0]["id"]
    yield life.get("file", draft, attached)
    yield life.post("remove_file", draft, attached)
    yield life.post("section", draft, 1, files=upload, handling="gem")
    gone = life.draft.institutions.get(name=life.say("Månehuset")).pk
    yield life.post("section", draft, 1, handling=f"fjern:{gone}")
    yield life.get("remove_institution", draft, gone)
    yield life.post("remove_institution", draft, gone)


def write_with_the_leader(life: Life, draft) -> Iterator[Step]:
    row = life.draft.institutions.get().pk
    name = f"institutions.why@{row}"
    leader = {"name": life.say("Lis"), "email": f"lis@{life.mark}.example"}
    yield life.get("send_part", draft, row)
    yield life.post("send_part", draft, row, **leader)
    yield life.post("resend_part", draft, row)
    yield life.open(life.newest_link(Purpose.FILL_INSTITUTION), "leader")
    yield life.get("part", who="leader")
    yield life.post("begin_part", who="leader", name=life.say("Lis"))
    for revision in (0, 0):
        value = life.say(f"Legen {revision}")
        yield life.post("save_part", who="leader", field=name, value=value, revision=str(revision))
    yield life.get("part", who="leader")
    typed = {name: life.say("Legen"), f"revision:{name}": "1", "handling": "faerdig"}
    yield life.post("part", who="leader", **typed)
    yield life.get("part_thanks", who="leader")
    yield life.post("send_part", draft, row, **leader)
    yield life.post("withdraw_part", draft, row)


def look_back(life: Life, draft) -> Iterator[Step]:
    answer = life.answer("need")
    yield life.get("history", draft)
    yield life.get("answer_history", draft, answer.pk, fra="0", til="1")
    yield life.post("restore_answer", draft, answer.pk, udgave="1", set=str(answer.revision))
    yield life.get("check", draft)


def sign(life: Life, draft) -> Iterator[Step]:
    signer = {"name": life.say("Dorte"), "title": life.say("Direktør")}
    yield life.post("send_for_signature", draft, sends_when_signed="on")
    yield life.get("signature", draft)
    yield life.post("resend_link", draft)
    yield life.post("withdraw_link", draft)
    yield life.post("send_for_signature", draft, sends_when_signed="on")
    yield life.get("correct_approver", draft)
    corrected = {**life.person("Dorte", "direktoer"), "phone": "12345678", "revision": "1"}
    revision = {"revision": str(life.answer("director").revision)}
    yield life.post("correct_approver", draft, **{**corrected, **revision})
    yield life.open(life.newest_link(Purpose.SIGN_APPLICATION), "approver")
    yield life.get("sign", who="approver")
    yield life.get("sign_file", life.answer("files").value[0]["id"], who="approver")
    back = {"tilbage-remark": life.say("Skriv mere."), "tilbage-name": life.say("Dorte")}
    yield life.post("sign_back", who="approver", **back)
    yield life.get("sign_thanks", who="approver")
    yield life.post("save", draft, field="need", value=life.say("Mere uro"), revision=str(life.answer("need").revision))
    yield life.post("send_for_signature", draft, sends_when_signed="on")
    yield life.get("version", draft, 1)
    yield life.get("compare_versions", draft)
    yield life.get("sign_on_paper", draft)
    link = life.newest_link(Purpose.SIGN_APPLICATION)
    yield life.open(link, "approver")
    yield life.post("sign_code", who="approver", **signer)
    link.refresh_from_db()
    yield life.post("sign", who="approver", **signer, code=links.code(link))
    yield life.get("sign_thanks", who="approver")


def after_submission(life: Life, draft) -> Iterator[Step]:
    yield life.get("application", draft)
    yield life.post("submit", draft)
    yield life.get("receipt", draft)
    yield from print_and_copy(life, draft)
    Round.objects.filter(pk=life.round.pk).update(deadline=timezone.now())  # from here on somebody reads it
    yield life.post("messages", draft, text=life.say("Hvornår hører vi fra jer?"), files=upload)
    message = cases.send_message(life.draft.case, text=life.say("Snart"), from_party=False, by=Actor.of(life.writer))
    attachment = Document.objects.filter(case=life.draft.case).latest("created_at")
    message.attachments.add(attachment)
    yield life.get("messages", draft)
    yield life.get("message_attachment", draft, attachment.pk)
    yield life.post("messages_read", draft)
    again = ReopeningFactory(answer=life.answer("need"), reason=life.say("Skriv mere"), asked_by=life.writer)
    yield life.get("answer_again", draft, again.pk)
    said = {"need": life.say("Meget uro"), "revision:need": str(life.answer("need").revision), "handling": "gem"}
    yield life.post("answer_again", draft, again.pk, **said)
    yield life.get("withdraw", draft)
    yield life.post("withdraw", draft, reason=life.say("Vi har fået en ny ledelse."))


def print_and_copy(life: Life, draft) -> Iterator[Step]:
    yield life.post("printouts", draft)
    printout = life.draft.printouts.latest("requested_at")
    yield life.get("printouts", draft)
    yield life.get("printout_progress", draft, printout.pk)
    printout.document, printout.status = Document.objects.filter(case=life.draft.case).first(), WorkStatus.DONE
    printout.save()
    yield life.get("printout_download", draft, printout.pk)
    yield life.get("copy", draft)
    yield life.post("copy", draft, til=f"runde:{life.later.pk}")
    copied = Application.objects.get(copied_from=draft).pk
    yield life.get("copied", copied)
    yield life.get("application", copied)
    yield life.post("withdraw", copied, reason=life.say("Vi venter."))


def handed_over(life: Life) -> Iterator[Step]:
    """Begun by an institution, and taken over by its municipality."""
    life.sign_in("taker", life.organisation.as_institution.municipality)
    yield life.post("begin_for_municipality", life.round.pk, dagtilbud=str(life.organisation.pk))
    draft = life.draft.pk
    yield life.get("application", draft)
    yield life.post("save", draft, field="need", value=life.say("Uro"), revision="0")
    yield life.get("hand_over", draft)
    yield life.post("hand_over", draft)
    yield life.get("take_over", draft, who="taker")
    yield life.post("take_over", draft, who="taker")
    yield life.get("application", draft, who="taker")
    yield life.get("section", draft, 1, who="taker")
    yield life.get("check", draft)


def mini(life: Life) -> Iterator[Step]:
    """A private institution's, with its leader and the chair of its board."""
    yield life.get("begin_mini")
    yield life.post("begin_mini", applicant=str(life.organisation.pk))
    draft = life.draft.pk
    yield life.get("application", draft)
    yield life.post("save", draft, field="challenge", value=life.say("Uro"), revision="0")
    people = {"leader": life.person("Lone", "lone"), "board_chair": life.person("Bo", "bo")}
    said = {f"{key}__{part}": text for key, person in people.items() for part, text in person.items()}
    said |= {f"{key}__phone": "12345678" for key in people} | {f"revision:{key}": "0" for key in people}
    for number in (1, 2, 3):
        yield life.get("section", draft, number)
        yield life.post("section", draft, number, **said, handling="gem")
    yield life.get("check", draft)
    yield life.post("send_for_signature", draft, sends_when_signed="on")
    yield life.get("signature", draft)
    yield life.post("ask_board", draft)
    signer = {"name": life.say("Lone"), "title": life.say("Leder")}
    yield life.open(life.newest_link(Purpose.CONFIRM_BOARD), "board")
    yield life.get("board", who="board")
    yield life.post("board", who="board", **signer)
    yield life.get("board_thanks", who="board")
    yield life.open(life.newest_link(Purpose.CONFIRM_LEADER), "approver")
    yield life.get("confirm", who="approver")
    back = {"tilbage-remark": life.say("Skriv mere."), "tilbage-name": life.say("Lone")}
    yield life.post("confirm_back", who="approver", **back)
    yield life.get("confirm_thanks", who="approver")
    yield life.post("send_for_signature", draft, sends_when_signed="on")
    yield life.open(life.newest_link(Purpose.CONFIRM_LEADER), "approver")
    yield life.post("confirm", who="approver", **signer)
    yield life.get("confirm_thanks", who="approver")
    yield life.get("receipt", draft)
