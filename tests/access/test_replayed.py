"""Every request of an application's life, replayed by another organisation's people with ids swapped for their own.

Two lives go side by side. Before the first one's request is sent, the other's people send it: as it stands, and with
each of its ids in turn exchanged for what they have in its place. They get not one foreign byte, and nothing changes.
"""

import re
from itertools import product, zip_longest

import pytest

from applications.drafting import permissions
from applications.drafting.models.applications import ApplicationQuerySet
from applications.rounds.models import QuestionKind
from praksis.organisations.models import Membership, Ownership
from tests.access import lives
from tests.access.asking import rolled_back
from tests.access.lives import Life, Step
from tests.factories.minis import mini_programme
from tests.factories.organisations import InstitutionFactory, MunicipalityFactory
from tests.factories.rounds import QuestionFactory, QuestionSetFactory, RoundFactory

pytestmark = pytest.mark.django_db

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# A link's address is what its holder has, so whoever holds it may use it; the next request, too, is then theirs.
HAS_A_TOKEN = re.compile(r"/[0-9a-f-]{36}\.[^/]+/$")
KINDS = {
    "director": QuestionKind.PERSON,
    "institutions": QuestionKind.INSTITUTION_LIST,
    "institutions.why": QuestionKind.LONG_TEXT,
    "need": QuestionKind.LONG_TEXT,
    "files": QuestionKind.FILES,
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def open_round():
    """Make an open round with its questions."""

    def open_round():
        round_ = RoundFactory()
        questions = QuestionSetFactory(round=round_)
        for order, (key, kind) in enumerate(KINDS.items()):
            part_of = "institutions" if "." in key else ""
            QuestionFactory(question_set=questions, key=key, kind=kind, order=order, part_of=part_of)
        return round_

    return open_round


@pytest.fixture
def one_year_lives(open_round):
    round_, later = open_round(), open_round()
    places = [MunicipalityFactory(short_name=name) for name in ("Skive", "Thisted")]
    return [(life, lives.one_year(life)) for life in lives_in(places, round_, later=later)]


@pytest.fixture
def mini_lives():
    mini_programme()
    return [(life, lives.mini(life)) for life in lives_in(institutions(Ownership.PRIVATE), None)]


@pytest.fixture
def handed_over_lives(open_round):
    return [(life, lives.handed_over(life)) for life in lives_in(institutions(Ownership.MUNICIPAL), open_round())]


def institutions(ownership):
    """An institution in each of two municipalities."""
    places = [MunicipalityFactory(short_name=name) for name in ("Skive", "Thisted")]
    return [InstitutionFactory(municipality=place, ownership=ownership) for place in places]


def lives_in(places, round_, **facts):
    marks = ("afskive", "afthisted")
    return [Life(place.organisation, round_, mark, **facts) for place, mark in zip(places, marks, strict=True)]


@pytest.fixture(params=["one_year", "mini", "handed_over"])
def two_lives(request):
    return request.getfixturevalue(f"{request.param}_lives")


def test_nobody_gets_a_byte_of_anothers_application_by_its_requests(two_lives):
    found = [trouble for ours, theirs in side_by_side(two_lives) for trouble in replayed(two_lives, ours, theirs)]

    assert found == []


def test_the_replay_notices_applications_that_everybody_sees(two_lives, monkeypatch):
    monkeypatch.setattr(ApplicationQuerySet, "visible_to", lambda applications, user: applications.all())
    monkeypatch.setattr(permissions, "membership_of", any_membership_of)

    found = [trouble for ours, theirs in side_by_side(two_lives) for trouble in replayed(two_lives, ours, theirs)]

    assert any("foreign" in trouble for trouble in found)
    assert any("changed" in trouble for trouble in found)


def any_membership_of(user, application):
    """Whoever sees an application is taken for a member of its applicant."""
    return Membership.objects.select_related("organisation").filter(organisation=application.applicant_id).first()


def side_by_side(two_lives):
    """Both lives' next requests, before they are sent; then they are sent."""
    (first, first_steps), (second, second_steps) = two_lives
    for ours, theirs in zip_longest(first_steps, second_steps):
        yield ours, theirs
        for life, step in ((first, ours), (second, theirs)):
            response = send(life.clients[step.who], step)
            read(response)
            assert response.status_code < 400 or (response.status_code == 409 and step.method == "POST"), step


def replayed(two_lives, ours: Step, theirs: Step) -> list[str]:
    """What is wrong with the answers to our request in their hands."""
    (us, _), (them, _) = two_lives
    secrets, before, found = us.secrets, us.state(), []
    for step in [] if HAS_A_TOKEN.search(ours.path) else swapped(ours, theirs):
        for who in {step.who, "writer"}:
            with rolled_back():
                response = send(them.browser(who), step)
                body = read(response)
                words = [word for word in secrets if word in body and word not in str(step)]
                if words or response.status_code >= 500:
                    found.append(f"{step} as {who}: foreign {words}, {response.status_code}")
                if us.state() != before:
                    found.append(f"{step} as {who}: changed")
    return found


def swapped(ours: Step, theirs: Step):
    """Our request, and with some of its ids exchanged for theirs; with all of them exchanged it is theirs alone."""
    pairs = dict(zip(ids_of(ours), ids_of(theirs), strict=True))
    pairs = {mine: other for mine, other in pairs.items() if mine != other}
    for choice in product([False, True], repeat=len(pairs)):
        if pairs and all(choice):
            continue
        exchanged = {mine: pairs[mine] for mine, is_swapped in zip(pairs, choice, strict=True) if is_swapped}
        yield Step(ours.who, ours.method, exchange(ours.path, exchanged), exchange(ours.data, exchanged))


def ids_of(step: Step) -> list[str]:
    return ID.findall(step.path + " ".join(f"{name} {value}" for name, value in step.data.items()))


def exchange(part, ids: dict):
    """A path, or the fields of a form, with these ids for those."""
    if isinstance(part, dict):
        return {exchange(name, ids): exchange(value, ids) for name, value in part.items()}
    return ID.sub(lambda match: ids.get(match[0], match[0]), part) if isinstance(part, str) else part


def send(client, step: Step):
    data = {name: value() if callable(value) else value for name, value in step.data.items()}
    return {"GET": client.get, "POST": client.post}[step.method](step.path, data)


def read(response) -> str:
    """Everything that comes back: body and headers, also where one is sent."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + " ".join(f"{name}: {value}" for name, value in response.items())
