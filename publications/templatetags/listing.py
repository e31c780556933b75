"""What lists need: a number out of a table, pages of an article with a dash."""

from django import template

register = template.Library()


@register.filter
def of(numbers: dict, key: object) -> int:
    """Return the number of a key, 0 where it has none."""
    return numbers.get(key, 0)


@register.filter
def of_row(numbers: dict[str, int], key: int) -> int:
    """Return the number of a row, by its key as the search has it; 0 where it has none."""
    return numbers.get(str(key), 0)


@register.filter
def page_range(text: str) -> str:
    """Return "344–355" for "344-355"."""
    return text.replace("-", "–")
