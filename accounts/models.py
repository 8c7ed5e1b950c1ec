"""People, the roles they hold, and the districts they live in."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.role_sources import scoped_roles
from accounts.roles import STAFF_ROLES, Role

MAIL_TAKES = timedelta(minutes=10)
MAIL_KEEPS = timedelta(days=2)


class District(models.Model):
    """A part of the city. `boundary` is a ring of [latitude, longitude]; `tile` names its paving stone."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(unique=True)
    tile = models.SlugField(_("tile"), default="city")
    boundary = models.JSONField(_("boundary"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("position", "name")
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes people from an e-mail address instead of a user name."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a person; `fields` are further columns. Raises ValueError without an e-mail address."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a person with every right and the administrator's role. Whoever can call this runs the
        machine, so the address needs no code to be confirmed.
        """
        from accounts.services import make_first_administrator

        user = self.create_user(email, password, is_superuser=True, is_staff=True, **fields)
        make_first_administrator(user)
        return user


class MailPace(models.TextChoices):
    """How often notifications are mailed; on the site all of them can always be read."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, all in one")
    NEVER = "never", _("Never: I read them here")


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The display name is public; the legal name and birth date never are."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("display name"), max_length=60)
    legal_name = models.CharField(_("legal name"), max_length=120, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    district = models.ForeignKey(
        District, models.SET_NULL, null=True, blank=True, verbose_name=_("district"), related_name="residents"
    )
    mail_pace = models.CharField(
        _("e-mails about notifications"), max_length=8, choices=MailPace.choices, default=MailPace.AT_ONCE
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the editor"), default=False)
    date_joined = models.DateTimeField(_("member since"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.public_name

    @property
    def public_name(self) -> str:
        """The name everybody sees; a neutral one after erasure."""
        return str(_("Former member")) if self.erased_at else self.display_name

    def get_full_name(self) -> str:
        """Return the public name; Wagtail and allauth show it."""
        return self.public_name

    def get_short_name(self) -> str:
        """Return the public name."""
        return self.public_name

    @cached_property
    def city_roles(self) -> frozenset[Role]:
        """The roles held in the whole city (one query, then remembered)."""
        return frozenset(Role(role) for role in self.role_grants.values_list("role", flat=True))

    @cached_property
    def unread_notices(self) -> int:
        """How many notices wait to be read (one query, then remembered)."""
        return Notice.objects.waiting_for(self)

    @property
    def needs_second_factor(self) -> bool:
        """Whether this person's roles or rights demand a second factor."""
        scoped = scoped_roles(self)  # may fetch the roles in the city along, so it comes first
        return self.is_staff or bool(scoped & STAFF_ROLES) or bool(self.city_roles & STAFF_ROLES)


class RoleGrant(models.Model):
    """One role held by one person in the whole city. Roles in one process are `processes.ProcessRole`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    granted_at = models.DateTimeField(_("granted"), default=timezone.now, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "role"), name="one_grant_per_role"),)

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.user}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """How notices are read."""

    def of(self, user: User) -> Self:
        """Return the notices of one person, newest first."""
        return self.filter(user=user).order_by("-created_at", "-pk")

    def unread(self) -> Self:
        """Return those that the person has not opened the notices page for."""
        return self.filter(read_at=None)

    def to_mail(self, now: datetime) -> Self:
        """Return those that should have been mailed by `now` and were not: their mail was refused, or whoever
        was at it was killed. What is older than two days is no news any more.
        """
        silent = models.Q(mail_begun_at=None) | models.Q(mail_begun_at__lt=now - MAIL_TAKES)
        due = self.filter(mailed_at=None, created_at__range=(now - MAIL_KEEPS, now - MAIL_TAKES))
        wanted = models.Q(user__mail_pace=MailPace.AT_ONCE) | models.Q(about_account=True)
        return due.filter(silent, wanted, together=False, user__is_active=True)

    def to_bundle(self, now: datetime) -> Self:
        """Return those that wait to be mailed together, and were not read on the site meanwhile."""
        waiting = self.filter(together=True, mailed_at=None, created_at__gt=now - MAIL_KEEPS)
        return waiting.unread().filter(user__is_active=True).exclude(user__mail_pace=MailPace.NEVER)

    def begin_mail(self, notice_id: int, now: datetime) -> bool:
        """Take the mail of one notice upon oneself; return whether nobody else is at it or has sent it."""
        silent = models.Q(mail_begun_at=None) | models.Q(mail_begun_at__lt=now - MAIL_TAKES)
        free = self.filter(silent, pk=notice_id, mailed_at=None)
        return bool(free.update(mail_begun_at=now))

    def waiting_for(self, user: User | AnonymousUser) -> int:
        """Return how many notices a person has not read yet; 0 for visitors."""
        return self.of(user).unread().count() if isinstance(user, User) else 0


class Notice(models.Model):
    """What we told one person: shown at /accounts/notices/, and mailed alone or `together` with others."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name=_("person"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    url = models.CharField(_("address"), max_length=500, blank=True)
    ending = models.TextField(_("how to hear no more of it"), blank=True)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, blank=True, editable=False)
    together = models.BooleanField(default=False, editable=False)
    about_account = models.BooleanField(default=False, editable=False)  # mailed at once to everybody
    mail_begun_at = models.DateTimeField(_("mail begun"), null=True, blank=True, editable=False)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("user", "-created_at"), name="notices_of_a_person"),
            models.Index(fields=("created_at",), condition=models.Q(mailed_at=None), name="notices_to_mail"),
            models.Index(fields=("user",), condition=models.Q(read_at=None), name="notices_unread"),
        )
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.subject
