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
    path("<int:number>/comments/<int:comment>/edit/", views.edit, name="edit"),
    path("<int:number>/comments/<int:comment>/delete/", views.delete, name="delete"),
    path("<int:number>/comments/<int:comment>/undelete/", views.undelete, name="undelete"),
    path("<int:number>/comments/<int:comment>/earlier/", views.earlier, name="earlier"),
]
