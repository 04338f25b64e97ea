"""Making articles of what courses have learned, publishing them and taking them down."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from engagements.courses.models import Engagement
from engagements.knowledge.actions.notes import settle
from engagements.knowledge.models import NAMES, Article, ArticleStatus, LearningNote, NoteStatus, Source
from engagements.knowledge.names import found_in, places_of
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock, refuse_taken
from praksis.errors import ActionError
from praksis.themes import as_text

# Addresses below /viden/ that are no article's
RESERVED = {"redaktion"}
LONGEST_SLUG = 70
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


class Changed(ActionError):
    """Somebody else has changed the article since it was read. Nothing is saved."""

    def __init__(self, article: Article):
        super().__init__(
            f"{article.changed_by.name} har rettet artiklen, mens du skrev. Din tekst står her endnu. Se den andens i "
            "et andet vindue, og gem så din."
        )
        self.article = article


@transaction.atomic
def make_article(
    *,
    title: str,
    lead: str,
    body: str,
    themes: Iterable[str],
    notes: Iterable[LearningNote] = (),
    key: UUID | None = None,
    by: Actor,
) -> Article:
    """Begin an article as a draft, out of notes that are then used.

    `key` is the form's own: sent twice, it is one article. Raises ActionError where a part is missing.
    """
    facts = _facts(title, lead, body, themes)
    if key:
        # Two presses of one person wait for each other.
        lock(by.person)
        if known := Article.objects.filter(pk=key, changed_by=by.person).first():
            return known
        refuse_taken(Article, key)
    article = Article.objects.create(pk=key or uuid4(), slug=_free_slug(facts["title"]), changed_by=by.person, **facts)
    _use(article, notes, by=by)

    log.record(None, "article.made", by=by, title=article.title)
    return article


@transaction.atomic
def change_article(
    article: Article,
    *,
    revision: int,
    title: str,
    lead: str,
    body: str,
    themes: Iterable[str],
    notes: Iterable[LearningNote] = (),
    by: Actor,
) -> None:
    """Change an article; `revision` is the one that its writer read. Its address stays.

    Raises Changed where somebody else has changed it meanwhile, ActionError where a part is missing, or where a
    published one would name a place of a course that it is made of.
    """
    facts = _facts(title, lead, body, themes)
    lock(article)
    if revision != article.revision:
        raise Changed(article)
    for name, value in facts.items():
        setattr(article, name, value)
    article.revision += 1
    article.changed_at, article.changed_by = timezone.now(), by.person
    article.save(update_fields=[*facts, "revision", "changed_at", "changed_by"])
    _use(article, notes, by=by)
    if article.is_published:
        _refuse_places(article)

    log.record(None, "article.changed", by=by, title=article.title)


@transaction.atomic
def publish(article: Article, *, by: Actor) -> None:
    """Let everybody read it. Publishing twice changes nothing.

    Raises ActionError without a source, and where it names a place of a course that it is made of.
    """
    lock(article)
    if article.is_published:
        return
    if not article.sources.exists():
        raise ActionError("Skriv mindst én kilde, før artiklen udgives.")
    _refuse_places(article)
    article.become(ArticleStatus.PUBLISHED)
    article.published_at = article.published_at or timezone.now()
    article.save(update_fields=["status", "published_at"])

    log.record(None, "article.published", by=by, title=article.title)


@transaction.atomic
def take_down(article: Article, *, by: Actor) -> None:
    """Let only the library's editors read it. Doing it twice changes nothing."""
    lock(article)
    if article.status == ArticleStatus.TAKEN_DOWN:
        return
    article.become(ArticleStatus.TAKEN_DOWN)
    article.save(update_fields=["status"])

    log.record(None, "article.taken_down", by=by, title=article.title)


@transaction.atomic
def add_source(article: Article, *, reference: str, year: int | None = None, link: str = "", by: Actor) -> Source:
    """Say what an article rests on. The same source again gives the first. Raises ActionError without a reference."""
    reference = _reference(reference)
    lock(article)
    source, is_new = Source.objects.get_or_create(article=article, reference=reference, year=year, link=link)
    if is_new:
        log.record(None, "article.changed", by=by, title=article.title)
    return source


@transaction.atomic
def change_source(source: Source, *, reference: str, year: int | None = None, link: str = "", by: Actor) -> None:
    """Correct a source. Raises ActionError without a reference."""
    reference = _reference(reference)
    lock(source.article)
    source.reference, source.year, source.link = reference, year, link
    source.save(update_fields=["reference", "year", "link"])

    log.record(None, "article.changed", by=by, title=source.article.title)


@transaction.atomic
def remove_source(source: Source, *, by: Actor) -> None:
    """Take a source out. Raises ActionError for the last one of a published article."""
    article = source.article
    lock(article)
    if article.is_published and article.sources.count() == 1:
        raise ActionError("En udgivet artikel skal have mindst én kilde. Skriv en anden, før du fjerner den her.")
    source.delete()

    log.record(None, "article.changed", by=by, title=article.title)


def _facts(title: str, lead: str, body: str, themes: Iterable[str]) -> dict[str, str]:
    facts = {"title": title.strip(), "lead": lead.strip(), "body": body.strip()}
    chosen = set(themes)
    facts["themes"] = as_text(key for key in NAMES if key in chosen)
    if not all(facts.values()):
        raise ActionError("En artikel skal have titel, indledning, tekst og mindst ét tema.")
    return facts


def _refuse_places(article: Article) -> None:
    """Raise ActionError where the article names the party or an institution of a course whose notes it is made of."""
    courses = Engagement.objects.filter(learning_notes__articles=article).select_related("party").distinct()
    places = {name for course in courses for name in places_of(course)}
    found = found_in("\n\n".join([article.title, article.lead, article.body]), places)
    if found:
        raise ActionError(f"Artiklen nævner et sted fra et forløb: {', '.join(found)}. Skriv det om.")


def _reference(reference: str) -> str:
    if not reference.strip():
        raise ActionError("Skriv, hvad kilden er.")
    return reference.strip()


def _free_slug(title: str) -> str:
    """An address that no other article has: "leg-i-smaa-grupper", with a number where it is taken."""
    slug = slugify(title.lower().translate(LETTERS))[:LONGEST_SLUG].strip("-") or "artikel"
    taken = {*Article.objects.filter(slug__startswith=slug).order_by().values_list("slug", flat=True), *RESERVED}
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def _use(article: Article, notes: Iterable[LearningNote], *, by: Actor) -> None:
    """Let the article rest on just these notes; one that no article uses any longer waits again."""
    chosen = {note.pk: note for note in notes}
    had = {note.pk: note for note in article.notes.all()}
    article.notes.set(chosen.values())
    for found in [*chosen.values(), *(note for pk, note in had.items() if pk not in chosen)]:
        lock(found)
        status = NoteStatus.USED if found.articles.exists() else NoteStatus.NEW
        if found.status != status:
            settle(found, status, by=by)
