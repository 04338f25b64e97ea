from django.urls import path

from applications.allocation import views

urlpatterns = [
    path("runder/", views.round_list, name="round_list"),
    path("runder/<uuid:pk>/", views.round_detail, name="round_detail"),
    path("runder/<uuid:pk>/klar/", views.round_ready, name="round_ready"),
    path("runder/<uuid:pk>/eget-valg/", views.round_own_choice, name="round_own_choice"),
    path("runder/<uuid:pk>/sammensaetning/", views.round_composition, name="round_composition"),
    path("runder/<uuid:pk>/sammensaetning/kort/", views.round_map, name="round_map"),
    path("runder/<uuid:pk>/sammensaetning/konsulenter/", views.round_load, name="round_load"),
    path("runder/<uuid:pk>/forklaringer/", views.round_explanations, name="round_explanations"),
    path("runder/<uuid:pk>/pladser/", views.round_places, name="round_places"),
    path("runder/<uuid:pk>/beregninger/<int:number>/", views.round_snapshot, name="round_snapshot"),
    path("runder/<uuid:pk>/beregninger/<int:number>/fil/", views.round_snapshot_file, name="round_snapshot_file"),
    path("runder/<uuid:pk>/indstil/", views.round_propose, name="round_propose"),
    path("runder/<uuid:pk>/forlaeng/", views.round_extend, name="round_extend"),
    path("runder/<uuid:pk>/indtast/", views.round_enter, name="round_enter"),
    path("runder/<uuid:pk>/send-tilbage/", views.round_send_back, name="round_send_back"),
    path("runder/<uuid:pk>/tiltraed/", views.round_approve, name="round_approve"),
    path("runder/<uuid:pk>/ansoegning/<uuid:application_pk>/", views.round_application, name="round_application"),
    path("ansoegninger/", views.own_applications, name="own_applications"),
    path("ansoegninger/<uuid:pk>/afgoerelse/tag-imod/", views.accept_place, name="accept_place"),
    path("ansoegninger/<uuid:pk>/afgoerelse/sig-nej/", views.decline_place, name="decline_place"),
]
