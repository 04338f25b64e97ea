"""The forms of the library: an article, its sources, and how readers look for one."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from engagements.knowledge.models import THEMES, Article, LearningNote, NoteStatus
from engagements.knowledge.note_forms import themes_field
from praksis.themes import in_text


class NoteChoice(forms.ModelMultipleChoiceField):
    """Notes, each by its first words and its themes."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({', '.join(obj.theme_names)})"


class ArticleForm(forms.Form):
    """An article with the notes that it is made of. `revision` is the one that was read, `key` a new one's own."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    title = forms.CharField(
        label="Titel",
        max_length=120,
        error_messages={"required": "Skriv en titel.", "max_length": "Skriv højst 120 tegn."},
    )
    lead = forms.CharField(
        label="Indledning",
        help_text="Et par linjer, der også står i listen.",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv en indledning.", "max_length": "Skriv højst 400 tegn."},
    )
    body = forms.CharField(
        label="Tekst",
        help_text="En tom linje skiller afsnit. »## « først på en linje er en overskrift, »- « er et punkt i en liste.",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages={"required": "Skriv artiklens tekst.", "max_length": "Skriv højst 20.000 tegn."},
    )
    themes = themes_field()
    notes = NoteChoice(
        label="Hvilke notater bygger den på?",
        help_text="De bliver stående som brugte. Artiklen nævner ikke, hvilke forløb de er fra.",
        queryset=LearningNote.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Vælg notater fra listen.",
            "invalid_pk_value": "Vælg notater fra listen.",
            "list": "Vælg notater fra listen.",
        },
    )

    def __init__(self, data: Any = None, *, article: Article | None = None, chosen: list[str] | None = None):
        initial: dict[str, Any] = {"key": uuid4(), "revision": 0, "notes": chosen or []}
        if article:
            names = ("revision", "title", "lead", "body")
            initial = {name: getattr(article, name) for name in names}
            initial |= {"themes": article.theme_keys, "notes": [note.pk for note in article.notes.all()]}
        super().__init__(data, initial=initial)
        own = Q(articles=article) if article else Q(pk__in=[])
        offered = LearningNote.objects.filter(Q(status=NoteStatus.NEW) | own).distinct()
        if offered.exists():
            cast("forms.ModelMultipleChoiceField", self.fields["notes"]).queryset = offered
        else:
            del self.fields["notes"]

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        facts = {name: self.cleaned_data[name] for name in ("title", "lead", "body", "themes")}
        return {**facts, "notes": self.cleaned_data.get("notes", [])}

    def read_again(self, revision: int) -> None:
        """Let the next press of the button save what is typed, after somebody else's change was shown."""
        data = cast("QueryDict", self.data).copy()
        data["revision"] = str(revision)
        self.data = data


class SourceForm(forms.Form):
    """What an article rests on."""

    reference = forms.CharField(
        label="Henvisning",
        help_text="Forfatter og titel, så man kan finde den.",
        max_length=300,
        error_messages={"required": "Skriv, hvad kilden er.", "max_length": "Skriv højst 300 tegn."},
    )
    year = forms.IntegerField(
        label="Årstal",
        required=False,
        min_value=1800,
        max_value=2199,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-char-4", "autocomplete": "off"}),
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], "Skriv årstallet med fire cifre, fx 2008."),
    )
    link = forms.URLField(
        label="Link",
        required=False,
        max_length=300,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": "Linket skal begynde med https://",
            "max_length": "Linket må højst være på 300 tegn.",
        },
    )

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError("Linket skal begynde med https://", code="invalid")
        return link


class LibraryFilter(forms.Form):
    """Search and theme; whatever is not understood is left out of account."""

    mark_optional = False
    q = forms.CharField(label="Søg", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    tema = forms.ChoiceField(label="Tema", required=False, choices=[("", "Alle"), *THEMES])

    def narrow(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        """The articles that are asked for."""
        self.is_valid()
        for word in self.cleaned_data.get("q", "").split():
            articles = articles.filter(Q(title__icontains=word) | Q(lead__icontains=word) | Q(body__icontains=word))
        if self.cleaned_data.get("tema"):
            articles = articles.filter(themes__contains=in_text(self.cleaned_data["tema"]))
        return articles
