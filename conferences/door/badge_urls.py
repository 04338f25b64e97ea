from django.urls import path

from conferences.door.views import badges

urlpatterns = [
    path("konferencer/<slug:slug>/navneskilte/", badges.event_badges, name="event_badges"),
    path("konferencer/<slug:slug>/deltagere/<uuid:pk>/navneskilt/", badges.guest_badge, name="guest_badge"),
]
