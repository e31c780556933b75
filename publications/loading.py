"""One public publication with all that a record shows: the rows of `for_record`, by prepared statements."""

from uuid import UUID

from publications.models import Publication
from publications.querysets import record_names, record_places, record_subjects
from publications.statements import Statement


def public_record(slug: str) -> Publication | None:
    """Return the public publication at an address, loaded as with `for_record`; None where there is none. 4 queries."""
    return _with_parts(BY_SLUG.run(slug))


def public_record_of(uuid: UUID) -> Publication | None:
    """Return a public publication, loaded as with `for_record`; None where there is none. 4 queries."""
    return _with_parts(BY_UUID.run(uuid))


def _public(**condition):
    return Publication.objects.public().for_record().filter(**condition).order_by()


BY_SLUG = Statement(lambda key: _public(slug=key), str)
BY_UUID = Statement(lambda key: _public(uuid=key), UUID)
NAMES = Statement(lambda key: record_names().filter(publication=key), int)
PLACES = Statement(lambda key: record_places().filter(contribution__publication=key), int)
SUBJECTS = Statement(lambda key: record_subjects().filter(publication=key), int)


def _with_parts(found: list[Publication]) -> Publication | None:
    """Return the one found, its parts where prefetch_related would have put them: as lists, which all() returns."""
    if not found:
        return None
    [publication] = found
    names = {name.pk: name for name in NAMES.run(publication.pk)}
    for name in names.values():
        name.places = []
    for place in PLACES.run(publication.pk) if names else ():
        if name := names.get(place.contribution_id):  # one that came meanwhile has no name yet
            name.places.append(place)
    publication._prefetched_objects_cache = {
        "contributions": list(names.values()),
        "classifications": SUBJECTS.run(publication.pk),
    }
    return publication
