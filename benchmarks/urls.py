"""The product's addresses, and three pages to compare with: nothing, hello, and hello with five look-ups."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from praksis.cases.models import Case


@login_not_required
def null(request):
    """Every middleware, and nothing else."""
    return HttpResponse("")


def hello(request):
    """The session, the user, and the base template with its menu."""
    return render(request, "benchmarks/hello.html")


def look_ups(request):
    """Hello, and five times the cheapest thing that a page about a case can read: one row by its key."""
    for case in list(Case.objects.order_by("pk").values_list("pk", flat=True)[:1]) * 4:
        Case.objects.select_related("party").get(pk=case)
    return hello(request)


urlpatterns = [
    path("bench/null/", null),
    path("bench/hello/", hello),
    path("bench/look-ups/", look_ups),
    path("", include("praksis.urls")),
]
handler500 = "praksis.views.server_error"
