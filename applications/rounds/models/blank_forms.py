"""The printed form of an edition of questions, and the work of making it once."""

import uuid

from django.db import models

from applications.rounds.models.questions import QuestionSet
from praksis.documents.models import private_storage
from praksis.work import Work, WorkStatus


class BlankForm(Work):
    """All questions of a published edition as a PDF with room to write. An edition never changes, nor does its form."""

    TASK = "applications.tasks.draw_blank_form"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question_set = models.OneToOneField(
        QuestionSet, models.CASCADE, related_name="blank_form", verbose_name="spørgeskema"
    )
    # Belongs to no case, so it is no Document. Empty until it is made.
    file = models.FileField("fil", storage=private_storage, upload_to="forms", max_length=200, blank=True)
    size = models.PositiveIntegerField("størrelse i byte", default=0)

    content_type = "application/pdf"

    class Meta:
        verbose_name = "skema til udskrift"
        verbose_name_plural = "skemaer til udskrift"
        ordering = ["not_before"]
        indexes = [models.Index(fields=["not_before"], name="blank_form_waiting", condition=models.Q(status="waiting"))]

    def __str__(self):
        return f"Skema: {self.question_set}"

    @property
    def is_ready(self) -> bool:
        """Whether the PDF can be fetched."""
        return self.status == WorkStatus.DONE

    @property
    def filename(self) -> str:
        """What the file is called where it is saved: "spoergsmaal-etaarigt-forloeb.pdf"."""
        return f"spoergsmaal-{'miniforloeb' if self.question_set.programme.is_mini else 'etaarigt-forloeb'}.pdf"
