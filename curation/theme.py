"""What django-unfold is told: names, menu, styles. Imported by the settings, so it may not touch models."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

MENU = (
    (
        None,
        (
            (_("Overview"), "home", "admin:index"),
            (_("Publications"), "article", "admin:publications_publication_changelist"),
            (_("Bring records in"), "input", "admin:curation_import_changelist"),
            (_("Decisions on imports"), "rule", "admin:publications_conflict_changelist"),
            (_("Possible duplicates"), "join", "admin:possible_duplicates"),
        ),
    ),
    (
        _("Who and where"),
        (
            (_("People"), "person", "admin:publications_person_changelist"),
            (_("Units"), "account_tree", "admin:publications_organisation_changelist"),
            (_("Journals"), "newsstand", "admin:publications_journal_changelist"),
            (_("Publishers"), "store", "admin:publications_publisher_changelist"),
        ),
    ),
    (
        _("About what"),
        (
            (_("Subjects"), "category", "admin:publications_subject_changelist"),
            (_("Keywords"), "sell", "admin:publications_keyword_changelist"),
            (_("Research topics"), "bubble_chart", "admin:publications_conceptchoice_changelist"),
        ),
    ),
    (
        _("Staff"),
        (
            (_("Operations"), "history", "admin:curation_operation_changelist"),
            (_("Users"), "badge", "admin:auth_user_changelist"),
        ),
    ),
)


# What pages need that are no list of a model.
NEEDED = {
    "admin:curation_import_changelist": "publications.add_publication",
    "admin:possible_duplicates": "publications.change_publication",
    "admin:publications_conflict_changelist": "publications.change_publication",
    "admin:curation_operation_changelist": "publications.change_publication",
}


def _permission(name: str):
    """Return a function that says whether the user of a request may see a list."""
    if name == "admin:index":
        return None
    if name in NEEDED:
        return lambda request: request.user.has_perm(NEEDED[name])
    app, model, _rest = name.removeprefix("admin:").split("_")
    return lambda request: request.user.has_perm(f"{app}.view_{model}")


def _navigation() -> list[dict]:
    return [
        {
            "title": title,
            "separator": title is not None,
            "items": [
                {"title": text, "icon": icon, "link": reverse_lazy(name), "permission": _permission(name)}
                for text, icon, name in items
            ],
        }
        for title, items in MENU
    ]


# Warm paper, as on the public pages: the lightness of unfold's own steps, with a hint of the hue of the paper.
PAPER = {
    50: "#fbf9f4", 100: "#f4f0e6", 200: "#e4dccd", 300: "#d0c6b4", 400: "#a69b89", 500: "#6f6658",
    600: "#524a3f", 700: "#3b362e", 800: "#282520", 900: "#191714", 950: "#100e0c",
}  # fmt: skip
# How much of the accent is in each step, and what it is mixed with.
LIGHTER = {50: 5, 100: 10, 200: 22, 300: 40, 400: 62}
DARKER = {700: 85, 800: 70, 900: 55, 950: 40}


def _accents(light: str, dark: str) -> dict[str, str]:
    """Return the steps of the accent; unfold takes 600 for light and 500 for dark pages."""
    mixed = {step: f"color-mix(in oklab, {light} {share}%, white)" for step, share in LIGHTER.items()}
    mixed |= {step: f"color-mix(in oklab, {light} {share}%, black)" for step, share in DARKER.items()}
    return {str(step): mixed[step] for step in sorted(mixed)} | {"500": dark, "600": light}


def unfold(institution: dict) -> dict:
    """Return the setting UNFOLD for an institution: its `names` by language, `accent` and `accent_dark`."""
    names = institution["names"]

    def named(key: str):
        return lambda request: names.get((get_language() or "en")[:2], names["en"])[key]

    return {
        "SITE_TITLE": named("portal"),
        "SITE_HEADER": named("portal"),
        "SITE_SUBHEADER": named("name"),
        "SITE_URL": "/",
        "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("icon.svg")}],
        "SITE_SYMBOL": "menu_book",
        "SHOW_LANGUAGES": True,
        "LANGUAGES": {"action": reverse_lazy("admin:language"), "navigation": []},
        "ACCOUNT": {
            "navigation": [{"title": _("Second factor"), "link": reverse_lazy("admin:second-factor-manage")}],
        },
        "DASHBOARD_CALLBACK": "curation.dashboard.with_figures",
        "COLORS": {
            "base": {str(step): colour for step, colour in PAPER.items()},
            "primary": _accents(institution["accent"], institution["accent_dark"]),
        },
        "STYLES": [lambda request: static("css/tokens.css"), lambda request: static("css/admin.css")],
        "SCRIPTS": [
            lambda request: static("js/admin.js"),
            lambda request: static("js/places.js"),
            lambda request: static("js/kept.js"),
        ],
        "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": _navigation()},
    }
