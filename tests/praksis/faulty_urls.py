"""The addresses of a site on which a fault of ours quotes a person."""

from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.urls import path

handler500 = "praksis.views.server_error"


@login_not_required
def fault(request):
    raise IntegrityError(
        'duplicate key value: Key (name, email)=("Karen Koordinator", karen@skive.example) already exists.'
    )


urlpatterns = [path("fejl/", fault, name="fault")]
