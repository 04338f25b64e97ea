"""What courses have learned, and the library of articles that is made of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from engagements.courses.models import Engagement
from praksis.db import Stateful
from praksis.themes import CENTRE, Theme, in_text

# The four themes, and what they gather around
THEMES = [*Theme.choices, ("centre", CENTRE)]
NAMES = dict(THEMES)


class NoteStatus(models.TextChoices):
    NEW = "new", "Ny"
    USED = "used", "Brugt"
    NOT_USED = "not_used", "Ikke brugt"


class ArticleStatus(models.TextChoices):
    DRAFT = "draft", "Kladde"
    PUBLISHED = "published", "Udgivet"
    TAKEN_DOWN = "taken_down", "Taget ned"


NOTE_KINDS = {NoteStatus.NEW: "info", NoteStatus.USED: "success"}
ARTICLE_KINDS = {ArticleStatus.DRAFT: "info", ArticleStatus.PUBLISHED: "success"}


class Themed(models.Model):
    """Something about one theme or several, written as one text in which each can be looked for (praksis.themes)."""

    themes = models.CharField("temaer", max_length=200)

    class Meta:
        abstract = True

    @property
    def theme_keys(self) -> list[str]:
        """The themes' keys, in the order of the figure."""
        return [key for key in NAMES if in_text(key) in self.themes]

    @property
    def theme_names(self) -> list[str]:
        return [NAMES[key] for key in self.theme_keys]


def about(themes) -> Q:
    """Whatever is about at least one of these themes; nothing where there are none."""
    found = Q(pk__in=[])
    for key in themes:
        found |= Q(themes__contains=in_text(key))
    return found


class LearningNote(Themed, Stateful):
    """What somebody learned in a course, written so that others can use it: about no person and no place."""

    TRANSITIONS = {
        NoteStatus.NEW: {NoteStatus.USED, NoteStatus.NOT_USED},
        NoteStatus.USED: {NoteStatus.NEW},
        NoteStatus.NOT_USED: {NoteStatus.NEW, NoteStatus.USED},
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="learning_notes", verbose_name="forløb")
    learned = models.TextField("hvad lærte vi")
    usable = models.TextField("hvad kan andre bruge", blank=True)
    status = models.CharField("status", max_length=10, choices=NoteStatus, default=NoteStatus.NEW)
    written_at = models.DateTimeField("skrevet", default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skrevet af"
    )
    settled_at = models.DateTimeField("læst", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="læst af"
    )

    class Meta:
        verbose_name = "læringsnotat"
        verbose_name_plural = "læringsnotater"
        ordering = ["-written_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="learning_note_says_what_was_learned",
                condition=~Q(learned=""),
                violation_error_message="Skriv, hvad I lærte.",
            ),
            models.CheckConstraint(
                name="learning_note_has_a_theme",
                condition=~Q(themes=""),
                violation_error_message="Vælg mindst ét tema.",
            ),
            models.CheckConstraint(
                name="learning_note_settled_when_it_is_not_new",
                condition=Q(status=NoteStatus.NEW, settled_at=None, settled_by=None)
                | (~Q(status=NoteStatus.NEW) & Q(settled_at__isnull=False, settled_by__isnull=False)),
            ),
        ]

    def __str__(self):
        words = self.learned.split()
        return " ".join(words[:12]) + (" …" if len(words) > 12 else "")

    @property
    def is_new(self) -> bool:
        return self.status == NoteStatus.NEW

    @property
    def status_word(self) -> str:
        return self.get_status_display()

    @property
    def status_kind(self) -> str:
        return NOTE_KINDS.get(NoteStatus(self.status), "neutral")


class ArticleQuerySet(models.QuerySet):
    def published(self):
        """What anybody reads."""
        return self.filter(status=ArticleStatus.PUBLISHED)


class Article(Themed, Stateful):
    """An article of the library: written by knowledge consultants, out of notes and research; it names no course."""

    TRANSITIONS = {
        ArticleStatus.DRAFT: {ArticleStatus.PUBLISHED},
        ArticleStatus.PUBLISHED: {ArticleStatus.TAKEN_DOWN},
        ArticleStatus.TAKEN_DOWN: {ArticleStatus.PUBLISHED},
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Stands in the address, and stays the same when the title is changed
    slug = models.SlugField("adresse", max_length=80, unique=True)
    title = models.CharField("titel", max_length=120)
    lead = models.CharField("indledning", max_length=400)
    # Paragraphs, headings and lists (engagements.knowledge.markup)
    body = models.TextField("tekst")
    status = models.CharField("status", max_length=10, choices=ArticleStatus, default=ArticleStatus.DRAFT)
    notes = models.ManyToManyField(LearningNote, related_name="articles", blank=True, verbose_name="notater")
    # Raised by each change, so that nobody writes over another unseen
    revision = models.PositiveIntegerField("udgave", default=1)
    made_at = models.DateTimeField("oprettet", default=timezone.now)
    changed_at = models.DateTimeField("ændret", default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ændret af")
    # When it was first published
    published_at = models.DateTimeField("udgivet", null=True, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "artikel"
        verbose_name_plural = "artikler"
        ordering = ["-published_at", "title", "id"]
        constraints = [
            models.CheckConstraint(
                name="article_has_title_lead_body_and_theme",
                condition=~Q(title="") & ~Q(lead="") & ~Q(body="") & ~Q(themes=""),
            ),
            models.CheckConstraint(
                name="article_draft_was_not_published",
                condition=Q(status=ArticleStatus.DRAFT, published_at=None)
                | (~Q(status=ArticleStatus.DRAFT) & Q(published_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("engagements:article", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.status == ArticleStatus.PUBLISHED

    @property
    def status_word(self) -> str:
        return self.get_status_display()

    @property
    def status_kind(self) -> str:
        return ARTICLE_KINDS.get(ArticleStatus(self.status), "neutral")


class Source(models.Model):
    """What an article rests on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="sources", verbose_name="artikel")
    reference = models.CharField("henvisning", max_length=300)
    year = models.PositiveSmallIntegerField("årstal", null=True, blank=True)
    link = models.URLField("link", max_length=300, blank=True)

    class Meta:
        verbose_name = "kilde"
        verbose_name_plural = "kilder"
        ordering = ["reference", "year", "id"]
        constraints = [
            models.CheckConstraint(
                name="source_has_a_reference",
                condition=~Q(reference=""),
                violation_error_message="Skriv, hvad kilden er.",
            ),
            models.CheckConstraint(
                name="source_is_of_a_year_that_has_been",
                condition=Q(year=None) | Q(year__gte=1800, year__lte=2199),
                violation_error_message="Skriv årstallet med fire cifre, fx 2008.",
            ),
        ]

    def __str__(self):
        return f"{self.reference} ({self.year})" if self.year else self.reference
