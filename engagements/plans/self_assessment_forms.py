"""The forms of the self-assessment: one field of it, and what documents it already."""

from datetime import date
from typing import Any

from django import forms

from engagements.plans.models import Assessment, Documentation, Level, Rating
from engagements.plans.models.self_assessment import FIRST_YEAR
from engagements.plans.row_forms import RowForm, text
from praksis.documents import uploads
from praksis.documents.refusals import Refused
from praksis.documents.uploads import Upload
from praksis.themes import Theme


class AssessmentForm(RowForm):
    """A theme at a level. Nothing must be filled in: it is written in several sittings."""

    MODEL = Assessment
    mark_optional = False

    strengths = text("Styrker", help_text="Hvad lykkes, og hvad kan I bygge på?")
    challenges = text("Udfordringer", help_text="Hvad er svært? Skriv om mønstre i hverdagen, ikke om et enkelt barn.")
    evidence = text(
        "Det ved vi det fra",
        help_text="Fx et tilsyn eller jeres egen dokumentation. Er det skrevet et andet sted, så vedhæft det på "
        "egenvurderingens side i stedet for at skrive det af.",
        rows=3,
    )
    rating = forms.TypedChoiceField(
        label="Trin",
        help_text="Et trin gør det lettere at se, hvad der har flyttet sig. I kan også lade være.",
        choices=[("", "Ikke vurderet"), *Rating.choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Vælg et trin fra 1 til 5."},
    )


class DocumentationForm(RowForm):
    """What is documented already, and which themes and levels it tells about."""

    MODEL = Documentation

    title = forms.CharField(
        label="Titel",
        help_text="Fx »Tilsynsrapport, Solstrålen«.",
        max_length=200,
        error_messages={"required": "Skriv en titel.", "max_length": "Skriv højst 200 tegn."},
    )
    year = forms.IntegerField(
        label="År",
        help_text="Kan stå tomt.",
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-width-xs"}),
    )
    themes = forms.MultipleChoiceField(
        label="Hvilke temaer fortæller det om?",
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vælg mindst ét tema.",
            "invalid_choice": "Vælg fra listen.",
            "invalid_list": "Vælg fra listen.",
        },
    )
    levels = forms.MultipleChoiceField(
        label="Hvilke niveauer?",
        help_text="Vælger I ingen, vises det ved dem alle.",
        choices=Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Vælg fra listen.", "invalid_list": "Vælg fra listen."},
    )
    link = forms.URLField(
        label="Link",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={
            "invalid": "Skriv hele adressen, fx https://kommune.dk/rapport.",
            "max_length": "Linket er for langt.",
        },
    )

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        year, latest = self.fields["year"], date.today().year + 1
        wrong = f"Skriv et årstal fra {FIRST_YEAR} til {latest}."
        year.error_messages |= {"invalid": wrong}
        year.validators = [_between(FIRST_YEAR, latest, wrong)]
        if self.row:
            self._keep_its_kind()

    def _keep_its_kind(self) -> None:
        """A file stays the file that it is; of a link the address can be corrected."""
        if getattr(self.row, "link", ""):
            self.fields["link"].required = True
            self.fields["link"].error_messages["required"] = "Skriv linkets adresse."
        else:
            del self.fields["link"]

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("http://", "https://")):
            raise forms.ValidationError("Skriv en adresse, der begynder med https:// eller http://.")
        return link

    def clean_themes(self) -> list[str]:
        return [theme.value for theme in Theme if theme in self.cleaned_data["themes"]]

    def clean_levels(self) -> list[str]:
        return [level.value for level in Level if level in self.cleaned_data["levels"]]


class AttachForm(DocumentationForm):
    """A file or a link that is attached now. A file that is not given a title is called what it is named."""

    file = forms.FileField(
        label="Fil",
        help_text="PDF, Word, Excel eller et billede, højst 10 MB. Navne på børn skal ikke stå i den.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": uploads.ACCEPT}),
        error_messages={"invalid": "Vælg en fil."},
    )
    mark_optional = False
    field_order = ["key", "revision", "file", "link", "title", "year", "themes", "levels"]

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields["link"].label = "eller et link"
        title = self.fields["title"]
        title.required = False
        title.help_text = "Fx »Tilsynsrapport, Solstrålen«. Lader I det stå tomt, får det filens navn."

    def clean_file(self) -> Upload | None:
        """The file, looked into."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            return uploads.receive(file)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean(self) -> dict[str, Any]:
        """See to it that there is either a file or a link, and that it has a title."""
        given = super().clean() or self.cleaned_data
        upload, link = given.get("file"), given.get("link")
        if "file" in given and "link" in given and bool(upload) == bool(link):
            self.add_error("file" if upload else "link", "Vælg enten en fil eller et link.")
        if "title" in given and not given["title"]:
            if upload:
                given["title"] = upload.filename.rpartition(".")[0]
            elif link:
                self.add_error("title", "Skriv en titel.")
        if upload and self.errors and "file" not in self.errors:
            self.add_error("file", f"»{upload.filename}« er ikke vedhæftet endnu. Vælg den igen, når resten er rettet.")
        return given


def _between(first: int, last: int, wrong: str) -> Any:
    """A check that a year is a likely one."""

    def check(year: int) -> None:
        if not first <= year <= last:
            raise forms.ValidationError(wrong)

    return check
