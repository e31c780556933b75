"""The page that a head belongs to: its addresses and what is around it."""

from __future__ import annotations

from dataclasses import dataclass

from formats.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format in which the record can be had, as rel="alternate" names it."""

    label: str
    media_type: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where a record is shown. All addresses are whole ones.

    `addresses` has the page's address in each language, `record_address` the one without a language. `trail` are the
    names and addresses of the pages above, from the home page on; `subjects` the names of the record's subjects.
    """

    language: str
    addresses: dict[str, str]
    record_address: str
    institution: str
    portal: str
    trail: tuple[tuple[str, str], ...] = ()
    subjects: tuple[str, ...] = ()
    formats: tuple[Format, ...] = ()

    @property
    def address(self) -> str:
        return self.addresses[self.language]

    @property
    def site_name(self) -> str:
        return f"{self.institution}, {self.portal}"

    def maker(self, record: Record) -> str:
        """Return who stands behind a thesis or report: its publisher, or the house where it is the house's."""
        return record.publisher or (self.institution if record.ours else "")
