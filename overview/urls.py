from overview.home.urls import urlpatterns as home
from overview.public.urls import urlpatterns as public

app_name = "overview"
urlpatterns = [*public, *home]
