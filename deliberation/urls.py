from __future__ import annotations

from django.urls import path

from deliberation import views

app_name = "deliberation"

urlpatterns = [
    path("<int:number>/comments/", views.thread, name="thread"),
    path("<int:number>/comments/new/", views.add, name="add"),
    path("<int:number>/comments/changes/", views.changes, name="changes"),
    path("<int:number>/comments/<int:comment>/", views.comment, name="comment"),
    path("<int:number>/comments/<int:comment>/fragment/", views.fragment, name="fragment"),
    path("<int:number>/comments/<int:comment>/helpful/", views.helpful, name="helpful"),
]
