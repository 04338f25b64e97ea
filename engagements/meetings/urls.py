from django.urls import path

from engagements.meetings.views import calendar, planning, sparring

MEETINGS = "forloeb/<slug:reference>/moeder/"

urlpatterns = [
    path(MEETINGS + "nyt/", planning.meeting_plan, name="meeting_plan"),
    path(MEETINGS + "sparring/", sparring.sparring_log, name="sparring_log"),
    path(MEETINGS + "<uuid:pk>/flyt/", planning.meeting_move, name="meeting_move"),
    path(MEETINGS + "<uuid:pk>/holdt/", planning.meeting_hold, name="meeting_hold"),
    path(MEETINGS + "<uuid:pk>/aflys/", planning.meeting_cancel, name="meeting_cancel"),
    path(MEETINGS + "<uuid:pk>/kalender.ics", calendar.meeting_calendar, name="meeting_calendar"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/ny-adresse/", calendar.calendar_renew, name="calendar_renew"),
    path("kalender/<uuid:user_id>/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
]
