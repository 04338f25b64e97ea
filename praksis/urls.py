"""The site's addresses. Only here are the wings named by the ground."""

from django.contrib import admin
from django.urls import include, path

from praksis.accounts.views import admin_login
from praksis.views import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/login/", admin_login),
    path("admin/", admin.site.urls),
    path("konto/", include("praksis.accounts.urls")),
    path("organisationer/", include("praksis.organisations.urls")),
    path("dokumenter/", include("praksis.documents.urls")),
    path("udbakke/", include("praksis.mail.urls")),
    path("bemanding/", include("praksis.staffing.urls")),
    path("", include("overview.urls")),
    path("", include("applications.urls")),
    path("", include("engagements.urls")),
    path("", include("conferences.urls")),
]

handler500 = "praksis.views.server_error"
