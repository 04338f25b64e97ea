from conferences.afterwards.slides.urls import urlpatterns as slides
from conferences.afterwards.urls import urlpatterns as afterwards
from conferences.door.badge_urls import urlpatterns as badges
from conferences.programme.urls import urlpatterns as programme
from conferences.registration.urls import urlpatterns as registration

app_name = "conferences"
# Registration's first: its fixed addresses would else be taken for an event's.
urlpatterns = [*slides, *registration, *badges, *afterwards, *programme]
