from django.urls import path

from engagements.plans.views import anchoring, change_model, follow_ups, versions

COURSE = "forloeb/<slug:reference>/"
MODEL = COURSE + "forandringsmodel/"
ANCHORING = COURSE + "forankringsplan/"
PLAN = COURSE + "planer/<slug:kind>/"

urlpatterns = [
    path(COURSE + "planer/", versions.plan_list, name="plan_list"),
    path(PLAN + "udgaver/ny/", versions.version_save, name="version_save"),
    path(PLAN + "udgaver/sammenlign/", versions.version_compare, name="version_compare"),
    path(PLAN + "udgaver/<int:number>/", versions.version, name="version"),
    path(PLAN + "historik/", versions.plan_history, name="plan_history"),
    path(MODEL, change_model.change_model, name="change_model"),
    path(MODEL + "plakat/", change_model.change_model_pdf, name="change_model_pdf"),
    path(MODEL + "<slug:part>/ny/", change_model.chain_add, name="chain_add"),
    path(MODEL + "kaeder/<uuid:chain>/", change_model.chain_edit, name="chain_edit"),
    path(MODEL + "kaeder/<uuid:chain>/tag-ud/", change_model.chain_remove, name="chain_remove"),
    path(MODEL + "kaeder/<uuid:chain>/flyt/", change_model.chain_move, name="chain_move"),
    path(ANCHORING, anchoring.anchoring_plan, name="anchoring_plan"),
    path(ANCHORING + "pdf/", anchoring.anchoring_pdf, name="anchoring_pdf"),
    path(ANCHORING + "<slug:part>/ny/", anchoring.anchoring_add, name="anchoring_add"),
    path(ANCHORING + "handlinger/<uuid:action>/", anchoring.anchoring_edit, name="anchoring_edit"),
    path(ANCHORING + "handlinger/<uuid:action>/tag-ud/", anchoring.anchoring_remove, name="anchoring_remove"),
    path(ANCHORING + "handlinger/<uuid:action>/flyt/", anchoring.anchoring_move, name="anchoring_move"),
    path(ANCHORING + "opfoelgning/<int:months>/", follow_ups.follow_up_send, name="follow_up_send"),
    path(
        ANCHORING + "opfoelgning/<int:months>/traek-tilbage/", follow_ups.follow_up_withdraw, name="follow_up_withdraw"
    ),
    path("forankring/", follow_ups.follow_up_list, name="follow_up_list"),
    path("forankring-svar/", follow_ups.follow_up, name="follow_up"),
    path("forankring-svar/<str:token>/", follow_ups.follow_up_start, name="follow_up_start"),
]
