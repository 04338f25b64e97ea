from django.urls import path

from conferences.programme.views import checking, editing, events, people, public, speakers

EVENT = "konferencer/<slug:slug>/"
PROGRAMME = EVENT + "program/"
TRACK = PROGRAMME + "spor/<uuid:track>/"
SPEAKERS = PROGRAMME + "oplaegsholdere/"
EVERYBODY = "konferencer/oplaegsholdere/"
CHECK = "program/tjek/min/<uuid:pk>/"
SESSION = PROGRAMME + "<str:kind>/<uuid:session>/"

urlpatterns = [
    path("konferencer/", public.event_list, name="event_list"),
    path("konferencer/nyt/", events.event_make, name="event_make"),
    path(EVERYBODY, people.speakers, name="speakers"),
    path(EVERYBODY + "<uuid:pk>/", people.speaker_edit, name="speaker_edit"),
    path(EVERYBODY + "<uuid:pk>/saml/", people.speaker_merge_with, name="speaker_merge_with"),
    path(EVERYBODY + "<uuid:pk>/saml/<uuid:other>/", people.speaker_merge, name="speaker_merge"),
    path(EVERYBODY + "<uuid:pk>/slet/", people.speaker_delete, name="speaker_delete"),
    path(CHECK, checking.speaker_check, name="speaker_check"),
    path(CHECK + "ret/", checking.speaker_correct, name="speaker_correct"),
    path("program/tjek/<str:token>/", checking.check_open, name="check_open"),
    path(EVENT, public.event, name="event"),
    path(EVENT + "kalender.ics", public.event_calendar, name="event_calendar"),
    path(EVENT + "ret/", events.event_edit, name="event_edit"),
    path(EVENT + "offentliggoer/", public.event_publish, name="publish"),
    path(EVENT + "tag-ned/", public.event_take_down, name="take_down"),
    path(EVENT + "aflys/", events.event_call_off, name="event_call_off"),
    path(PROGRAMME, editing.programme, name="programme"),
    # Before the sessions', whose addresses begin with any word
    path(SPEAKERS, speakers.event_speakers, name="event_speakers"),
    path(SPEAKERS + "spoerg/", speakers.speakers_ask, name="speakers_ask"),
    path(SPEAKERS + "<uuid:pk>/mail/", speakers.speaker_address, name="speaker_address"),
    path(SPEAKERS + "<uuid:pk>/spoerg/", speakers.speaker_ask, name="speaker_ask"),
    path(SPEAKERS + "<uuid:pk>/traek-tilbage/", speakers.speaker_withdraw, name="speaker_withdraw"),
    path(PROGRAMME + "offentliggoer/", editing.programme_publish, name="programme_publish"),
    path(PROGRAMME + "spor/nyt/", editing.track_add, name="track_add"),
    path(TRACK, editing.track_rename, name="track_rename"),
    path(TRACK + "fjern/", editing.track_remove, name="track_remove"),
    path(PROGRAMME + "<str:kind>/nyt/", editing.session_add, name="session_add"),
    path(SESSION, editing.session_edit, name="session_edit"),
    path(SESSION + "fjern/", editing.session_remove, name="session_remove"),
]
