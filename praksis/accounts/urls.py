"""Sign-in and accounts. Of allauth's pages only those that we use are routed, under its own names."""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from praksis.accounts import views

own = [
    path("", views.profile, name="profile"),
    path("medarbejdere/", views.staff_list, name="staff_list"),
    path("medarbejdere/ny/", views.staff_create, name="staff_create"),
    path("medarbejdere/<uuid:pk>/", views.staff_detail, name="staff_detail"),
    path("medarbejdere/<uuid:pk>/roller/", views.staff_change_role, name="staff_change_role"),
    path("medarbejdere/<uuid:pk>/luk/", views.staff_deactivate, name="staff_deactivate"),
    path("medarbejdere/<uuid:pk>/aabn/", views.staff_reactivate, name="staff_reactivate"),
    path("medarbejdere/<uuid:pk>/adgangskode/", views.staff_send_password, name="staff_send_password"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("log-ind/", allauth_views.login, name="account_login"),
    path("log-ud/", allauth_views.logout, name="account_logout"),
    path("opret/", allauth_views.signup, name="account_signup"),
    path("lukket/", allauth_views.account_inactive, name="account_inactive"),
    path("bekraeft/", allauth_views.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^bekraeft/(?P<key>[-:\w]+)/$", allauth_views.confirm_email, name="account_confirm_email"),
    path("adgangskode/", allauth_views.password_change, name="account_change_password"),
    # Where allauth sends somebody without a password: one is chosen through a mail.
    path("adgangskode/ny/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("glemt-adgangskode/", allauth_views.password_reset, name="account_reset_password"),
    path("glemt-adgangskode/sendt/", allauth_views.password_reset_done, name="account_reset_password_done"),
    path(
        "glemt-adgangskode/faerdig/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^glemt-adgangskode/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
