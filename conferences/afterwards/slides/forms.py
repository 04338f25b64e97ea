"""The form of a file of slides."""

from django import forms

from praksis.documents import uploads
from praksis.documents.refusals import Refused
from praksis.documents.uploads import Upload


class SlidesForm(forms.Form):
    """One file, looked into."""

    upload = forms.FileField(
        label="Fil",
        help_text="PDF eller PowerPoint (.pptx), højst 10 MB. Er den større, så gem den som PDF, eller gør billederne "
        "mindre. Navne og billeder af børn skal ikke være i den uden forældrenes samtykke.",
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".pdf,.pptx"}),
        error_messages={"required": "Vælg en fil.", "invalid": "Vælg en fil."},
    )
    refused_at = "upload"

    def clean_upload(self) -> Upload:
        """The file, looked into."""
        try:
            return uploads.receive(self.cleaned_data["upload"], takes=uploads.SLIDES)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
