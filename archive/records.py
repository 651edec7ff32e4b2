"""The values that travel between the rooms: a Page comes in, an Article or the reason why it is none goes out."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

MediumKind = Literal["image", "attachment", "video"]
PageKind = Literal[
    "article", "print", "list", "tag", "search", "calendar", "feed", "sitemap", "home", "login", "redirect",
    "error", "blocked", "attachment", "image", "data", "script", "robots", "parked", "hijacked", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a web site, as it was sent, or a text file that somebody kept.

    `url` is the address that was asked for (`file:NAME` for a text file), `fetched_at` ISO 8601 with offset, `body`
    the payload without transfer or content encoding, `headers` the response headers with lower-case names.
    """

    url: str
    fetched_at: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    warc_file: str | None = None
    warc_offset: int | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the payload, hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def content_type(self) -> str:
        """The media type that the server declared, lower case, without parameters; empty if it declared none."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture, attached file or video of an article; `caption` is the text that stands with it."""

    kind: MediumKind
    url: str
    caption: str | None = None
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says, without its furniture. Texts are NFC; a field that the page does not have is None.

    `url` is the canonical address, `body` has one paragraph a line, `body_html` only harmless markup,
    `published_at` is ISO 8601 (a bare date where no time was printed), `published_raw` the words it was read from and,
    in brackets, where they stood. `original_text` is the text as the page has it, if that is in the code of an old font.
    `post_id` is what the site's CMS knows the article by, whatever its address.
    """

    url: str
    title: str
    body: str
    lead: str | None = None
    body_html: str = ""
    author: str | None = None
    credit: str | None = None
    category: str | None = None
    published_at: str | None = None
    published_raw: str | None = None
    original_text: str | None = None
    post_id: str | None = None
    media: tuple[Medium, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAnArticle:
    """Why a page is no article: its `kind`, a `reason` for people, and the article of which it is another view."""

    kind: PageKind
    reason: str
    article_url: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One publisher's web site, a row of the table `sources`; `id` is its slug."""

    id: str
    name: str
    host: str
    home_url: str
    kind: str | None = None
    province: str | None = None
    district: str | None = None
    family: str | None = None
    status: str = "unknown"
