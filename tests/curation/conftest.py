"""Staff, and a form filled in as a browser would."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from lxml import html


@pytest.fixture
def librarian(db):
    return get_user_model().objects.create_superuser("bea", password="a long password", first_name="Bea")


@pytest.fixture
def staff(client, librarian):
    """A client that is logged in."""
    client.force_login(librarian)
    return client


class Form:
    """The form of a row, as it stands in its page: read, changed and posted."""

    def __init__(self, client, row=None, query="", model=None):
        meta = (model or type(row))._meta
        name, action = meta.model_name, f"{meta.app_label}_{meta.model_name}_{'change' if row else 'add'}"
        self.client, self.url = client, reverse(f"admin:{action}", args=[row.pk] if row else []) + query
        self.id = f"{name}_form"
        self.read(client.get(self.url).content.decode())

    def read(self, page: str) -> "Form":
        """Take what stands in a page, such as one that came back instead of being saved, and return the form."""
        self.page = page
        form = html.fromstring(page).get_element_by_id(self.id)
        self.fields = {field: value or "" for field, value in form.form_values() if "__prefix__" not in field}
        return self

    def add(self, prefix: str, **fields) -> None:
        """Add a row to one of the inlines."""
        number = int(self.fields[f"{prefix}-TOTAL_FORMS"])
        self.fields |= {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
        self.fields[f"{prefix}-TOTAL_FORMS"] = str(number + 1)

    def save(self, **fields):
        """Post the form with some fields changed, and return the answer."""
        return self.client.post(self.url, self.fields | fields)


@pytest.fixture
def form(staff):
    """Return a function that opens the form of a row, or an empty one of a model."""
    return lambda row=None, **options: Form(staff, row, **options)
