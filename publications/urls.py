"""The addresses of the public pages. Those in `pages` stand below /en/ and /sv/."""

from django.urls import path, re_path

from publications.feeds import feed
from publications.views import (
    about,
    bibliography,
    browsing,
    citation,
    completeness,
    concepts,
    crawlers,
    exports,
    facets,
    funders,
    home,
    journals,
    keywords,
    list_exports,
    marked,
    organisations,
    people,
    publications,
    search_help,
    subjects,
    suggestions,
)
from publications.views.publication import publication

pages = [
    path("", home.home, name="home"),
    path("publications/", publications.publication_list, name="publications"),
    path("publications.atom", feed, name="feed"),
    path("publications/browse/", browsing.browsing, name="browse"),
    path("publications/suggestions/", suggestions.suggested, name="suggestions"),
    path("publications/facets/<slug:name>/", facets.facet, name="facet"),
    path("publications/<uuid:uuid>/", exports.record),  # as in Pure
    path("publications/<slug:slug>/", publication, name="publication"),
    path("persons/", people.people, name="people"),
    path("persons/<slug:slug>/", people.person, name="person"),
    path("organisations/", organisations.units, name="units"),
    path("organisations/<slug:slug>/", organisations.unit, name="unit"),
    path("organisations/<slug:slug>/completeness/", completeness.of_unit, name="completeness_of_unit"),
    path("completeness/", completeness.of_house, name="completeness"),
    path("journals/", journals.journals, name="journals"),
    path("journals/<uuid:uuid>/", journals.journal, name="journal"),
    path("subjects/", subjects.subjects, name="subjects"),
    re_path(r"^subjects/(?P<edition>[0-9]{4})/(?P<code>[0-9]{1,5})/$", subjects.subject, name="subject"),
    path("publications/<slug:slug>/topics/", concepts.why, name="why"),
    path("publications/<slug:slug>/similar/", concepts.similar, name="similar"),
    path("concepts/<uuid:uuid>/", concepts.concept, name="concept"),
    path("funders/", funders.funders, name="funders"),
    path("funders/<path:funder>/projects/<path:project>/", funders.project, name="project"),
    path("projects/<path:project>/", funders.project, name="project"),
    path("funders/<path:name>/", funders.funder, name="funder"),
    path("keywords/<uuid:uuid>/", keywords.keyword, name="keyword"),
    path("bibliography/", bibliography.of_list, name="bibliography"),
    path("marked/", marked.marked, name="marked"),
    path("marked/share/", marked.share, name="share"),
    path("marked/bibliography/", bibliography.of_marked, name="marked_bibliography"),
    path("lists/<str:token>/", marked.shared, name="shared"),
    path("lists/<str:token>/bibliography/", bibliography.of_shared, name="shared_bibliography"),
    path("search-help/", search_help.search_help, name="search-help"),
    path("about/", about.about, name="about"),
]

# Without a language: the lasting addresses of records, and those of the systems that the portal takes over from.
UUID = "(?P<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
FORM = "[a-z0-9.]{1,20}"  # a suffix

addresses = [
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemaps"),
    re_path(r"^sitemap-(?P<kind>[a-z]+)-(?P<number>[0-9]{1,9})\.xml$", crawlers.sitemap, name="sitemap"),
    path("publications/<uuid:uuid>", exports.record, name="record"),
    path("record/<uuid:uuid>", exports.record),
    path("search/publication/<uuid:uuid>", exports.record),
    path("publications/<uuid:uuid>/cite/<slug:style>", citation.citation, name="cite"),
    path("citation-styles.json", citation.styles, name="styles"),
    re_path(rf"^publications/{UUID}\.(?P<suffix>txt|html)$", citation.cited, name="cited"),
    re_path(rf"^bibliography\.(?P<suffix>{FORM})$", bibliography.of_list),
    path("marked/state", marked.state, name="marked_state"),
    re_path(rf"^marked/bibliography\.(?P<suffix>{FORM})$", bibliography.of_marked),
    re_path(rf"^marked\.(?P<suffix>{FORM})$", marked.export, name="export_marked"),
    re_path(rf"^lists/(?P<token>[^/.]{{1,50}})/bibliography\.(?P<suffix>{FORM})$", bibliography.of_shared),
    re_path(rf"^lists/(?P<token>[^/.]{{1,50}})\.(?P<suffix>{FORM})$", marked.export_shared, name="export_shared"),
    path("search/publication", publications.list_in_lup),
    path("publications.atom", feed),
    re_path(r"^publications\.(?P<suffix>[a-z0-9.]{1,20})$", list_exports.export_list, name="export_list"),
    re_path(rf"^publications/{UUID}\.(?P<suffix>[a-z0-9.]{{1,20}})$", exports.export, name="export"),
]
