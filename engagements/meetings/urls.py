from django.urls import path

from engagements.meetings.views import calendar, planning, poll_answers, polls, sparring

MEETINGS = "forloeb/<slug:reference>/moeder/"
POLL = MEETINGS + "afstemning/<uuid:pk>/"

urlpatterns = [
    path(MEETINGS + "nyt/", planning.meeting_plan, name="meeting_plan"),
    path(MEETINGS + "sparring/", sparring.sparring_log, name="sparring_log"),
    path(MEETINGS + "<uuid:pk>/flyt/", planning.meeting_move, name="meeting_move"),
    path(MEETINGS + "<uuid:pk>/holdt/", planning.meeting_hold, name="meeting_hold"),
    path(MEETINGS + "<uuid:pk>/aflys/", planning.meeting_cancel, name="meeting_cancel"),
    path(MEETINGS + "<uuid:pk>/kalender.ics", calendar.meeting_calendar, name="meeting_calendar"),
    path(MEETINGS + "afstemning/ny/", polls.poll_make, name="poll_make"),
    path(POLL, polls.poll, name="poll"),
    path(POLL + "vaelg/<uuid:time>/", polls.poll_choose, name="poll_choose"),
    path(POLL + "paamind/", polls.poll_remind, name="poll_remind"),
    path(POLL + "aflys/", polls.poll_cancel, name="poll_cancel"),
    path(POLL + "svar/", polls.poll_reply, name="poll_reply"),
    path("moedetid/svar/<uuid:person>/", poll_answers.poll_answer, name="poll_answer"),
    path("moedetid/<str:token>/", poll_answers.poll_open, name="poll_open"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/ny-adresse/", calendar.calendar_renew, name="calendar_renew"),
    path("kalender/<uuid:user_id>/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
]
