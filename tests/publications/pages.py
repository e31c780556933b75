"""A page as a reader sees it, for tests: labels with their values, sections with their text."""

from lxml import html


class Shown:
    """What a page shows. `facts` are {label: [values]}, `sections` are {heading: text}."""

    def __init__(self, response):
        self.tree = html.fromstring(response.content.decode())
        self.facts = {
            words(row.find("dt")): [words(value) for value in row.findall("dd")]
            for row in self.tree.cssselect("dl.facts > div")
        }
        self.sections = {
            words(part.cssselect("h2")[0]): words(part) for part in self.tree.cssselect("section:has(> h2)")
        }

    def text(self, selector: str) -> str:
        """Return the words of the first element that a selector finds."""
        return words(self.tree.cssselect(selector)[0])

    def links(self, selector: str = "main") -> dict[str, str]:
        """Return the links within an element: text and address."""
        return {words(link): link.get("href") for link in self.tree.cssselect(f"{selector} a")}


def words(element) -> str:
    """Return the text of an element with single spaces."""
    return " ".join(element.text_content().split())
