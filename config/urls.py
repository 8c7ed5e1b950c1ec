"""Every address of the product; Wagtail's pages come last because they may have any address."""

from __future__ import annotations

from allauth.account.views import logout
from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.media import media
from pages import views as pages
from proposals.views.following import following

to_people = RedirectView.as_view(pattern_name="accounts:people")

urlpatterns = [
    path("ui/", include("ui.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("log/", include("audit.urls")),
    path("moderation/", include("moderation.urls")),
    path("staff/", include("pages.staff.urls")),
    path("cms/login/", RedirectView.as_view(pattern_name=settings.LOGIN_URL, query_string=True)),
    path("cms/logout/", logout),
    path("_util/login/", RedirectView.as_view(pattern_name=settings.LOGIN_URL, query_string=True)),
    # People and their rights change on our own desk alone, where every change is logged.
    re_path(r"^cms/(?:users|groups|bulk/(?:accounts|auth))/", to_people),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("results/", include("voting.results.archive_urls")),
    path("following/", following, name="following"),
    path("<slug:process_slug>/proposals/", include("proposals.urls")),
    path("<slug:process_slug>/proposals/", include("deliberation.urls")),
    path("<slug:process_slug>/vote/", include("voting.urls")),
    re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.*)$", media),
    path("", pages.home, name="home"),
    path("<slug:slug>/", pages.page, name="page"),
    path("<slug:process_slug>/<slug:slug>/", pages.news, name="news"),
    path("", include(wagtail_urls)),
]
