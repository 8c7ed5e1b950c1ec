from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from proposals.views import acting, answering, following, listing, reading, sharing, taking

app_name = "proposals"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.proposal_list, name="list"),
    path("feed/", taking.feed, name="feed"),
    path("proposals.csv", taking.spreadsheet, name="spreadsheet"),
    path("", include("proposals.writing_urls")),
    path("", include("proposals.merging_urls")),
    path("<int:number>/", reading.detail, name="detail"),
    path("<int:number>/support/", acting.support, name="support"),
    path("<int:number>/follow/", following.follow, name="follow"),
    path("<int:number>/stop/<str:token>/", following.stop, name="stop"),
    path("<int:number>/share/", sharing.share, name="share"),
    path("<int:number>/poster/", sharing.poster, name="poster"),
    path("<int:number>/qr.svg", sharing.qr, name="qr"),
    path("<int:number>/withdraw/", acting.withdraw, name="withdraw"),
    path("<int:number>/bring-back/", acting.bring_back, name="bring_back"),
    path("<int:number>/answer/", answering.answer, name="answer"),
    path("<int:number>/move/", answering.move, name="move"),
    path("<int:number>/cost/", answering.cost, name="cost"),
]
