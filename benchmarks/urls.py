"""The product's addresses, and two pages to compare with: one that does nothing, and one that only says hello."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path


@login_not_required
def null(request):
    """Every middleware, and nothing else."""
    return HttpResponse("")


def hello(request):
    """The session, the user, and the base template with its menu."""
    return render(request, "benchmarks/hello.html")


urlpatterns = [path("bench/null/", null), path("bench/hello/", hello), path("", include("praksis.urls"))]
handler500 = "praksis.views.server_error"
