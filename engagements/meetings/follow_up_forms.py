"""The forms of what somebody is to do after a meeting."""

from typing import Any

from django import forms

from engagements.meetings.models import FollowUp, Meeting, Side
from engagements.meetings.owners import Owner, known_owners
from praksis.forms import DateField

SOMEBODY_ELSE = "en-anden"


class FollowUpForm(forms.Form):
    """What, by whom and by when. The owner is chosen from those of the course, or written."""

    # Somebody else's name is needed only where somebody else is chosen.
    mark_optional = False

    what = forms.CharField(
        label="Hvad skal gøres?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv, hvad der skal gøres.", "max_length": "Skriv højst 300 tegn."},
    )
    owner = forms.ChoiceField(
        label="Hvem gør det?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, hvem der gør det.",
            "invalid_choice": "Vælg fra listen. Den er måske ændret, siden du åbnede siden.",
        },
    )
    name = forms.CharField(
        label="En anden: navn",
        help_text="Kun hvis du har valgt »En anden«.",
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-width-l"}),
        error_messages={"max_length": "Skriv højst 150 tegn."},
    )
    email = forms.EmailField(
        label="En anden: mailadresse (frivilligt)",
        help_text="Så får vedkommende en påmindelse nogle dage før, og en, hvis fristen er gået.",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "input-width-l"}),
        error_messages={
            "invalid": "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk.",
            "max_length": "Mailadressen må højst være på 254 tegn.",
        },
    )
    side = forms.ChoiceField(
        label="En anden: hvor hører vedkommende til?",
        choices=Side,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Vælg en af mulighederne."},
    )
    due_on = DateField(
        label="Senest hvornår?",
        help_text="Fx 3 11 2018.",
        error_messages={"required": "Skriv, hvornår det senest skal være gjort."},
    )

    def __init__(self, data: Any = None, *, meeting: Meeting, follow_up: FollowUp | None = None):
        self.known = {owner.email: owner for owner in known_owners(meeting)}
        super().__init__(data, initial=self._initial(follow_up) if follow_up else {"side": Side.PARTY})
        choices = [(owner.email, _in_words(owner)) for owner in self.known.values()]
        self.fields["owner"].choices = [*choices, (SOMEBODY_ELSE, "En anden")]  # type: ignore[attr-defined]

    def _initial(self, follow_up: FollowUp) -> dict[str, Any]:
        facts = {"what": follow_up.what, "due_on": follow_up.due_on, "side": follow_up.side}
        owner = self.known.get(follow_up.email)
        if owner and owner.name == follow_up.owner:
            return {**facts, "owner": owner.email}
        return {**facts, "owner": SOMEBODY_ELSE, "name": follow_up.owner, "email": follow_up.email}

    def clean(self) -> dict[str, Any]:
        """Make owner, side and address of what was chosen or written."""
        given = self.cleaned_data
        name, chosen = given.pop("name", ""), given.get("owner")
        owner = self.known.get(chosen or "")
        if owner:
            return {**given, "owner": owner.name, "email": owner.email, "side": owner.side}
        if chosen and not name and "name" not in self.errors:
            self.add_error("name", "Skriv, hvem der gør det.")
        if chosen and not given.get("side") and "side" not in self.errors:
            self.add_error("side", "Vælg, hvor den anden hører til.")
        return {**given, "owner": name}


class DropForm(forms.Form):
    """Why something is not to be done after all."""

    reason = forms.CharField(
        label="Hvorfor skal det ikke gøres alligevel?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Skriv, hvorfor det ikke skal gøres alligevel.",
            "max_length": "Skriv højst 1.000 tegn.",
        },
    )


def _in_words(owner: Owner) -> str:
    return f"{owner.name}, praksiskonsulent" if owner.side == Side.AGENCY else owner.name
