"""The competences that everything begins with: the four themes and the kinds of day care."""

from praksis.organisations.models import Setting
from praksis.staffing.models import Competence, CompetenceKind
from praksis.themes import Theme


def load() -> None:
    """Add what is missing; what is there already, retired or not, is left as it is."""
    kinds = [(CompetenceKind.THEME, Theme.choices), (CompetenceKind.SETTING, Setting.choices)]
    wanted = [(kind, key, str(label)) for kind, choices in kinds for key, label in choices]
    known = set(Competence.objects.values_list("kind", "key"))
    Competence.objects.bulk_create(
        Competence(kind=kind, key=key, name=name, order=order)
        for order, (kind, key, name) in enumerate(wanted, start=1)
        if (kind, key) not in known
    )
