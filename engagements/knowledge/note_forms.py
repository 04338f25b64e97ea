"""The form of what a course has learned."""

import uuid
from typing import Any

from django import forms

from engagements.courses.models import Engagement
from engagements.knowledge.models import THEMES, LearningNote
from engagements.knowledge.names import found_in, names_of

NAMED = (
    "Her står måske navne eller cpr-numre: {}. Skriv det om, så det ikke kan føres tilbage til nogen, fx »en leder« "
    "eller »en børnehave«."
)


def themes_field(**settings: Any) -> forms.MultipleChoiceField:
    """Which themes it is about: at least one."""
    return forms.MultipleChoiceField(
        label="Hvilke temaer handler det om?",
        choices=THEMES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vælg mindst ét tema.",
            "invalid_choice": "Vælg fra listen.",
            "invalid_list": "Vælg fra listen.",
        },
        **settings,
    )


class NoteForm(forms.Form):
    """A note without names. `key` is a new note's id, made with the form, so that a form sent twice is one note."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    themes = themes_field()
    learned = forms.CharField(
        label="Hvad lærte vi?",
        help_text="Noget, der virkede, eller noget, der ikke gjorde, og hvorfor. Ingen navne på personer eller steder.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Skriv, hvad I lærte.", "max_length": "Skriv højst 3.000 tegn."},
    )
    usable = forms.CharField(
        label="Hvad kan andre bruge?",
        help_text="Det, I ville sige til en anden kommune, der skal i gang med det samme.",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Skriv højst 3.000 tegn."},
    )
    has_no_names = forms.BooleanField(
        label="Jeg har set på det: det er ikke navne på nogen, der er med, og det kan ikke føres tilbage til dem",
        required=False,
    )

    def __init__(self, data: Any = None, *, engagement: Engagement, note: LearningNote | None = None):
        initial: dict[str, Any] = {"key": uuid.uuid4(), "themes": engagement.themes}
        if note:
            initial |= {"themes": note.theme_keys, "learned": note.learned, "usable": note.usable}
        super().__init__(data, initial=initial)
        self.engagement = engagement
        # Asked only once something that looks like a name has been found
        if data is None:
            del self.fields["has_no_names"]

    def clean(self) -> None:
        names = names_of(self.engagement)
        found = {name: found_in(self.cleaned_data.get(name, ""), names) for name in ("learned", "usable")}
        if not any(found.values()):
            del self.fields["has_no_names"]
            return
        if not self.cleaned_data["has_no_names"]:
            for name, named in found.items():
                if named:
                    self.add_error(name, NAMED.format(", ".join(named)))

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        names = ("themes", "learned", "usable")
        facts = {name: self.cleaned_data[name] for name in names}
        return {**facts, "has_no_names": self.cleaned_data.get("has_no_names", False)}
