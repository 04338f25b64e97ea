"""What those who judge an application get of its files, and the manager's look at a signature on paper."""

import pytest
from django.urls import reverse

from applications.drafting.models import Signature
from praksis.cases.actors import SYSTEM
from praksis.documents.actions import store
from praksis.documents.models import Audience
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory, freeze
from tests.factories.drafting import ApplicationFactory
from tests.factories.files import pdf
from tests.factories.rounds import CriterionFactory, RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def round_(manager, consultant):
    """A closed round that the manager reads and the consultant reviews."""
    round_ = RoundFactory(closed=True)
    CriterionFactory(round=round_, key="need")
    InterestDeclarationFactory(round=round_, person=manager)
    ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    return round_


@pytest.fixture
def application(round_):
    return ApplicationFactory(round=round_, submitted=True)


def keep(application, kind):
    return store(
        application.case,
        kind=kind,
        title="Bilag",
        filename="tilsyn.pdf",
        content=pdf(),
        content_type="application/pdf",
        audience=Audience.APPLICATION,
        by=SYSTEM,
    )


@pytest.fixture
def attached(application):
    """A file under the criterion and the same among the rest."""
    document = keep(application, "attachment")
    value = [{"id": str(document.pk), "name": "tilsyn.pdf", "size": document.size, "sha256": document.sha256}]
    answer = {"kind": "files", "label": "Bilag om behovet", "value": value, "text": "tilsyn.pdf"}
    freeze(application, questions=[{"key": "a", "criterion": "need", **answer}, {"key": "b", **answer}])
    return document


@pytest.fixture
def signature(application):
    return Signature.objects.create(
        version=application.submission.version,
        document=keep(application, "signed_paper"),
        name="Dorte Direktør",
        title="Direktør",
        email="dorte@skive.example",
    )


def page_of(application):
    return reverse("applications:round_application", args=[application.round_id, application.pk])


@pytest.mark.parametrize(("persona", "name"), [("consultant", "review"), ("manager", "round_application")])
def test_the_files_stand_where_they_are_read_and_are_handed_out(client, request, application, attached, persona, name):
    client.force_login(request.getfixturevalue(persona))
    page = client.get({"review": reverse("applications:review", args=[application.pk])}.get(name, page_of(application)))

    addresses = links(page, ".files__one a")

    assert addresses == [reverse("applications:read_file", args=[application.pk, attached.pk])] * 2
    assert b"".join(client.get(addresses[0]).streaming_content) == pdf()


def test_a_file_that_was_not_sent_with_the_application_is_not_handed_out(client, manager, application, attached):
    taken_out = keep(application, "attachment")
    client.force_login(manager)

    for document in (taken_out.pk, application.pk):
        assert client.get(reverse("applications:read_file", args=[application.pk, document])).status_code == 404


def test_whoever_has_an_interest_in_the_round_gets_no_file(client, manager, application, attached):
    manager.interest_declarations.update(has_interest=True, is_out=True, about="Min søster")
    client.force_login(manager)

    assert client.get(reverse("applications:read_file", args=[application.pk, attached.pk])).status_code == 404


def test_a_manager_sees_that_the_paper_is_in_order(client, manager, application, signature):
    client.force_login(manager)
    before = client.get(page_of(application))

    answer = client.post(reverse("applications:check_paper", args=[application.pk]), follow=True)

    assert texts(before, "#paper ~ p .badge") == ["Ikke kontrolleret"]
    assert texts(before, "#paper ~ form button") == ["Underskriften er i orden"]
    assert texts(before, "#paper ~ p code") == [application.submission.version.sha256]
    assert answer.redirect_chain == [(page_of(application), 302)]
    assert texts(answer, "#paper ~ p .badge") == ["Kontrolleret"]
    assert texts(answer, "#paper ~ form button") == []
    signature.refresh_from_db()
    assert signature.checked_by == manager


def test_an_approver_reads_the_paper_and_leaves_the_checking_to_managers(client, approver, application, signature):
    InterestDeclarationFactory(round=application.round, person=approver)
    client.force_login(approver)

    page = client.get(page_of(application))
    (address,) = links(page, "#paper ~ p a")

    assert texts(page, "#paper ~ form button") == []
    assert client.post(reverse("applications:check_paper", args=[application.pk])).status_code == 403
    assert b"".join(client.get(address).streaming_content) == pdf()


def test_without_a_paper_nothing_is_said_of_one(client, manager, application):
    client.force_login(manager)

    assert texts(client.get(page_of(application)), "#paper") == []
    assert client.post(reverse("applications:check_paper", args=[application.pk])).status_code == 404
