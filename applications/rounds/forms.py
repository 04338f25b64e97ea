"""The forms that prepare a round, its criteria, requirements and questions."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from applications.rounds import questionnaire
from applications.rounds.models import Criterion, Question, QuestionKind, QuestionSet, Round
from praksis.forms import DateField, DecimalField
from praksis.working_days import COPENHAGEN, end_of_day

# As a validator and not as max_length: the browser would cut off what is pasted, without a word.
NOT_TOO_LONG = MaxLengthValidator(5000, "Teksten er for lang. Skriv højst 5.000 tegn.")
NUMBER = {"invalid": "Skriv et helt tal, fx 5."}
SCORES = range(5)
WIDE = {"class": "input-width-xl", "autocomplete": "off"}


def text(label: str, *, rows: int = 0, longest: int = 0, missing: str = "", help_text: str = "") -> forms.CharField:
    """A text field: one line up to `longest` characters, or several rows; without `missing` it may be left empty."""
    errors = {"required": missing} if missing else {}
    about = {"label": label, "help_text": help_text, "required": bool(missing)}
    if rows:
        return forms.CharField(
            widget=forms.Textarea({"rows": rows, "class": "input-width-xl"}),
            validators=[NOT_TOO_LONG],
            error_messages=errors,
            **about,
        )
    errors["max_length"] = f"Skriv højst {longest} tegn."
    return forms.CharField(max_length=longest, widget=forms.TextInput(WIDE), error_messages=errors, **about)


def number(label: str, *, least: int = 1, most: int, missing: str = "", help_text: str = "") -> forms.IntegerField:
    """A whole number within bounds; without `missing` it may be left empty."""
    bounds = f"Skriv et tal fra {least} til {most:,}.".replace(",", ".")
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=bool(missing),
        help_text=help_text,
        widget=forms.TextInput({"inputmode": "numeric", "class": "input-width-xs", "autocomplete": "off"}),
        error_messages={"required": missing, "min_value": bounds, "max_value": bounds, **NUMBER},
    )


def day(label: str, missing: str, help_text: str = "") -> DateField:
    """A date that must be there."""
    return DateField(label=label, help_text=help_text, error_messages={"required": missing})


class RoundForm(forms.Form):
    """The facts of a round."""

    use_required_attribute = False

    name = text(
        "Navn", longest=100, missing="Skriv rundens navn.", help_text="Fx Januar 2019 til december 2019. Alle ser det."
    )
    period_from = day("Forløbene begynder", "Skriv, hvornår forløbene begynder.", "Fx 1 1 2019.")
    period_to = day("Forløbene slutter", "Skriv, hvornår forløbene slutter.")
    opens_on = day("Der kan søges fra og med", "Skriv, hvornår der kan søges.", "Fra dagens begyndelse.")
    deadline_on = day("Ansøgningsfrist", "Skriv ansøgningsfristen.", "Hele dagen tæller med, til kl. 23.59.")
    places = number("Pladser", most=100, missing="Skriv, hvor mange pladser der er.")
    accept_within_days = number(
        "Dage til at tage imod en plads",
        most=365,
        missing="Skriv, hvor mange dage de valgte har til at svare.",
        help_text="Regnet fra den dag, afgørelserne meddeles.",
    )
    small_below = number("Lille kommune: færre indbyggere end", most=2_000_000)
    larger_from = number("Større kommune: mindst så mange indbyggere", most=2_000_000)
    regions_at_least = number("Regioner, mindst", most=5)
    family_daycare_percent = DecimalField(
        label="Høj andel dagpleje: mindst, i procent",
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        error_messages={
            "min_value": "Skriv et tal fra 0 til 100.",
            "max_value": "Skriv et tal fra 0 til 100.",
            "max_digits": "Skriv højst to decimaler.",
            "max_decimal_places": "Skriv højst to decimaler.",
            "max_whole_digits": "Skriv et tal fra 0 til 100.",
        },
    )

    SELECTION = ("small_below", "larger_from", "regions_at_least")

    def __init__(self, *args, round_: Round | None = None, **kwargs):
        """Show what stands in `round_`, to be changed or to begin a copy with."""
        if round_:
            kwargs["initial"] = {**_facts_of(round_), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        begins, ends = data.get("period_from"), data.get("period_to")
        if begins and ends and ends <= begins:
            self.add_error("period_to", "Perioden skal slutte, efter at den er begyndt.")
        opens, closes = data.get("opens_on"), data.get("deadline_on")
        if opens and closes and closes < opens:
            self.add_error("deadline_on", "Fristen skal ligge, efter at runden er åbnet.")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What was written, as the actions take it."""
        data = self.cleaned_data
        percent = data["family_daycare_percent"]
        return {
            **{name: data[name] for name in ("name", "period_from", "period_to", "places", "accept_within_days")},
            **{name: data[name] for name in self.SELECTION},
            "opens_at": datetime.combine(data["opens_on"], time.min, tzinfo=COPENHAGEN),
            "deadline": end_of_day(data["deadline_on"]),
            "family_daycare_from": None if percent is None else percent / 100,
        }


def _facts_of(round_: Round) -> dict[str, Any]:
    share = round_.family_daycare_from
    names = ("name", "period_from", "period_to", "places", "accept_within_days", *RoundForm.SELECTION)
    return {
        **{name: getattr(round_, name) for name in names},
        "opens_on": _day_of(round_.opens_at),
        "deadline_on": _day_of(round_.deadline),
        "family_daycare_percent": None if share is None else (share * 100).normalize(),
    }


def _day_of(moment: datetime | None):
    return moment and moment.astimezone(COPENHAGEN).date()


class CriterionForm(forms.Form):
    """A criterion with what each score means."""

    use_required_attribute = False

    title = text("Titel", longest=100, missing="Skriv kriteriets titel.")
    text = text("Tekst", rows=4, missing="Skriv, hvad der lægges vægt på.", help_text="Ansøgerne læser den.")
    weight = number(
        "Vægt",
        most=10,
        missing="Skriv kriteriets vægt.",
        help_text="1, når alle kriterier tæller lige meget.",
    )

    def __init__(self, *args, criterion: Criterion | None, **kwargs):
        kwargs["initial"] = {"weight": 1}
        anchors = {}
        if criterion:
            kwargs["initial"] = {"title": criterion.title, "text": criterion.text, "weight": criterion.weight}
            anchors = {anchor.score: anchor for anchor in criterion.anchors.all()}
        super().__init__(*args, **kwargs)
        for score in SCORES:
            known = anchors.get(score)
            self.fields[f"label_{score}"] = text(
                f"Karakter {score}: betegnelse", longest=60, missing=f"Skriv, hvad karakteren {score} kaldes."
            )
            self.fields[f"anchor_{score}"] = text(
                f"Karakter {score}: ankertekst", rows=3, missing=f"Skriv, hvornår karakteren er {score}."
            )
            if known:
                self.initial |= {f"label_{score}": known.label, f"anchor_{score}": known.text}

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """(label, text) from score 0 up."""
        return [(self.cleaned_data[f"label_{score}"], self.cleaned_data[f"anchor_{score}"]) for score in SCORES]


class RequirementsForm(forms.Form):
    """All requirements of a round, and an empty field for one more."""

    use_required_attribute = False
    mark_optional = False

    def __init__(self, *args, requirements, **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = [requirement.key for requirement in requirements]
        for place, requirement in enumerate(requirements, start=1):
            field = text(f"Krav {place}", rows=3)
            field.initial = requirement.text
            self.fields[f"krav_{requirement.key}"] = field
        self.fields["nyt"] = text("Nyt krav", rows=3)

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by the requirement's key."""
        return {key: self.cleaned_data[f"krav_{key}"] for key in self.keys}


class QuestionForm(forms.Form):
    """One question. What the code reads cannot be changed, so those fields are left out."""

    use_required_attribute = False
    mark_optional = False

    label = text("Spørgsmål", longest=200, missing="Skriv spørgsmålet.")
    guidance = text("Vejledning", rows=3, help_text="Står under spørgsmålet. Sig, hvad svaret skal bruges til.")
    section = text(
        "Afsnit",
        longest=100,
        missing="Skriv, hvilket afsnit spørgsmålet står i.",
        help_text="Skriv titlen, præcis som den står ved de andre spørgsmål, eller en ny titel.",
    )
    after = forms.ChoiceField(
        label="Placering",
        required=False,
        help_text="Spørgsmål i samme afsnit står altid samlet.",
        error_messages={"invalid_choice": "Vælg en placering på listen."},
    )
    kind = forms.ChoiceField(
        label="Slags svar",
        choices=[(kind.value, kind.label) for kind in questionnaire.CHOSEN_KINDS],
        error_messages={"required": "Vælg, hvordan der svares.", "invalid_choice": "Vælg en slags på listen."},
    )
    options = text(
        "Svarmuligheder", rows=5, help_text="Kun når der svares med et eller flere valg. Skriv én på hver linje."
    )
    max_words = number(
        "Højst antal ord", most=2000, help_text="Kun ved tekst. Tælleren siger til, men afkorter aldrig et svar."
    )
    required = forms.BooleanField(label="Skal besvares", required=False, initial=True)
    criterion = forms.ChoiceField(
        label="Læses under kriteriet",
        required=False,
        error_messages={"invalid_choice": "Vælg et kriterium på listen."},
    )
    for_each = forms.BooleanField(
        label="Stilles for hvert dagtilbud",
        required=False,
        help_text="Så står det i det afsnit, der spørger om dagtilbud.",
    )

    LONGEST_OPTION, MOST_OPTIONS = 200, 50

    def __init__(self, *args, edition: QuestionSet, question: Question | None, criteria, **kwargs):
        self.question, self.others = question, []
        questions = list(edition.questions.all())
        if question:
            kwargs["initial"] = _shown(question, questions)
        elif questions:
            # Behind the last question that is answered: a signature comes last of all.
            last = next((one for one in reversed(questions) if one.kind not in questionnaire.OWN_KINDS), questions[-1])
            kwargs["initial"] = {"after": str(last.pk), "section": last.section, "kind": QuestionKind.LONG_TEXT}
        super().__init__(*args, **kwargs)
        self.others = [one for one in questions if question is None or one.pk != question.pk]
        self.fields["after"].choices = [
            ("", "Først af alle"),
            *((str(one.pk), f"Efter »{one.label}«") for one in self.others),
        ]
        self.fields["criterion"].choices = [("", "Intet kriterium"), *((one.key, one.title) for one in criteria)]
        for name in self._left_out(questions):
            del self.fields[name]

    def _left_out(self, questions: list[Question]) -> set[str]:
        left_out = set()
        if self.question or all(one.key != questionnaire.LIST_KEY for one in questions):
            left_out.add("for_each")
        if self.question and questionnaire.is_locked(self.question):
            left_out |= {"kind", "required"}
            if self.question.kind not in questionnaire.TEXTS:
                left_out.add("max_words")
        if self.question and (self.question.key in questionnaire.FIXED_OPTIONS or "kind" in left_out):
            left_out.add("options")
        if self.question and self.question.part_of:
            left_out.add("section")
        return left_out

    def clean_options(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines()]
        options = list(dict.fromkeys(line for line in lines if line))
        if any(len(option) > self.LONGEST_OPTION for option in options):
            raise forms.ValidationError(f"En svarmulighed må højst være på {self.LONGEST_OPTION} tegn.")
        if len(options) > self.MOST_OPTIONS:
            raise forms.ValidationError(f"Skriv højst {self.MOST_OPTIONS} svarmuligheder.")
        return options

    def clean(self):
        data = super().clean()
        asks_for_choice = data.get("kind") in questionnaire.CHOICES and "options" in self.fields
        if asks_for_choice and "options" not in self.errors and len(data.get("options", [])) < 2:
            self.add_error("options", "Skriv mindst to svarmuligheder, én på hver linje.")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What was written, as the action takes it."""
        data = dict(self.cleaned_data)
        data["after"] = next((one for one in self.others if str(one.pk) == data["after"]), None)
        if "section" not in data:
            data["section"] = self.question.section
        return data


def _shown(question: Question, questions: list[Question]) -> dict[str, Any]:
    place = [one.pk for one in questions].index(question.pk)
    names = ("label", "guidance", "section", "kind", "max_words", "required", "criterion")
    return {
        **{name: getattr(question, name) for name in names},
        "after": str(questions[place - 1].pk) if place else "",
        "options": "\n".join(label for _, label in question.options),
    }


class PublishForm(forms.Form):
    """What is another than before, for those who are writing."""

    use_required_attribute = False

    change_note = text(
        "Hvad er ændret?",
        rows=4,
        missing="Skriv, hvad der er ændret, så de, der skriver, kan vælge, om de vil skifte.",
        help_text="Står i mailen til alle, der har en kladde, og på deres ansøgning.",
    )
