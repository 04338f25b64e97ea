from django.urls import path

from praksis.documents import views

app_name = "documents"
urlpatterns = [path("<uuid:pk>/", views.document_download, name="download")]
