from conferences.door.urls import urlpatterns as door
from conferences.programme.urls import urlpatterns as programme
from conferences.registration.urls import urlpatterns as registration

app_name = "conferences"
# The programme's last: the fixed addresses of the others would else be taken for an event's.
urlpatterns = [*door, *registration, *programme]
