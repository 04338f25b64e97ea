from django.urls import path

from engagements.plans.views import change_model, versions

COURSE = "forloeb/<slug:reference>/"
MODEL = COURSE + "forandringsmodel/"
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
]
