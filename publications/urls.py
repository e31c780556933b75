"""The addresses of the public pages. Those in `pages` stand below /en/ and /sv/."""

from django.urls import path, re_path

from publications.views import (
    about,
    crawlers,
    exports,
    home,
    journals,
    keywords,
    list_exports,
    organisations,
    people,
    publications,
    subjects,
)
from publications.views.citation import citation
from publications.views.publication import publication

pages = [
    path("", home.home, name="home"),
    path("publications/", publications.publication_list, name="publications"),
    path("publications/<uuid:uuid>/", exports.record),  # as in Pure
    path("publications/<slug:slug>/", publication, name="publication"),
    path("persons/", people.people, name="people"),
    path("persons/<slug:slug>/", people.person, name="person"),
    path("organisations/", organisations.units, name="units"),
    path("organisations/<slug:slug>/", organisations.unit, name="unit"),
    path("journals/", journals.journals, name="journals"),
    path("journals/<uuid:uuid>/", journals.journal, name="journal"),
    path("subjects/", subjects.subjects, name="subjects"),
    re_path(r"^subjects/(?P<edition>[0-9]{4})/(?P<code>[0-9]{1,5})/$", subjects.subject, name="subject"),
    path("keywords/<uuid:uuid>/", keywords.keyword, name="keyword"),
    path("about/", about.about, name="about"),
]

# Without a language: the lasting addresses of records, and those of the systems that the portal takes over from.
UUID = "(?P<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"

addresses = [
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemaps"),
    re_path(r"^sitemap-(?P<kind>[a-z]+)-(?P<number>[0-9]{1,9})\.xml$", crawlers.sitemap, name="sitemap"),
    path("publications/<uuid:uuid>", exports.record, name="record"),
    path("record/<uuid:uuid>", exports.record),
    path("search/publication/<uuid:uuid>", exports.record),
    path("publications/<uuid:uuid>/cite/<slug:style>", citation, name="cite"),
    re_path(r"^publications\.(?P<suffix>[a-z0-9.]{1,20})$", list_exports.export_list, name="export_list"),
    re_path(rf"^publications/{UUID}\.(?P<suffix>[a-z0-9.]{{1,20}})$", exports.export, name="export"),
]
