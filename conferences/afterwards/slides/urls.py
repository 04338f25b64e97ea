from django.urls import path

from conferences.afterwards.slides import views

SLIDES = "konferencer/<slug:slug>/slides/"
GUEST = "tilmelding/min/<uuid:pk>/slides/"
SPEAKER = "program/tjek/min/<uuid:pk>/slides/"

urlpatterns = [
    path(SLIDES, views.slides, name="slides"),
    path(SLIDES + "vis/", views.slides_show, name="slides_show"),
    path(SLIDES + "hold-tilbage/", views.slides_hold_back, name="slides_hold_back"),
    path(SLIDES + "<uuid:pk>/", views.slides_file, name="slides_file"),
    path(SLIDES + "<uuid:pk>/fjern/", views.slides_remove, name="slides_remove"),
    path(SLIDES + "<str:kind>/<uuid:session>/", views.slides_add, name="slides_add"),
    path(GUEST, views.guest_slides, name="guest_slides"),
    path(GUEST + "<uuid:slides>/", views.guest_slides_file, name="guest_slides_file"),
    path(SPEAKER, views.speaker_slides, name="speaker_slides"),
    path(SPEAKER + "<str:kind>/<uuid:session>/", views.speaker_slides_add, name="speaker_slides_add"),
]
