from django.urls import path

from overview.public import views

urlpatterns = [
    path("", views.front, name="front"),
    path("tilbud/etaarigt/", views.programme_one_year, name="programme_one_year"),
    path("tilbud/mini/", views.programme_mini, name="programme_mini"),
    path("tilbud/etaarigt/spoergsmaal.pdf", views.questions_pdf, {"kind": "one_year"}, name="questions_one_year"),
    path("tilbud/mini/spoergsmaal.pdf", views.questions_pdf, {"kind": "mini"}, name="questions_mini"),
    path("hvilket-forloeb/", views.guide, name="guide"),
    path("status/", views.status, name="status"),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
    path("was/", views.was, name="was"),
    path("privatliv/", views.privacy, name="privacy"),
    path("kontakt/", views.contact, name="contact"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
]
