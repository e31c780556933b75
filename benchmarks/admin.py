"""The pages of the staff on all records: the processor time that each takes, of the web process and of PostgreSQL.

    python -m benchmarks.admin [--repeat 5]

Asks for the pages as a chief editor and as an editor of the largest faculty would, inside one transaction that is taken
back at the end. Processor time, the least of several, so that other work on the machine matters little; PostgreSQL's is
that of the one process that answers, which must run on this machine. Exit status 1 where a target is missed.
"""

import argparse
import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

import psutil  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from lxml import html  # noqa: E402

from curation.checks.rule import Severity  # noqa: E402
from curation.filters import CHECKS  # noqa: E402
from curation.models import Responsibility  # noqa: E402
from formats.record import Contributor, Record  # noqa: E402
from portal.prepare import collect_static_files  # noqa: E402
from publications.models import Contribution, Organisation, Publication  # noqa: E402
from publications.records import save_records  # noqa: E402

LIST, FORM, OPENS = 300, 500, None  # milliseconds


def main() -> None:
    """Print the figures; exit status 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=5, help="how often each page is asked for (default 5)")
    repeat = parser.parse_args().repeat
    setup_test_environment()
    collect_static_files()
    with transaction.atomic():
        print(f"{Publication.objects.count():,} publications")
        good = [_shown(*page, repeat) for page in _pages()] + _saved()
        transaction.set_rollback(True)
    sys.exit(0 if all(good) else 1)


def _staff(role: str, **fields) -> tuple[User, Client]:
    user = User.objects.create_user(f"benchmark {role}", is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=role))
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return user, client


def _pages():
    """Yield what is asked for: name, client, address, milliseconds that it may take."""
    _user, chief = _staff("Chief editor")
    editor, of_faculty = _staff("Editor")
    _registrar, registrar = _staff("Registrar")
    faculty = Organisation.objects.filter(kind="faculty", own=True).order_by("pk").first()
    Responsibility.objects.create(user=editor, unit=faculty)
    all_, index = reverse("admin:publications_publication_changelist"), reverse("admin:index")
    name = Contribution.objects.exclude(person=None).order_by("-pk").first()
    title = Publication.objects.order_by("-pk").first().title.split()
    for who, client in (("chief editor", chief), ("editor of a faculty", of_faculty), ("registrar", registrar)):
        yield f"first page, {who}", client, index, LIST
        yield f"list, {who}", client, all_, LIST
        yield f"list, words of a title, {who}", client, f"{all_}?q={'+'.join(title[:3])}", LIST
    yield "list, a common word", chief, f"{all_}?q=study", LIST
    yield "list, a name", chief, f"{all_}?q={name.family}", LIST
    yield "list, nothing found", chief, f"{all_}?q=zzzxqy", LIST
    for query in (
        "status__exact=draft",
        "queue=waiting",
        f"unit={faculty.pk}",
        *(f"problem={severity}" for severity in (*Severity.values, "right")),
        *(f"check={check}" for check in CHECKS),
        f"problem={Severity.values[-1]}&unit={faculty.pk}",
        "type=conference/paper",
    ):
        yield f"list, {query}", chief, f"{all_}?{query}", LIST
    yield "list, a late page", chief, f"{all_}?p=150", LIST
    for number, most in ((300, FORM), (2858, OPENS)):
        yield f"form, {number:,} authors", chief, _form(_with_authors(number)), most


def _with_authors(number: int) -> int:
    names = tuple(Contributor(family=f"Author {place}", given="A.") for place in range(number))
    save_records(
        [Record(id=f"authors-{number}", source="benchmark", title=f"With {number}", contributors=names)], "draft"
    )
    return Publication.objects.get(sources__source="benchmark", sources__source_id=f"authors-{number}").pk


def _form(key: int) -> str:
    return reverse("admin:publications_publication_change", args=[key])


def _spent(client: Client, address: str, data: dict | None = None) -> tuple[float, float, object]:
    """Return the milliseconds of processor time of this process and of PostgreSQL's, and the answer."""
    server = psutil.Process(connection.connection.info.backend_pid)
    before, begin = sum(server.cpu_times()[:2]), time.process_time()
    answer = client.get(address) if data is None else client.post(address, data)
    ours, theirs = time.process_time() - begin, sum(server.cpu_times()[:2]) - before
    return 1000 * ours, 1000 * theirs, answer


def _shown(name: str, client: Client, address: str, most: int | None, repeat: int) -> bool:
    found = [_spent(client, address) for _ in range(repeat + 1)]
    first = found[0]
    assert first[2].status_code == 200, (name, first[2].status_code)
    ours, theirs, _answer = min(found[1:], key=lambda one: one[0] + one[1])
    return _told(name, ours, theirs, most, f"first {first[0] + first[1]:.0f}")


def _saved() -> list[bool]:
    """Save the form of the record with most authors, with one name changed."""
    _user, client = _staff("Administrator")
    address = _form(Publication.objects.get(sources__source="benchmark", sources__source_id="authors-2858").pk)
    form = html.fromstring(client.get(address).text).get_element_by_id("publication_form")
    fields = {name: value or "" for name, value in form.form_values() if "__prefix__" not in name}
    ours, theirs, answer = _spent(client, address, fields | {"contributions-0-family": "Changed"})
    return [
        _told("save, 2,858 authors", ours, theirs, None, f"answer {answer.status_code}") and answer.status_code == 302
    ]


def _told(name: str, ours: float, theirs: float, most: int | None, more: str) -> bool:
    late = most is not None and ours + theirs > most
    print(f"{name:40} {ours:6.0f} + {theirs:5.0f} ms {'TOO MUCH' if late else ''} ({more})", flush=True)
    return not late


if __name__ == "__main__":
    main()
