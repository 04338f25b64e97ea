from overview.home.urls import urlpatterns as home
from overview.operations.urls import urlpatterns as operations
from overview.public.urls import urlpatterns as public

app_name = "overview"
urlpatterns = [*public, *home, *operations]
