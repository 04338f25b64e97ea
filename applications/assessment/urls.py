from django.urls import path

from applications.assessment import views

urlpatterns = [
    path("bedoemmelser/", views.review_list, name="review_list"),
    path("bedoemmelser/<uuid:pk>/", views.review, name="review"),
    path("runder/<uuid:pk>/tildeling/", views.round_reviewers, name="round_reviewers"),
    path("runder/<uuid:pk>/habilitet/", views.declare_interest, name="declare_interest"),
]
