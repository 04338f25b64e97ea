from django.urls import path

from praksis.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.organisation_list, name="organisation_list"),
    path("afventer/", views.membership_list, name="membership_list"),
    path("tilknyt/", views.organisation_join, name="organisation_join"),
    path("invitation/", views.invitation_answer, name="invitation_answer"),
    path("invitation/<str:token>/", views.invitation_open, name="invitation_open"),
    path("invitationer/<uuid:pk>/send-igen/", views.invitation_send_again, name="invitation_send_again"),
    path("invitationer/<uuid:pk>/traek-tilbage/", views.invitation_withdraw, name="invitation_withdraw"),
    path("medlemmer/<uuid:pk>/bekraeft/", views.membership_confirm, name="membership_confirm"),
    path("medlemmer/<uuid:pk>/afvis/", views.membership_refuse, name="membership_refuse"),
    path("medlemmer/<uuid:pk>/rolle/", views.membership_change_role, name="membership_change_role"),
    path("medlemmer/<uuid:pk>/fjern/", views.membership_remove, name="membership_remove"),
    path("<uuid:pk>/", views.organisation_detail, name="organisation_detail"),
    path("<uuid:pk>/inviter/", views.invitation_create, name="invitation_create"),
]
