from django.urls import path

from engagements.plans.views import (
    anchoring,
    change_model,
    documentation,
    follow_ups,
    group_links,
    held,
    input_sheet,
    interventions,
    self_assessment,
    versions,
)

COURSE = "forloeb/<slug:reference>/"
ASSESSMENT = COURSE + "egenvurdering/"
DOCUMENTATION = ASSESSMENT + "dokumentation/"
MODEL = COURSE + "forandringsmodel/"
ANCHORING = COURSE + "forankringsplan/"
PLAN = COURSE + "planer/<slug:kind>/"
TRIED = COURSE + "indsatser/"
# Behind a working group's link
HELD = "indsatser/skriv/"

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
    path(TRIED, interventions.intervention_list, name="intervention_list"),
    path(TRIED + "opsamling/", input_sheet.input_sheet, name="input_sheet"),
    path(TRIED + "opsamling/pdf/", input_sheet.input_sheet_pdf, name="input_sheet_pdf"),
    path(TRIED + "opsamling/til-droeftelse/", input_sheet.input_write, name="input_write"),
    path(TRIED + "links/", group_links.group_links, name="group_links"),
    path(TRIED + "links/<uuid:group>/send/", group_links.group_links_send, name="group_links_send"),
    path(TRIED + "links/medlem/<uuid:member>/send/", group_links.group_link_send, name="group_link_send"),
    path(TRIED + "links/<uuid:link>/traek-tilbage/", group_links.group_link_withdraw, name="group_link_withdraw"),
    path(TRIED + "<slug:part>/ny/", interventions.intervention_add, name="intervention_add"),
    path(TRIED + "<uuid:intervention>/", interventions.intervention_edit, name="intervention_edit"),
    path(TRIED + "<uuid:intervention>/status/", interventions.intervention_end, name="intervention_end"),
    path(TRIED + "<uuid:intervention>/tag-ud/", interventions.intervention_remove, name="intervention_remove"),
    path(TRIED + "<uuid:intervention>/runder/ny/", interventions.trial_add, name="trial_add"),
    path(TRIED + "runder/<uuid:trial>/", interventions.trial_edit, name="trial_edit"),
    path(TRIED + "runder/<uuid:trial>/tag-ud/", interventions.trial_remove, name="trial_remove"),
    path("indsatser/link/<str:token>/", held.held_start, name="held_start"),
    path(HELD, held.held, name="held"),
    path(HELD + "begynd/", held.held_begin, name="held_begin"),
    path(HELD + "ny/", held.held_add, name="held_add"),
    path(HELD + "<uuid:intervention>/runder/ny/", held.held_trial_add, name="held_trial_add"),
    path(HELD + "runder/<uuid:trial>/", held.held_trial, name="held_trial"),
    path(ANCHORING, anchoring.anchoring_plan, name="anchoring_plan"),
    path(ANCHORING + "pdf/", anchoring.anchoring_pdf, name="anchoring_pdf"),
    path(ANCHORING + "<slug:part>/ny/", anchoring.anchoring_add, name="anchoring_add"),
    path(ANCHORING + "handlinger/<uuid:action>/", anchoring.anchoring_edit, name="anchoring_edit"),
    path(ANCHORING + "handlinger/<uuid:action>/tag-ud/", anchoring.anchoring_remove, name="anchoring_remove"),
    path(ANCHORING + "handlinger/<uuid:action>/flyt/", anchoring.anchoring_move, name="anchoring_move"),
    path(ANCHORING + "opfoelgning/<int:months>/", follow_ups.follow_up_send, name="anchoring_follow_up_send"),
    path(
        ANCHORING + "opfoelgning/<int:months>/traek-tilbage/",
        follow_ups.follow_up_withdraw,
        name="anchoring_follow_up_withdraw",
    ),
    path("forankring/", follow_ups.follow_up_list, name="anchoring_follow_up_list"),
    path("forankring-svar/", follow_ups.follow_up, name="anchoring_follow_up"),
    path("forankring-svar/<str:token>/", follow_ups.follow_up_start, name="anchoring_follow_up_start"),
]
