import pytest
from django.urls import reverse

from engagements.courses import actions
from engagements.courses.models import FrameworkStep, FrameworkTemplate
from engagements.reference import load
from praksis.accounts.models import Role
from praksis.cases.actors import Actor
from tests.factories.accounts import UserFactory
from tests.factories.engagements import FrameworkTemplateFactory
from tests.factories.rounds import ProgrammeFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db
LIST_QUERIES = 6
# A draft is held against the edition before it.
EDITION_QUERIES = {"in_use": 7, "draft": 8}
NEW = {
    "text": "Forældrecafé",
    "kind": "task",
    "column": "Efter opstartsmøde",
    "lane": "Dagtilbud",
    "after": "",
    "who": ["coordinator", "consultants"],
    "from_12m": "3",
    "to_12m": "5",
    "single_12m": "",
    "from_11m": "4",
    "to_11m": "4",
    "single_11m": "",
}


@pytest.fixture
def one_year():
    programme = ProgrammeFactory()
    ProgrammeFactory(kind="mini", name="Miniforløb")
    load()
    return programme


@pytest.fixture
def in_use(one_year):
    return one_year.frameworks.get(number=1)


@pytest.fixture
def draft(one_year, manager):
    return actions.begin_framework(one_year, by=Actor.of(manager))


@pytest.fixture
def manages(client, manager):
    client.force_login(manager)
    return client


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def at(template, order):
    return template.steps.get(order=order)


def said(response):
    return [str(message) for message in response.context["messages"]]


def sent(response):
    """What the form of a page would send as it stands."""
    form = response.context["form"]
    values = {field.name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


# --- The list -----------------------------------------------------------------------------------------------------


def test_the_list_tells_of_both_programmes(manages, draft, in_use):
    response = manages.get(url("framework_list"))

    assert texts(response, "main h2") == ["Etårigt forløb", "Miniforløb"]
    assert texts(response, ".badge") == ["I brug", "Kladde", "I brug"]
    assert links(response, "main section p a")[:2] == [in_use.get_absolute_url(), draft.get_absolute_url()]
    assert [words for words in texts(response, "main section p") if "trin" in words][1].endswith(
        "Mona Manager. 31 trin."
    )
    assert texts(response, "main button") == ["Lav en ny udgave af rammen for Miniforløb"]


def test_the_list_tells_of_earlier_editions(manages, in_use):
    FrameworkTemplateFactory(programme=in_use.programme, number=2)

    response = manages.get(url("framework_list"))

    [earlier] = texts(response, "main section li")
    assert earlier.startswith("Udgave 1, taget i brug")
    assert earlier.endswith("31 trin")


def test_a_programme_without_a_framework_says_so(manages):
    ProgrammeFactory()

    response = manages.get(url("framework_list"))

    assert texts(response, "main section p") == ["Tilbuddet har ingen ramme i brug."]
    assert texts(response, "main button") == []


@pytest.mark.parametrize("role", [None, Role.APPROVER, Role.EVALUATOR, Role.ADMINISTRATOR])
def test_others_do_not_see_the_frameworks(client, in_use, role):
    client.force_login(UserFactory(roles=[role] if role else []))

    assert client.get(url("framework_list")).status_code == 403
    assert client.get(in_use.get_absolute_url()).status_code == 404


def test_a_coordinator_does_not_see_the_frameworks(client, coordinator, in_use):
    client.force_login(coordinator)

    assert client.get(url("framework_list")).status_code == 403
    assert client.get(in_use.get_absolute_url()).status_code == 404


def test_a_consultant_reads_and_changes_nothing(client, consultant, manager, draft, in_use):
    step = at(draft, 20)
    posts = [
        url("framework_begin", "one_year"),
        url("framework_step_add", draft.pk),
        *(url(name, draft.pk, step.pk) for name in ("framework_step_edit", "framework_step_remove")),
        *(url(name, draft.pk) for name in ("framework_note", "framework_use", "framework_discard")),
    ]
    client.force_login(manager)
    assert texts(client.get(draft.get_absolute_url()), "main td form") != []
    client.force_login(consultant)

    pages = [client.get(page) for page in (url("framework_list"), draft.get_absolute_url(), in_use.get_absolute_url())]
    answers = [client.post(post, NEW).status_code for post in posts]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [texts(page, "main form") for page in pages] == [[], [], []]
    assert answers == [403] * 7
    assert client.get(url("framework_step_edit", draft.pk, step.pk)).status_code == 403


def test_only_managers_have_the_menu_entry(client, manager, consultant):
    shown = {}
    for user in (manager, consultant):
        client.force_login(user)
        page = client.get(reverse("accounts:profile"))
        shown[user] = "Rammer" in [item["label"] for item in page.context["navigation"]]

    assert shown == {manager: True, consultant: False}


def test_the_list_takes_the_same_queries_for_one_edition_as_for_three(manages, in_use, django_assert_num_queries):
    page = url("framework_list")
    manages.get(page)

    with django_assert_num_queries(LIST_QUERIES):
        manages.get(page)
    for number in (2, 3):
        FrameworkTemplateFactory(programme=in_use.programme, number=number)
    with django_assert_num_queries(LIST_QUERIES):
        manages.get(page)


# --- An edition ---------------------------------------------------------------------------------------------------


def test_an_edition_in_use_is_read_by_phase(manages, in_use):
    response = manages.get(in_use.get_absolute_url())

    assert texts(response, "main h2")[:3] == ["Opstartsmøde", "Efter opstartsmøde", "Første styregruppemøde"]
    assert texts(response, "main section:first-of-type td") == [
        "Opstartsmøde Fast trin", "Kommune", "Møde", "Tovholder og konsulenter", "uge 2 (11 måneder: uge 3)"
    ]  # fmt: skip
    assert texts(response, "main form") == []


def test_a_draft_says_what_differs_and_what_stands_in_the_way(manages, manager, draft):
    before = manages.get(draft.get_absolute_url())
    actions.remove_framework_step(draft, at(draft, 20), by=Actor.of(manager))

    after = manages.get(draft.get_absolute_url())

    assert texts(before, "#use ~ ul li") == [
        "Der er ikke ændret noget i rammen endnu.",
        "Skriv først, hvad der er nyt.",
    ]
    assert texts(after, "#use ~ ul li") == ["Skriv først, hvad der er nyt."]
    assert texts(before, "#differences ~ p") == ["Der er ikke ændret noget endnu."]
    assert texts(after, "#differences ~ ul > li") == ["Fjernet: »Egenvurdering udarbejdes« Fase: Efter opstartsmøde"]
    assert "Tag i brug" not in texts(after, "main button")
    assert texts(after, "main td form").count("Fjern Opstartsmøde") == 0
    assert texts(after, "main td form").count("Fjern Styregruppen udpeges") == 1


@pytest.mark.parametrize("which", ["in_use", "draft"])
def test_an_edition_takes_the_same_queries_for_few_steps_as_for_all(
    manages, in_use, draft, which, django_assert_num_queries
):
    page = {"in_use": in_use, "draft": draft}[which].get_absolute_url()
    manages.get(page)

    with django_assert_num_queries(EDITION_QUERIES[which]):
        manages.get(page)
    FrameworkStep.objects.filter(order__gt=10).delete()
    with django_assert_num_queries(EDITION_QUERIES[which]):
        manages.get(page)
    FrameworkStep.objects.all().delete()
    assert texts(manages.get(page), "main > p")[-1] == "Der er ingen trin endnu."


# --- From beginning to end ----------------------------------------------------------------------------------------


def test_a_manager_begins_an_edition(manages, in_use):
    response = manages.post(url("framework_begin", "one_year"), follow=True)

    draft = FrameworkTemplate.objects.get(in_use_at=None)
    assert response.redirect_chain == [(draft.get_absolute_url(), 302)]
    assert said(response) == ["Ret rammen her. Nye forløb får den først, når du tager udgaven i brug."]


def test_where_there_is_nothing_to_begin_with_it_is_said(manages):
    ProgrammeFactory()

    response = manages.post(url("framework_begin", "one_year"), follow=True)

    assert said(response) == ["Tilbuddet har ingen ramme i brug, som en ny udgave kan begynde med."]
    assert manages.post(url("framework_begin", "ukendt")).status_code == 404


def test_a_manager_says_what_is_new_and_takes_the_edition_into_use(manages, draft):
    at(draft, 20).delete()
    noted = manages.post(url("framework_note", draft.pk), {"note": "Uden egenvurdering."}, follow=True)
    used = manages.post(url("framework_use", draft.pk), follow=True)

    assert said(noted) == ["Det er gemt, hvad der er nyt."]
    assert "Tag i brug" in texts(noted, "main button")
    assert said(used) == ["Udgaven er taget i brug. Nye forløb begynder med den."]
    assert texts(used, "main form") == []
    assert not FrameworkTemplate.objects.get(pk=draft.pk).is_draft


def test_an_empty_note_is_asked_for_beside_the_field(manages, draft):
    response = manages.post(url("framework_note", draft.pk), {"note": " "})

    assert response.status_code == 422
    assert response.context["form"].errors == {"note": ["Skriv, hvad der er nyt."]}


def test_an_edition_that_nothing_is_new_in_is_not_taken_into_use(manages, draft):
    response = manages.post(url("framework_use", draft.pk), follow=True)

    assert said(response) == ["Der er ikke ændret noget i rammen endnu. Skriv først, hvad der er nyt."]
    assert FrameworkTemplate.objects.get(pk=draft.pk).is_draft


def test_a_manager_discards_a_draft(manages, draft):
    response = manages.post(url("framework_discard", draft.pk), follow=True)

    assert said(response) == ["Den nye udgave er kasseret."]
    assert not FrameworkTemplate.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("name", ["framework_note", "framework_use", "framework_discard"])
def test_an_edition_in_use_says_that_it_cannot_be_changed(manages, in_use, name):
    response = manages.post(url(name, in_use.pk), {"note": "Nyt"}, follow=True)

    assert said(response) == ["Udgaven er taget i brug og kan ikke rettes. Lav en ny udgave i stedet."]


@pytest.mark.parametrize("ask", ["get", "post"])
def test_the_steps_of_an_edition_in_use_lead_back_to_it(manages, in_use, ask):
    response = getattr(manages, ask)(url("framework_step_edit", in_use.pk, at(in_use, 20).pk), follow=True)

    assert response.redirect_chain == [(in_use.get_absolute_url(), 302)]
    assert said(response) == ["Udgaven er taget i brug og kan ikke rettes. Lav en ny udgave i stedet."]


# --- A step -------------------------------------------------------------------------------------------------------


def test_a_manager_adds_a_step(manages, draft):
    page = manages.get(url("framework_step_add", draft.pk))
    response = manages.post(url("framework_step_add", draft.pk), NEW, follow=True)

    step = draft.steps.get(text="Forældrecafé")
    assert texts(page, "main h1") == ["Nyt trin"]
    assert said(response) == ["Trinnet er gemt."]
    assert (step.order, step.column, step.lane, step.kind) == (35, "Efter opstartsmøde", "Dagtilbud", "task")
    assert (step.responsible, step.timing) == ("coordinator+consultants", "12m:3-5|11m:4")


def test_a_step_is_put_where_it_is_chosen(manages, draft):
    manages.post(url("framework_step_add", draft.pk), {**NEW, "after": "first"})
    manages.post(url("framework_step_add", draft.pk), {**NEW, "text": "Næste", "after": str(at(draft, 20).pk)})

    texts_now = list(draft.steps.filter(column="Efter opstartsmøde").values_list("text", flat=True))
    assert texts_now == ["Forældrecafé", "Egenvurdering udarbejdes", "Næste", "Styregruppen udpeges"]


def test_a_first_step_is_added_to_a_draft_that_has_lost_all(manages, draft):
    draft.steps.all().delete()

    response = manages.post(url("framework_step_add", draft.pk), NEW)

    assert response.status_code == 302
    assert [step.order for step in draft.steps.all()] == [10]


def test_a_step_as_it_stands_is_saved_as_it_stands(manages, draft):
    fields = ("order", "text", "column", "lane", "kind", "responsible", "timing", "is_anchor")
    before = list(draft.steps.values_list(*fields))

    for step in draft.steps.all():
        page = manages.get(url("framework_step_edit", draft.pk, step.pk))
        assert manages.post(page.request["PATH_INFO"], sent(page)).status_code == 302

    assert list(draft.steps.values_list(*fields)) == before


def test_a_step_of_a_mini_has_weeks_of_its_own(manages, one_year, manager):
    mini = FrameworkTemplate.objects.get(programme__kind="mini").programme
    draft = actions.begin_framework(mini, by=Actor.of(manager))
    step = at(draft, 40)
    page = manages.get(url("framework_step_edit", draft.pk, step.pk))

    manages.post(page.request["PATH_INFO"], {**sent(page), "from_mini": "5", "to_mini": "6"})

    assert "Fra uge" in texts(page, "label")
    assert at(draft, 40).timing == "mini:5-6"


def test_of_a_fixed_step_less_is_asked(manages, draft):
    page = manages.get(url("framework_step_edit", draft.pk, at(draft, 40).pk))
    changes = {"from_12m": "9", "who": ["steering_group"], "column": "Afslutning", "kind": "task"}
    response = manages.post(page.request["PATH_INFO"], {**sent(page), **changes})

    step = at(draft, 40)
    assert list(page.context["form"].fields) == ["text", "who", "from_12m", "to_12m", "from_11m", "to_11m"]
    assert page.context["form"].fields["who"].help_text == "Nu: Styregruppe. Sæt kun kryds, hvis det skal ændres."
    assert response.status_code == 302
    assert (step.column, step.kind) == ("Første styregruppemøde", "meeting")
    assert (step.timing, step.responsible) == ("12m:9|11m:9", "steering_group")


def test_a_fixed_step_out_of_order_is_refused_and_what_was_typed_stays(manages, draft):
    page = manages.get(url("framework_step_edit", draft.pk, at(draft, 40).pk))
    response = manages.post(page.request["PATH_INFO"], {**sent(page), "from_12m": "1", "text": "Mødet"})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "»Mødet« skal ligge efter »Opstartsmøde«, som er i uge 2 (12 måneder)."
    ]
    assert (response.context["form"]["from_12m"].value(), response.context["form"]["text"].value()) == ("1", "Mødet")


def test_owners_that_stay_keep_their_order(manages, draft):
    page = manages.get(url("framework_step_edit", draft.pk, at(draft, 100).pk))
    who = ["consultants", "coordinator", "institution_leader"]

    manages.post(page.request["PATH_INFO"], {**sent(page), "who": who})

    assert at(draft, 100).responsible == "institution_leader+consultants+coordinator"


def test_a_meeting_in_several_weeks_and_an_event_with_its_own_date(manages, draft):
    meetings = {**NEW, "text": "Møder", "kind": "meeting", "single_12m": "4, 8 og 12", "from_12m": "", "to_12m": ""}
    event = {**NEW, "text": "Temadag", "kind": "event", "dated": "on"}
    event |= {name: "" for name in NEW if name.startswith(("from", "to"))}

    for step in (meetings, event):
        manages.post(url("framework_step_add", draft.pk), step)

    assert draft.steps.get(text="Møder").timing == "12m:4,8,12|11m:4"
    assert draft.steps.get(text="Temadag").timing == "12m:date|11m:date"


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"text": "", "kind": "", "column": "", "lane": "", "who": []},
            {
                "text": ["Skriv, hvad der skal ske."],
                "kind": ["Vælg, hvad slags trin det er."],
                "column": ["Vælg en fase."],
                "lane": ["Vælg et spor."],
                "who": ["Vælg, hvem der gør det."],
            },
        ),
        ({"column": "Ny fase"}, {"column": ["Vælg en af mulighederne på listen."]}),
        ({"after": "0"}, {"after": ["Vælg en af mulighederne på listen."]}),
        ({"who": ["borgmester"]}, {"who": ["Vælg fra listen."]}),
        ({"from_12m": ""}, {"from_12m": ["Skriv, i hvilken uge det skal ske."]}),
        ({"from_12m": "snart"}, {"from_12m": ["Skriv et helt tal, fx 5."]}),
        ({"from_12m": "61"}, {"from_12m": ["Skriv et tal fra 0 til 60."]}),
        ({"to_11m": "3"}, {"to_11m": ["Den sidste uge kan ikke ligge før den første."]}),
        (
            {"single_12m": "4, 8"},
            {"single_12m": ["Kun et møde kan holdes i flere enkelte uger. Skriv fra og til i stedet."]},
        ),
        (
            {"single_12m": "4, 8", "kind": "meeting"},
            {"single_12m": ["Skriv enten fra og til eller de enkelte uger."]},
        ),
        (
            {"single_12m": "fire", "kind": "meeting", "from_12m": "", "to_12m": ""},
            {"single_12m": ["Skriv ugerne som tal med komma imellem, fx 34, 40, 44."]},
        ),
        (
            {"single_12m": "8, 4", "kind": "meeting", "from_12m": "", "to_12m": ""},
            {"single_12m": ["Den sidste uge kan ikke ligge før den første."]},
        ),
        (
            {"single_12m": "1 2 3 4 5 6 7 8 9 10", "kind": "meeting", "from_12m": "", "to_12m": ""},
            {"single_12m": ["Skriv hver uge én gang, og højst 8 uger."]},
        ),
        (
            {"dated": "on"},
            {"dated": ["Kun et arrangement kan få sin dato senere. Skriv, i hvilke uger det skal ske."]},
        ),
        ({"dated": "on", "kind": "event"}, {"dated": ["Skriv enten uger, eller sæt kryds her."]}),
    ],
)
def test_what_was_mistyped_is_said_beside_the_field_and_stays(manages, draft, changes, errors):
    typed = {**NEW, **changes}

    response = manages.post(url("framework_step_add", draft.pk), typed)

    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors == errors
    shown = {name: form[name].value() for name in typed}
    assert shown == {**typed, **({"dated": True} if "dated" in typed else {})}
    assert not draft.steps.filter(text="Forældrecafé").exists()


def test_a_step_that_a_colleague_removed_is_gone(manages, draft):
    pk = at(draft, 20).pk
    draft.steps.filter(pk=pk).delete()

    assert manages.get(url("framework_step_edit", draft.pk, pk)).status_code == 404
    assert manages.post(url("framework_step_remove", draft.pk, pk)).status_code == 404


def test_a_fixed_step_is_not_removed(manages, draft):
    response = manages.post(url("framework_step_remove", draft.pk, at(draft, 10).pk), follow=True)

    assert said(response) == ["»Opstartsmøde« er et fast trin i alle forløb og kan ikke fjernes."]
    assert draft.steps.count() == 31


def test_a_step_that_is_removed_is_said(manages, draft):
    response = manages.post(url("framework_step_remove", draft.pk, at(draft, 20).pk), follow=True)

    assert said(response) == ["»Egenvurdering udarbejdes« er fjernet."]
