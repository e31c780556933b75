"""Fields of the staff's forms."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from formats.languages import name as language_name
from publications.models.normal import normal_form


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete field that knows the label of the row chosen so far, and asks the database for no other.

    Django's own asks once for each field of the page.
    """

    known = None  # the row chosen so far

    def optgroups(self, name, value, attr=None):
        """Return the empty choice and the chosen row."""
        if self.known is None or [str(one) for one in value] != [str(self.known.pk)]:
            # What is no key at all is refused by the field; Django's widget would fail on it.
            keys = [one for one in value if str(one).isascii() and str(one).isdigit() and len(str(one)) < 19]
            return super().optgroups(name, keys, attr)
        label = self.choices.field.label_from_instance(self.known)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options.append(self.create_option(name, self.known.pk, label, {str(self.known.pk)}, len(options)))
        return [(None, options, 0)]


def tell_known(form: forms.ModelForm) -> None:
    """Tell the autocomplete fields of a form which rows its instance refers to. Needs: those rows, loaded."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, KnownAutocomplete) and getattr(form.instance, f"{name}_id", None):
            widget.known = getattr(form.instance, name)


class PlaceField(forms.IntegerField):
    """A place in an order, counted from 1 by people and from 0 in the database. Left empty, it means the end."""

    def __init__(self, **kwargs):
        super().__init__(**{"min_value": 1, "max_value": 32767, "required": False, "label": _("No."), **kwargs})

    def prepare_value(self, value):
        """Return the place as people count."""
        return value + 1 if isinstance(value, int) else value

    def has_changed(self, initial, data):
        """Return whether another place was written."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        """Return the place as the database counts, None for the end."""
        place = super().clean(value)
        return None if place is None else place - 1


class IdentifierField(forms.CharField):
    """An identifier, pasted in whatever form it has elsewhere, such as https://orcid.org/0000-0002-1825-0097."""

    def __init__(self, *, scheme: str, **kwargs):
        self.scheme = scheme
        super().__init__(**{**kwargs, "max_length": 200})  # the column is only as long as the normal form

    def to_python(self, value):
        """Return the identifier in normal form."""
        return normal_form(self.scheme, super().to_python(value) or "") or self.empty_value


class OpenSelect(UnfoldAdminSelectWidget):
    """A select field that also keeps a value which it does not offer: sources know more words than we list."""

    def optgroups(self, name, value, attrs=None):
        """Return the choices, and the value itself where it is none of them."""
        groups = super().optgroups(name, value, attrs)
        if value and not any(option["selected"] for _name, options, _index in groups for option in options):
            own = [self.create_option(name, one, one, True, len(groups)) for one in value]
            groups.append((None, own, len(groups)))
        return groups


class LeanSelect(UnfoldAdminSelectWidget):
    """A select field for tables: Django renders each option from a template, which takes most of a long form's time."""

    def render(self, name, value, attrs=None, renderer=None):
        """Return the field as HTML."""
        chosen = set(self.format_value(value))
        options = [(format_html(OPTION[str(key) in chosen], key, text),) for key, text in self.choices]
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name, "data-lean": True, **(attrs or {})}))
        return format_html("<select{}>{}</select>", attributes, format_html_join("", "{}", options))


OPTION = {
    True: '<option value="{}" selected>{}</option>',
    False: '<option value="{}">{}</option>',
}


def language_choices() -> list[tuple[str, str]]:
    """Return codes and names of languages, those of the house first, in the language of the page."""
    here = (get_language() or "en")[:2]
    named = {code: language_name(code, here) for code in LANGUAGES}
    rest = sorted((code for code in LANGUAGES if code not in FIRST), key=lambda code: named[code].lower())
    return [("", "–"), *((code, named[code]) for code in (*FIRST, *rest))]


FIRST = ("swe", "eng")
LANGUAGES = [
    "swe",
    "eng",
    "dan",
    "nor",
    "fin",
    "ice",
    "fao",
    "sme",
    "ger",
    "fre",
    "spa",
    "ita",
    "por",
    "dut",
    "pol",
    "cze",
    "slo",
    "hun",
    "rum",
    "bul",
    "gre",
    "tur",
    "rus",
    "ukr",
    "bel",
    "lit",
    "lav",
    "est",
    "hrv",
    "srp",
    "bos",
    "slv",
    "mac",
    "alb",
    "cat",
    "baq",
    "glg",
    "gle",
    "wel",
    "lat",
    "grc",
    "heb",
    "ara",
    "per",
    "kur",
    "som",
    "amh",
    "tir",
    "hin",
    "urd",
    "ben",
    "tam",
    "chi",
    "jpn",
    "kor",
    "vie",
    "tha",
    "ind",
    "may",
    "swa",
    "yid",
    "geo",
    "arm",
    "kal",
]
