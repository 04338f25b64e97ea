from django.urls import path

from applications.assessment.views import agreeing, assigning, files, interests, reviewing

urlpatterns = [
    path("bedoemmelser/", reviewing.review_list, name="review_list"),
    path("bedoemmelser/<uuid:pk>/", reviewing.review, name="review"),
    path("bedoemmelser/<uuid:pk>/kriterium/<slug:key>/", reviewing.review_criterion, name="review_criterion"),
    path("bedoemmelser/<uuid:pk>/bilag/<uuid:document>/", files.file_read, name="read_file"),
    path("bedoemmelser/<uuid:pk>/papir/", files.paper_check, name="check_paper"),
    path("runder/<uuid:pk>/tildeling/", assigning.round_reviewers, name="round_reviewers"),
    path("runder/<uuid:pk>/konsensus/", agreeing.consensus_meeting, name="consensus"),
    path("runder/<uuid:pk>/konsensus/<uuid:application_pk>/<slug:key>/", agreeing.agree, name="agree"),
    path("runder/<uuid:pk>/tildeling/fordel/", assigning.reviewers_spread, name="spread_reviewers"),
    path("runder/<uuid:pk>/tildeling/alle/", assigning.reviewers_read_all, name="read_all"),
    path("runder/<uuid:pk>/tildeling/haand/", assigning.round_parts, name="round_parts"),
    path("runder/<uuid:pk>/tildeling/<uuid:assignment>/af/", assigning.reviewer_remove, name="remove_reviewer"),
    path("runder/<uuid:pk>/tildeling/<uuid:assignment>/igen/", assigning.reviewer_put_back, name="put_reviewer_back"),
    path("runder/<uuid:pk>/habilitet/", interests.declare_interest, name="declare_interest"),
    path("runder/<uuid:pk>/habilitet/afgoerelser/", interests.interest_rulings, name="interest_rulings"),
    path("runder/<uuid:pk>/habilitet/afgoerelser/<uuid:declaration>/", interests.interest_rule, name="interest_rule"),
]
