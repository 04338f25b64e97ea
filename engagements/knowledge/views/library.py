"""The library, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from engagements.knowledge import permissions
from engagements.knowledge.article_forms import LibraryFilter
from engagements.knowledge.markup import blocks
from engagements.knowledge.models import Article, about
from praksis.paging import page_of
from praksis.themes import figure

PAGE = 12
# So many others about the same stand below an article.
MORE = 3


@login_not_required
@require_safe
def library(request):
    """The four themes, and the published articles: search, theme, pages."""
    form = LibraryFilter(request.GET)
    found = form.narrow(Article.objects.published()).order_by("-published_at", "title", "pk")
    fields = figure()
    context = {
        "form": form,
        "page": page_of(found.defer("body"), PAGE, request),
        "is_narrowed": bool(form.cleaned_data.get("q") or form.cleaned_data.get("tema")),
        "themes": {"columns": ["Tema", "Hvad det handler om"], "rows": [[f.label, f.text] for f in fields]},
        "may_edit": permissions.can_edit_library(request.user),
    }
    return render(request, "engagements/knowledge/library.html", context)


@login_not_required
@require_safe
def article(request, slug):
    """An article with its sources. What is not published is there for the library's editors alone."""
    found = get_object_or_404(Article, slug=slug)
    may_edit = permissions.can_edit_library(request.user)
    if not found.is_published and not may_edit:
        raise Http404
    others = Article.objects.published().exclude(pk=found.pk).filter(about(found.theme_keys))
    context = {
        "article": found,
        "blocks": blocks(found.body),
        "sources": found.sources.all(),
        "others": others.only("slug", "title").order_by("-published_at", "pk")[:MORE],
        "may_edit": may_edit,
    }
    return render(request, "engagements/knowledge/article.html", context)
