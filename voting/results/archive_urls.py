"""The archive of results, at /results/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from voting.views import results

app_name = "results"
urlpatterns: list[URLPattern | URLResolver] = [path("", results.index, name="index")]
