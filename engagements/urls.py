from engagements.agreements.urls import urlpatterns as agreements
from engagements.attendance.urls import urlpatterns as attendance
from engagements.courses.framework_urls import urlpatterns as frameworks
from engagements.courses.people_urls import urlpatterns as people
from engagements.courses.urls import urlpatterns as courses
from engagements.dashboard.urls import urlpatterns as dashboard
from engagements.evaluation.urls import urlpatterns as evaluation
from engagements.knowledge.urls import urlpatterns as knowledge
from engagements.meetings.urls import urlpatterns as meetings
from engagements.plans.urls import urlpatterns as plans

app_name = "engagements"
# The pages that are open all day first: an address is looked for from the top.
urlpatterns = [
    *dashboard,
    *courses,
    *attendance,
    *frameworks,
    *people,
    *meetings,
    *plans,
    *agreements,
    *evaluation,
    *knowledge,
]
