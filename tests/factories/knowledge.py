import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagements.knowledge.models import Article, ArticleStatus, LearningNote, NoteStatus, Source
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory


class LearningNoteFactory(DjangoModelFactory):
    """A new note about professional leadership."""

    class Meta:
        model = LearningNote

    engagement = factory.SubFactory(EngagementFactory, running=True)
    themes = " professional_leadership "
    learned = factory.Sequence(lambda n: f"Lederne skal se praksis, før de taler om den {n}")
    written_by = factory.SubFactory(UserFactory, consultant=True)

    class Params:
        settled = factory.Trait(
            settled_at=factory.LazyFunction(timezone.now), settled_by=factory.SubFactory(UserFactory)
        )
        used = factory.Trait(settled=True, status=NoteStatus.USED)
        left_out = factory.Trait(settled=True, status=NoteStatus.NOT_USED)


class ArticleFactory(DjangoModelFactory):
    """A draft."""

    class Meta:
        model = Article

    slug = factory.Sequence(lambda n: f"artikel-{n}")
    title = factory.Sequence(lambda n: f"Ledelse tæt på praksis {n}")
    lead = "Hvad lederen gør, når legen skal være for alle."
    body = "Lederen er med i praksis."
    themes = " professional_leadership "
    changed_by = factory.SubFactory(UserFactory)

    class Params:
        published = factory.Trait(status=ArticleStatus.PUBLISHED, published_at=factory.LazyFunction(timezone.now))
        taken_down = factory.Trait(status=ArticleStatus.TAKEN_DOWN, published_at=factory.LazyFunction(timezone.now))


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    article = factory.SubFactory(ArticleFactory)
    reference = factory.Sequence(lambda n: f"Heckman {n}")
    year = 2008
