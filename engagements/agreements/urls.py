from django.urls import path

from engagements.agreements import views

AGREEMENTS = "forloeb/<slug:reference>/aftale/"

urlpatterns = [
    path(AGREEMENTS, views.agreements, name="agreements"),
    path(AGREEMENTS + "status/", views.agreement_progress, name="agreement_progress"),
    path(AGREEMENTS + "<int:number>/", views.agreement_download, name="agreement_download"),
    path(AGREEMENTS + "<int:number>/igen/", views.agreement_try_again, name="agreement_try_again"),
]
