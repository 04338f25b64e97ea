"""Where an application stands on its way from the last answer to the receipt: whose turn it is, and to do what.

Everything is read; nothing is saved, and no status is kept for it: it follows from links, letters and signatures.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from applications.drafting import approval
from applications.drafting.approval import Approver
from applications.drafting.models import Application, Confirmation, Signature
from praksis.danish import danish_datetime
from praksis.mail.models import Email, PersonalLink
from praksis.work import WorkStatus

# What a mail server's refusal means to somebody who does not run one
REFUSALS = {
    "550": "Modtagerens mailserver siger, at adressen ikke findes.",
    "551": "Modtagerens mailserver siger, at adressen ikke findes.",
    "552": "Modtagerens postkasse er fuld.",
    "553": "Modtagerens mailserver siger, at adressen ikke findes.",
}


class State(StrEnum):
    """How far the director's signature is, or the confirmation of a mini's leader."""

    NOT_SENT = "not_sent"
    WAITING = "waiting"
    CHANGED = "changed"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SIGNED = "signed"


WORDS = {
    State.NOT_SENT: ("Ikke begyndt", "neutral"),
    State.WAITING: ("Venter på {who}", "info"),
    State.CHANGED: ("Skal sendes igen", "warning"),
    State.SENT_BACK: ("Sendt tilbage", "warning"),
    State.WITHDRAWN: ("Trukket tilbage", "neutral"),
    State.EXPIRED: ("Udløbet", "warning"),
    State.SIGNED: ("{done}", "success"),
}


@dataclass(frozen=True)
class Standing:
    """The approver's word on a draft: its state with the link, the letter and the signature that it follows from."""

    state: State
    approver: Approver
    link: PersonalLink | None = None
    letter: Email | None = None
    signature: Signature | Confirmation | None = None
    remark: str = ""
    remark_by: str = ""

    @property
    def status_word(self) -> str:
        return WORDS[self.state][0].format(who=self.approver.who, done=self.approver.done)

    @property
    def status_kind(self) -> str:
        return WORDS[self.state][1]

    @property
    def is_signed(self) -> bool:
        return self.state == State.SIGNED

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING

    @property
    def bounced(self) -> bool:
        """Whether the approver cannot have got the mail."""
        return self.letter is not None and self.letter.status == WorkStatus.FAILED

    @property
    def letter_words(self) -> tuple[str, str]:
        """How the approver's mail fared: a Danish sentence, and the kind of message it is."""
        return words_of(self.letter) if self.letter else ("", "")


def of(application: Application) -> Standing:
    """Read how far the signature is, in at most three queries, and one for the current version where there is one."""
    version, approver = application.current_version, approval.of(application)
    link = (
        PersonalLink.objects.filter(purpose=approver.purpose, object_id=application.pk).order_by("-created_at").first()
    )
    is_open = link is not None and not link.used_at and not link.withdrawn_at
    # Signing uses the link up, and a signed text is not sent again: while a link is open, there is no signature.
    if version and not is_open:
        signature = approval.given_to(version, approver)
        if signature:
            return Standing(State.SIGNED, approver, signature=signature)
    if link is None:
        return Standing(State.NOT_SENT, approver)
    if link.withdrawn_at:
        return Standing(State.WITHDRAWN, approver, link)
    if link.used_at:
        return _used(application, approver, link)
    if version is None or version.sha256 != link.document_hash:
        return Standing(State.CHANGED, approver, link)
    if link.expires_at < timezone.now():
        return Standing(State.EXPIRED, approver, link)
    key = f"{approver.letter}:{link.pk}:{link.generation}:"
    return Standing(State.WAITING, approver, link, letter=Email.objects.filter(key__startswith=key).first())


def words_of(letter: Email) -> tuple[str, str]:
    """How a letter fared, in words for the one who had it sent, and the kind of message: success, info or error."""
    if letter.status == WorkStatus.DONE:
        return f"Mailen blev afleveret til modtagerens mailserver {danish_datetime(letter.finished_at)}.", "success"
    if letter.status == WorkStatus.FAILED:
        why = REFUSALS.get(letter.last_error[:3], "Modtagerens mailserver tog ikke imod den.")
        return f"Mailen kunne ikke afleveres. {why}", "error"
    if letter.status == WorkStatus.DROPPED:
        return "Mailen blev ikke sendt, fordi linket i den ikke længere gælder.", "error"
    if letter.attempts:
        again = danish_datetime(letter.not_before)
        return f"Mailen er ikke afleveret endnu. Vi prøver igen {again}.", "info"
    return "Mailen er på vej.", "info"


def _used(application: Application, approver: Approver, link: PersonalLink) -> Standing:
    """A used link either carries a signature on an earlier text, or the approver's remark."""
    kind = approver.happenings.sent_back
    sent_back = application.case.events.filter(kind=kind, actor_link=link).first()
    if sent_back is None:
        return Standing(State.CHANGED, approver, link)
    remark = sent_back.data["remark"]
    return Standing(State.SENT_BACK, approver, link, remark=remark, remark_by=sent_back.actor_name)
