import factory
from factory.django import DjangoModelFactory

from conferences.afterwards.slides.models import Slides, SlidesRelease
from praksis.cases.actors import SYSTEM
from praksis.documents.actions import store
from praksis.documents.models import Audience
from tests.factories.accounts import UserFactory
from tests.factories.files import pdf
from tests.factories.programme import EventFactory, TalkFactory


class SlidesFactory(DjangoModelFactory):
    """A PDF for a talk."""

    class Meta:
        model = Slides

    event = factory.SubFactory(EventFactory)
    talk = factory.LazyAttribute(lambda one: TalkFactory(event=one.event))

    @factory.lazy_attribute_sequence
    def document(self, n):
        content = pdf(f"<< /Number {n} >>".encode())
        return store(
            self.event.case,
            kind="slides",
            title="Slides",
            filename=f"slides-{n}.pdf",
            content=content,
            content_type="application/pdf",
            by=SYSTEM,
            audience=Audience.STAFF,
        )


class SlidesReleaseFactory(DjangoModelFactory):
    class Meta:
        model = SlidesRelease

    event = factory.SubFactory(EventFactory)
    is_shown = True
    decided_by = factory.SubFactory(UserFactory, manager=True)
