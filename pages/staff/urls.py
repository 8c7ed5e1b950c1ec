from __future__ import annotations

from django.urls import path

from pages.staff import city, people, processes, views, waiting

app_name = "staff"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("new/", processes.new, name="new"),
    path("city/", city.city, name="city"),
    path("city/districts/", city.districts, name="districts"),
    path("city/outlines/", city.outlines, name="outlines"),
    path("<slug:slug>/", views.process, name="process"),
    path("<slug:slug>/details/", processes.details, name="details"),
    path("<slug:slug>/page/", processes.page, name="page"),
    path("<slug:slug>/publish/", processes.publish, name="publish"),
    path("<slug:slug>/waiting/", waiting.waiting, name="waiting"),
    path("<slug:slug>/dates/", views.dates, name="dates"),
    path("<slug:slug>/budgets/", views.budgets, name="budgets"),
    path("<slug:slug>/merging/", views.merging, name="merging"),
    path("<slug:slug>/review/", views.review, name="review"),
    path("<slug:slug>/people/", people.people, name="people"),
    path("<slug:slug>/people/give/", people.give, name="give_role"),
    path("<slug:slug>/people/undo/", people.undo, name="undo_role"),
    path("<slug:slug>/people/<int:pk>/", people.take, name="take_role"),
]
