from django.urls import path

from engagements.meetings.views import (
    agendas,
    calendar,
    follow_ups,
    meeting,
    minutes,
    planning,
    poll_answers,
    polls,
    sparring,
)

MEETINGS = "forloeb/<slug:reference>/moeder/"
POLL = MEETINGS + "afstemning/<uuid:pk>/"
MEETING = MEETINGS + "<uuid:pk>/"
AGENDA, ITEM = MEETING + "dagsorden/", MEETING + "dagsorden/<uuid:item>/"
MINUTES = MEETING + "referat/"
FOLLOW_UPS = "forloeb/<slug:reference>/opfoelgning/"
FOLLOW_UP = FOLLOW_UPS + "<uuid:follow_up>/"

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
    path(MEETING, meeting.meeting, name="meeting"),
    path(AGENDA + "begynd/", agendas.agenda_begin, name="agenda_begin"),
    path(AGENDA + "send/", agendas.agenda_send, name="agenda_send"),
    path(AGENDA + "nyt-punkt/", agendas.agenda_item_add, name="agenda_item_add"),
    path(ITEM, agendas.agenda_item_edit, name="agenda_item_edit"),
    path(ITEM + "flyt/", agendas.agenda_item_move, name="agenda_item_move"),
    path(ITEM + "fjern/", agendas.agenda_item_remove, name="agenda_item_remove"),
    path(ITEM + "svar/", agendas.agenda_item_answer, name="agenda_item_answer"),
    path(MINUTES, minutes.minutes_edit, name="minutes_edit"),
    path(MINUTES + "udgaver/", minutes.minutes_history, name="minutes_history"),
    path(MINUTES + "send/", minutes.minutes_send, name="minutes_send"),
    path(MINUTES + "ret/", minutes.minutes_return, name="minutes_return"),
    path(MINUTES + "godkend/", minutes.minutes_approve, name="minutes_approve"),
    path(MINUTES + "tilfoej/", minutes.minutes_add, name="minutes_add"),
    path(MINUTES + "referat.pdf", minutes.minutes_download, name="minutes_download"),
    path(MINUTES + "pdf-igen/", minutes.minutes_try_again, name="minutes_try_again"),
    path(MEETING + "opfoelgning/", follow_ups.follow_up_add, name="follow_up_add"),
    path(FOLLOW_UPS, follow_ups.follow_up_list, name="follow_up_list"),
    path(FOLLOW_UP, follow_ups.follow_up_edit, name="follow_up_edit"),
    path(FOLLOW_UP + "gjort/", follow_ups.follow_up_done, name="follow_up_done"),
    path(FOLLOW_UP + "genaabn/", follow_ups.follow_up_reopen, name="follow_up_reopen"),
    path(FOLLOW_UP + "drop/", follow_ups.follow_up_drop, name="follow_up_drop"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/ny-adresse/", calendar.calendar_renew, name="calendar_renew"),
    path("kalender/<uuid:user_id>/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
]
