"""Who is registered for an event, whether they have a seat, and which workshops they chose."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from conferences.programme.content import Item
from conferences.programme.models import Event, Workshop
from conferences.registration.models.allowances import Allowance
from praksis.db import Stateful
from praksis.mail.models import PersonalLink
from praksis.organisations.models import Municipality


class RegistrationStatus(models.TextChoices):
    SEATED = "seated", "Tilmeldt"
    WAITING = "waiting", "På venteliste"
    CANCELLED = "cancelled", "Afmeldt"


STATUS_KINDS = {
    RegistrationStatus.SEATED: "success",
    RegistrationStatus.WAITING: "warning",
    RegistrationStatus.CANCELLED: "neutral",
}


class GuestRole(models.TextChoices):
    """What a guest works as: for the figures, in which nobody can be told."""

    STAFF = "staff", "Pædagogisk personale"
    LEADER = "leader", "Leder i dagtilbud"
    ADMINISTRATION = "administration", "Kommunal forvaltning"
    RESOURCE_PERSON = "resource_person", "Konsulent, psykolog eller anden ressourceperson"
    RESEARCH = "research", "Forskning og uddannelse"
    OTHER = "other", "Andet"


class RegistrationQuerySet(models.QuerySet):
    def active(self):
        """Registrations that are not cancelled, on the waiting list too."""
        return self.exclude(status=RegistrationStatus.CANCELLED)

    def seated(self):
        """Registrations with a seat."""
        return self.filter(status=RegistrationStatus.SEATED)

    def listed(self):
        """Those with a seat who let the other participants see that they come."""
        return self.seated().filter(on_list=True).exclude(name="")

    def came(self):
        """Those who were let in at the door."""
        return self.filter(came_at__isnull=False)

    def waiting(self):
        """Those on the waiting list, the first come in front."""
        return self.filter(status=RegistrationStatus.WAITING).order_by("waiting_number")


class Registration(Stateful):
    """One person's registration for one event: a seat with a number, or a number on the waiting list.

    A waiting number is kept when its holder is moved up or gives up, so that those behind keep theirs.
    """

    TRANSITIONS = {
        RegistrationStatus.WAITING: {RegistrationStatus.SEATED, RegistrationStatus.CANCELLED},
        # Back to waiting where somebody was let in from the waiting list by mistake
        RegistrationStatus.SEATED: {RegistrationStatus.CANCELLED, RegistrationStatus.WAITING},
        # Whoever comes after all
        RegistrationStatus.CANCELLED: {RegistrationStatus.SEATED},
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations", verbose_name="arrangement")
    # In the order in which they came
    number = models.PositiveIntegerField("nummer")
    name = models.CharField("navn", max_length=150, blank=True)  # empty once it is erased
    email = models.EmailField("mailadresse", blank=True)  # in lower case
    workplace = models.CharField("arbejdsplads", max_length=150, blank=True)
    # None of those who do not come from a municipality
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kommune"
    )
    role = models.CharField("rolle", max_length=20, choices=GuestRole)
    # Both are erased the day after the event.
    food = models.CharField("mad", max_length=300, blank=True)
    access = models.CharField("særlige behov", max_length=300, blank=True)
    on_list = models.BooleanField("på deltagerlisten", default=False)
    status = models.CharField("status", max_length=10, choices=RegistrationStatus)
    seat = models.PositiveIntegerField("plads", null=True, blank=True)
    waiting_number = models.PositiveIntegerField("nummer på ventelisten", null=True, blank=True)
    # The seats held for a municipality in a course, of which this is one
    allowance = models.ForeignKey(
        Allowance, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name="holdte pladser"
    )
    # Several people who were registered at once have it in common: the form's own key
    booking = models.UUIDField("tilmeldt sammen", default=uuid.uuid4)
    # Somebody who came without being registered
    is_walk_in = models.BooleanField("kom uden tilmelding", default=False)
    link = models.OneToOneField(
        PersonalLink,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registration",
        verbose_name="personligt link",
    )
    # How often the calendar has been told of a change
    calendar_sequence = models.PositiveIntegerField("kalenderens udgave", default=0)
    registered_at = models.DateTimeField("tilmeldt", default=timezone.now)
    # What was promised when it was made
    erased_on = models.DateField("slettes")
    moved_up_at = models.DateTimeField("rykket op", null=True, blank=True)
    cancelled_at = models.DateTimeField("afmeldt", null=True, blank=True)
    # When somebody was let in at the door
    came_at = models.DateTimeField("kom", null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "tilmelding"
        verbose_name_plural = "tilmeldinger"
        ordering = ["number"]
        indexes = [
            models.Index(fields=["event", "status", "name"], name="registration_by_name"),
            # The list of all, a page at a time
            models.Index(fields=["event", "name", "number"], name="registration_listed"),
            # How many have a seat, and how many came, is read of the index alone.
            models.Index(fields=["event", "status", "came_at"], name="registration_counted"),
        ]
        constraints = [
            models.UniqueConstraint(name="registration_number_once_per_event", fields=["event", "number"]),
            models.UniqueConstraint(
                name="registration_one_seat_each",
                fields=["event", "seat"],
                condition=Q(seat__isnull=False),
            ),
            models.UniqueConstraint(
                name="registration_waiting_number_once_per_event",
                fields=["event", "waiting_number"],
                condition=Q(waiting_number__isnull=False),
            ),
            models.UniqueConstraint(
                name="registration_once_per_address",
                fields=["event", "email"],
                condition=~Q(status=RegistrationStatus.CANCELLED) & ~Q(email=""),
                violation_error_message="Adressen er allerede tilmeldt.",
            ),
            models.CheckConstraint(
                name="registration_has_a_seat_when_seated",
                # Whoever is let in for somebody who has not come is there without a number.
                condition=Q(status=RegistrationStatus.SEATED) & (Q(seat__isnull=False) | Q(came_at__isnull=False))
                | ~Q(status=RegistrationStatus.SEATED) & Q(seat=None),
            ),
            models.CheckConstraint(
                name="registration_came_with_a_seat",
                condition=Q(came_at=None) | Q(status=RegistrationStatus.SEATED),
            ),
            models.UniqueConstraint(
                name="registration_walk_in_once", fields=["event", "booking"], condition=Q(is_walk_in=True)
            ),
            models.CheckConstraint(
                name="registration_has_a_number_when_waiting",
                condition=~Q(status=RegistrationStatus.WAITING) | Q(waiting_number__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_is_cancelled_at_a_time",
                condition=Q(status=RegistrationStatus.CANCELLED, cancelled_at__isnull=False)
                | ~Q(status=RegistrationStatus.CANCELLED) & Q(cancelled_at=None),
            ),
        ]

    def __str__(self):
        return self.name or f"Tilmelding {self.number}"

    @property
    def is_seated(self) -> bool:
        return self.status == RegistrationStatus.SEATED

    @property
    def is_waiting(self) -> bool:
        return self.status == RegistrationStatus.WAITING

    @property
    def is_cancelled(self) -> bool:
        return self.status == RegistrationStatus.CANCELLED

    @property
    def status_word(self) -> str:
        return RegistrationStatus(self.status).label

    @property
    def status_kind(self) -> str:
        return STATUS_KINDS[RegistrationStatus(self.status)]


class WorkshopChoiceQuerySet(models.QuerySet):
    def seated(self):
        """Choices with a seat in the workshop."""
        return self.filter(seat__isnull=False)

    def waiting(self):
        """Those on the workshop's waiting list, the first come in front."""
        return self.filter(seat=None, waiting_number__isnull=False).order_by("waiting_number")


class WorkshopChoice(models.Model):
    """That a guest chose a workshop: with a seat in it, or a number on its waiting list.

    Of somebody who waits for a seat at the event it is a wish, and has neither until then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="choices", verbose_name="tilmelding")
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="choices", verbose_name="workshop")
    seat = models.PositiveIntegerField("plads", null=True, blank=True)
    waiting_number = models.PositiveIntegerField("nummer på ventelisten", null=True, blank=True)
    chosen_at = models.DateTimeField("valgt", default=timezone.now)
    moved_up_at = models.DateTimeField("rykket op", null=True, blank=True)

    objects = WorkshopChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "valg af workshop"
        verbose_name_plural = "valg af workshops"
        ordering = ["workshop__starts_at", "chosen_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="workshop_chosen_once_per_guest", fields=["registration", "workshop"]),
            models.UniqueConstraint(
                name="workshop_one_seat_each", fields=["workshop", "seat"], condition=Q(seat__isnull=False)
            ),
            models.UniqueConstraint(
                name="workshop_waiting_number_once",
                fields=["workshop", "waiting_number"],
                condition=Q(waiting_number__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.registration}: {self.workshop}"

    @property
    def shown(self) -> Item:
        """The workshop as the guest reads of it: not as it stands in a draft."""
        return self.workshop.as_shown

    @property
    def is_seated(self) -> bool:
        return self.seat is not None

    @property
    def is_waiting(self) -> bool:
        return self.seat is None and self.waiting_number is not None
