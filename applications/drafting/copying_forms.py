"""The choice of where an earlier application is copied to."""

from django import forms

from applications.drafting.copying import Target


class CopyForm(forms.Form):
    """Where to: a round that is open, or a mini. The field's name stands in the address, so it is Danish."""

    use_required_attribute = False

    def __init__(self, *args, targets: list[Target], **kwargs):
        super().__init__(*args, **kwargs)
        self.targets = targets
        self.fields["til"] = forms.ChoiceField(
            label="Hvad vil I søge nu?",
            widget=forms.RadioSelect,
            choices=[(one.value, f"{one.label}. {one.hint}") for one in targets],
            error_messages={
                "required": "Vælg, hvad I vil søge.",
                "invalid_choice": "Vælg en af de muligheder, der står på listen.",
            },
        )

    @property
    def chosen(self) -> Target | None:
        """What was chosen; None where nothing was, or nothing that is offered."""
        value = self.cleaned_data["til"] if self.is_valid() else None
        return next((one for one in self.targets if one.value == value), None)
