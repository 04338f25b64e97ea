from django.urls import path

from engagements.courses.views import people

COURSE = "forloeb/<slug:reference>/"
GROUP = COURSE + "grupper/<uuid:group>/"
MEMBER = GROUP + "medlemmer/<uuid:member>/"

urlpatterns = [
    path(COURSE + "grupper/ny/", people.group_add, name="group_add"),
    path(GROUP + "ret/", people.group_edit, name="group_edit"),
    path(GROUP + "medlemmer/nyt/", people.member_add, name="member_add"),
    path(MEMBER + "ret/", people.member_edit, name="member_edit"),
    path(MEMBER + "fjern/", people.member_remove, name="member_remove"),
    path(COURSE + "deltagere/konsulenter/notat/", people.consultant_note, name="consultant_note"),
    path(COURSE + "deltagere/<slug:role>/skift/", people.contact_change, name="contact_change"),
]
