from django.urls import path

from applications.rounds.views import preparing, questions

urlpatterns = [
    path("runder/ny/", preparing.round_create, name="round_create"),
    path("runder/tilbud/<slug:kind>/spoergsmaal/", questions.programme_questions, name="programme_questions"),
    path("runder/<uuid:pk>/rediger/", preparing.round_edit, name="round_edit"),
    path("runder/<uuid:pk>/kopier/", preparing.round_copy, name="round_copy"),
    path("runder/<uuid:pk>/aabn/", preparing.round_open, name="round_open"),
    path("runder/<uuid:pk>/krav/", preparing.round_requirements, name="round_requirements"),
    path("runder/<uuid:pk>/kriterier/", preparing.round_criteria, name="round_criteria"),
    path("runder/<uuid:pk>/kriterier/nyt/", preparing.criterion_edit, name="criterion_create"),
    path("runder/<uuid:pk>/kriterier/<slug:key>/", preparing.criterion_edit, name="criterion_edit"),
    path("runder/<uuid:pk>/kriterier/<slug:key>/fjern/", preparing.criterion_remove, name="criterion_remove"),
    path("runder/<uuid:pk>/spoergsmaal/", questions.round_questions, name="round_questions"),
    path("runder/spoergsmaal/<uuid:pk>/", questions.question_set, name="question_set"),
    path("runder/spoergsmaal/<uuid:pk>/ny-udgave/", questions.edition_begin, name="edition_begin"),
    path("runder/spoergsmaal/<uuid:pk>/kasser/", questions.edition_discard, name="edition_discard"),
    path("runder/spoergsmaal/<uuid:pk>/nyt/", questions.question_edit, name="question_create"),
    path("runder/spoergsmaal/<uuid:pk>/<uuid:question_pk>/", questions.question_edit, name="question_edit"),
    path("runder/spoergsmaal/<uuid:pk>/<uuid:question_pk>/fjern/", questions.question_remove, name="question_remove"),
]
