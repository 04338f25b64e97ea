from django.urls import path

from praksis.staffing import views

app_name = "staffing"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("hent/", views.calendar_export, name="calendar_export"),
    path("kompetencer/", views.competence_list, name="competence_list"),
    path("kompetencer/<uuid:pk>/ret/", views.competence_rename, name="competence_rename"),
    path("kompetencer/<uuid:pk>/udgaa/", views.competence_retire, name="competence_retire"),
    path("loefter/<uuid:pk>/frafald/", views.promise_drop, name="promise_drop"),
    path("<uuid:pk>/", views.consultant, name="consultant"),
    path("<uuid:pk>/kompetencer/", views.competences, name="competences"),
    path("<uuid:pk>/kapacitet/", views.usual, name="usual"),
    path("<uuid:pk>/kapacitet/maaneder/", views.different_months, name="different_months"),
    path("<uuid:pk>/kapacitet/som-ellers/", views.as_usual, name="as_usual"),
    path("<uuid:pk>/loefter/nyt/", views.promise_make, name="promise_make"),
]
