"""A text file that somebody saved of a page comes in, an Article comes out, its furniture found line by line."""

from archive.records import Article, NotAnArticle, Page


def read_dump(page: Page) -> Article | NotAnArticle:
    """Read a text dump."""
    return NotAnArticle("other", "not yet")
