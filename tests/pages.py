"""Reading a page as a visitor does: the words of what a CSS selector finds."""

import cssselect2
import tinyhtml5

XHTML = "{http://www.w3.org/1999/xhtml}"


def texts(response, selector: str) -> list[str]:
    """The words of every element that the selector finds, in the page's order, with single spaces."""
    return [
        " ".join("".join(found.etree_element.itertext()).replace("\u00ad", "").split())
        for found in _root(response).query_all(selector)
    ]


def links(response, selector: str) -> list[str]:
    """Where the links lead that the selector finds."""
    return [found.etree_element.get("href") for found in _root(response).query_all(selector)]


def _root(response):
    page = tinyhtml5.parse(response.content.decode())
    for line_break in page.iter(f"{XHTML}br"):
        line_break.text = " "
    return cssselect2.ElementWrapper.from_html_root(page)
