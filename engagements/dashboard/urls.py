from django.urls import path

from engagements.dashboard import views

urlpatterns = [
    path("min-dag/", views.my_day, name="my_day"),
    path("forloeb/", views.course_list, name="course_list"),
    path("forloeb/<slug:reference>/", views.course, name="course"),
    path("forloeb/<slug:reference>/trin/<int:order>/", views.step, name="step"),
]
