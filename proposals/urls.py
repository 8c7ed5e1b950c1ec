from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from proposals.views import acting, answering, listing, reading, taking

app_name = "proposals"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.proposal_list, name="list"),
    path("feed/", taking.feed, name="feed"),
    path("proposals.csv", taking.spreadsheet, name="spreadsheet"),
    path("", include("proposals.writing_urls")),
    path("", include("proposals.merging_urls")),
    path("<int:number>/", reading.detail, name="detail"),
    path("<int:number>/support/", acting.support, name="support"),
    path("<int:number>/withdraw/", acting.withdraw, name="withdraw"),
    path("<int:number>/answer/", answering.answer, name="answer"),
    path("<int:number>/move/", answering.move, name="move"),
]
