"""All settings of the portal. What differs between machines comes from the environment (see .env.example)."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from curation.theme import unfold
from portal import environment
from portal.database import database_settings
from portal.release import release
from portal.secret import kept_secret
from portal.theme import DARK, LIGHT, readable

BASE_DIR = Path(__file__).resolve().parent.parent
environment.read_file(BASE_DIR / ".env")

# What this installation keeps: the embedded database, secrets, collected static files. Nothing else is written to.
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var"))).expanduser().absolute()

# --- Where it runs -------------------------------------------------------------------------------------------------

HOST = environment.text("HOST", "127.0.0.1")
PORT = environment.number("PORT", 8000, 1, 65535)
LOCAL_NAMES = ["localhost", "127.0.0.1", "[::1]"]
LOCAL_URL = f"http://{HOST if HOST not in ('0.0.0.0', '::') else '127.0.0.1'}:{PORT}"
SITE_URL = environment.site_url("SITE_URL", LOCAL_URL if ":" not in HOST else f"http://[::1]:{PORT}")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [*LOCAL_NAMES, urlsplit(SITE_URL).hostname, *environment.words("ALLOWED_HOSTS")]
DEBUG = environment.flag("DEBUG")

# --- Secrets and what browsers are told ----------------------------------------------------------------------------

SECRET_KEY = environment.text("SECRET_KEY") or kept_secret(VAR_DIR / "secret-key", 64)
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters; without it the portal makes its own.")

CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
CSRF_FAILURE_VIEW = "curation.security.typed.stale"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
# Only a proxy speaks https, and it says so in this header (docs/deployment.md).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = ["^health$"]  # load balancers ask the machine itself, without https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"  # publishers see that a reader came from here
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- What it is made of --------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "curation.apps.StaffSiteConfig",  # django.contrib.admin, with a site of our own
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "publications",
    "curation",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.headers.ContentSecurityPolicy",
    "portal.caching.cache_control",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.languages.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",  # the last: it answers instead, where a login has waited to be tried again
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
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
                "portal.context.institution",
            ]
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "jinja2"],
        "OPTIONS": {"environment": "portal.drawing.environment"},
    },
]

# --- The institution -----------------------------------------------------------------------------------------------

INSTITUTION = {
    "names": {
        "en": {
            "name": environment.text("INSTITUTION_NAME", "University of Norrvik"),
            "portal": environment.text("PORTAL_NAME", "Research portal"),
        },
        "sv": {
            "name": environment.text("INSTITUTION_NAME_SV", "Norrviks universitet"),
            "portal": environment.text("PORTAL_NAME_SV", "Forskningsportalen"),
        },
    },
    "mark": environment.text("INSTITUTION_MARK", "NU"),  # stands behind the names of the house's own authors
    "url": environment.site_url("INSTITUTION_URL", "https://www.example.org"),
    "contact": environment.text("CONTACT_EMAIL"),  # of the library, for readers who found an error
    "accent": readable("ACCENT_COLOUR", environment.colour("ACCENT_COLOUR", "#7A4A0C"), LIGHT),
    "accent_dark": readable("ACCENT_COLOUR_DARK", environment.colour("ACCENT_COLOUR_DARK", "#E0A458"), DARK),
}
LOGO = environment.file("LOGO", (".svg", ".png", ".webp"))
INSTITUTION["logo"] = f"institution/{LOGO.name}" if LOGO else ""

# The styles of "Cite this": ids of CSL styles (citations.styles() has all) and labels; the first is shown at first.
CITATION_STYLES = environment.labelled("CITATION_STYLES") or (
    ("apa", "APA"),
    ("harvard-cite-them-right", "Harvard"),
    ("nlm-citation-sequence", "Vancouver"),
    ("chicago-author-date", "Chicago (author-date)"),
    ("chicago-notes-bibliography", "Chicago (notes)"),
    ("modern-language-association", "MLA"),
    ("ieee", "IEEE"),
    ("american-medical-association", "AMA"),
    ("nature", "Nature"),
    ("pure-standard", "Standard"),
    ("pure-author", "Author"),
)
SHOWN = (SITE_URL, CITATION_STYLES, INSTITUTION, LOGO and LOGO.read_bytes())  # what pages show of these settings
RELEASE = environment.text("RELEASE") or release(BASE_DIR, also=map(repr, SHOWN))

UNFOLD = unfold(INSTITUTION)

# --- Database, sessions, history -----------------------------------------------------------------------------------

DATABASES = {"default": database_settings(VAR_DIR)}
KEPT_PAGES_BYTES = environment.number("KEPT_PAGES_MB", 32, 0, 4096) * 2**20  # of each web process
LIST_EXPORTS_AT_ONCE = environment.number("WEB_THREADS", 2, 2, 64) - 1  # of each web process: one answers readers
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "curation.workflow.permissions.RoleBackend"]
AXES_FAILURE_LIMIT = environment.number("LOGIN_TRIES", 8, 1, 1000)
LOGIN_TRIES_ADDRESS = environment.number("LOGIN_TRIES_ADDRESS", 200, 10, 100_000)  # in 5 minutes, whatever the names
AXES_COOLOFF_TIME = timedelta(minutes=environment.number("LOGIN_WAIT", 15, 1, 1440))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # together: nobody locks out a colleague from elsewhere
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_HANDLER = "curation.security.attempts.Attempts"  # and an address that tries many names
AXES_CLIENT_IP_CALLABLE = "curation.security.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "curation.security.lockout.locked_out"
OTP_TOTP_ISSUER = INSTITUTION["names"]["en"]["portal"]
SECOND_FACTOR = environment.some_of("SECOND_FACTOR", ("registrar", "editor", "chief", "administrator"))
PUBLISH_FIRST = environment.flag("PUBLISH_FIRST")  # registrars publish, editors review later
KEY_FIELDS = ("title", "type", "year", "journal", "authors", "doi")
REVIEW_AGAIN = environment.some_of("REVIEW_AGAIN", KEY_FIELDS, "title,type,year,authors,doi")
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
SESSION_COOKIE_AGE = environment.number("SESSION_MINUTES", 720, 1, 43_200) * 60  # since the last use of the admin
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")  # a reader's GET must not look for a session

# A publication has had 2,858 authors: its form has tens of thousands of fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20

# --- Services that are asked for records (curation/fetch) ----------------------------------------------------------

SERVICES = environment.addresses(
    "SERVICES",
    {
        "doi": "https://doi.org",
        "crossref": "https://api.crossref.org",
        "datacite": "https://api.datacite.org",
        "pubmed": "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
        "pmc": "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles",
        "arxiv": "https://export.arxiv.org/api",
        "libris": "https://libris.kb.se/xsearch",
        "k10plus": "https://sru.k10plus.de/opac-de-627",
    },
)
FETCH_TIMEOUT = environment.number("FETCH_TIMEOUT", 20, 1, 300)  # seconds
FETCH_TRIES, FETCH_BACKOFF = 4, 1.0  # how often a busy service is asked, and seconds before it is asked again

# --- Language, time, static files ----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("sv", "Svenska")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "portal.formats"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
INDEX_DIR = VAR_DIR / "index"  # of the search; every machine has its own
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.static_files.LogoFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.static_files.NamedByContent"},
}

# --- Log: to the standard error, for the service manager to keep ---------------------------------------------------

LOG_LEVEL = environment.choice("LOG_LEVEL", "warning", ("debug", "info", "warning", "error")).upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL},
        "procrastinate.periodic": {"level": "ERROR"},  # that a nightly job was due while nothing ran is no fault
        "django.request": {"level": "ERROR"},  # a page that is not there is the visitor's affair
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners send these by the thousand
    },
}
