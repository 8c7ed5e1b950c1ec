from __future__ import annotations

from django.urls import path

from audit import views

app_name = "audit"

urlpatterns = [
    path("", views.log, name="log"),
    path("download/", views.download, name="download"),
    path("<slug:chain>/<int:number>/", views.entry, name="entry"),
]
