"""Addresses of what is alike: similar proposals, pairs, themes and merges."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from proposals.views import merging, similar, themes

urlpatterns: list[URLPattern | URLResolver] = [
    path("similar/", similar.similar, name="similar"),
    path("similar/<int:number>/instead/", similar.instead, name="support_instead"),
    path("themes/", themes.theme_list, name="themes"),
    path("themes/<int:pk>/", themes.theme, name="theme"),
    path("pairs/", themes.pairs, name="pairs"),
    path("pairs/<int:pk>/dismiss/", themes.dismiss, name="dismiss_pair"),
    path("<int:number>/merge/", merging.propose, name="propose_merge"),
    path("merges/<int:pk>/", merging.merge, name="merge"),
]
