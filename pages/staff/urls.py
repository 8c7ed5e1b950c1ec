from __future__ import annotations

from django.urls import path

from pages.staff import views

app_name = "staff"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("<slug:slug>/", views.process, name="process"),
    path("<slug:slug>/dates/", views.dates, name="dates"),
    path("<slug:slug>/budgets/", views.budgets, name="budgets"),
    path("<slug:slug>/merging/", views.merging, name="merging"),
]
