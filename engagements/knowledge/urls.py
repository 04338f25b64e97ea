from django.urls import path

from engagements.knowledge.views import editing, library, notes

LEARNING = "forloeb/<slug:reference>/laering/"
EDITING = "viden/redaktion/"
ARTICLE = EDITING + "artikler/<uuid:article>/"

urlpatterns = [
    path(LEARNING, notes.learning, name="learning"),
    path(LEARNING + "nyt/", notes.note_add, name="learning_add"),
    path(LEARNING + "<uuid:note>/", notes.note_edit, name="learning_edit"),
    path(LEARNING + "<uuid:note>/tag-tilbage/", notes.note_remove, name="learning_remove"),
    path(EDITING, editing.editing, name="editing"),
    path(EDITING + "notater/<uuid:note>/", editing.note_leave_out, name="note_leave_out"),
    path(EDITING + "artikler/ny/", editing.article_make, name="article_make"),
    path(ARTICLE, editing.article_edit, name="article_edit"),
    path(ARTICLE + "udgiv/", editing.article_publish, name="article_publish"),
    path(ARTICLE + "tag-ned/", editing.article_take_down, name="article_take_down"),
    path(ARTICLE + "kilder/ny/", editing.source_add, name="source_add"),
    path(ARTICLE + "kilder/<uuid:source>/", editing.source_edit, name="source_edit"),
    path(ARTICLE + "kilder/<uuid:source>/fjern/", editing.source_remove, name="source_remove"),
    path("viden/", library.library, name="library"),
    path("viden/<slug:slug>/", library.article, name="article"),
]
