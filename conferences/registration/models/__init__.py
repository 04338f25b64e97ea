"""The models of registration: who comes, to what, and the seats that are held."""

from conferences.registration.models.allowances import Allowance
from conferences.registration.models.registrations import (
    GuestRole,
    Registration,
    RegistrationStatus,
    WorkshopChoice,
)

__all__ = ["Allowance", "GuestRole", "Registration", "RegistrationStatus", "WorkshopChoice"]
