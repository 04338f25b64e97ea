"""The form of an action of the anchoring plan."""

from datetime import date
from typing import Any, cast

from django import forms

from engagements.courses.models import Engagement
from engagements.plans.anchoring_people import known
from engagements.plans.models import AnchoringAction, Chain, PlanKind
from engagements.plans.row_forms import RowForm, text
from engagements.plans.rows import chains
from praksis.danish import short_date
from praksis.forms import DateField
from praksis.themes import CENTRE, Theme


class NameInput(forms.TextInput):
    """A text field with names as suggestions; the browser's own list, so it works without JavaScript."""

    template_name = "engagements/plans/name_input.html"
    suggestions: list[str] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = context["list_id"] = f"{(attrs or {})['id']}_list"
        context["suggestions"] = self.suggestions
        return context


def _line(label: str, *, help_text: str = "", missing: str = "", widget: forms.Widget | None = None) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=100,
        required=bool(missing),
        widget=widget or forms.TextInput(attrs={"autocomplete": "off", "class": "input-width-l"}),
        error_messages={"required": missing, "max_length": "Skriv højst 100 tegn."},
    )


class AnchoringForm(RowForm):
    """What goes on, who sees to it, and by when."""

    MODEL = AnchoringAction

    what = text(
        "Hvad skal leve videre?",
        help_text="Det, som I gør i dag, og som I vil blive ved med. Skriv ikke om enkelte børn.",
        missing="Skriv, hvad der skal leve videre.",
        rows=3,
    )
    how = text(
        "Hvordan holder I det i live?",
        help_text="Fx et fast punkt på ledermødet, en plads i årshjulet, eller hvem der lærer nye kolleger op.",
        rows=3,
    )
    owner_name = _line(
        "Hvem har ansvaret?",
        help_text="Vælg en, der er med i forløbet, eller skriv et navn. Det kan også være en gruppe.",
        missing="Skriv, hvem der har ansvaret.",
        widget=NameInput(attrs={"autocomplete": "off", "class": "input-width-l"}),
    )
    owner_title = _line("Stilling", help_text="Lader du stilling og mailadresse stå tomme, finder vi dem i forløbet.")
    owner_email = forms.EmailField(
        label="Mailadresse",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "input-width-l"}),
        error_messages={
            "invalid": "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk.",
            "max_length": "Mailadressen må højst være på 254 tegn.",
        },
    )
    due_on = DateField(
        label="Hvornår skal det senest være på plads?",
        help_text="Fx 3 11 2027",
        error_messages={"required": "Skriv, hvornår det senest skal være på plads."},
    )
    theme = forms.ChoiceField(
        label="Hvilket tema hører det til?",
        choices=[("", "Vælg tema"), *Theme.choices, ("centre", CENTRE)],
        required=False,
        error_messages={"invalid_choice": "Vælg et tema fra listen."},
    )
    chain = forms.ChoiceField(
        label="Hvilken kæde i forandringsmodellen holder det i live?",
        required=False,
        error_messages={"invalid_choice": "Vælg en kæde fra listen."},
    )

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.engagement = engagement
        self.known = known(engagement)
        if self.row:
            self.initial["chain"] = self.row.wording()["chain"] or ""
        cast("NameInput", self.fields["owner_name"].widget).suggestions = list(self.known)
        model = engagement.plans.filter(kind=PlanKind.CHANGE_MODEL).first()
        self.chains: dict[str, Chain] = {str(chain.pk): chain for chain in chains(model)} if model else {}
        if self.chains:
            named = [(key, f"{chain.part}: {chain.heading}") for key, chain in self.chains.items()]
            cast("forms.ChoiceField", self.fields["chain"]).choices = [("", "Ingen bestemt"), *named]
        else:
            del self.fields["chain"]

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.engagement.starts_on:
            raise forms.ValidationError(
                f"Datoen ligger, før forløbet begyndte {short_date(self.engagement.starts_on)}.", code="year"
            )
        return due_on

    def clean_chain(self) -> Chain | None:
        return self.chains.get(self.cleaned_data["chain"])

    def clean(self) -> None:
        """Take title and address from the course where somebody of it is named and they are left empty."""
        found = self.known.get(self.cleaned_data.get("owner_name", ""))
        if found and not self.cleaned_data.get("owner_title") and not self.cleaned_data.get("owner_email"):
            self.cleaned_data |= {"owner_title": found.title[:100], "owner_email": found.email}
