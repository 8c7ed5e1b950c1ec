from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from moderation import views

app_name = "moderation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.queue, name="queue"),
    path("decided/", views.decided, name="decided"),
    path("case/<int:pk>/", views.case, name="case"),
    path("report/<str:label>/<int:pk>/", views.report_form, name="report"),
    path("here/<str:label>/<int:pk>/", views.here, name="here"),
]
