"""A `DemoArticle` goes in, the HTML of its body comes out, in the markup that its clerk's editor would have left.

All kinds carry the same text in the same order: only tags, attributes and invisible residue differ.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from scraper.demo.articles import DemoArticle, Image, Link, Table

WORD_HEAD = Markup(
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml>"
    '<![endif]--><!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:"Table Normal";}</style><![endif]-->\n'
)
WORD_STYLE = "margin-bottom:6.0pt;text-align:justify;text-indent:36.0pt;mso-pagination:none"
WORD_RUN = "font-size:14.0pt;line-height:115%;font-family:&quot;Times New Roman&quot;,serif;mso-ansi-language:VI"
SPAM_STYLES = ("display:none", "display: none; visibility:hidden")
RUN_LENGTH = 47  # characters of a run; prime, so that runs end inside words now and then


@dataclass(frozen=True, slots=True)
class Media:
    """Where a site keeps files: functions from a file name to the URL of the picture or attachment."""

    image: Callable[[str], str]
    attachment: Callable[[str], str]


def body_html(article: DemoArticle, media: Media, credit_line: bool = False, links: bool = True) -> Markup:
    """The inner HTML of the article body; `credit_line` adds a last line "Nguồn: ...", `links` the attachments."""
    blocks = list(_blocks(article, media))
    if article.signature:
        blocks.append(Markup('<p style="text-align:right"><strong>{}</strong></p>').format(article.signature))
    if credit_line and article.credit:
        blocks.append(Markup("<p><em>Nguồn: {}</em></p>").format(article.credit))
    if links:
        blocks.extend(_attachment(found, media) for found in article.attachments)
    inner = Markup("\n").join(blocks)
    if article.markup.startswith("word"):
        inner = WORD_HEAD + inner
    if article.markup == "layouttable":
        frame = Markup(
            '<table width="100%" border="0" cellpadding="0" cellspacing="0"><tbody><tr><td>'
            '<table width="100%"><tbody><tr><td valign="top">\n{}\n</td></tr></tbody></table>\n'
            "</td></tr></tbody></table>"
        )
        return frame.format(inner)
    return inner


def _blocks(article: DemoArticle, media: Media) -> Iterator[Markup]:
    last = len(article.paragraphs)
    for index in range(last + 1):
        yield from (_image(image, article.markup, media) for image in article.images if image.after == index)
        if article.table and article.table.after == index:
            yield _table(article.table)
        if article.spam and index == 2:
            yield from _spam(article.spam)
        if index < last:
            yield _list_aware(article, index)


def _list_aware(article: DemoArticle, index: int) -> Markup:
    text = article.paragraphs[index]
    if index in article.headings:
        return _heading(text, article.markup)
    if index not in article.items:
        return _paragraph(text, article.markup, is_last=index == len(article.paragraphs) - 1)
    tag = "ol" if article.ordered else "ul"
    opening = f"<{tag}>\n" if index - 1 not in article.items else ""
    closing = f"\n</{tag}>" if index + 1 not in article.items else ""
    return Markup(opening) + Markup("<li>{}</li>").format(text) + Markup(closing)


def _heading(text: str, kind: str) -> Markup:
    return Markup("<h2>{}</h2>" if kind == "gutenberg" else "<p><strong>{}</strong></p>").format(text)


def _paragraph(text: str, kind: str, is_last: bool) -> Markup:
    if kind == "br":
        return Markup("{}" if is_last else "{}<br />\n<br />").format(text)
    if kind == "div":
        return Markup('<div class="kvgmc6g5 cxmmr5t8" dir="auto" style="text-align:justify">{}</div>').format(text)
    if kind == "spans":
        inner = '<span style="font-size:14px"><span style="line-height:1.5"><span style="font-family:Arial">{}</span>'
        return Markup(f'<p style="text-align:justify">{inner}</span></span></p>').format(text)
    if kind in ("word", "wordsplit"):
        return _word(text, split=kind == "wordsplit")
    if kind == "gutenberg":
        return Markup("<p>{}</p>\n").format(text)
    return Markup('<p style="text-align: justify;">{}</p>').format(text)


def _word(text: str, split: bool) -> Markup:
    runs = [text[at : at + RUN_LENGTH] for at in range(0, len(text), RUN_LENGTH)] if split else [text]
    spans = Markup("").join(Markup(f'<span lang="VI" style="{WORD_RUN}">{{}}</span>').format(run) for run in runs)
    return Markup(f'<p class="MsoNormal" style="{WORD_STYLE}">{{}}<o:p></o:p></p>').format(spans)


def _image(image: Image, kind: str, media: Media) -> Markup:
    source = media.image(image.file)
    if kind == "gutenberg":
        figure = '<figure class="wp-block-image size-full"><img src="{}" alt="" /><figcaption>{}</figcaption></figure>'
    else:
        figure = (
            '<div style="text-align:center"><figure class="image"><img src="{}" alt="" width="96" height="64" />'
            "<figcaption>{}</figcaption></figure></div>"
        )
    return Markup(figure).format(source, image.caption)


def _table(table: Table) -> Markup:
    rows = Markup("\n").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in table.rows
    )
    return Markup('<table border="1" cellpadding="4" cellspacing="0"><tbody>\n{}\n</tbody></table>').format(rows)


def _spam(lines: tuple[str, ...]) -> Iterator[Markup]:
    for number, line in enumerate(lines):
        frame = '<div style="{}"><a href="https://nhacai{}.example/">{}</a></div>'
        yield Markup(frame).format(SPAM_STYLES[number % len(SPAM_STYLES)], number, line)


def _attachment(found: Link, media: Media) -> Markup:
    frame = '<p><a href="{}" target="_blank" rel="noopener">{}</a></p>'
    return Markup(frame).format(media.attachment(found.url), escape(found.label))
