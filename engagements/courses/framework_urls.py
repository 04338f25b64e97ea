from django.urls import path

from engagements.courses.views import frameworks

EDITION = "rammer/<uuid:pk>/"

urlpatterns = [
    path("rammer/", frameworks.framework_list, name="framework_list"),
    path("rammer/<slug:kind>/ny-udgave/", frameworks.framework_begin, name="framework_begin"),
    path(EDITION, frameworks.framework, name="framework"),
    path(EDITION + "trin/nyt/", frameworks.framework_step_edit, name="framework_step_add"),
    path(EDITION + "trin/<int:step_pk>/", frameworks.framework_step_edit, name="framework_step_edit"),
    path(EDITION + "trin/<int:step_pk>/fjern/", frameworks.framework_step_remove, name="framework_step_remove"),
    path(EDITION + "hvad-er-nyt/", frameworks.framework_note, name="framework_note"),
    path(EDITION + "tag-i-brug/", frameworks.framework_use, name="framework_use"),
    path(EDITION + "kasser/", frameworks.framework_discard, name="framework_discard"),
]
