from django.urls import path

from engagements.dashboard import views

urlpatterns = [
    path("min-dag/", views.my_day, name="my_day"),
    path("mine-forloeb/", views.my_course_list, name="my_courses"),
    path("forloeb/", views.course_list, name="course_list"),
    path("forloeb/hent/", views.course_export, name="course_export"),
    path("forloeb/<slug:reference>/", views.course, name="course"),
    path("forloeb/<slug:reference>/billede/", views.course_picture, name="course_picture"),
    path("forloeb/<slug:reference>/billede/plakat.pdf", views.course_poster, name="course_poster"),
    path("forloeb/<slug:reference>/status/", views.course_condition, name="course_condition"),
    path("forloeb/<slug:reference>/maaned/", views.course_month, name="course_month"),
    path("forloeb/<slug:reference>/timer/", views.course_hours, name="course_hours"),
    path("forloeb/<slug:reference>/deltagere/", views.course_people, name="course_people"),
    path("forloeb/<slug:reference>/historik/", views.course_history, name="course_history"),
    path("forloeb/<slug:reference>/trin/<int:order>/", views.step, name="step"),
]
