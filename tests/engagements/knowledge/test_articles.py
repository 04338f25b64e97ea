"""The library: articles with sources, made of notes, published and taken down by knowledge consultants."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from engagements.knowledge import actions
from engagements.knowledge.models import Article, ArticleStatus, LearningNote, Source
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import ArticleFactory, LearningNoteFactory, SourceFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Små grupper åbner legen",
    "lead": "Når få børn leger sammen, kan flere være med.",
    "body": "## Begynd i det små\nTre børn er nok.",
    "themes": ["learning_environments"],
}
EDITING = "/viden/redaktion/"


@pytest.fixture
def web(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def by(editor):
    return Actor.of(editor)


def edit(article, path=""):
    return f"{EDITING}artikler/{article.pk}/{path}"


# --- Writing --------------------------------------------------------------------------------------------------------


def test_an_article_is_made_of_notes_which_are_then_used(web, editor):
    notes = [LearningNoteFactory(), LearningNoteFactory()]
    page = web.get(f"{EDITING}artikler/ny/?notat={notes[0].pk}")

    sent = web.post(f"{EDITING}artikler/ny/", {**TYPED, "notes": [str(notes[0].pk)]})

    assert page.context["form"]["notes"].value() == [str(notes[0].pk)]
    article = Article.objects.get()
    assert sent["Location"] == edit(article)
    assert (article.slug, article.status, article.changed_by) == ("smaa-grupper-aabner-legen", "draft", editor)
    assert {note.pk: note.status for note in LearningNote.objects.all()} == {
        notes[0].pk: "used",
        notes[1].pk: "new",
    }


def test_a_note_that_no_article_uses_any_longer_waits_again(by):
    one, other = LearningNoteFactory(), LearningNoteFactory()
    article = actions.make_article(**TYPED, notes=[one, other], by=by)
    ArticleFactory().notes.add(other)

    actions.change_article(article, revision=1, **TYPED, notes=[], by=by)

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.status, one.settled_at, other.status) == ("new", None, "used")


def test_an_article_that_is_sent_twice_is_one(by):
    key = uuid4()
    one, again, other = (actions.make_article(**TYPED, key=each, by=by) for each in (key, key, None))

    assert (one == again, one.pk == key, other == one, Article.objects.count()) == (True, True, False, 2)
    with pytest.raises(ActionError, match="Åbn siden igen"):
        actions.make_article(**TYPED, key=key, by=Actor.of(UserFactory()))


def test_a_note_that_was_laid_aside_meanwhile_is_used_after_all(by):
    note = LearningNoteFactory(left_out=True)

    actions.make_article(**TYPED, notes=[note], by=by)

    note.refresh_from_db()
    assert note.status == "used"


@pytest.mark.parametrize(
    ("title", "slugs"),
    [
        ("Leg for alle", ["leg-for-alle", "leg-for-alle-2", "leg-for-alle-3"]),
        ("Redaktion", ["redaktion-2", "redaktion-3", "redaktion-4"]),
        ("!!!", ["artikel", "artikel-2", "artikel-3"]),
    ],
)
def test_each_article_has_an_address_of_its_own(by, title, slugs):
    for _ in slugs:
        actions.make_article(**{**TYPED, "title": title}, by=by)

    assert sorted(Article.objects.values_list("slug", flat=True)) == slugs


def test_another_title_leaves_the_address_alone(web, by):
    article = actions.make_article(**TYPED, by=by)

    web.post(edit(article), {**TYPED, "title": "Et andet navn", "revision": "1"})

    article.refresh_from_db()
    assert (article.title, article.slug, article.revision) == ("Et andet navn", "smaa-grupper-aabner-legen", 2)


def test_two_who_edit_the_same_article_do_not_write_over_each_other(web, by):
    article = actions.make_article(**TYPED, by=by)
    other = Actor.of(UserFactory(name="Viggo Viden"))
    actions.change_article(article, revision=1, **{**TYPED, "title": "Viggos titel"}, by=other)

    page = web.post(edit(article), {**TYPED, "title": "Veras titel", "revision": "1"})

    assert page.status_code == 422
    assert texts(page, ".alert-error li")[0].startswith("Viggo Viden har rettet artiklen, mens du skrev.")
    form = page.context["form"]
    assert (form["title"].value(), form["revision"].value()) == ("Veras titel", "2")
    article.refresh_from_db()
    assert article.title == "Viggos titel"
    assert web.post(edit(article), {**TYPED, "title": "Veras titel", "revision": "2"}).status_code == 302


@pytest.mark.parametrize("missing", ["title", "lead", "body", "themes"])
def test_an_article_has_title_lead_text_and_theme(web, by, missing):
    page = web.post(f"{EDITING}artikler/ny/", {**TYPED, missing: ""})

    assert page.status_code == 422
    assert len(texts(page, ".form-error-message")) == 1
    with pytest.raises(ActionError):
        actions.make_article(**{**TYPED, missing: ""}, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleFactory(**{missing: ""})


def test_a_refusal_of_the_action_stands_with_the_form(web, by, monkeypatch):
    article = actions.make_article(**TYPED, by=by)
    monkeypatch.setattr("engagements.knowledge.actions.articles.NAMES", {})

    pages = [
        web.post(f"{EDITING}artikler/ny/", TYPED),
        web.post(edit(article), {**TYPED, "revision": "1"}),
    ]

    for page in pages:
        assert texts(page, ".alert-error li") == ["En artikel skal have titel, indledning, tekst og mindst ét tema."]


# --- Sources, publishing --------------------------------------------------------------------------------------------


def test_an_article_without_a_source_is_not_published(web, by):
    article = actions.make_article(**TYPED, by=by)

    page = web.post(edit(article, "udgiv/"), follow=True)

    assert texts(page, ".alert-error .alert-text, .alert-error p")[0] == "Skriv mindst én kilde, før artiklen udgives."
    assert web.get("/viden/").context["page"].paginator.count == 0


def test_with_a_source_it_is_published_read_by_everybody_and_taken_down(web, by, client):
    article = actions.make_article(**TYPED, by=by)
    web.post(edit(article, "kilder/ny/"), {"reference": "Heckman: Schools, Skills, and Synapses", "year": "2008"})
    for _ in range(2):
        web.post(edit(article, "udgiv/"))
    client.logout()

    listed, read = client.get("/viden/"), client.get("/viden/smaa-grupper-aabner-legen/")

    assert texts(listed, ".article-card h2") == ["Små grupper åbner legen"]
    assert texts(read, "main h2") == ["Begynd i det små", "Kilder"]
    assert texts(read, "main article li") == ["Heckman: Schools, Skills, and Synapses (2008)"]
    for _ in range(2):
        actions.take_down(article, by=by)
    assert client.get("/viden/smaa-grupper-aabner-legen/").status_code == 404
    assert AuditEvent.objects.filter(kind__in=["article.published", "article.taken_down"]).count() == 2
    first = article.published_at
    actions.publish(article, by=by)
    assert article.published_at == first


def test_an_article_never_names_a_place_of_the_courses_it_is_made_of(by, course):
    article = actions.make_article(
        **{**TYPED, "body": "Solstrålen begyndte i Skive."}, notes=[LearningNoteFactory(engagement=course)], by=by
    )
    actions.add_source(article, reference="Heckman", by=by)

    with pytest.raises(ActionError, match="Skive, Solstrålen"):
        actions.publish(article, by=by)
    used = list(article.notes.all())
    actions.change_article(article, revision=1, **TYPED, notes=used, by=by)
    actions.publish(article, by=by)
    with pytest.raises(ActionError, match="Skive"):
        actions.change_article(article, revision=2, **{**TYPED, "lead": "Skive"}, notes=used, by=by)

    article.refresh_from_db()
    assert (article.is_published, article.lead) == (True, TYPED["lead"])


def test_a_draft_is_seen_by_the_editors_alone(web, client):
    draft = ArticleFactory()

    seen = web.get(draft.get_absolute_url())
    client.logout()

    assert texts(seen, "main .badge") == ["Kladde"]
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_source_is_corrected_and_removed(web, by):
    source = SourceFactory()
    page = web.get(edit(source.article, f"kilder/{source.pk}/"))

    web.post(
        edit(source.article, f"kilder/{source.pk}/"), {"reference": "Taggart", "year": "", "link": "ord.example/x"}
    )

    assert page.context["form"]["year"].value() == 2008
    source.refresh_from_db()
    assert (str(source), source.link) == ("Taggart", "https://ord.example/x")
    web.post(edit(source.article, f"kilder/{source.pk}/fjern/"))
    assert not Source.objects.exists()


def test_the_last_source_of_a_published_article_stays(web):
    source = SourceFactory(article=ArticleFactory(published=True))

    page = web.post(edit(source.article, f"kilder/{source.pk}/fjern/"), follow=True)

    assert "mindst én kilde" in texts(page, ".alert-error .alert-text, .alert-error p")[0]
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reference": ""}, "Skriv, hvad kilden er."),
        ({"year": "208"}, "Skriv årstallet med fire cifre, fx 2008."),
        ({"year": "tyve"}, "Skriv årstallet med fire cifre, fx 2008."),
        ({"link": "ftp://x.example"}, "Linket skal begynde med https://"),
        ({"link": "javascript:alert(1)"}, "Linket skal begynde med https://"),
    ],
)
def test_a_mistyped_source_is_said_beside_the_field(web, by, change, said):
    article = ArticleFactory()

    page = web.post(edit(article, "kilder/ny/"), {"reference": "Heckman", **change})

    assert (page.status_code, texts(page, ".form-error-message")) == (422, [f"Fejl: {said}"])
    assert not Source.objects.exists()


def test_the_same_source_is_written_once_and_never_without_a_reference(by):
    article = ArticleFactory()
    for _ in range(2):
        actions.add_source(article, reference=" Heckman ", year=2008, by=by)

    assert Source.objects.get().reference == "Heckman"
    with pytest.raises(ActionError):
        actions.add_source(article, reference=" ", by=by)
    with pytest.raises(ActionError):
        actions.change_source(Source.objects.get(), reference=" ", by=by)


@pytest.mark.parametrize("wrong", [{"reference": ""}, {"year": 12}])
def test_the_database_refuses_a_source_that_says_nothing(wrong):
    article = ArticleFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        SourceFactory(article=article, **wrong)


@pytest.mark.parametrize("before", ArticleStatus)
@pytest.mark.parametrize("after", ArticleStatus)
def test_every_change_of_an_articles_status_is_in_the_table_or_refused(before, after):
    article = Article(status=before)
    allowed = {("draft", "published"), ("published", "taken_down"), ("taken_down", "published")}

    if (before, after) in allowed:
        article.become(after)
        assert article.status == after
    else:
        with pytest.raises(ActionError):
            article.become(after)


@pytest.mark.parametrize("wrong", [{"status": "published"}, {"status": "draft", "published": True}])
def test_the_database_ties_the_status_to_its_time(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleFactory(**wrong)


# --- The library ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Leg for alle", "Ledelse tæt på"]),
        ("q=LEG", ["Leg for alle"]),
        ("q=praksis lederen", ["Ledelse tæt på"]),
        ("tema=professional_leadership", ["Ledelse tæt på"]),
        ("tema=andet", ["Leg for alle", "Ledelse tæt på"]),
        ("q=findes ikke", []),
    ],
)
def test_articles_are_searched_and_narrowed_by_theme(client, asked, found):
    ArticleFactory(published=True, title="Ledelse tæt på", lead="Kort")
    ArticleFactory(published=True, title="Leg for alle", lead="Kort", body="Om børn", themes=" learning_environments ")
    ArticleFactory(title="Leg i en kladde")

    page = client.get(f"/viden/?{asked}")

    assert sorted(texts(page, ".article-card h2")) == sorted(found)


def test_an_empty_library_says_so(client):
    assert "De første artikler er på vej." in texts(client.get("/viden/"), "main p")


def test_an_article_leads_to_others_about_the_same(client):
    article, same = ArticleFactory(published=True), ArticleFactory(published=True, title="Det samme")
    ArticleFactory(published=True, themes=" parental_cooperation ")

    page = client.get(article.get_absolute_url())

    assert links(page, ".side-box a") == [same.get_absolute_url()]


def test_what_is_written_is_never_markup(client):
    article = ArticleFactory(published=True, body="<script>x()</script>\n\n- <b>fed</b>\n\n## <i>skrå</i>")

    page = client.get(article.get_absolute_url()).content.decode()

    assert "&lt;script&gt;" in page
    assert [sign for sign in ("<script>x", "<b>fed", "<i>skrå") if sign in page] == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_library_costs_the_same_however_many_articles_there_are(client, many, connection_queries):
    for _ in range(many):
        ArticleFactory(published=True)
    client.get("/viden/")

    with connection_queries() as queries:
        client.get("/viden/")

    assert len(queries) == 2


# --- The editors' page ----------------------------------------------------------------------------------------------


def test_the_editors_see_the_notes_that_wait_by_theme_and_not_whose_they_are(web):
    note = LearningNoteFactory()
    LearningNoteFactory(themes=" parental_cooperation ", learned="Om forældre")
    LearningNoteFactory(left_out=True, learned="Til side")

    def shown(query=""):
        return texts(web.get(f"{EDITING}{query}"), ".note > p:nth-of-type(2)")

    assert sorted(shown()) == sorted([note.learned, "Om forældre"])
    assert shown("?tema=parental_cooperation&vis=andet") == ["Om forældre"]
    assert shown("?vis=not_used") == ["Til side"]
    assert str(note.engagement.party) not in web.get(EDITING).content.decode()


def test_an_editor_who_is_a_consultant_too_sees_whose_they_are(client, consultant):
    consultant.staff_roles.create(role="knowledge_consultant")
    note = LearningNoteFactory()
    client.force_login(consultant)

    page = client.get(EDITING)

    assert links(page, ".note p a") == [note.engagement.get_absolute_url()]


def test_a_note_is_laid_aside_and_taken_up_again_on_the_page(web):
    note = LearningNoteFactory()

    web.post(f"{EDITING}notater/{note.pk}/", {"handling": "vaek"})
    note.refresh_from_db()
    aside = note.status
    web.post(f"{EDITING}notater/{note.pk}/", {"handling": "igen"})
    note.refresh_from_db()

    assert (aside, note.status) == ("not_used", "new")


@pytest.mark.parametrize("many", [1, 3])
def test_the_editors_page_costs_the_same_however_much_there_is(web, many, connection_queries):
    for _ in range(many):
        LearningNoteFactory()
        ArticleFactory()
    web.get(EDITING)

    with connection_queries() as queries:
        web.get(EDITING)

    assert len(queries) == 7


def test_the_library_stands_in_the_menu_and_the_editors_have_an_entry_of_their_own(web, client):
    assert {"/viden/", EDITING} <= set(links(web.get("/viden/"), "nav a"))
    client.logout()
    found = links(client.get("/viden/"), "nav a")
    assert ("/viden/" in found, EDITING in found) == (True, False)
