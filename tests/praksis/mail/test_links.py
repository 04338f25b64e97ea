from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from praksis.mail import links
from praksis.mail.models import PersonalLink, Purpose
from tests.factories.mail import PersonalLinkFactory

pytestmark = pytest.mark.django_db

JOIN, SIGN = Purpose.JOIN_ORGANISATION, Purpose.SIGN_APPLICATION


@pytest.fixture
def link():
    return PersonalLinkFactory()


def refusal(function, *args, **kwargs) -> str:
    with pytest.raises(links.LinkRefused) as refused:
        function(*args, **kwargs)
    return str(refused.value)


def test_a_token_stands_for_its_link(link):
    assert links.redeem(links.token(link), purpose=JOIN) == link


def test_a_token_is_nowhere_in_the_database(link):
    mac = links.token(link).partition(".")[2]

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM praksis_personallink")
        row = cursor.fetchone()

    assert str(link.pk).replace("-", "") in "".join(map(str, row)).replace("-", "")  # so the row was read
    assert mac not in "".join(map(str, row))


@pytest.mark.parametrize(
    "given",
    [
        "",
        ".",
        "x",
        "æøå.æøå",
        "00000000-0000-0000-0000-000000000000",
        "00000000-0000-0000-0000-000000000000." + "0" * 64,
        "\0.\0",
    ],
)
def test_an_unknown_token_is_refused(link, given):
    assert refusal(links.redeem, given, purpose=JOIN) == links.UNKNOWN


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "0", lambda t: t[:-1] + "x", lambda t: t[:37] + "ø"]
)
def test_a_wrong_token_looks_like_an_unknown_one(link, change):
    assert refusal(links.redeem, change(links.token(link)), purpose=JOIN) == links.UNKNOWN


def test_a_token_is_good_for_its_own_purpose_only(link):
    assert refusal(links.redeem, links.token(link), purpose=SIGN) == links.UNKNOWN


def test_a_token_is_good_for_its_own_link_only(link):
    other = PersonalLinkFactory()

    mixed = f"{other.pk}.{links.token(link).partition('.')[2]}"

    assert refusal(links.redeem, mixed, purpose=JOIN) == links.UNKNOWN


def test_a_key_can_be_changed_while_links_are_out(link, settings):
    old = links.token(link)

    settings.LINK_KEYS = ["new", *settings.LINK_KEYS]
    assert links.token(link) != old
    assert links.redeem(old, purpose=JOIN) == link
    assert links.redeem(links.token(link), purpose=JOIN) == link

    settings.LINK_KEYS = ["new"]
    assert refusal(links.redeem, old, purpose=JOIN) == links.UNKNOWN


@pytest.mark.parametrize(
    ("state", "words"), [("used", links.USED), ("withdrawn", links.WITHDRAWN), ("expired", links.EXPIRED)]
)
def test_a_link_that_is_over_says_why(state, words):
    link = PersonalLinkFactory(**{state: True})

    assert refusal(links.redeem, links.token(link), purpose=JOIN) == words


def test_a_link_made_for_an_earlier_text_says_so(monkeypatch):
    link = PersonalLinkFactory(document_hash="a" * 64)
    monkeypatch.setitem(links._current_hash, JOIN, lambda link: "a" * 64)
    assert links.redeem(links.token(link), purpose=JOIN) == link

    monkeypatch.setitem(links._current_hash, JOIN, lambda link: "b" * 64)

    assert refusal(links.redeem, links.token(link), purpose=JOIN) == links.CHANGED


def test_sending_anew_ends_the_earlier_token_and_lengthens_the_link(link):
    old = links.token(link)
    later = timezone.now() + timedelta(days=30)

    links.renew(link, expires_at=later)

    assert refusal(links.redeem, old, purpose=JOIN) == links.SUPERSEDED
    fetched = links.redeem(links.token(link), purpose=JOIN)
    assert (fetched.generation, fetched.expires_at) == (2, later)


@pytest.mark.parametrize(("state", "words"), [("used", links.USED), ("withdrawn", links.WITHDRAWN)])
def test_a_link_that_is_over_is_not_sent_anew(state, words):
    link = PersonalLinkFactory(**{state: True})

    assert refusal(links.renew, link, expires_at=timezone.now()) == words
    assert PersonalLink.objects.get().generation == 1


def test_withdrawing_a_used_link_changes_nothing():
    link = PersonalLinkFactory(used=True)

    links.withdraw(link)

    assert PersonalLink.objects.get().withdrawn_at is None


def test_withdrawing_twice_keeps_the_first_time(link):
    links.withdraw(link)
    first = PersonalLink.objects.get().withdrawn_at

    links.withdraw(link)

    assert PersonalLink.objects.get().withdrawn_at == first


# --- The session ----------------------------------------------------------------------------------------------------


def test_a_session_holds_the_link_for_its_purpose(link):
    session = {}

    links.remember(session, link)

    assert links.remembered(session, purpose=JOIN) == link
    assert refusal(links.remembered, session, purpose=SIGN) == links.UNKNOWN


def test_a_session_may_hold_links_of_two_purposes(link):
    session, other = {}, PersonalLinkFactory(purpose=SIGN, document_hash="")

    links.remember(session, link)
    links.remember(session, other)

    assert links.remembered(session, purpose=JOIN) == link
    assert links.remembered(session, purpose=SIGN, usable=False) == other


def test_a_remembered_link_is_checked_again_at_each_request(link):
    session = {}
    links.remember(session, link)

    links.withdraw(link)

    assert refusal(links.remembered, session, purpose=JOIN) == links.WITHDRAWN
    assert links.remembered(session, purpose=JOIN, usable=False) == link


def test_a_remembered_link_ends_when_a_newer_is_sent(link):
    session = {}
    links.remember(session, link)

    links.renew(link, expires_at=link.expires_at)

    assert refusal(links.remembered, session, purpose=JOIN) == links.SUPERSEDED


def test_a_session_without_a_link_is_refused():
    assert refusal(links.remembered, {}, purpose=JOIN) == links.UNKNOWN


# --- Using ----------------------------------------------------------------------------------------------------------


def test_a_link_is_used_once(link):
    with transaction.atomic():
        links.use(link)

    with transaction.atomic():
        assert refusal(links.use, link) == links.USED


def test_a_use_that_is_rolled_back_leaves_the_link_open(link):
    with transaction.atomic():
        links.use(link)
        transaction.set_rollback(True)

    assert PersonalLink.objects.get().used_at is None


def test_a_use_is_judged_by_when_the_request_came():
    expires = timezone.now() - timedelta(seconds=5)
    link = PersonalLinkFactory(expires_at=expires)

    with transaction.atomic():
        links.use(link, received_at=expires)

    assert PersonalLink.objects.get().used_at


@pytest.mark.django_db(transaction=True)
def test_using_outside_a_transaction_is_a_mistake_of_ours(link):
    with pytest.raises(AssertionError):
        links.use(link)


# --- The six-digit code ---------------------------------------------------------------------------------------------

EXPIRED = "Koden er udløbet. Bed om en ny."
TOO_OFTEN = "Koden er tastet forkert for mange gange. Bed om en ny."
WRONG = "Koden er ikke rigtig. Se efter i den nyeste mail."


def wrong(link) -> str:
    return f"{(int(links.code(link)) + 1) % 1_000_000:06d}"


def test_the_code_is_accepted_as_people_type_it(link):
    links.new_code(link)
    code = links.code(link)

    assert len(code) == 6
    assert links.check_code(link, f" {code[:3]} {code[3:]}\n") is None


def test_a_code_must_have_been_sent(link):
    assert links.check_code(link, links.code(link)) == EXPIRED


@pytest.mark.parametrize(("seconds", "answer"), [(599, None), (601, EXPIRED)])
def test_a_code_lasts_ten_minutes(link, seconds, answer, time_machine):
    time_machine.move_to("2017-11-03 12:00+01:00", tick=False)
    link = PersonalLinkFactory()
    links.new_code(link)

    time_machine.shift(seconds)

    assert links.check_code(link, links.code(link)) == answer


def test_the_sixth_try_is_refused_even_when_it_is_right(link):
    links.new_code(link)

    answers = [links.check_code(link, wrong(link)) for _ in range(5)]

    assert answers == [WRONG] * 5
    assert links.check_code(link, links.code(link)) == TOO_OFTEN


def test_a_right_fifth_try_is_accepted(link):
    links.new_code(link)
    for _ in range(4):
        links.check_code(link, wrong(link))

    assert links.check_code(link, links.code(link)) is None


def test_a_stale_copy_of_the_link_does_not_get_more_tries(link):
    """As when six requests have read the row before any of them counts."""
    links.new_code(link)
    copies = [PersonalLink.objects.get() for _ in range(6)]

    answers = [links.check_code(copy, wrong(link)) for copy in copies]

    assert answers == [WRONG] * 5 + [TOO_OFTEN]


def test_a_new_code_gives_new_tries_and_ends_the_old(link):
    links.new_code(link)
    old = links.code(link)
    for _ in range(6):
        links.check_code(link, wrong(link))

    serial = links.new_code(link)

    assert serial == 2
    assert links.check_code(link, old) == WRONG
    assert links.check_code(link, links.code(link)) is None


def test_a_code_is_not_made_for_a_link_that_is_over():
    assert refusal(links.new_code, PersonalLinkFactory(used=True)) == links.USED


@pytest.mark.parametrize("given", ["", "12345", "1234567", "١٢٣٤٥٦", "²²²²²²", "abcdef", "\0"])
def test_what_is_not_the_code_is_only_wrong(link, given):
    links.new_code(link)

    assert links.check_code(link, given) == WRONG


def test_codes_survive_a_change_of_key(link, settings):
    links.new_code(link)
    code = links.code(link)

    settings.LINK_KEYS = ["new", *settings.LINK_KEYS]

    assert links.check_code(link, code) is None


def test_codes_cannot_be_asked_for_without_end(link):
    for _ in range(links.CODES):
        links.new_code(link)

    assert refusal(links.new_code, link) == "Der er bedt om for mange koder. Bed om at få linket sendt igen."

    links.renew(link, expires_at=link.expires_at)
    assert links.new_code(link) == links.CODES + 1
