import factory
from factory.django import DjangoModelFactory

from praksis.cases.models import Case


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = Case

    reference = factory.Sequence(lambda n: f"2020-{n:04d}")
    title = "En sag"
