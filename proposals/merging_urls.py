"""Addresses of what is alike: similar proposals, pairs, themes and merges."""

from __future__ import annotations

from django.urls import path

from proposals.views import merging

urlpatterns = [
    path("<int:number>/merge/", merging.propose, name="propose_merge"),
    path("merges/<int:pk>/", merging.merge, name="merge"),
]
