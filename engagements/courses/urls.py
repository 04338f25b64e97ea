from django.urls import path

from engagements.courses.views import ending, loads, pausing, running, shaping, steps

COURSE = "forloeb/<slug:reference>/"

urlpatterns = [
    path("bemanding/forudsaetninger/", loads.programme_loads, name="programme_loads"),
    path("bemanding/forudsaetninger/<slug:kind>/", loads.programme_load, name="programme_load"),
    path(COURSE + "hold/", running.course_team, name="course_team"),
    path(COURSE + "start/", running.course_start, name="course_start"),
    path(COURSE + "afslut/", ending.course_close, name="course_close"),
    path(COURSE + "slutevaluering/", ending.final_evaluation, name="final_evaluation"),
    path(COURSE + "pause/", pausing.course_pause, name="course_pause"),
    path(COURSE + "genoptag/", pausing.course_resume, name="course_resume"),
    path(COURSE + "stop/", running.course_stop, name="course_stop"),
    path(COURSE + "giv-pladsen-tilbage/", running.course_give_back, name="course_give_back"),
    path(COURSE + "trin/<int:order>/faerdig/", steps.step_complete, name="step_complete"),
    path(COURSE + "trin/<int:order>/genaabn/", steps.step_reopen, name="step_reopen"),
    path(COURSE + "trin/<int:order>/ikke-relevant/", shaping.step_skip, name="step_skip"),
    path(COURSE + "trin/<int:order>/flyt/", shaping.step_move, name="step_move"),
    path(COURSE + "trin/nyt/", shaping.step_add, name="step_add"),
]
