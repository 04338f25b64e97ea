from django.urls import path

from applications.decisions import views
from applications.decisions.views import exporting, requests

urlpatterns = [
    path("runder/<uuid:pk>/meddel/", views.round_announce, name="round_announce"),
    path("runder/<uuid:pk>/reserveliste/", views.round_reserves, name="round_reserves"),
    path(
        "runder/<uuid:pk>/ansoegning/<uuid:application_pk>/ny-afgoerelse/",
        views.decision_replace,
        name="decision_replace",
    ),
    path(
        "runder/<uuid:pk>/ansoegning/<uuid:application_pk>/brev/<int:number>/",
        views.round_letter,
        name="round_letter",
    ),
    path("ansoegninger/<uuid:pk>/afgoerelse/", views.decision, name="decision"),
    path("ansoegninger/<uuid:pk>/afgoerelse/brev/<int:number>/", views.decision_letter, name="decision_letter"),
    path("ansoegninger/<uuid:pk>/afgoerelse/anmodninger/", requests.decision_requests, name="decision_requests"),
    path("anmodninger/", requests.request_list, name="request_list"),
    path("anmodninger/ny/", requests.request_enter, name="request_enter"),
    path("anmodninger/<uuid:pk>/", requests.request_detail, name="request"),
    path("anmodninger/<uuid:pk>/udsaet/", requests.request_postpone, name="request_postpone"),
    path("runder/<uuid:pk>/akter/", exporting.round_file, name="round_file"),
]
