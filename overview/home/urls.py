from django.urls import path

from overview.home import views

urlpatterns = [
    path("hjem/", views.home, name="home"),
    path("mine/", views.mine, name="mine"),
]
