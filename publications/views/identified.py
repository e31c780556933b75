"""A pasted DOI, ORCID iD, ISSN, PubMed id or uuid leads to what it names."""

import re
from collections.abc import Iterator
from uuid import UUID

from django.db import models
from django.http import QueryDict

from formats.identifiers import checked
from publications.models import FormerSlug, FormerValue, Journal, Keyword, Organisation, Person, Publication

LONGEST = 200
_UUID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_PMID = re.compile(r"(?:pmid|pubmed)?:?\s*([1-9][0-9]{4,8})", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)


def address_of(given: QueryDict) -> str:
    """Return the address of the one thing that `q` identifies, "" where it does not. Up to 5 queries.

    Only where nothing else is asked for: within a facet one looks for publications.
    """
    text = given.get("q", "").strip()
    if set(given) != {"q"} or len(given.getlist("q")) != 1 or len(text) > LONGEST or not any(map(str.isdigit, text)):
        return ""
    row = next((row for rows in _meant(text) if (row := rows.first())), None)
    return row.get_absolute_url() if row else ""


def _meant(text: str) -> Iterator[models.QuerySet]:
    """Yield the rows that a text may identify."""
    public = Publication.objects.public()
    if _DOI.fullmatch(text) and not (doi := checked("doi", text)).problem:
        yield public.identified("doi", doi.value)
    elif _UUID.fullmatch(text):
        shown = (Person.objects.public(), Organisation.objects.all(), Journal.objects.public(), Keyword.objects.all())
        for rows in (public, *shown):
            yield rows.filter(models.Q(uuid=UUID(text)) | models.Q(uuid__in=_merged(rows.model, str(UUID(text)))))
    elif not (orcid := checked("orcid", text)).problem:
        former = FormerValue.objects.known(Person, ["orcid"], orcid.value)
        yield Person.objects.public().filter(models.Q(orcid=orcid.value) | models.Q(uuid__in=former))
    else:
        if not (issn := checked("issn", text)).problem:
            by_issn = models.Q(issn=issn.value) | models.Q(eissn=issn.value)
            former = FormerValue.objects.known(Journal, ["issn", "eissn"], issn.value)
            yield Journal.objects.filter(by_issn | models.Q(uuid__in=former))
        if found := _PMID.fullmatch(text):  # eight digits may be both
            yield public.identified("pmid", found[1])


def _merged(model: type[models.Model], uuid: str) -> models.QuerySet:
    """Return the uuid of the row that one with this uuid was merged into."""
    if model is Publication:
        return Publication.objects.filter(merged__uuid=uuid).values("uuid")
    return FormerSlug.objects.filter(kind=model._meta.db_table, slug=uuid).values("target")
