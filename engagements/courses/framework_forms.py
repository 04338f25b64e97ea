"""Forms about the framework that new courses begin with."""

import re
from typing import Any

from django import forms

from applications.rounds.forms import number, text
from engagements.courses import framework
from engagements.courses import framework_editions as editions
from engagements.courses.models import FrameworkStep, FrameworkTemplate, StepKind

# In place of a step to stand behind
LAST, FIRST = "", "first"
SINGLE_WEEKS = re.compile(r"[0-9]{1,2}(?:(?:\s*,\s*|\s+og\s+|\s+)[0-9]{1,2})*")


def _choice(label: str, missing: str, help_text: str = "", **about) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        error_messages={"required": missing, "invalid_choice": "Vælg en af mulighederne på listen."},
        **about,
    )


class FrameworkStepForm(forms.Form):
    """One step of a draft. Of a fixed step only its words, who does it and the weeks can be changed."""

    use_required_attribute = False
    mark_optional = False

    text = text("Hvad skal der ske?", longest=200, missing="Skriv, hvad der skal ske.", help_text="Står på forløbet.")
    kind = _choice(
        "Hvad er det?",
        "Vælg, hvad slags trin det er.",
        "Det løbende står gennem hele forløbet og meldes ikke færdigt.",
        choices=[(kind.value, kind.label) for kind in StepKind],
        widget=forms.RadioSelect,
    )
    column = _choice("Fase", "Vælg en fase.")
    lane = _choice("Spor", "Vælg et spor.", "Det, som hvert dagtilbud gør for sig, hører til sporet Dagtilbud.")
    after = _choice("Placering", "", "Trin i samme fase står altid samlet.", required=False)
    who = forms.MultipleChoiceField(
        label="Hvem gør det?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(role, framework.owner_words(role)) for role in editions.ROLES],
        error_messages={"invalid_choice": "Vælg fra listen."},
    )

    FIXED = ("kind", "column", "lane", "after")

    def __init__(self, *args, template: FrameworkTemplate, step: FrameworkStep | None, steps, places, **kwargs):
        """`steps` are the draft's, in their order; `places` the programme's columns and lanes, as pairs."""
        self.step, self.others = step, [one for one in steps if step is None or one.pk != step.pk]
        self.variants = editions.variants_of(template.programme)
        if step:
            kwargs["initial"] = _shown(step, steps)
        super().__init__(*args, **kwargs)
        for variant in self.variants:
            self._ask_for_weeks(variant)
        self.fields["dated"] = forms.BooleanField(
            label="Datoen kommer fra arrangementet",
            required=False,
            help_text="Kun når trinnet er et arrangement. Så skrives der ingen uger.",
        )
        if step and editions.roles_of(step.responsible) is None:
            now = editions.owners_in_words(step.responsible)
            self.fields["who"].help_text = f"Nu: {now}. Sæt kun kryds, hvis det skal ændres."
        if step and step.is_anchor:
            for name in (*self.FIXED, *(f"single_{variant}" for variant in self.variants), "dated"):
                del self.fields[name]
        else:
            self._offer(places)

    def _ask_for_weeks(self, variant: str) -> None:
        length = "" if len(self.variants) == 1 else f" i et forløb på {editions.VARIANTS[variant]}"
        most = editions.LAST_WEEK
        self.fields |= {
            f"from_{variant}": number(
                f"Fra uge{length}",
                least=0,
                most=most,
                help_text="Talt fra forløbets første dag. Uge 0 er de første syv dage.",
            ),
            f"to_{variant}": number(
                f"Til uge{length}",
                least=0,
                most=most,
                help_text="Lad feltet stå tomt, når det er den samme uge.",
            ),
            f"single_{variant}": text(
                f"Enkelte uger{length}",
                longest=100,
                help_text="Kun når trinnet er flere møder. Skriv ugerne med komma imellem, fx 34, 40, 44.",
            ),
        }

    def _offer(self, places) -> None:
        fields: dict[str, Any] = self.fields
        for name, found in (("column", [column for column, _ in places]), ("lane", [lane for _, lane in places])):
            fields[name].choices = [("", "Vælg"), *((each, each) for each in dict.fromkeys(found))]
        behind: dict[str, list] = {}
        for one in self.others:
            behind.setdefault(one.column, []).append((str(one.pk), f"Efter »{one.text}«"))
        fields["after"].choices = [(LAST, "Sidst i fasen"), (FIRST, "Først i fasen"), *behind.items()]

    def clean_who(self) -> str:
        """The owners as the framework writes them; none are those that stand, where these are more than roles."""
        chosen = self.cleaned_data["who"]
        stood = editions.roles_of(self.step.responsible) if self.step else []
        if self.step and (set(chosen) == set(stood or [])):
            return self.step.responsible
        # Those that stay keep their order.
        kept = [role for role in stood or [] if role in chosen]
        responsible = "+".join([*kept, *(role for role in chosen if role not in kept)])
        fault = editions.fault_of_owners(responsible)
        if fault:
            raise forms.ValidationError(fault)
        return responsible

    def clean(self):
        super().clean()
        data = self.cleaned_data
        kind = data.get("kind") or (self.step.kind if self.step else "")
        if data.get("dated"):
            data["timing"] = "|".join(f"{variant}:{editions.DATE}" for variant in self.variants)
            self._judge_date(kind, data)
        else:
            times = [f"{variant}:{self._times_of(variant, kind, data)}" for variant in self.variants]
            data["timing"] = "|".join(times)
        return data

    def _judge_date(self, kind: str, data: dict[str, Any]) -> None:
        stands = self.step and (self.step.kind, self.step.timing) == (kind, data["timing"])
        if kind and kind != StepKind.EVENT and not stands:
            self.add_error("dated", "Kun et arrangement kan få sin dato senere. Skriv, i hvilke uger det skal ske.")
        elif any(self._typed(variant) for variant in self.variants):
            self.add_error("dated", "Skriv enten uger, eller sæt kryds her.")

    def _typed(self, variant: str) -> list[str]:
        names = (f"{name}_{variant}" for name in ("from", "to", "single"))
        return [name for name in names if self.data.get(self.add_prefix(name), "").strip()]

    def _times_of(self, variant: str, kind: str, data: dict[str, Any]) -> str:
        """What was written for a variant, as the framework writes it; with an error beside the field at fault."""
        first, last, single = (f"{name}_{variant}" for name in ("from", "to", "single"))
        if {first, last, single} & self.errors.keys():
            return ""
        if data.get(single):
            return self._single_weeks(variant, kind, data)
        if data[first] is None:
            self.add_error(first, "Skriv, i hvilken uge det skal ske.")
            return ""
        times = str(data[first]) if data[last] in (None, data[first]) else f"{data[first]}-{data[last]}"
        fault = editions.fault_of_timing(f"{variant}:{times}", [variant])
        if fault:
            self.add_error(last, fault)
        return times

    def _single_weeks(self, variant: str, kind: str, data: dict[str, Any]) -> str:
        name, said = f"single_{variant}", data[f"single_{variant}"]
        times = ",".join(str(int(week)) for week in re.findall("[0-9]+", said)[: editions.MOST_WEEKS + 1])
        if kind and kind != StepKind.MEETING:
            fault = "Kun et møde kan holdes i flere enkelte uger. Skriv fra og til i stedet."
        elif len(self._typed(variant)) > 1:
            fault = "Skriv enten fra og til eller de enkelte uger."
        elif not SINGLE_WEEKS.fullmatch(said):
            fault = "Skriv ugerne som tal med komma imellem, fx 34, 40, 44."
        else:
            fault = editions.fault_of_timing(f"{variant}:{times}", [variant])
        if fault:
            self.add_error(name, fault)
        return times

    @property
    def facts(self) -> dict[str, Any]:
        """What was written, as the action takes it."""
        data, step = self.cleaned_data, self.step
        facts = {"text": data["text"], "responsible": data["who"], "timing": data["timing"]}
        if step and step.is_anchor:
            return {**facts, "column": step.column, "lane": step.lane, "kind": step.kind, "after": None}
        after = next((one for one in self.others if str(one.pk) == data["after"]), None)
        if data["after"] == LAST and self.others:
            after = self.others[-1]
        return {**facts, **{name: data[name] for name in ("column", "lane", "kind")}, "after": after}


def _shown(step: FrameworkStep, steps: list[FrameworkStep]) -> dict[str, Any]:
    place = [one.pk for one in steps].index(step.pk)
    before = steps[place - 1] if place else None
    initial = {
        **{name: getattr(step, name) for name in ("text", "kind", "column", "lane")},
        "after": str(before.pk) if before and before.column == step.column else FIRST,
        "who": editions.roles_of(step.responsible) or [],
        "dated": editions.DATE in step.timing,
    }
    for variant, times in editions.times_of(step.timing).items():
        weeks = editions.weeks_of(times)
        if "," in times:
            initial[f"single_{variant}"] = ", ".join(map(str, weeks))
        elif weeks:
            initial |= {f"from_{variant}": weeks[0], f"to_{variant}": weeks[-1] if len(weeks) > 1 else None}
    return initial


class FrameworkNoteForm(forms.Form):
    """What is new in a draft."""

    use_required_attribute = False

    note = text(
        "Hvad er nyt?",
        rows=4,
        missing="Skriv, hvad der er nyt.",
        help_text="Skriv også hvorfor. Det står ved udgaven, så andre kan se det senere.",
    )
