"""The pages that the city's editors write: home, processes, news and plain text. One tree per language."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, Site

from processes.http import CityRequest, shown_for
from processes.models import Process

RICH = ("h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr")

OF_THE_CITY = "pages.change_citysettings"
"""Who is staff of one process has not this right: their page stays about it."""


class ArticleBlock(blocks.StructBlock):
    """A headed paragraph, such as one step of how a process works."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    text = blocks.RichTextBlock(features=RICH, label=_("Text"))

    class Meta:
        icon = "list-ol"
        label = _("Article")


def articles() -> StreamField:
    """A list of headed paragraphs."""
    return StreamField([("article", ArticleBlock())], blank=True, verbose_name=_("articles"))


class Served:
    """A page that the editor previews as readers will see it: through `serve`.

    It is a draft or public. Wagtail's private pages would need a look at who asks wherever a title is shown.
    """

    private_page_options: ClassVar[list[str]] = []

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page with the changes that are being made to it."""
        return self.serve(request)

    @abstractmethod
    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page to `request`."""


class HomePage(Served, Page):
    """The square: what the city is deciding now."""

    lead = models.TextField(_("lead"), max_length=300, blank=True)

    content_panels = (*Page.content_panels, FieldPanel("lead"))
    max_count_per_parent = 1
    subpage_types: ClassVar[list[str]] = ["pages.ProcessPage", "pages.ContentPage"]
    template = "pages/home.html"

    class Meta:
        verbose_name = _("home page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the open decisions."""
        from pages.frame import Lead
        from pages.views import render_home

        return render_home(with_moment(request), Lead(self.lead, self.locale.language_code))


class ProcessPage(Served, Page):
    """What residents read about a process; its dates and money come from the process itself."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="+", verbose_name=_("process"))
    lead = models.TextField(_("lead"), max_length=600, blank=True)
    how_it_works = articles()
    rules = RichTextField(_("rules"), features=RICH, blank=True)
    budget_note = models.CharField(_("where the money comes from"), max_length=300, blank=True)

    content_panels = (
        *Page.content_panels,
        FieldPanel("process", permission=OF_THE_CITY),
        FieldPanel("lead"),
        FieldPanel("how_it_works"),
        FieldPanel("rules"),
        FieldPanel("budget_note"),
        InlinePanel("papers", label=_("Papers")),
    )
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["pages.NewsPage"]
    template = "pages/process.html"

    class Meta:
        verbose_name = _("process page")

    def clean(self) -> None:
        """The address of the page is the address of the process, and each language has one page for it."""
        super().clean()
        if self.process_id:
            self.slug = self.process.slug
            same = ProcessPage.objects.filter(process_id=self.process_id, locale_id=self.locale_id)
            if same.exclude(pk=self.pk).exists():
                raise ValidationError({"process": _("This process has a page in this language already.")})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the process."""
        from pages.views import render_process
        from pages.words import words_of

        return render_process(with_moment(request), self.process, words_of(self))


class Paper(Orderable):
    """A link to a document of the process."""

    page = ParentalKey(ProcessPage, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(_("title"), max_length=160)
    url = models.CharField(_("address"), max_length=300)

    def __str__(self) -> str:
        return self.title


class NewsPage(Served, Page):
    """A dated piece of news under a process."""

    posted_on = models.DateField(_("date"), default=timezone.localdate)
    intro = models.TextField(_("introduction"), max_length=400)
    body = RichTextField(_("text"), features=RICH, blank=True)

    content_panels = (*Page.content_panels, FieldPanel("posted_on"), FieldPanel("intro"), FieldPanel("body"))
    parent_page_types: ClassVar[list[str]] = ["pages.ProcessPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "pages/news.html"

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the news under its process."""
        from pages.views import render_news

        return render_news(with_moment(request), self.get_parent().specific.process, self)


class ContentPage(Served, Page):
    """A page of text: how it works, accessibility, privacy."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    sections = articles()
    in_footer = models.BooleanField(_("link in the footer"), default=False)

    content_panels = (*Page.content_panels, FieldPanel("lead"), FieldPanel("sections"))
    promote_panels = (*Page.promote_panels, FieldPanel("in_footer"))
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "pages/content.html"

    class Meta:
        verbose_name = _("text page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the text."""
        from pages.views import render_text

        return render_text(with_moment(request), self)


@register_setting(icon="home")
class CitySettings(BaseGenericSetting):
    """The city's name and what the frame of every page shows."""

    name = models.CharField(_("city"), max_length=80, default="Plaza")
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    water = models.JSONField(
        _("water on the map"),
        default=list,
        blank=True,
        help_text=_("A list of rivers and bays: kind, and line as [latitude, longitude] pairs."),
    )

    class Meta:
        verbose_name = _("city")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and let the city sign letters and the editor's pages with the same name."""
        super().save(*args, **kwargs)
        Site.objects.filter(is_default_site=True).update(site_name=self.name)


def with_moment(request: HttpRequest) -> CityRequest:
    """Return the request with `now` set; Wagtail's preview does not pass through our middleware."""
    moment = getattr(request, "now", None) or timezone.now()
    return shown_for(request, moment, getattr(request, "preview_now", None))
