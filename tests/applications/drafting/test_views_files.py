"""Files through the client: with a section, by themselves, handed out, and signed on paper."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Answer, Signature, Status
from applications.rounds.models import QuestionKind
from praksis.cases.actors import Actor
from praksis.documents.models import Document
from praksis.documents.uploads import check
from praksis.mail import links as personal_links
from tests.factories.files import pdf, png
from tests.factories.minis import applicant, complete_mini, mini_programme
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import QuestionFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

SECTION = 3


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def open_round(open_round):
    QuestionFactory(
        question_set=open_round.questions_now,
        key="need_files",
        kind=QuestionKind.FILES,
        section="3. Behov",
        label="Bilag om behovet",
        guidance="Vedhæft kun det, der viser <behovet>.",
        criterion="need",
        order=20,
        required=False,
    )
    return open_round


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def attach(draft, coordinator):
    def attach(name="tilsyn.pdf", content=None):
        upload = check(name, content or pdf())
        by = Actor.of(coordinator)
        answer = actions.add_file(draft.pk, name="need_files", upload=upload, by=by, received_at=timezone.now())
        return answer.value[-1]

    return attach


def chosen(*files: tuple[str, bytes]) -> list:
    return [SimpleUploadedFile(name, content) for name, content in files]


def attached(draft) -> list[str]:
    value = Answer.objects.get(application=draft, question__key="need_files").value
    return [file["name"] for file in value or []]


def address(name, draft, *more):
    return reverse(f"applications:{name}", args=[draft.pk, *more])


# --- With the section, without JavaScript --------------------------------------------------------------------------


def test_a_section_takes_texts_and_files_in_one_go(web, draft):
    url = address("section", draft, SECTION)
    page = web.get(url)

    answer = web.post(url, {"need": "Uro", "need_files": chosen(("tilsyn.pdf", pdf()), ("plan.png", png()))})

    assert texts(page, "label[for=id_need_files]") == ["Bilag om behovet (frivilligt)"]
    assert texts(page, "#id_need_files_helptext")[0].startswith("Vedhæft kun det, der viser <behovet>. PDF, Word,")
    assert (answer.status_code, answer.url) == (302, url)
    assert attached(draft) == ["tilsyn.pdf", "plan.png"]
    assert Answer.objects.get(application=draft, question__key="need").value == "Uro"
    assert texts(web.get(url), ".files__one a") == ["tilsyn.pdf", "plan.png"]


def test_a_refused_file_is_explained_beside_the_field_and_all_else_is_saved(web, draft):
    url = address("section", draft, SECTION)

    answer = web.post(
        url,
        {"need": "Uro", "need_files": chosen(("tegning.svg", b"<svg/>"), ("plan.png", png())), "handling": "fortsaet"},
    )

    assert answer.status_code == 422
    (beside,) = texts(answer, "#id_need_files_error")
    assert beside.startswith("Fejl: »tegning.svg« er ikke taget med. Den er en webside eller en SVG-tegning")
    assert links(answer, "[data-module=error-summary] a") == ["#id_need_files"]
    assert texts(answer, "title") == ["Fejl: 3. Behov – Praksis"]
    assert texts(answer, "#id_need") == ["Uro"]
    assert attached(draft) == ["plan.png"]
    assert Answer.objects.get(application=draft, question__key="need").value == "Uro"


def test_a_file_is_taken_out_with_its_button_and_what_was_typed_is_saved(web, draft, attach):
    file = attach()
    url = address("section", draft, SECTION)

    answer = web.post(url, {"need": "Uro", "handling": f"fjern-bilag:{file['id']}"})

    assert (answer.status_code, answer.url) == (302, url)
    assert attached(draft) == []
    assert Answer.objects.get(application=draft, question__key="need").value == "Uro"


def test_what_is_typed_in_place_of_a_file_is_no_answer(web, draft):
    answer = web.post(address("section", draft, SECTION), {"need_files": "tilsyn.pdf", "revision:need_files": "0"})

    assert answer.status_code == 302
    assert attached(draft) == []


def test_a_full_disk_is_said_in_words_and_the_text_is_kept(web, draft, media):
    media.write_text("not a folder")

    answer = web.post(address("section", draft, SECTION), {"need": "Uro", "need_files": chosen(("tilsyn.pdf", pdf()))})

    assert answer.status_code == 422
    assert texts(answer, "#id_need_files_error")[0].count("Vi kunne ikke gemme filen lige nu.") == 1
    assert Answer.objects.get(application=draft, question__key="need").value == "Uro"


def test_after_the_deadline_a_section_keeps_no_file(web, draft):
    url = address("section", draft, SECTION)
    draft.round.deadline = timezone.now() - timedelta(seconds=1)
    draft.round.save()

    answer = web.post(url, {"need_files": chosen(("tilsyn.pdf", pdf()))})

    assert answer.status_code == 422
    assert texts(answer, "#id_need_files_error")[0].count("Fristen var") == 1
    assert attached(draft) == []


def test_the_section_takes_the_same_number_of_queries_with_one_and_three_files(
    web, draft, attach, django_assert_num_queries, connection_queries
):
    url = address("section", draft, SECTION)
    attach()
    web.get(url)  # a process reads an edition's questions once
    with connection_queries() as queries:
        web.get(url)
    attach("plan.png", png())
    attach("plan b.png", png(4, 4))

    with django_assert_num_queries(len(queries)):
        assert len(texts(web.get(url), ".files__one")) == 3


# --- By themselves ------------------------------------------------------------------------------------------------


def test_a_file_is_attached_as_soon_as_it_is_chosen(web, draft):
    answer = web.post(
        address("add_files", draft),
        {"need_files": chosen(("tilsyn.pdf", pdf()), ("side.html", b"<html>"))},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 200
    assert texts(answer, ".files__one a") == ["tilsyn.pdf"]
    assert texts(answer, "#id_need_files_error")[0].count("»side.html« er ikke taget med.") == 1
    assert texts(answer, "[role=alert]")[0].count("»side.html« er ikke taget med.") == 1
    assert texts(answer, "h1") == []


def test_without_htmx_the_way_leads_back_to_the_section(web, draft, attach):
    added = web.post(address("add_files", draft), {"need_files": chosen(("side.html", b"<html>"))}, follow=True)
    file = attach()
    removed = web.post(address("remove_file", draft, file["id"]), follow=True)

    section = (f"{address('section', draft, SECTION)}?ret", 302)
    assert (added.redirect_chain, removed.redirect_chain) == ([section], [section])
    assert texts(added, ".alert-error")[0].count("»side.html« er ikke taget med.") == 1
    assert texts(removed, ".alert-success")[0].count("Filen er taget ud af ansøgningen.") == 1


@pytest.mark.parametrize("name", ["need", "findes_ikke", "need_files@ikke-et-id", ""])
def test_another_field_takes_no_files(web, draft, name):
    files = {name: chosen(("tilsyn.pdf", pdf()))} if name else {"field": "findes_ikke"}

    assert web.post(address("add_files", draft), files).status_code == 404
    assert Document.objects.count() == 0


def test_a_file_that_is_not_there_is_not_taken_out(web, draft):
    assert web.post(address("remove_file", draft, draft.pk)).status_code == 404


# --- Handed out ---------------------------------------------------------------------------------------------------


def test_a_file_is_handed_out_to_those_who_may_read_the_application(client, web, draft, attach, municipality, stranger):
    file = attach()
    url = address("file", draft, file["id"])
    viewer = MembershipFactory(organisation=municipality.organisation, viewer=True).user
    newcomer = MembershipFactory(organisation=municipality.organisation, unconfirmed=True).user

    own, answers = web.get(url), []
    for user in (viewer, newcomer, stranger):
        client.force_login(user)
        answers.append(client.get(url))

    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert b"".join(own.streaming_content) == pdf()
    assert own["Content-Disposition"] == 'attachment; filename="tilsyn.pdf"'
    assert own["Content-Security-Policy"] == "sandbox; default-src 'none'"
    for answer in answers:
        answer.close()


@pytest.mark.parametrize("persona", ["manager", "consultant", "administrator", "coordinator"])
def test_the_archive_of_documents_hands_out_no_file_of_an_application(client, request, attach, persona):
    file = attach()
    client.force_login(request.getfixturevalue(persona))

    assert client.get(reverse("documents:download", args=[file["id"]])).status_code == 404


def test_another_applications_file_is_not_reached_through_ones_own(web, draft, attach, open_round, stranger):
    file = attach()
    theirs = actions.begin(open_round, stranger.memberships.get().organisation, by=Actor.of(stranger))
    web.force_login(stranger)

    assert web.get(address("file", theirs, file["id"])).status_code == 404


def test_the_check_page_names_the_files(web, draft, attach):
    attach()

    page = web.get(address("check", draft))

    assert any(text.startswith("tilsyn.pdf (") for text in texts(page, "dd"))


def test_the_director_reads_the_files_that_the_text_is_signed_with(client, complete, attach, coordinator):
    file = attach()
    link = actions.send_for_signature(complete, by=Actor.of(coordinator))
    client.get(reverse("applications:sign_start", args=[personal_links.token(link)]))

    page = client.get(reverse("applications:sign"))
    (url,) = links(page, ".files__one a")
    answer = client.get(url)
    other = Document.objects.exclude(pk=file["id"]).first() or complete

    assert client.get(reverse("applications:sign_file", args=[other.pk])).status_code == 404
    assert Client().get(url).status_code == 404
    assert b"".join(answer.streaming_content) == pdf()


@pytest.mark.parametrize("who", ["confirm", "board"])
def test_a_minis_leader_and_chair_read_the_files_that_they_confirm(client, municipality, who):
    questions = mini_programme().questions_now
    QuestionFactory(question_set=questions, key="files", kind=QuestionKind.FILES, required=False, order=99)
    organisation, owner = applicant("private", municipality)
    draft, by = complete_mini(organisation, owner), Actor.of(owner)
    actions.add_file(draft.pk, name="files", upload=check("tal.pdf", pdf()), by=by, received_at=timezone.now())
    link = actions.send_for_signature(draft, by=by)
    link = actions.ask_board_chair(draft, by=by) if who == "board" else link
    client.get(reverse(f"applications:{who}_start", args=[personal_links.token(link)]))

    (url,) = links(client.get(reverse(f"applications:{who}")), ".files__one a")

    assert Client().get(url).status_code == 404
    assert b"".join(client.get(url).streaming_content) == pdf()


# --- On paper -----------------------------------------------------------------------------------------------------


def test_from_the_check_page_over_the_printed_text_to_the_receipt(web, complete, attach):
    attach()
    page = web.get(address("check", complete))
    assert address("sign_on_paper", complete) in links(page, "main a")

    prepared = web.post(address("prepare_paper", complete), follow=True)
    assert texts(prepared, ".paper-signature dt") == ["Navn og stilling", "Dato", "Underskrift"]
    code = complete.versions.get().sha256
    assert texts(prepared, ".paper-signature code") == [code]
    assert texts(web.get(address("section", complete, SECTION)), "h1") == [
        "Teksten er gjort klar til at blive underskrevet på papir"
    ]
    assert "Læs den tekst, der er gjort klar til at blive underskrevet på papir" in texts(
        web.get(address("signature", complete)), "main a"
    )
    answer = web.post(
        address("sign_on_paper", complete), {"paper": chosen(("papir.pdf", pdf()))[0], "sends_when_signed": "on"}
    )

    assert answer.url == address("receipt", complete)
    receipt = web.get(answer.url)
    (document,) = links(receipt, ".case-facts a")
    assert texts(receipt, ".files__one a") == ["tilsyn.pdf"]
    assert texts(receipt, ".case-facts dt").count("Underskrevet på papir af") == 1
    assert b"".join(web.get(document).streaming_content) == pdf()


def test_a_paper_can_be_kept_until_it_is_sent_by_hand(web, complete):
    web.post(address("prepare_paper", complete))

    answer = web.post(address("sign_on_paper", complete), {"paper": chosen(("papir.png", png()))[0]})

    assert answer.url == address("signature", complete)
    page = web.get(answer.url)
    assert texts(page, "p.lead")[0].startswith("Vi modtog papiret med underskrift fra Dorte Direktør, Direktør,")
    complete.refresh_from_db()
    assert complete.status == Status.DRAFT


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "Vælg det underskrevne papir."),
        ({"paper": ("papir.svg", b"<svg/>")}, "»papir.svg« er ikke taget med."),
        ({"paper": ("papir.pdf", b"")}, "»papir.pdf« er ikke taget med. Filen er tom."),
    ],
)
def test_what_is_no_paper_is_explained_beside_the_field(web, complete, files, reason):
    web.post(address("prepare_paper", complete))

    answer = web.post(
        address("sign_on_paper", complete), {name: SimpleUploadedFile(*file) for name, file in files.items()}
    )

    assert answer.status_code == 422
    assert texts(answer, "#id_paper_error")[0].count(reason) == 1
    assert Signature.objects.count() == 0


def test_a_paper_for_a_text_that_was_changed_is_refused_on_the_page(web, complete, write):
    web.post(address("prepare_paper", complete))
    write("need", "Noget andet")

    answer = web.post(address("sign_on_paper", complete), {"paper": chosen(("papir.pdf", pdf()))[0]})

    assert answer.status_code == 422
    assert texts(answer, "[data-module=error-summary]")[0].count("Teksten er ændret") == 1


def test_preparing_an_unfinished_text_leads_to_what_is_missing(web, draft):
    answer = web.post(address("prepare_paper", draft), follow=True)

    assert answer.redirect_chain == [(address("check", draft), 302)]
    assert texts(answer, ".alert-error")[0].count("Der mangler stadig svar.") == 1


def test_a_paper_sent_twice_leads_to_the_receipt(web, complete):
    web.post(address("prepare_paper", complete))
    for _ in range(2):
        paper = {"paper": chosen(("papir.pdf", pdf()))[0], "sends_when_signed": "on"}
        answer = web.post(address("sign_on_paper", complete), paper)

    assert answer.url == address("signature", complete)
    assert Signature.objects.count() == 1
