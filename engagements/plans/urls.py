from django.urls import path

from engagements.plans.views import change_model, documentation, self_assessment, versions

COURSE = "forloeb/<slug:reference>/"
ASSESSMENT = COURSE + "egenvurdering/"
DOCUMENTATION = ASSESSMENT + "dokumentation/"
MODEL = COURSE + "forandringsmodel/"
PLAN = COURSE + "planer/<slug:kind>/"

urlpatterns = [
    path(COURSE + "planer/", versions.plan_list, name="plan_list"),
    path(PLAN + "udgaver/ny/", versions.version_save, name="version_save"),
    path(PLAN + "udgaver/sammenlign/", versions.version_compare, name="version_compare"),
    path(PLAN + "udgaver/<int:number>/", versions.version, name="version"),
    path(PLAN + "historik/", versions.plan_history, name="plan_history"),
    path(ASSESSMENT, self_assessment.self_assessment, name="self_assessment"),
    path(ASSESSMENT + "pdf/", self_assessment.self_assessment_pdf, name="self_assessment_pdf"),
    path(DOCUMENTATION + "ny/", documentation.documentation_add, name="documentation_add"),
    path(DOCUMENTATION + "<uuid:documentation>/", documentation.documentation_edit, name="documentation_edit"),
    path(
        DOCUMENTATION + "<uuid:documentation>/tag-ud/", documentation.documentation_remove, name="documentation_remove"
    ),
    path(
        ASSESSMENT + "<slug:theme>/<slug:level>/<slug:part>/", self_assessment.assessment_edit, name="assessment_edit"
    ),
    path(MODEL, change_model.change_model, name="change_model"),
    path(MODEL + "plakat/", change_model.change_model_pdf, name="change_model_pdf"),
    path(MODEL + "<slug:part>/ny/", change_model.chain_add, name="chain_add"),
    path(MODEL + "kaeder/<uuid:chain>/", change_model.chain_edit, name="chain_edit"),
    path(MODEL + "kaeder/<uuid:chain>/tag-ud/", change_model.chain_remove, name="chain_remove"),
    path(MODEL + "kaeder/<uuid:chain>/flyt/", change_model.chain_move, name="chain_move"),
]
