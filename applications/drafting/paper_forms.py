"""The form that takes the director's signature on paper."""

from django import forms

from praksis.documents import uploads
from praksis.documents.refusals import Refused


class PaperForm(forms.Form):
    """The signed paper, and whether the application goes on at once."""

    use_required_attribute = False

    paper = forms.FileField(
        label="Det underskrevne papir",
        help_text="En PDF, eller et billede (JPEG, PNG), hvor man kan læse underskriften og kontrolkoden. Højst 10 MB.",
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": "Vælg det underskrevne papir.",
            "invalid": "Vælg det underskrevne papir.",
        },
    )
    sends_when_signed = forms.BooleanField(
        label="Send ansøgningen med det samme",
        required=False,
        initial=True,
        help_text="Fjern krydset, hvis I selv vil sende den bagefter.",
    )

    def __init__(self, *args, is_entered: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_entered:
            # It came with the mail, so no control code can stand on it.
            self.fields["paper"].help_text = "En PDF, eller et billede (JPEG, PNG). Højst 10 MB."
            self.fields["sends_when_signed"].help_text = "Fjern krydset, hvis du selv vil sende den bagefter."

    def clean_paper(self):
        """The file, looked into."""
        try:
            return uploads.receive(self.cleaned_data["paper"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
