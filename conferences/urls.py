from conferences.afterwards.slides.urls import urlpatterns as slides
from conferences.afterwards.urls import urlpatterns as afterwards
from conferences.door.badge_urls import urlpatterns as badges
from conferences.door.urls import urlpatterns as door
from conferences.programme.urls import urlpatterns as programme
from conferences.registration.urls import urlpatterns as registration

app_name = "conferences"
# The programme's last: the fixed addresses of the others would else be taken for an event's.
urlpatterns = [*door, *slides, *registration, *badges, *afterwards, *programme]
