from conferences.programme.urls import urlpatterns as programme
from conferences.registration.urls import urlpatterns as registration

app_name = "conferences"
urlpatterns = [*programme, *registration]
