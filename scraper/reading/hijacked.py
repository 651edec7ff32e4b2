"""A page and the article read from it come in, the reason why it cannot be this office's comes out.

Domains that an office lets go are taken over: by betting shops, by shops in other scripts. What an office warns of is
not what it sells: words of betting count only together with words of selling.
"""

import re

from archive.records import Article, NotAnArticle
from archive.urls import split_url
from scraper.reading.document import Document

BETTING = re.compile(
    r"nhà cái|casino|nổ hũ|tài xỉu|xóc đĩa|bắn cá|lô đề|kèo (?:nhà cái|bóng|chấp|tài)|cá cược|cược bóng|đá gà|baccarat|"
    r"jackpot|poker|game bài|sòng bạc|xổ số online|soi cầu|\bslots?\b|sportsbook|betting|\b(?:w|m|bk|fb|fun|ku|win|jun|sun|\d)?"
    r"(?:88|789|247|vip)(?:bet|win|club)\b|\b\w{2,6}bet\b|\b(?:w|m|bk|fb|fun|ku|jun|sv|vn|qh|ok)\d{2,3}\b|judi|togel|gacor|"
    r"situs|maxwin|sbobet|bandar",
    re.I,
)
SELLING = re.compile(
    r"khuyến mãi|nạp (?:đầu|tiền|rút)|rút tiền|link (?:vào|truy cập|mới)|uy tín (?:nhất|số|hàng đầu|top)|tải (?:app|game|về)|"
    r"hoàn trả|tặng (?:ngay |thưởng |code |\d+k)|code tân thủ|đăng ký (?:nhận|ngay|tài khoản)|chơi ngay|đổi thưởng|tỷ lệ cược|"
    r"trực tuyến uy tín|bonus|deposit|free spins?|daftar|terpercaya|resmi|situs|viagra|cialis",
    re.I,
)
# One of these stands in every text that the pattern finds much in: to look for them costs little.
SOME = (
    "nhà cái",
    "casino",
    "cược",
    "nổ hũ",
    "tài xỉu",
    "xóc đĩa",
    "lô đề",
    "slot",
    "bet",
    "poker",
    "togel",
    "judi",
    "bandar",
)
LOOKED_AT = 20_000  # characters of a text
WORDS_OF_EACH = 2  # different ones
DENSE = 0.012  # words of betting per word
_WORD = re.compile(r"\w+")
# Scripts in which no Vietnamese office writes.
_OTHER_SCRIPT = re.compile("[\u0400-\u052f\u0590-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
SIGNS = 40  # of another script; fewer are a name or a button
FOREIGN = 0.5  # of the letters
LONG = 300  # characters of a text whose language can be told
ENGLISH_PART = re.compile(r"(?:^|[/=])en(?:[/&]|$)|english", re.I)


def refuse_script(doc: Document) -> NotAnArticle | None:
    """Return the reason if most of a page is in a script that no Vietnamese office writes; None if it is well."""
    text = doc.all_text
    others = len(_OTHER_SCRIPT.findall(text))
    if others >= SIGNS and others > FOREIGN * len(_LETTER.findall(text)):
        return NotAnArticle("hijacked", "hijacked: in the script of another language")
    return None


def refuse_hijacked(doc: Document, article: Article) -> NotAnArticle | None:
    """Return the reason if the page sells bets, or has no Vietnamese on a Vietnamese site; None if it is well."""
    text = f"{article.title}\n{article.lead or ''}\n{article.body}"[:LOOKED_AT]
    if not any(map(text.lower().__contains__, SOME)):
        return _refuse_foreign(doc, article)
    betting = [word.lower() for word in BETTING.findall(text)]
    if len(set(betting)) >= WORDS_OF_EACH and len(betting) >= DENSE * len(_WORD.findall(text)):
        selling = {word.lower() for word in SELLING.findall(text)}
        if len(selling) >= WORDS_OF_EACH:
            return NotAnArticle("hijacked", f"hijacked: sells bets ({', '.join(sorted(set(betting))[:3])})")
    return _refuse_foreign(doc, article)


def _refuse_foreign(doc: Document, article: Article) -> NotAnArticle | None:
    parts = split_url(doc.page.url)
    vietnamese = (parts.hostname or "").endswith(".vn") and not ENGLISH_PART.search(f"{parts.path}?{parts.query}")
    if vietnamese and len(article.body) >= LONG and not _VIETNAMESE.search(doc.all_text):
        return NotAnArticle("hijacked", "hijacked: no Vietnamese on the whole page")
    return None
