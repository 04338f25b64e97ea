"""Who stands behind an application before it is sent: the municipality's director, or the leader of a mini's applicant.

The director signs with a code sent by mail; the leader confirms, by link or signed in. All else is the same, and the
pages say it with the words that stand here.
"""

from dataclasses import dataclass
from typing import Protocol

from applications.drafting.models import Confirmation, ConfirmationKind, Signature, Version
from praksis.mail.models import Purpose


@dataclass(frozen=True)
class Happenings:
    """The kinds of events (events.py) on the way of a text to somebody and back."""

    asked: str
    link_resent: str
    link_withdrawn: str
    approved: str
    sent_back: str


@dataclass(frozen=True)
class Approver:
    """Somebody who is asked to stand behind one version of an application."""

    # The question that names the person
    key: str
    purpose: Purpose
    # What the letters' keys begin with
    letter: str
    happenings: Happenings
    # The Danish words: "direktøren", "direktørens", "underskrift", "skriver under" …
    who: str
    whose: str
    # "send til underskrift"
    deed: str
    the_deed: str
    does: str
    must_do: str
    has_done: str
    did: str
    # "den tekst, direktøren skrev under på", "har ikke skrevet under på den tekst"
    did_to_it: str
    done_to_it: str
    done: str

    @property
    def heading(self) -> str:
        """The name of the page about it: "Direktørens underskrift"."""
        return f"{self.Whose} {self.deed}"

    @property
    def correct_heading(self) -> str:
        """The name of the page where the person is corrected."""
        return f"Ret {self.whose} oplysninger"

    @property
    def must_again(self) -> str:
        """What it costs to change a text that was sent or approved."""
        return f"{self.Who} skal {self.must_do} igen, hvis I ændrer noget her"

    @property
    def Who(self) -> str:  # noqa: N802
        """The same, first in a sentence."""
        return self.who.capitalize()

    @property
    def Whose(self) -> str:  # noqa: N802
        """The same, first in a sentence."""
        return self.whose.capitalize()


DIRECTOR = Approver(
    key="director",
    purpose=Purpose.SIGN_APPLICATION,
    letter="please_sign",
    happenings=Happenings(
        asked="application.sent_for_signature",
        link_resent="application.link_resent",
        link_withdrawn="application.link_withdrawn",
        approved="application.signed",
        sent_back="application.sent_back",
    ),
    who="direktøren",
    whose="direktørens",
    deed="underskrift",
    the_deed="underskriften",
    does="skriver under",
    must_do="skrive under",
    has_done="har skrevet under",
    did="skrev under",
    did_to_it="skrev under på",
    done_to_it="skrevet under på",
    done="Underskrevet",
)
LEADER = Approver(
    key="leader",
    purpose=Purpose.CONFIRM_LEADER,
    letter="please_confirm",
    happenings=Happenings(
        asked="application.sent_for_confirmation",
        link_resent="application.confirmation_resent",
        link_withdrawn="application.confirmation_withdrawn",
        approved="application.confirmed",
        sent_back="application.sent_back_by_leader",
    ),
    who="lederen",
    whose="lederens",
    deed="bekræftelse",
    the_deed="bekræftelsen",
    does="bekræfter den",
    must_do="bekræfte den",
    has_done="har bekræftet ansøgningen",
    did="bekræftede ansøgningen",
    did_to_it="bekræftede",
    done_to_it="bekræftet",
    done="Bekræftet",
)
APPROVERS = (DIRECTOR, LEADER)


class Applied(Protocol):
    """What tells who must stand behind an application."""

    @property
    def is_mini(self) -> bool: ...


def of(application: Applied) -> Approver:
    """Who must stand behind this application."""
    return LEADER if application.is_mini else DIRECTOR


def given_to(version: Version, approver: Approver) -> Signature | Confirmation | None:
    """The signature on a version, or its leader's confirmation; None where there is none."""
    if approver is DIRECTOR:
        return Signature.objects.filter(version=version).first()
    return Confirmation.objects.filter(version=version, kind=ConfirmationKind.LEADER).first()
