from django.urls import path

from overview.operations import views

urlpatterns = [
    path("drift/", views.operations, name="operations"),
    path("drift/mails/igen/", views.letters_try_again, name="letters_try_again"),
    path("drift/mails/<uuid:pk>/igen/", views.letter_try_again, name="letter_try_again"),
    path("drift/aftaler/<uuid:pk>/igen/", views.agreement_try_again, name="agreement_try_again"),
    path("drift/pdf/igen/", views.papers_try_again, name="papers_try_again"),
]
