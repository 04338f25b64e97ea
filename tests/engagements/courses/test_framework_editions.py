from datetime import date

import pytest
from django.db import IntegrityError, transaction

from engagements.courses import actions, framework, framework_editions, framework_permissions
from engagements.courses.actions.frameworks import MOST
from engagements.courses.framework_editions import Difference
from engagements.courses.models import CourseStep, FrameworkStep, FrameworkTemplate
from engagements.reference import load
from praksis.accounts.models import Role
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.engagements import AcceptedPlaceFactory, FrameworkTemplateFactory
from tests.factories.rounds import ProgrammeFactory

pytestmark = pytest.mark.django_db
FACTS = ("text", "column", "lane", "kind", "responsible", "timing")
ONE_YEAR = ("12m", "11m")


@pytest.fixture
def by(manager):
    return Actor.of(manager)


@pytest.fixture
def one_year():
    programme = ProgrammeFactory()
    load()
    return programme


@pytest.fixture
def mini():
    programme = ProgrammeFactory(kind="mini", name="Miniforløb")
    load()
    return programme


@pytest.fixture
def draft(one_year, by):
    return actions.begin_framework(one_year, by=by)


def rows(template):
    return list(
        template.steps.order_by("order").values_list("is_anchor", "order", *FACTS, "produces", "source", "note")
    )


def at(template, order):
    return template.steps.get(order=order)


def save(template, step, by, *, after="", **changes):
    """Save a step as it stands, behind the one before it, with changes."""
    facts = {name: getattr(step, name) for name in FACTS}
    if after == "":
        after = template.steps.filter(order__lt=step.order).last()
    return actions.save_framework_step(template, step, **{**facts, **changes}, after=after, by=by)


def add(template, by, *, after, **changes):
    facts = {
        "text": "Forældrecafé",
        "column": "Efter opstartsmøde",
        "lane": "Dagtilbud",
        "kind": "task",
        "responsible": "coordinator+consultants",
        "timing": "12m:3-5|11m:4-6",
    }
    return actions.save_framework_step(template, None, **{**facts, **changes}, after=after, by=by)


def event():
    return AuditEvent.objects.order_by("-id").values_list("kind", flat=True).first()


def said():
    return log.words(AuditEvent.objects.order_by("-id").first())


# --- Who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "sees", "edits"),
    [
        (Role.MANAGER, True, True),
        (Role.CONSULTANT, True, False),
        (Role.APPROVER, False, False),
        (Role.ADMINISTRATOR, False, False),
        (None, False, False),
    ],
)
def test_who_reads_and_who_edits_the_framework(role, sees, edits):
    user = UserFactory(roles=[role] if role else [])

    assert framework_permissions.can_see_frameworks(user) is sees
    assert framework_permissions.can_edit_frameworks(user) is edits


# --- Beginning and discarding -------------------------------------------------------------------------------------


def test_begin_framework_copies_the_newest_in_use_as_a_draft(one_year, by):
    first = one_year.frameworks.get()

    draft = actions.begin_framework(one_year, by=by)

    assert (draft.number, draft.is_draft, draft.note, draft.made_by) == (2, True, "", by.user)
    assert len(rows(draft)) == 31
    assert rows(draft) == rows(first)
    assert said() == "Udgave 2 af rammen for Etårigt forløb blev begyndt"


def test_begin_framework_twice_gives_the_draft_that_is_there(draft, one_year, by):
    actions.remove_framework_step(draft, at(draft, 20), by=by)

    again = actions.begin_framework(one_year, by=by)

    assert again == draft
    assert again.steps.count() == 30
    assert AuditEvent.objects.filter(kind="framework.begun").count() == 1


def test_begin_framework_refuses_where_there_is_nothing_to_begin_with(by):
    with pytest.raises(ActionError, match="ingen ramme i brug"):
        actions.begin_framework(ProgrammeFactory(), by=by)


def test_begin_framework_copies_what_is_in_use_now(draft, one_year, by):
    actions.remove_framework_step(draft, at(draft, 20), by=by)
    actions.save_framework_note(draft, "Uden egenvurdering.", by=by)
    actions.take_into_use(draft, by=by)

    third = actions.begin_framework(one_year, by=by)

    assert (third.number, third.steps.count()) == (3, 30)


def test_discard_framework_deletes_the_draft(draft, one_year, by):
    actions.discard_framework(draft, by=by)

    assert [(one.number, one.steps.count()) for one in one_year.frameworks.all()] == [(1, 31)]
    assert said() == "Udgave 2 af rammen for Etårigt forløb blev kasseret"


# --- In use, and gone ---------------------------------------------------------------------------------------------


CHANGES = {
    "save": lambda template, step, by: save(template, step, by, text="Noget andet"),
    "add": lambda template, step, by: add(template, by, after=step),
    "remove": lambda template, step, by: actions.remove_framework_step(template, step, by=by),
    "note": lambda template, step, by: actions.save_framework_note(template, "Nyt", by=by),
    "use": lambda template, step, by: actions.take_into_use(template, by=by),
    "discard": lambda template, step, by: actions.discard_framework(template, by=by),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_edition_in_use_is_never_changed(one_year, by, change):
    template = one_year.frameworks.get()
    before = (rows(template), template.note, template.in_use_at)

    with pytest.raises(ActionError, match="taget i brug og kan ikke rettes"):
        change(template, at(template, 20), by)

    template = FrameworkTemplate.objects.get(pk=template.pk)
    assert (rows(template), template.note, template.in_use_at) == before
    assert not AuditEvent.objects.filter(kind__startswith="framework.").exists()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_draft_that_a_colleague_discarded_is_said_to_be_gone(draft, by, change):
    known, step = FrameworkTemplate.objects.get(pk=draft.pk), at(draft, 20)
    facts = FrameworkStep.objects.get(pk=step.pk)
    facts.template = known
    actions.discard_framework(draft, by=by)

    with pytest.raises(ActionError, match="kasseret imens"):
        change(known, facts, by)


@pytest.mark.parametrize("change", ["save", "add", "remove"])
def test_a_step_that_a_colleague_removed_is_said_to_be_gone(draft, by, change):
    step = at(draft, 20)
    FrameworkStep.objects.filter(pk=step.pk).delete()

    with pytest.raises(ActionError, match="»Egenvurdering udarbejdes« er fjernet imens"):
        CHANGES[change](draft, step, by)


# --- A step -------------------------------------------------------------------------------------------------------


def test_save_framework_step_changes_a_step_and_keeps_its_place(draft, by):
    step = at(draft, 20)

    changes = {"text": " Egenvurdering ", "lane": "Dagtilbud", "kind": "milestone"}
    save(draft, step, by, **changes, responsible="coordinator", timing="12m:3|11m:4-5")

    changed = at(draft, 20)
    assert changed.pk == step.pk
    assert [getattr(changed, name) for name in FACTS] == [
        "Egenvurdering", "Efter opstartsmøde", "Dagtilbud", "milestone", "coordinator", "12m:3|11m:4-5"
    ]  # fmt: skip
    assert (changed.produces, changed.source) == (step.produces, step.source)
    assert said() == "»Egenvurdering« blev rettet i udgave 2 af rammen for Etårigt forløb"


def test_save_framework_step_leaves_the_edition_in_use_and_open_courses(one_year, draft, by):
    first = one_year.frameworks.get(number=1)
    engagement = actions.open_course(AcceptedPlaceFactory(round__programme=one_year), by=SYSTEM)
    before = (rows(first), list(engagement.steps.values_list("text", "due_from")))

    save(draft, at(draft, 20), by, text="Noget andet", timing="12m:1|11m:1")

    assert (rows(first), list(engagement.steps.values_list("text", "due_from"))) == before


def test_save_framework_step_adds_one_behind_another(draft, by):
    step = add(draft, by, after=at(draft, 20))

    assert (step.order, step.is_anchor) == (25, False)
    assert [getattr(at(draft, 25), name) for name in FACTS] == [
        "Forældrecafé", "Efter opstartsmøde", "Dagtilbud", "task", "coordinator+consultants", "12m:3-5|11m:4-6"
    ]  # fmt: skip
    assert said() == "»Forældrecafé« blev føjet til udgave 2 af rammen for Etårigt forløb"


def test_a_step_is_put_with_its_phase_whatever_it_is_put_behind(draft, by):
    first = add(draft, by, text="Først", after=None)
    last = add(draft, by, text="Sidst", after=at(draft, 310))

    column = list(draft.steps.filter(column="Efter opstartsmøde").values_list("text", flat=True))
    assert column == ["Først", "Egenvurdering udarbejdes", "Styregruppen udpeges", "Sidst"]
    assert (first.order, last.order) == (15, 35)


def test_a_step_that_changes_phase_moves_there(draft, by):
    step = at(draft, 30)

    save(draft, step, by, column="Andet styregruppemøde")

    texts = list(draft.steps.filter(column="Andet styregruppemøde").values_list("text", flat=True))
    assert texts[:2] == ["Styregruppen udpeges", "Andet styregruppemøde"]
    assert draft.steps.get(pk=step.pk).order == 125


def test_a_step_is_moved_within_its_phase(draft, by):
    save(draft, at(draft, 60), by, after=at(draft, 70))

    assert [step.text for step in draft.steps.filter(column="Første styregruppemøde")][-2:] == [
        "Organisering af arbejdsgrupper i de enkelte dagtilbud",
        "Forandringsmodel udarbejdes",
    ]


def test_a_step_put_behind_itself_stands_first_in_its_phase(draft, by):
    step = at(draft, 30)

    save(draft, step, by, after=step)

    assert draft.steps.filter(column="Efter opstartsmøde").first() == step


def test_a_phase_that_has_lost_its_steps_comes_back_where_it_is_put(mini, by):
    draft = actions.begin_framework(mini, by=by)
    actions.remove_framework_step(draft, at(draft, 10), by=by)
    facts = {"column": "Før opstart", "lane": "Aftale", "timing": "mini:0-3"}

    step = add(draft, by, after=None, **facts)

    assert draft.steps.first() == step


def test_a_phase_that_comes_back_divides_no_other(draft, by):
    for order in (20, 30):
        actions.remove_framework_step(draft, at(draft, order), by=by)

    add(draft, by, after=at(draft, 50))

    columns = list(dict.fromkeys(draft.steps.values_list("column", flat=True)))
    assert columns[1:3] == ["Første styregruppemøde", "Efter opstartsmøde"]
    assert draft.steps.get(text="Forældrecafé").order == 75


def test_where_there_is_no_gap_left_the_steps_are_numbered_anew(draft, by):
    known = {step.pk: step.text for step in draft.steps.all()}
    steps = [add(draft, by, text=f"Nyt {number}", after=at(draft, 20)) for number in range(4)]

    texts = list(draft.steps.order_by("order").values_list("text", flat=True))
    orders = list(draft.steps.order_by("order").values_list("order", flat=True))
    assert texts[1:6] == ["Egenvurdering udarbejdes", "Nyt 3", "Nyt 2", "Nyt 1", "Nyt 0"]
    assert orders == [number * 10 for number in range(1, 36)]
    assert {step.pk: step.text for step in draft.steps.all()} == {**known, **{step.pk: step.text for step in steps}}


def test_the_steps_are_numbered_anew_before_they_reach_a_courses_own(draft, by):
    last = draft.steps.last()
    FrameworkStep.objects.filter(pk=last.pk).update(order=999)

    step = add(draft, by, column="Afslutning", after=last)

    assert [one.order for one in draft.steps.all()][-2:] == [310, 320]
    assert step.order == 320


def test_a_step_behind_the_last_comes_ten_later(draft, by):
    step = add(draft, by, column="Afslutning", after=draft.steps.last())

    assert step.order == 320


def test_a_framework_can_only_have_so_many_steps(draft, by):
    for number in range(MOST - 31):
        FrameworkStep.objects.create(template=draft, order=400 + number, column="Afslutning", timing="12m:1|11m:1")

    with pytest.raises(ActionError, match="allerede 90 trin"):
        add(draft, by, after=None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "  "}, "Skriv, hvad der skal ske."),
        ({"kind": "party"}, "Vælg, hvad slags trin det er."),
        ({"column": "En helt ny fase"}, "Vælg en fase og et spor, som tilbuddets ramme har."),
        ({"lane": "Et helt nyt spor"}, "Vælg en fase og et spor, som tilbuddets ramme har."),
        ({"responsible": ""}, "Vælg, hvem der gør det."),
        ({"responsible": "coordinator+borgmester"}, "Vælg, hvem der gør det."),
        ({"responsible": "coordinator+with"}, "Vælg, hvem der gør det."),
        ({"responsible": "coordinator; called by"}, "Vælg, hvem der gør det."),
        ({"responsible": "+".join(framework_editions.ROLES[:9])}, "Vælg højst 8, der gør det."),
        ({"timing": "12m:2"}, "Skriv uger for hver længde, et forløb kan have."),
        ({"timing": "mini:2"}, "Skriv uger for hver længde, et forløb kan have."),
        ({"timing": ""}, "Skriv uger for hver længde, et forløb kan have."),
        ({"timing": "12m:2|11m:3|11m:4"}, "Skriv uger for hver længde, et forløb kan have."),
        ({"timing": "12m:2|11m:"}, "Skriv ugerne som hele tal."),
        ({"timing": "12m:2|11m:snart"}, "Skriv ugerne som hele tal."),
        ({"timing": "12m:-2|11m:2"}, "Skriv ugerne som hele tal."),
        ({"timing": "12m:2-3-4|11m:2"}, "Skriv ugerne som hele tal."),
        ({"timing": "12m:2|11m:61"}, "Skriv uger fra 0 til 60."),
        ({"timing": "12m:7-2|11m:2"}, "Den sidste uge kan ikke ligge før den første."),
        ({"timing": "12m:2,2|11m:2", "kind": "meeting"}, "Skriv hver uge én gang, og højst 8 uger."),
        ({"timing": "12m:1,2,3,4,5,6,7,8,9|11m:2", "kind": "meeting"}, "Skriv hver uge én gang, og højst 8 uger."),
        (
            {"timing": "12m:date|11m:date"},
            "Kun et arrangement kan få sin dato senere. Skriv, i hvilke uger det skal ske.",
        ),
        (
            {"timing": "12m:2,4|11m:2"},
            "Kun et møde kan holdes i flere enkelte uger. Skriv fra og til i stedet.",
        ),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_what_a_course_could_not_begin_with_is_refused(draft, by, changes, said, is_new):
    before = rows(draft)

    with pytest.raises(ActionError) as refusal:
        add(draft, by, after=None, **changes) if is_new else save(draft, at(draft, 20), by, **changes)

    assert str(refusal.value) == said
    assert rows(draft) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"timing": "12m:0|11m:60"},
        {"timing": "12m:2-2|11m:3"},
        {"timing": "12m:1,2,3,4,5,6,7,8|11m:2,4", "kind": "meeting"},
        {"timing": "12m:date|11m:date", "kind": "event"},
    ],
)
def test_every_timing_that_is_taken_can_be_read_for_a_course(draft, by, changes):
    step = add(draft, by, after=None, **changes)

    for variant in ONE_YEAR:
        due = framework.due(step.timing, variant=variant, starts_on=date(2018, 1, 1), ends_on=date(2018, 12, 31))
        assert (due.first is None) == ("date" in step.timing)


def test_what_stood_before_the_forms_is_kept_until_it_is_changed(draft, by):
    meeting = save(draft, at(draft, 40), by, text="Det første styregruppemøde")
    collecting = save(draft, at(draft, 300), by, text="Data samles ind")

    assert meeting.responsible == "steering_group; called by coordinator; consultants take part"
    assert (collecting.kind, collecting.timing) == ("task", "12m:date|11m:date")


# --- The fixed steps ----------------------------------------------------------------------------------------------


def test_of_a_fixed_step_the_words_who_and_the_weeks_can_be_changed(draft, by):
    step = at(draft, 40)

    save(draft, step, by, text="Styregruppen mødes", responsible="steering_group", timing="12m:9|11m:10", after=None)

    changed = at(draft, 40)
    assert (changed.text, changed.responsible, changed.timing, changed.is_anchor) == (
        "Styregruppen mødes",
        "steering_group",
        "12m:9|11m:10",
        True,
    )


@pytest.mark.parametrize("changes", [{"column": "Afslutning"}, {"lane": "Kommune"}, {"kind": "task"}])
@pytest.mark.parametrize("order", [40, 130])
def test_a_fixed_step_keeps_its_phase_lane_and_kind(draft, by, order, changes):
    with pytest.raises(ActionError, match="er et fast trin, så fase, spor og slags kan ikke ændres"):
        save(draft, at(draft, order), by, **changes)


@pytest.mark.parametrize("order", [10, 40, 130, 230, 310])
def test_a_fixed_step_cannot_be_removed(draft, by, order):
    with pytest.raises(ActionError, match="er et fast trin i alle forløb og kan ikke fjernes"):
        actions.remove_framework_step(draft, at(draft, order), by=by)

    assert draft.steps.count() == 31


@pytest.mark.parametrize(
    ("order", "timing", "said"),
    [
        (40, "12m:2|11m:9", "»Første styregruppemøde« skal ligge efter »Opstartsmøde«, som er i uge 2 (12 måneder)."),
        (40, "12m:8|11m:3", "»Første styregruppemøde« skal ligge efter »Opstartsmøde«, som er i uge 3 (11 måneder)."),
        (
            40,
            "12m:8-24|11m:9",
            "»Andet styregruppemøde« skal ligge efter »Første styregruppemøde«, som er i uge 24 (12 måneder).",
        ),
        (
            310,
            "12m:47|11m:47",
            "»Forløbet afsluttes« skal ligge efter »Tredje styregruppemøde«, som er i uge 48 (12 måneder).",
        ),
    ],
)
def test_the_fixed_steps_keep_their_order_in_weeks(draft, by, order, timing, said):
    with pytest.raises(ActionError) as refusal:
        save(draft, at(draft, order), by, timing=timing)

    assert str(refusal.value) == said


def test_the_fixed_steps_of_a_mini_keep_their_order(mini, by):
    draft = actions.begin_framework(mini, by=by)

    with pytest.raises(ActionError, match="»Forløbet afsluttes« skal ligge efter »Opstartsmøde«, som er i uge 3"):
        save(draft, at(draft, 60), by, timing="mini:1")


def test_a_fixed_step_without_weeks_is_out_of_order(draft):
    steps = list(draft.steps.all())
    steps[0].timing = "12m:date|11m:date"

    assert framework_editions.disorder(steps, ONE_YEAR) == "»Opstartsmøde« er et fast trin og skal have en uge."


def test_remove_framework_step_takes_another_out(draft, by):
    actions.remove_framework_step(draft, at(draft, 20), by=by)

    assert not draft.steps.filter(order=20).exists()
    assert said() == "»Egenvurdering udarbejdes« blev fjernet fra udgave 2 af rammen for Etårigt forløb"


# --- Into use -----------------------------------------------------------------------------------------------------


@pytest.fixture
def changed(draft, by):
    """A draft with a note in which a step is another."""
    save(draft, at(draft, 20), by, text="Egenvurdering i to dele", timing="12m:3-6|11m:4-7")
    actions.save_framework_note(draft, " Egenvurderingen er delt. ", by=by)
    return draft


def test_save_framework_note_says_what_is_new(changed):
    assert FrameworkTemplate.objects.get(pk=changed.pk).note == "Egenvurderingen er delt."
    assert said() == "Hvad der er nyt i udgave 2 af rammen for Etårigt forløb: Egenvurderingen er delt."


def test_take_into_use_gives_new_courses_the_edition_and_leaves_the_open_ones(changed, one_year, by):
    place = {"round__programme": one_year}
    old = actions.open_course(AcceptedPlaceFactory(**place), by=SYSTEM)

    actions.take_into_use(changed, by=by)

    new = actions.open_course(AcceptedPlaceFactory(**place), by=SYSTEM)
    changed.refresh_from_db()
    assert (changed.is_draft, changed.in_use_by) == (False, by.user)
    texts = [CourseStep.objects.get(engagement=one, order=20).text for one in (old, new)]
    assert texts == ["Egenvurdering udarbejdes", "Egenvurdering i to dele"]
    assert event() == "course.opened"
    assert AuditEvent.objects.get(kind="framework.taken_into_use").data == {
        "number": 2,
        "of": "Etårigt forløb",
        "note": "Egenvurderingen er delt.",
    }


def test_take_into_use_asks_what_is_new(changed, by):
    actions.save_framework_note(changed, "", by=by)

    with pytest.raises(ActionError) as refusal:
        actions.take_into_use(changed, by=by)

    assert str(refusal.value) == "Skriv først, hvad der er nyt."
    assert FrameworkTemplate.objects.get(pk=changed.pk).is_draft


def test_take_into_use_refuses_what_is_as_before(draft, by):
    with pytest.raises(ActionError) as refusal:
        actions.take_into_use(draft, by=by)

    assert str(refusal.value) == "Der er ikke ændret noget i rammen endnu. Skriv først, hvad der er nyt."


@pytest.mark.parametrize(
    ("order", "broken", "said"),
    [
        (20, {"timing": "12m:3"}, "»Egenvurdering i to dele«: Skriv uger for hver længde, et forløb kan have."),
        (
            40,
            {"timing": "12m:1|11m:9"},
            "»Første styregruppemøde« skal ligge efter »Opstartsmøde«, som er i uge 2 (12 måneder).",
        ),
        (130, {"lane": "Kommune"}, "De faste trin er ikke de samme som i den udgave, der er i brug."),
        (310, {"is_anchor": False}, "De faste trin er ikke de samme som i den udgave, der er i brug."),
        (30, {"is_anchor": True}, "De faste trin er ikke de samme som i den udgave, der er i brug."),
    ],
)
def test_take_into_use_refuses_steps_that_came_another_way(changed, by, order, broken, said):
    """Nothing of ours writes such steps; should anything, no course begins with them."""
    changed.steps.filter(order=order).update(**broken)

    with pytest.raises(ActionError) as refusal:
        actions.take_into_use(changed, by=by)

    assert said in str(refusal.value)
    assert FrameworkTemplate.objects.get(pk=changed.pk).is_draft


def test_a_first_edition_can_be_a_draft_and_is_taken_into_use_like_any(by):
    draft = FrameworkTemplateFactory(in_use_at=None, note="Den første.")
    facts = {"column": "Opstart", "lane": "Kommune", "kind": "task", "responsible": "coordinator"}
    FrameworkStep.objects.create(template=draft, order=10, text="Trin", timing="12m:2|11m:2", **facts)

    actions.take_into_use(draft, by=by)

    assert FrameworkTemplate.objects.in_use().get() == draft


def test_the_database_has_one_draft_per_programme(draft, one_year):
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkTemplateFactory(programme=one_year, number=3, in_use_at=None)


# --- In words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        ("12m:2-7|11m:3-8", "uge 2–7 (11 måneder: uge 3–8)"),
        ("12m:8|11m:9", "uge 8 (11 måneder: uge 9)"),
        ("12m:8|11m:8", "uge 8"),
        ("12m:34,40,44|11m:31,36,40", "uge 34, 40 og 44 (11 måneder: uge 31, 36 og 40)"),
        ("12m:date|11m:date", "dato følger"),
        ("mini:4-16", "uge 4–16"),
    ],
)
def test_weeks_are_told_in_words(timing, words):
    assert framework_editions.weeks_in_words(timing) == words


@pytest.mark.parametrize(
    ("responsible", "words"),
    [
        ("coordinator+consultants", "Tovholder og konsulenter"),
        ("steering_group; called by coordinator; consultants take part", "Styregruppe"),
        ("institution_leader (or administration's contact)+consultants",
         "Dagtilbudsleder (eller forvaltningens kontaktperson) og konsulenter"),
        ("self_governing/private: institution_leader+agency; municipal/administration: municipality+agency",
         "Dagtilbudsleder og Socialstyrelsen (selvejende dagtilbud og privat dagtilbud); "
         "Kommune og Socialstyrelsen (kommunalt dagtilbud og forvaltning)"),
    ],
)  # fmt: skip
def test_owners_are_told_in_words(responsible, words):
    assert framework_editions.owners_in_words(responsible) == words


def test_every_step_that_comes_with_the_system_is_told_in_words(one_year, mini):
    for step in FrameworkStep.objects.all():
        variants = framework_editions.variants_of(step.template.programme)
        assert framework_editions.fault_of_timing(step.timing, variants) == ""
        assert framework_editions.owners_in_words(step.responsible)


# --- What differs -------------------------------------------------------------------------------------------------


def differences(draft):
    first = draft.programme.frameworks.get(number=draft.number - 1)
    return framework_editions.differences(list(first.steps.all()), list(draft.steps.all()))


def test_a_new_draft_differs_in_nothing(draft):
    assert differences(draft) == []


def test_what_is_added_changed_and_removed_is_told(draft, by):
    add(draft, by, after=at(draft, 20))
    save(draft, at(draft, 30), by, text="Styregruppen vælges", responsible="head_of_day_care", timing="12m:2|11m:3")
    save(draft, at(draft, 50), by, kind="milestone", lane="Kommune")
    actions.remove_framework_step(draft, at(draft, 290), by=by)

    assert differences(draft) == [
        Difference("Nyt", "Forældrecafé", ("Fase: Efter opstartsmøde", "Tid: uge 3–5 (11 måneder: uge 4–6)")),
        Difference(
            "Ændret",
            "Styregruppen vælges",
            (
                "Trin: før Styregruppen udpeges, nu Styregruppen vælges",
                "Hvem: før Kommune (dagtilbudschef), nu Dagtilbudschef",
                "Tid: før uge 2–4 (11 måneder: uge 3–5), nu uge 2 (11 måneder: uge 3)",
            ),
        ),
        Difference(
            "Ændret",
            "Præsentation af egenvurderingens resultater",
            ("Spor: før Styregruppe, nu Kommune", "Slags: før Opgave, nu Milepæl"),
        ),
        Difference("Fjernet", "Deltagelse i landsdækkende konference", ("Fase: Hele forløbet",)),
    ]


def test_a_step_that_stands_elsewhere_is_told(draft, by):
    save(draft, at(draft, 50), by, after=at(draft, 70))
    save(draft, at(draft, 150), by, column="Opstartsmøde", after=None)

    told = {difference.text: difference.changes for difference in differences(draft)}
    assert told == {
        "Evaluering og evt. justering af indsatser": (
            "Fase: før Andet styregruppemøde, nu Opstartsmøde",
            "Står nu først",
        ),
        "Præsentation af egenvurderingens resultater": (
            "Står nu efter »Organisering af arbejdsgrupper i de enkelte dagtilbud«",
        ),
    }


def test_a_fixed_step_with_other_words_is_still_the_same(draft, by):
    save(draft, at(draft, 40), by, text="Styregruppens første møde")

    assert differences(draft) == [
        Difference(
            "Ændret",
            "Styregruppens første møde",
            ("Trin: før Første styregruppemøde, nu Styregruppens første møde",),
        )
    ]


def test_numbering_anew_is_no_difference(draft, by):
    steps = [add(draft, by, text=f"Nyt {number}", after=at(draft, 20)) for number in range(4)]

    assert [(one.word, one.text) for one in differences(draft)] == [("Nyt", step.text) for step in reversed(steps)]


def test_what_takes_the_place_of_a_removed_step_is_another(draft, by):
    actions.remove_framework_step(draft, at(draft, 20), by=by)
    add(draft, by, lane="Kommune", after=at(draft, 10))

    assert [(one.word, one.text) for one in differences(draft)] == [
        ("Nyt", "Forældrecafé"),
        ("Fjernet", "Egenvurdering udarbejdes"),
    ]
