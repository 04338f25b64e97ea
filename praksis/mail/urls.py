from django.urls import path

from praksis.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.email_list, name="list"),
    path("<uuid:pk>/", views.email_detail, name="detail"),
    path("<uuid:pk>/send-igen/", views.email_try_again, name="try_again"),
]
