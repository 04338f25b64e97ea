from applications.allocation.urls import urlpatterns as allocation
from applications.assessment.urls import urlpatterns as assessment
from applications.casework.urls import urlpatterns as casework
from applications.decisions.urls import urlpatterns as decisions
from applications.drafting.urls import urlpatterns as drafting
from applications.rounds.urls import urlpatterns as rounds

app_name = "applications"
urlpatterns = [*rounds, *drafting, *assessment, *casework, *allocation, *decisions]
