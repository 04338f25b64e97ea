"""The director's way through the mail, without an account."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Application, Signature, Submission
from applications.rounds.models import Requirement
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.mail import delivery, links
from praksis.mail.models import Email, PersonalLink

pytestmark = pytest.mark.django_db

SIGN, CODE, BACK, THANKS = (
    reverse(f"applications:{name}") for name in ("sign", "sign_code", "sign_back", "sign_thanks")
)
DORTE = {"name": "Dorte Direktør", "title": "Direktør"}


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def address_in(letter):
    """The address behind the letter's button, as the director would press it."""
    return delivery.button_url(letter).removeprefix("http://testserver")


def letter(kind):
    return Email.objects.filter(key__startswith=f"{kind}:").latest("created_at")


def mailed_code():
    return re.search(r"\d{6}", delivery.paragraphs(letter("code"), with_code=True)[0])[0]


@pytest.fixture
def director(link):
    """A browser that has followed the link in the mail."""
    browser = Client()
    browser.get(address_in(letter("please_sign")))
    return browser


# --- The link -----------------------------------------------------------------------------------------------------


def test_the_link_leads_to_a_clean_address_and_acts_on_nothing(link):
    browser = Client()

    answer = browser.get(address_in(letter("please_sign")))

    assert answer.url == SIGN
    link.refresh_from_db()
    assert (link.used_at, link.code_sent_at) == (None, None)


def test_looking_at_every_page_signs_nothing(director, link):
    for path in (SIGN, CODE, BACK, THANKS):
        director.get(path)

    link.refresh_from_db()
    assert (link.used_at, link.code_sent_at, Signature.objects.count()) == (None, None, 0)


def test_the_directors_pages_tell_the_applications_own_deadline(director, complete):
    own = complete.deadline + timedelta(days=10)
    Application.objects.filter(pk=complete.pk).update(extended_to=own)

    asked = director.get(SIGN)
    director.post(BACK, {"tilbage-remark": "Ret det.", "tilbage-name": "Dorte"})
    thanked = director.get(THANKS)

    assert [text_of(page).count(danish_datetime(own)) for page in (asked, thanked)] == [1, 1]


@pytest.mark.parametrize("token", ["noget", "00000000-0000-0000-0000-000000000000.abc", "\x00", "x" * 5000])
def test_an_unknown_link_is_not_found_and_offers_a_way_on(client, token):
    answer = client.get(reverse("applications:sign_start", args=[token]))

    assert answer.status_code == 404
    assert "Linket er ikke gyldigt." in text_of(answer)
    assert "Bed den, der har skrevet ansøgningen, om at sende linket igen." in text_of(answer)


def test_a_wrong_token_for_a_link_that_exists_looks_like_an_unknown_one(client, link):
    answer = client.get(reverse("applications:sign_start", args=[f"{link.pk}.{'0' * 64}"]))

    assert answer.status_code == 404
    assert "Linket er ikke gyldigt." in text_of(answer)


def withdrawn(link, application, coordinator):
    actions.withdraw_signature_link(application, by=Actor.of(coordinator))


def expired(link, application, coordinator):
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))


def sent_again(link, application, coordinator):
    actions.resend_signature_link(application, by=Actor.of(coordinator))


def changed(link, application, coordinator):
    actions.save_answer(application.pk, name="need", values=["Ny tekst"], revision=1, by=Actor.of(coordinator))


def used(link, application, coordinator):
    actions.send_back(link, remark="Ret det.", name="Dorte", received_at=timezone.now())


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (withdrawn, "Linket er trukket tilbage"),
        (expired, "Linket er udløbet."),
        (sent_again, "Der er sendt et nyt link siden."),
        (changed, "Teksten er ændret, siden linket blev sendt."),
        (used, "Linket er allerede brugt."),
    ],
)
def test_a_link_that_no_longer_works_says_why_also_to_somebody_in_the_middle_of_it(
    director, complete, link, coordinator, happens, sentence
):
    token = links.token(link)
    happens(link, complete, coordinator)

    afresh = Client().get(reverse("applications:sign_start", args=[token]))
    in_the_middle = [director.get(SIGN), director.post(CODE, DORTE), director.post(SIGN, {**DORTE, "code": "123456"})]

    for answer in [afresh, *in_the_middle]:
        assert answer.status_code == 410
        assert sentence in text_of(answer)
    assert Signature.objects.count() == 0


@pytest.mark.parametrize("path", [SIGN, THANKS])
def test_without_a_link_there_is_nothing_to_sign(client, path):
    assert client.get(path).status_code == 404


# --- Signing ------------------------------------------------------------------------------------------------------


def test_the_page_says_first_what_the_signature_binds_to_and_then_the_text(director, complete):
    Requirement.objects.create(
        programme=complete.programme, round=complete.round, key="signature", order=1, text="Kommunen sætter tid af."
    )

    page = text_of(director.get(SIGN))

    places = [
        page.index(words)
        for words in (
            "Det binder underskriften kommunen til",
            "Kommunen sætter tid af.",
            "Mange børn står uden for legen.",
            "Formiddagene er urolige.",
            PersonalLink.objects.get().document_hash,
            "Send mig en kode",
            "Send tilbage med en bemærkning</button>",
        )
    ]
    assert places == sorted(places)
    assert 'value="Dorte Direktør"' in page


def test_a_director_signs_and_the_application_is_sent(director, complete):
    asked = director.post(CODE, DORTE)
    answer = director.post(SIGN, {**DORTE, "code": mailed_code()})

    assert asked.url == f"{SIGN}#kode"
    assert answer.url == THANKS
    signature = Signature.objects.get()
    assert (signature.name, signature.title, signature.email) == ("Dorte Direktør", "Direktør", "dorte@skive.example")
    assert Submission.objects.get().version == signature.version
    page = text_of(director.get(THANKS))
    assert "Tak for din underskrift" in page
    assert "Ansøgningen er sendt." in page
    assert complete.case.reference in page


def test_a_director_signs_what_the_municipality_sends_itself(complete, coordinator):
    actions.send_for_signature(complete, by=Actor.of(coordinator), sends_when_signed=False)
    director = Client()
    director.get(address_in(letter("please_sign")))
    director.post(CODE, DORTE)
    director.post(SIGN, {**DORTE, "code": mailed_code()})

    assert "Kommunen sender selv ansøgningen." in text_of(director.get(THANKS))
    assert Application.objects.get().is_draft


def test_what_the_director_typed_is_kept_while_the_code_is_on_its_way(director):
    director.post(CODE, {"name": "Dorte D. Direktør", "title": "Børne- og ungedirektør"})

    page = text_of(director.get(SIGN))

    assert 'value="Dorte D. Direktør"' in page
    assert 'value="Børne- og ungedirektør"' in page
    assert "Kode fra mailen" in page


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("000000", "Koden er ikke rigtig."),
        ("", "Skriv koden fra mailen."),
        ("seks", "Koden er ikke rigtig."),
        ("1" * 1000, "Koden er på seks cifre."),
    ],
)
def test_a_wrong_code_is_said_beside_the_field(director, code, sentence):
    director.post(CODE, DORTE)
    wrong = "000001" if code == mailed_code() else code

    answer = director.post(SIGN, {**DORTE, "code": wrong})

    assert answer.status_code == 422
    assert text_of(answer).count(sentence) == 2
    assert 'href="#id_code"' in text_of(answer)
    assert Signature.objects.count() == 0


def test_a_code_is_tried_at_most_five_times(director):
    director.post(CODE, DORTE)
    right = mailed_code()
    wrong = "000001" if right != "000001" else "000002"
    for _ in range(5):
        director.post(SIGN, {**DORTE, "code": wrong})

    answer = director.post(SIGN, {**DORTE, "code": right})

    assert "Koden er tastet forkert for mange gange. Bed om en ny." in text_of(answer)
    assert Signature.objects.count() == 0


def test_a_code_lasts_ten_minutes(director):
    director.post(CODE, DORTE)
    code = mailed_code()
    PersonalLink.objects.update(code_sent_at=timezone.now() - timedelta(minutes=11))

    answer = director.post(SIGN, {**DORTE, "code": code})

    assert "Koden er udløbet. Bed om en ny." in text_of(answer)
    assert "Send mig en kode" in text_of(director.get(SIGN))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "", "title": "Direktør"}, "Skriv dit navn."),
        ({"name": "Dorte", "title": ""}, "Skriv din stilling."),
        ({"name": "x" * 101, "title": "Direktør"}, "Navnet må højst være på 100 tegn."),
        ({"name": "Dorte\x00", "title": "Direktør"}, "Null-tegn er ikke tilladte."),
        ({}, "Skriv dit navn."),
    ],
)
def test_a_code_is_sent_only_to_somebody_with_a_name_and_a_title(director, typed, sentence):
    answer = director.post(CODE, typed)

    assert answer.status_code == 422
    assert text_of(answer).count(sentence) == 2
    assert not Email.objects.filter(key__startswith="code:").exists()


def test_signing_twice_gives_one_signature_and_the_same_thanks(director):
    director.post(CODE, DORTE)
    code = mailed_code()
    first = director.post(SIGN, {**DORTE, "code": code})
    second = director.post(SIGN, {**DORTE, "code": code})

    assert first.url == second.url == THANKS
    assert Signature.objects.count() == 1


def test_whoever_has_signed_and_opens_the_mail_again_is_thanked_again(director):
    opened = address_in(letter("please_sign"))
    director.post(CODE, DORTE)
    director.post(SIGN, {**DORTE, "code": mailed_code()})

    assert director.get(opened).url == THANKS
    assert Client().get(opened).status_code == 410


# --- Sending back -------------------------------------------------------------------------------------------------


def test_a_director_sends_it_back_with_a_remark(director, complete):
    answer = director.post(BACK, {"tilbage-remark": "Skriv timetallet.", "tilbage-name": "Dorte Direktør"})

    assert answer.url == THANKS
    assert "Ansøgningen er sendt tilbage" in text_of(director.get(THANKS))
    assert "»Skriv timetallet.«" in letter("sent_back").body
    assert Signature.objects.count() == 0


@pytest.mark.parametrize(
    ("remark", "sentence"),
    [
        ("", "Skriv, hvad der skal rettes, før du sender ansøgningen tilbage."),
        ("x" * 1_000_000, "Bemærkningen er for lang."),
    ],
)
def test_a_remark_that_cannot_be_sent_is_kept_on_the_page(director, link, remark, sentence):
    answer = director.post(BACK, {"tilbage-remark": remark, "tilbage-name": "Dorte Direktør"})

    assert answer.status_code == 422
    assert text_of(answer).count(sentence) == 2
    assert remark in answer.content.decode()
    link.refresh_from_db()
    assert link.used_at is None


# --- Signing again ------------------------------------------------------------------------------------------------


def test_after_a_change_the_director_sees_first_what_changed(complete, coordinator, write):
    actions.send_for_signature(complete, by=Actor.of(coordinator), sends_when_signed=False)
    director = Client()
    director.get(address_in(letter("please_sign")))
    director.post(CODE, DORTE)
    director.post(SIGN, {**DORTE, "code": mailed_code()})
    write("need", "Formiddagene er rolige igen.")
    complete.refresh_from_db()
    actions.send_for_signature(complete, by=Actor.of(coordinator))

    director.get(address_in(letter("please_sign")))
    answer = director.get(SIGN)

    assert [(change.before, change.after) for change in answer.context["changes"]] == [
        ("Formiddagene er urolige.", "Formiddagene er rolige igen.")
    ]
    assert "Det er ændret, siden du sidst skrev under" in text_of(answer)
