from django.urls import path

from applications.allocation import views

urlpatterns = [
    path("runder/", views.round_list, name="round_list"),
    path("runder/<uuid:pk>/", views.round_detail, name="round_detail"),
    path("runder/<uuid:pk>/indstil/", views.round_propose, name="round_propose"),
    path("runder/<uuid:pk>/send-tilbage/", views.round_send_back, name="round_send_back"),
    path("runder/<uuid:pk>/tiltraed/", views.round_approve, name="round_approve"),
    path("runder/<uuid:pk>/meddel/", views.round_announce, name="round_announce"),
    path("runder/<uuid:pk>/ansoegning/<uuid:application_pk>/", views.round_application, name="round_application"),
    path("ansoegninger/<uuid:pk>/afgoerelse/", views.decision, name="decision"),
    path("ansoegninger/<uuid:pk>/afgoerelse/tag-imod/", views.accept_place, name="accept_place"),
    path("ansoegninger/<uuid:pk>/afgoerelse/sig-nej/", views.decline_place, name="decline_place"),
]
