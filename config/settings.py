"""Settings of Plaza, read top to bottom. Every variable is explained in docs/configuration.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR") or BASE_DIR / "data")

# --- Where we run -----------------------------------------------------------------------------
DATABASE_URL = env.address("DATABASE_URL", schemes=frozenset({"postgres", "postgresql"}), local=True)
REDIS_URL = env.address("REDIS_URL", schemes=frozenset({"redis", "rediss"}))
EMBEDDED = not DATABASE_URL
DEBUG = env.flag("DEBUG", default=False)
DEMO = False  # only `manage.py demo` switches it on, in its own process
SECRET_KEY = env.secret_key(DATA_DIR, required=not EMBEDDED)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.address("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = env.flag("HTTPS", default=False)
WEB_CONCURRENCY = env.number("WEB_CONCURRENCY", 1, least=1)

# --- Applications, lowest layer last ----------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "demo",
    "pages",
    "voting",
    "deliberation",
    "proposals",
    "moderation",
    "processes",
    "accounts",
    "audit",
    "ui",
    "channels",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.health.health",
    "config.hosts.known_host",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.StaticFiles",
    "config.middleware.content_security_policy",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.readable_forms",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.whole_pages",
    "accounts.middleware.plain_user",
    "accounts.middleware.kept_private",
    "accounts.middleware.second_factor",
    "processes.middleware.now",
    "voting.middleware.forget_ballots",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "config.middleware.said_in_words",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.context_processors.frame",
                "voting.context_processors.ballot_bar",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------------------------
DATABASES: dict[str, Any]
if EMBEDDED:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "db.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
                ),
            },
        }
    }
else:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
    # the library's own four at most leave a busy process waiting; when PostgreSQL is away, its patience of
    # half a minute for each page, and minutes between two attempts to reach it, would outlast the trouble
    pool = {"min_size": 1, "max_size": 10, "timeout": 10, "reconnect_timeout": 5}
    pooled = env.flag("DATABASE_POOL", default=True)
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = pool if pooled else False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUDIT_TRIGGERS = True  # tests that flush tables switch the append-only triggers off

CACHES: dict[str, Any]
CHANNEL_LAYERS: dict[str, Any]
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    # the layer waits for messages five seconds at a time, as long as the client waits for any answer
    LIVE = {"address": REDIS_URL, "socket_timeout": 20}
    CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [LIVE]}}
    }
else:
    IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
    # Django keeps 300 entries: then sessions push out the limits of how often one may do a thing
    CACHES = {"default": {"BACKEND": IN_MEMORY, "OPTIONS": {"MAX_ENTRIES": 100_000}}}
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

TASK_BACKENDS = {
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
TASKS = {
    "default": {"BACKEND": TASK_BACKENDS[env.choice("TASKS", "immediate", frozenset(TASK_BACKENDS))]},
}

# --- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # who finds a browser left open must not take the account over
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "accounts.entrance_forms.LoginForm",
    "signup": "accounts.entrance_forms.SignupForm",
    "add_email": "accounts.entrance_forms.AddEmailForm",
    "change_email": "accounts.entrance_forms.ChangeEmailForm",
    "change_password": "accounts.entrance_forms.ChangePasswordForm",
    "set_password": "accounts.entrance_forms.SetPasswordForm",
    "reset_password": "accounts.entrance_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.entrance_forms.ResetPasswordKeyForm",
    "confirm_email_verification_code": "accounts.entrance_forms.ConfirmEmailForm",
    "reauthenticate": "accounts.entrance_forms.ReauthenticateForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.entrance_forms.AuthenticateForm",
    "reauthenticate": "accounts.entrance_forms.ReauthenticateByCodeForm",
    "activate_totp": "accounts.entrance_forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Plaza"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
USERSESSIONS_TRACK_ACTIVITY = False
OIDC_SERVER_URL = env.address("OIDC_SERVER_URL")  # a city's own accounts, where people confirm who they are
OIDC_NAME = env.text("OIDC_NAME", "City account")
OIDC_CLAIM = env.text("OIDC_CLAIM", "roll_number")
if OIDC_SERVER_URL:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_ADAPTER = "voting.roll.oidc.RollAdapter"
    SOCIALACCOUNT_LOGIN_ON_GET = True  # a posted form may not lead to another site (form-action)
    OIDC_APP: dict[str, Any] = {
        "provider_id": "city",
        "name": OIDC_NAME,
        "client_id": env.text("OIDC_CLIENT_ID"),
        "secret": env.text("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": OIDC_SERVER_URL},
    }
    SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC_APP]}}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
MAIL_TO_FILES = not env.text("EMAIL_HOST")  # in clear, so not for a real vote
if not MAIL_TO_FILES:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = env.text("EMAIL_HOST")
    EMAIL_PORT = env.number("EMAIL_PORT", 587, least=1, most=65_535)
    EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
    EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
    EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10  # a mail server that does not answer must not keep a page or the worker waiting for long
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "plaza@localhost")

# --- Spam -------------------------------------------------------------------------------------
NEW_ACCOUNT_DAYS = env.number("NEW_ACCOUNT_DAYS", 7)
NEW_ACCOUNT_LINKS = env.number("NEW_ACCOUNT_LINKS", 2)

# --- Votes ------------------------------------------------------------------------------------
ROLL_KEPT_DAYS = env.number("ROLL_KEPT_DAYS", 30)

# --- Language and time ------------------------------------------------------------------------
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LANGUAGE_CODE = env.choice("LANGUAGE_CODE", "en", frozenset(code for code, _name in LANGUAGES))
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", "Europe/Berlin")
USE_TZ = True
FORMAT_MODULE_PATH = "config.formats"

# --- Files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
LEAFLET_DIR = NODE_MODULES / "leaflet" / "dist"
NOBLE_DIR = NODE_MODULES / ".noble"  # laid out by install_frontend: no import in it names a package
PACKAGE_DIRS = [("leaflet", LEAFLET_DIR), ("js/crypto/v1/noble", NOBLE_DIR)]
STATICFILES_DIRS: list[Any] = [BASE_DIR / "static"]
STATICFILES_DIRS += [(prefix, folder) for prefix, folder in PACKAGE_DIRS if folder.is_dir()]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.HashedStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # a pasted 10 MB text gets a sentence, not an error page

# --- Safety -----------------------------------------------------------------------------------
MAP_TILES_URL = env.address("MAP_TILES_URL")
MAP_TILES_ATTRIBUTION = env.text("MAP_TILES_ATTRIBUTION")
CSP_DIRECTIVES: dict[str, list[str]] = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:", *env.origins("MAP_TILES_ORIGINS")],
    "connect-src": [SELF],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor previews pages in a frame
# HSTS for subdomains and preloading concern all sites of the city, which switches them on at its proxy
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"answers": {"()": "config.log_lines.WithoutTrace"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["answers"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

# --- Wagtail and tags -------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Plaza"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # passwords and addresses are changed on the account page
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nobody's e-mail address, not even its hash, goes to a third party
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the editor's browser asks nobody else anything
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = False  # whoever may open the editor may publish
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "ods", "odt", "txt"]
TAGGIT_CASE_INSENSITIVE = True

django_stubs_ext.monkeypatch()
