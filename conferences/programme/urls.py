from django.urls import path

from conferences.programme.views import editing, events, public

EVENT = "konferencer/<slug:slug>/"
PROGRAMME = EVENT + "program/"
TRACK = PROGRAMME + "spor/<uuid:track>/"
SESSION = PROGRAMME + "<str:kind>/<uuid:session>/"

urlpatterns = [
    path("konferencer/", public.event_list, name="event_list"),
    path("konferencer/nyt/", events.event_make, name="event_make"),
    path(EVENT, public.event, name="event"),
    path(EVENT + "kalender.ics", public.event_calendar, name="event_calendar"),
    path(EVENT + "ret/", events.event_edit, name="event_edit"),
    path(EVENT + "offentliggoer/", public.event_publish, name="publish"),
    path(EVENT + "tag-ned/", public.event_take_down, name="take_down"),
    path(EVENT + "aflys/", events.event_call_off, name="event_call_off"),
    path(PROGRAMME, editing.programme, name="programme"),
    path(PROGRAMME + "offentliggoer/", editing.programme_publish, name="programme_publish"),
    path(PROGRAMME + "spor/nyt/", editing.track_add, name="track_add"),
    path(TRACK, editing.track_rename, name="track_rename"),
    path(TRACK + "fjern/", editing.track_remove, name="track_remove"),
    path(PROGRAMME + "<str:kind>/nyt/", editing.session_add, name="session_add"),
    path(SESSION, editing.session_edit, name="session_edit"),
    path(SESSION + "fjern/", editing.session_remove, name="session_remove"),
]
