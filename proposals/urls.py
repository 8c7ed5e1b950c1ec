from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from proposals.views import acting, answering, listing, reading, writing

app_name = "proposals"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.proposal_list, name="list"),
    path("feed/", listing.feed, name="feed"),
    path("new/", writing.new, name="new"),
    path("drafts/", writing.drafts, name="drafts"),
    path("drafts/<int:pk>/", writing.draft, name="draft"),
    path("drafts/<int:pk>/place/", writing.place, name="place"),
    path("drafts/<int:pk>/check/", writing.check, name="check"),
    path("drafts/<int:pk>/discard/", writing.discard, name="discard"),
    path("<int:number>/", reading.detail, name="detail"),
    path("<int:number>/support/", acting.support, name="support"),
    path("<int:number>/withdraw/", acting.withdraw, name="withdraw"),
    path("<int:number>/answer/", answering.answer, name="answer"),
    path("<int:number>/move/", answering.move, name="move"),
]
