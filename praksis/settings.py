"""All settings, read from the environment. docs/operating.md lists the variables.

Without DATABASE_URL and REDIS_URL the embedded default is used: SQLite, and Celery inside the web process.
"""

from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

from praksis.logs import configuration
from praksis.secret_key import read_or_create

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# The place of everything that must survive a restart
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var")))
EMBEDDED = not env("REDIS_URL", default="")

DEBUG = env.bool("DEBUG", default=False)
LOG_FORMAT = env("LOG_FORMAT", default="plain" if EMBEDDED else "json")
HTTPS = env.bool("HTTPS", default=False)
SITE_NAME = "Praksis"
SITE_URL = env("SITE_URL", default=f"http://localhost:{env('PORT', default='8000')}")
SECRET_KEY = env("SECRET_KEY", default="") or read_or_create(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Keys of the personal links, newest first; older ones still verify, so that a key can be changed.
LINK_KEYS = env.list("LINK_KEYS", default=[f"links:{SECRET_KEY}"])
# Makes the pseudonyms of those who answer a survey. It is never changed: before and after could not be joined any more.
PSEUDONYM_KEY = env("PSEUDONYM_KEY", default="") or f"pseudonyms:{SECRET_KEY}"
# Shows the demo's banner, and personal links in the outbox page.
DEMO = env.bool("DEMO", default=EMBEDDED)

INSTALLED_APPS = [
    "praksis.admin_site.LookUpConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_htmx",
    "praksis",
    "applications",
    "conferences",
    "engagements",
    "overview",
]

MIDDLEWARE = [
    "praksis.middleware.stamp_received_at",
    "praksis.middleware.read_as_utf8",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Below the static files, which are compressed once at build. It hides a page's true length (the BREACH attack).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "praksis.middleware.no_camera",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "praksis.middleware.kept_by_nobody_else",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
if LOG_FORMAT == "json":
    MIDDLEWARE.insert(1, "praksis.middleware.log_requests")

ROOT_URLCONF = "praksis.urls"
WSGI_APPLICATION = "praksis.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "praksis.context_processors.site",
            ],
            "builtins": ["praksis.templatetags.praksis"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["dkfds"]
CRISPY_TEMPLATE_PACK = "dkfds"

# --- Database -----------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'praksis.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock when a transaction begins: no deadlock between a read and a later write.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }
else:
    # SQLite's are not kept: one that was opened before goes on writing to a file that was moved away or replaced.
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # What the address says itself is kept: above all how the line is encrypted (?sslmode=verify-full).
    DATABASES["default"]["OPTIONS"] = DATABASES["default"].get("OPTIONS", {}) | {
        # Seconds. A server that is not there must not hold a page for minutes.
        "connect_timeout": 3,
        # Pages ask for a few rows: planning a query takes longer than running it, and a disk of today seeks fast.
        "options": "-c lock_timeout=3000 -c statement_timeout=15000 -c synchronous_commit=on"
        " -c jit=off -c random_page_cost=1.1",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "praksis_cache"},
}

# --- Jobs ---------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = "memory://localhost/" if EMBEDDED else env("REDIS_URL")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long Redis is away, worker and beat find it again by themselves: Celery's default is to end after 100 tries.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Also where Redis answers, but refuses: full, still loading, read-only
CELERY_BROKER_CHANNEL_ERROR_RETRY = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
if not EMBEDDED:
    CELERY_BROKER_TRANSPORT = "praksis.broker:Transport"
    # A frozen Redis must not freeze a person's page: the rows are the truth, the message only a nudge.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 300,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 0.5,
        "socket_connect_timeout": 0.5,
        "max_retries": 0,
    }
CELERY_BEAT_SCHEDULER = "praksis.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "praksis.tasks.heartbeat", "schedule": 15},
    "outbox": {"task": "praksis.tasks.sweep_outbox", "schedule": 15},
    "reminders": {"task": "praksis.tasks.send_reminders", "schedule": crontab(minute="7,37")},
    "months": {"task": "applications.tasks.prepare_months", "schedule": crontab(hour=3, minute=12)},
    "sessions": {"task": "praksis.tasks.clear_sessions", "schedule": crontab(minute=52)},
    # Hourly, though days decide: a machine that is off at night does not miss its day.
    "promoter": {"task": "conferences.tasks.move_up", "schedule": crontab(minute=22)},
    "guests": {"task": "conferences.tasks.erase_guests", "schedule": crontab(minute=42)},
    "attendance": {"task": "engagements.tasks.pull_attendance", "schedule": crontab(minute=27)},
    "answers": {"task": "conferences.tasks.erase_answers", "schedule": crontab(minute=46)},
    "agreements": {"task": "engagements.tasks.sweep_renderings", "schedule": 15},
    "minutes": {"task": "engagements.tasks.sweep_minutes", "schedule": 15},
    "printouts": {"task": "applications.tasks.sweep_printouts", "schedule": 15},
    "letters": {"task": "applications.tasks.sweep_letters", "schedule": 15},
    "blank_forms": {"task": "applications.tasks.sweep_blank_forms", "schedule": 15},
}

# --- Mail ---------------------------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# Seconds that the mail server may take for each of its answers
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Praksis <praksis@praksis.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- What the public pages say -------------------------------------------------------------------------------------

CONTACT_EMAIL = env("CONTACT_EMAIL", default="praksiskonsulenterne@praksis.example")
CONTACT_PHONE = env("CONTACT_PHONE", default="")
SECURITY_CONTACT = env("SECURITY_CONTACT", default=f"mailto:{CONTACT_EMAIL}")
# The statement at the authorities' own register; without it our own page is the statement.
ACCESSIBILITY_STATEMENT_URL = env("ACCESSIBILITY_STATEMENT_URL", default="")

# --- Sign-in ------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "praksis.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "praksis.accounts.passwords.LengthByRoleValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview:home"
LOGOUT_REDIRECT_URL = "overview:front"
ACCOUNT_ADAPTER = "praksis.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "praksis.accounts.forms.LoginForm",
    "signup": "praksis.organisations.forms.SignupForm",
    "reset_password": "praksis.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "praksis.accounts.forms.ResetPasswordKeyForm",
    "change_password": "praksis.accounts.forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
# The last two are ours (conferences.registration.limits): people who are registered for an event, by one internet
# address (a municipality may have one for all who work there), and by one link of a course.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/15m/key,60/15m/ip",
    "register_guests": "120/h/ip",
    "register_guests_by_link": "120/h/key",
}
# How many proxies of ours stand in front: the limits count a person's address, never that of the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
SESSION_ENGINE = "praksis.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7

# --- Security -----------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "praksis.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
# One long application, saved as a whole without JavaScript, is far below this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Language, files, logs ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(DATA_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "praksis.documents.storage.DocumentStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Pages name only the hashed files: the others are not kept, nor compressed in vain.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_PERMISSIONS = 0o600
# Small files in memory, the others on the disk, and of none more than we keep
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "praksis.documents.receiving.BoundedUploadHandler",
]

LOGGING = configuration(LOG_FORMAT, with_texts=DEBUG)
