"""Gathers the models of the ground's rooms."""

from praksis.accounts.models import Role, StaffRole, User
from praksis.cases.models import ActorKind, AuditEvent, Case, CaseCounter, Message, Note
from praksis.documents.models import Document
from praksis.health import Heartbeat
from praksis.mail.models import Email, PersonalLink, Reminder
from praksis.organisations.models import Institution, Invitation, Membership, Municipality, Organisation
from praksis.staffing.models import Capacity, Competence, ConsultantCompetence, SoftPromise

__all__ = [
    "ActorKind",
    "AuditEvent",
    "Capacity",
    "Case",
    "CaseCounter",
    "Competence",
    "ConsultantCompetence",
    "Document",
    "Email",
    "Heartbeat",
    "Institution",
    "Invitation",
    "Membership",
    "Message",
    "Municipality",
    "Note",
    "Organisation",
    "PersonalLink",
    "Reminder",
    "Role",
    "SoftPromise",
    "StaffRole",
    "User",
]
