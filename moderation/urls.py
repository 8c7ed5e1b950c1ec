from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from moderation import views

app_name = "moderation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.queue, name="queue"),
    path("list/", views.whole_queue, name="list"),
    path("decided/", views.decided, name="decided"),
    path("undo/", views.undo, name="undo"),
    path("case/<int:pk>/", views.case, name="case"),
    path("case/<int:pk>/beside/", views.beside, name="beside"),
    path("case/<int:pk>/author/", views.everything, name="everything"),
    path("report/<str:label>/<int:pk>/", views.report_form, name="report"),
    path("here/<str:label>/<int:pk>/", views.here, name="here"),
    path("appeal/<int:pk>/", views.appeal_form, name="appeal"),
    path("hidden/", views.hidden, name="hidden"),
    path("numbers/<slug:slug>/", views.numbers, name="numbers"),
]
