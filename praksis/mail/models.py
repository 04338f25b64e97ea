"""The outbox, personal links and reminders."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from praksis.work import Work, WorkStatus


class Purpose(models.TextChoices):
    """What a personal link lets its holder do. Each wing says in its apps.py where a purpose's link leads."""

    SIGN_APPLICATION = "sign_application", "Underskrive en ansøgning"
    JOIN_ORGANISATION = "join_organisation", "Blive kollega om ansøgninger"
    FILL_INSTITUTION = "fill_institution", "Udfylde et dagtilbuds del af en ansøgning"
    CONFIRM_LEADER = "confirm_leader", "Bekræfte en ansøgning som leder"
    CONFIRM_BOARD = "confirm_board", "Bekræfte en ansøgning som bestyrelsesformand"
    ANSWER_POLL = "answer_poll", "Svare på, hvornår man kan mødes"
    WRITE_INTERVENTIONS = "write_interventions", "Skrive om en arbejdsgruppes indsatser"
    FOLLOW_UP_ANCHORING = "follow_up_anchoring", "Fortælle, hvad der er blevet af en forankringsplan"
    ANSWER_SURVEY = "answer_survey", "Svare på et spørgeskema om et forløb"
    SEE_REGISTRATION = "see_registration", "Se, ændre eller afmelde en tilmelding"
    REGISTER_FROM_COURSE = "register_from_course", "Tilmelde på de pladser, der er holdt til et forløb"
    CHECK_PROGRAMME = "check_programme", "Bekræfte og rette sin del af et program"


class PersonalLink(models.Model):
    """An invitation to one person to do one thing with one object, without an account.

    The token is derived when a mail is sent (praksis.mail.links); neither it nor anything it can be made from without
    the server's key is stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField("formål", max_length=30, choices=Purpose)
    object_id = models.UUIDField("genstand")
    recipient = models.EmailField("modtager")
    document_hash = models.CharField("dokumentets kontrolkode", max_length=64, blank=True)
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    generation = models.PositiveSmallIntegerField("udgave", default=1)
    created_at = models.DateTimeField("oprettet", default=timezone.now)
    expires_at = models.DateTimeField("udløber")
    used_at = models.DateTimeField("brugt", null=True, blank=True)
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True, blank=True)
    code_serial = models.PositiveSmallIntegerField(default=0)
    code_sent_at = models.DateTimeField("kode sendt", null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField("forsøg med kode", default=0)

    class Meta:
        verbose_name = "personligt link"
        verbose_name_plural = "personlige links"
        indexes = [models.Index(fields=["purpose", "object_id"], name="link_by_object")]
        constraints = [
            models.CheckConstraint(
                name="link_is_not_both_used_and_withdrawn",
                condition=Q(used_at=None) | Q(withdrawn_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} · {self.recipient}"


class Email(Work):
    """A letter in the outbox. Written in the transaction of what it tells about, sent after it."""

    TASK = "praksis.tasks.deliver_email"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # kind:object:version:recipient; the same letter is never queued twice. An address alone may have 254 characters.
    key = models.CharField("nøgle", max_length=400, unique=True)
    case = models.ForeignKey(
        "praksis.Case", models.PROTECT, null=True, blank=True, related_name="emails", verbose_name="sag"
    )
    to = models.EmailField("til")
    subject = models.CharField("emne", max_length=200)
    # Paragraphs, parted by a blank line. "[[kode]]" stands for the six-digit code of `link`, put in at sending.
    body = models.TextField("tekst", blank=True)
    button_text = models.CharField("knap", max_length=60, blank=True)
    button_path = models.CharField("knappens sti", max_length=300, blank=True)
    # A meeting as iCalendar, which goes with the letter as a file; empty where there is none.
    calendar = models.TextField("kalenderfil", blank=True)
    link = models.ForeignKey(
        PersonalLink, models.PROTECT, null=True, blank=True, related_name="emails", verbose_name="personligt link"
    )
    link_generation = models.PositiveSmallIntegerField(null=True, blank=True)
    # Not worth sending after this: a reminder of a deadline that has passed.
    not_after = models.DateTimeField("senest", null=True, blank=True)
    # Sign-in and passwords: never shown, and erased once sent.
    sensitive = models.BooleanField("fortrolig", default=False)
    created_at = models.DateTimeField("oprettet", default=timezone.now)

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mails"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["not_before"], name="email_waiting", condition=Q(status="waiting")),
            models.Index(fields=["-created_at"], name="email_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                name="email_knows_its_links_generation",
                condition=Q(link=None, link_generation=None) | Q(link__isnull=False, link_generation__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.subject} → {self.to}"

    @property
    def status_word(self) -> str:
        """How the letter fares, in a word or two."""
        if self.status == WorkStatus.WAITING and self.attempts:
            return "Prøves igen"
        return {
            WorkStatus.WAITING: "Venter",
            WorkStatus.DONE: "Sendt",
            WorkStatus.FAILED: "Kom ikke frem",
            WorkStatus.DROPPED: "Bortfaldet",
        }[WorkStatus(self.status)]

    @property
    def status_kind(self) -> str:
        """How that is drawn."""
        kinds = {"Prøves igen": "warning", "Sendt": "success", "Kom ikke frem": "error"}
        return kinds.get(self.status_word, "neutral")


class Reminder(models.Model):
    """That somebody was reminded of something due: the unique key makes it once."""

    kind = models.CharField("slags", max_length=60)
    object_id = models.UUIDField("genstand")
    recipient = models.EmailField("modtager")
    due_on = models.DateField("dato")
    created_at = models.DateTimeField("oprettet", default=timezone.now)

    class Meta:
        verbose_name = "påmindelse"
        verbose_name_plural = "påmindelser"
        constraints = [
            models.UniqueConstraint(name="reminder_is_sent_once", fields=["kind", "object_id", "recipient", "due_on"]),
        ]

    def __str__(self):
        return f"{self.kind} {self.due_on} → {self.recipient}"
