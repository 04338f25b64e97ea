from django.urls import path

from overview.public import views

urlpatterns = [
    path("", views.front, name="front"),
    path("tilbud/etaarigt/", views.programme_one_year, name="programme_one_year"),
    path("tilbud/mini/", views.programme_mini, name="programme_mini"),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
    path("was/", views.was, name="was"),
    path("privatliv/", views.privacy, name="privacy"),
    path("kontakt/", views.contact, name="contact"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
]
