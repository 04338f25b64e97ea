"""The knowledge consultants' side of the library: notes to gather, articles to write, publish and take down."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from engagements.knowledge import actions, permissions
from engagements.knowledge.article_forms import ArticleForm, SourceForm
from engagements.knowledge.models import NAMES, THEMES, Article, LearningNote, NoteStatus, Source
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.paging import page_of
from praksis.themes import in_text
from praksis.views import form_page, reporting, require

PAGE = 25


@require_safe
def editing(request):
    """The notes that wait, by theme, and every article however far it is."""
    require(permissions.can_edit_library(request.user))
    theme, shown = request.GET.get("tema", ""), request.GET.get("vis", "")
    notes = LearningNote.objects.filter(status=shown if shown in NoteStatus.values else NoteStatus.NEW)
    if theme in NAMES:
        notes = notes.filter(themes__contains=in_text(theme))
    context = {
        "page": page_of(notes.select_related("engagement__case", "engagement__party"), PAGE, request),
        "articles": Article.objects.select_related("changed_by")
        .defer("body")
        .order_by("-changed_at", "pk")[: PAGE * 4],
        "themes": THEMES,
        "theme": theme,
        "shown": shown,
        "states": NoteStatus.choices,
        "sees_courses": permissions.sees_courses(request.user),
    }
    return render(request, "engagements/knowledge/editing.html", context)


@require_POST
def note_leave_out(request, note):
    """Say that a note will not be used, or let it wait again."""
    require(permissions.can_edit_library(request.user))
    found = get_object_or_404(LearningNote, pk=note)
    again = request.POST.get("handling") == "igen"
    with reporting(request, success="Notatet venter igen." if again else "Notatet er lagt til side."):
        (actions.take_up_again if again else actions.leave_out)(found, by=Actor.of(request))
    return redirect("engagements:editing")


@form_page
def article_make(request):
    """Begin an article, out of the notes that were chosen."""
    require(permissions.can_edit_library(request.user))
    form = ArticleForm(_sent(request), chosen=request.GET.getlist("notat"))
    if form.is_bound and form.is_valid():
        try:
            made = actions.make_article(**form.facts, key=form.cleaned_data["key"], by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Kladden er gemt. Skriv også kilderne, før den udgives.")
            return redirect("engagements:article_edit", made.pk)
    return _form(request, form, heading="Ny artikel", back=reverse("engagements:editing"), article=None)


@form_page
def article_edit(request, article):
    """Change an article, its sources, and whether it can be read."""
    found = _article(request, article)
    form = ArticleForm(_sent(request), article=found)
    if form.is_bound and form.is_valid():
        try:
            revision = form.cleaned_data["revision"] or 0
            actions.change_article(found, revision=revision, **form.facts, by=Actor.of(request))
        except actions.Changed as conflict:
            form.read_again(conflict.article.revision)
            form.add_error(None, str(conflict))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Artiklen er gemt.")
            return redirect("engagements:article_edit", found.pk)
    context = {"article": found, "form": form, "sources": found.sources.all()}
    return render(request, "engagements/knowledge/article_edit.html", context, status=422 if form.errors else 200)


@require_POST
def article_publish(request, article):
    """Let everybody read it."""
    found = _article(request, article)
    with reporting(request, success="Artiklen er udgivet. Alle kan læse den."):
        actions.publish(found, by=Actor.of(request))
    return redirect("engagements:article_edit", found.pk)


@require_POST
def article_take_down(request, article):
    """Let only the editors read it."""
    found = _article(request, article)
    with reporting(request, success="Artiklen er taget ned."):
        actions.take_down(found, by=Actor.of(request))
    return redirect("engagements:article_edit", found.pk)


@form_page
def source_add(request, article):
    """Say what an article rests on."""
    found = _article(request, article)
    form = SourceForm(_sent(request))
    if form.is_bound and form.is_valid():
        actions.add_source(found, **form.cleaned_data, by=Actor.of(request))
        messages.success(request, "Kilden er gemt.")
        return redirect("engagements:article_edit", found.pk)
    return _form(request, form, heading="Ny kilde", back=_edit(found), article=found)


@form_page
def source_edit(request, article, source):
    """Correct a source."""
    found = _article(request, article)
    source = get_object_or_404(Source.objects.select_related("article"), pk=source, article=found)
    initial = {name: getattr(source, name) for name in ("reference", "year", "link")}
    form = SourceForm(_sent(request), initial=initial)
    if form.is_bound and form.is_valid():
        actions.change_source(source, **form.cleaned_data, by=Actor.of(request))
        messages.success(request, "Kilden er rettet.")
        return redirect("engagements:article_edit", found.pk)
    remove = reverse("engagements:source_remove", args=[found.pk, source.pk])
    return _form(request, form, heading="Ret kilden", back=_edit(found), article=found, remove=remove)


@require_POST
def source_remove(request, article, source):
    """Take a source out."""
    found = _article(request, article)
    source = get_object_or_404(Source.objects.select_related("article"), pk=source, article=found)
    with reporting(request, success="Kilden er fjernet."):
        actions.remove_source(source, by=Actor.of(request))
    return redirect("engagements:article_edit", found.pk)


def _sent(request):
    return request.POST if request.method == "POST" else None


def _article(request, pk):
    """The article, for those who keep the library."""
    require(permissions.can_edit_library(request.user))
    return get_object_or_404(Article.objects.select_related("changed_by"), pk=pk)


def _edit(article):
    return reverse("engagements:article_edit", args=[article.pk])


def _form(request, form, **context):
    status = 422 if form.errors else 200
    context |= {"form": form, "remove": context.get("remove", ""), "back_text": str(context["article"] or "")}
    return render(request, "engagements/knowledge/library_form.html", context, status=status)
