from django.urls import path

from engagements.meetings import sparring_views, views

MEETINGS = "forloeb/<slug:reference>/moeder/"

urlpatterns = [
    path(MEETINGS + "nyt/", views.meeting_plan, name="meeting_plan"),
    path(MEETINGS + "sparring/", sparring_views.sparring_log, name="sparring_log"),
    path(MEETINGS + "<uuid:pk>/flyt/", views.meeting_move, name="meeting_move"),
    path(MEETINGS + "<uuid:pk>/holdt/", views.meeting_hold, name="meeting_hold"),
    path(MEETINGS + "<uuid:pk>/aflys/", views.meeting_cancel, name="meeting_cancel"),
]
