from conferences.programme.urls import urlpatterns as programme

app_name = "conferences"
urlpatterns = [*programme]
