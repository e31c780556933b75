"""What staff hand in → an Import with its parts, nothing of it read yet."""

from collections.abc import Iterable, Iterator

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from curation.intake.archives import bare
from curation.intake.recognising import MOST, Given, given_in
from curation.models import Import, ImportPart
from formats.bounds import LARGEST

SHOWN = 80  # characters of what was pasted
INLINE = 200_000  # bytes that are read while the page waits; a second's work


class NothingGiven(ValueError):
    """Nothing was handed in, or too much; says so."""


def begin(user, text: str, files: Iterable[UploadedFile]) -> Import:
    """Return a new Import with what was pasted and uploaded; NothingGiven with a sentence where it cannot be made."""
    parts = [*_pasted(given_in(text)), *map(_uploaded, files)]
    if not parts:
        raise NothingGiven(_("Paste something, or choose a file."))
    if sum(part.kind == ImportPart.Kind.IDENTIFIER for part in parts) > MOST:
        raise NothingGiven(_("At most %s identifiers at a time, since each is asked of a service.") % MOST)
    with transaction.atomic():
        made = Import.objects.create(user=user, language=get_language() or "en", label=_label(parts))
        for position, part in enumerate(parts):
            part.owner, part.position = made, position
        ImportPart.objects.bulk_create(parts)
    return made


def is_quick(found: Import) -> bool:
    """Return whether all parts can be read while the page waits: no service to ask, little to read. 1 query."""
    parts = list(found.parts.values_list("kind", "data"))
    sizes = sum(len(data or b"") for _kind, data in parts)
    return sizes <= INLINE and all(kind != ImportPart.Kind.IDENTIFIER for kind, _data in parts)


def _pasted(given: Iterable[Given]) -> Iterator[ImportPart]:
    for one in given:
        name = " ".join(one.text[:SHOWN].split()) + (" …" if len(one.text) > SHOWN else "")
        if one.scheme:
            yield ImportPart(kind=ImportPart.Kind.IDENTIFIER, name=name, scheme=one.scheme, value=one.value)
        elif one.reason:
            yield ImportPart(kind=ImportPart.Kind.UNKNOWN, name=name, value=one.reason, data=one.text.encode())
        else:
            yield ImportPart(kind=ImportPart.Kind.TEXT, name=name, data=one.text.encode("utf-8", "replace"))


def _uploaded(file: UploadedFile) -> ImportPart:
    # One byte more than may be read is enough for its refusal.
    return ImportPart(kind=ImportPart.Kind.FILE, name=bare(file.name or ""), data=file.read(LARGEST + 1))


def _label(parts: list[ImportPart]) -> str:
    first, more = parts[0].value if parts[0].scheme else parts[0].name, len(parts) - 1
    if not more:
        return first[:200]
    words = {"first": first[:150], "number": more}
    return ngettext("%(first)s and one more", "%(first)s and %(number)s more", more) % words
