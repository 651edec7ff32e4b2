"""What is furniture: words and marks by which a line or an element shows that it is no part of an article.

The words are those that several CMS families share (docs/families.md); a family adds its own selectors.
"""

import re
from functools import lru_cache

LONGEST = 400  # characters of a line that may be furniture
BRACKETS = " \t\xa0•*+-–|:.…()[]»«<>"  # that stand around words of furniture
# A line that is nothing but one of these, with its numbers, is furniture. Where words may follow, they are named:
# "Chia sẻ yêu thương" is a headline, "Chia sẻ:" a widget.
FURNITURE_LINE = re.compile(
    r"""(?:
    (?:số\s)?lượt\s(?:xem|đọc|truy\scập|tải)(?:\svề)?[\s:]*[\d.,\s]*(?:lần|lượt)?(?:\W.{0,30})? | (?:đọc|nghe)\sbài\sviết | bản\sin |
    in\s(?:ra|trang(?:\snày)?|bài(?:\sviết)?(?:\snày)?) | (?:lưu|gửi|gởi)\sbài\sviết(?:\snày)?(?:\s(?:cho|qua)\s.{2,12})? |
    gửi\s(?:email|mail|bình\sluận|phản\shồi|ý\skiến)(?:\scủa\sbạn)? | phản\shồi | trả\slời | giới\sthiệu\sbài\sviết\scho\sbạn\sbè |
    chia\ssẻ(?:\s(?:bài\sviết|lên|qua|trên|với)\b.{0,20})?(?:\s(?:facebook|zalo|twitter))? | hãy\schia\ssẻ\svới\sngười\sthân.{0,40} |
    share(?:\s.{0,12})? | tweet | like | facebook | twitter | zalo | google\+? | thích\s?\d* |
    a-\s*a\s*a\+?.{0,60} | tăng\stương\sphản.{0,30} | xem\svới\sc[ỡở]\schữ.{0,20} |
    đánh\sgiá\sbài\sviết | click\sđể\sđánh\sgiá\sbài\sviết | tổng\ssố\sđiểm\scủa\sbài\sviết\slà.{0,40} | xếp\shạng[\s:]*+[\d.,]*+\s*+-?\s*+[\d.,]*+(?:\sphiếu\sbầu)? |
    ý\skiến\sbạn\sđọc | (?:viết\s)?bình\sluận[\s:]*\(?\d*\)? | \d+\sbình\sluận | chưa\scó\s(?:lời\s)?bình\s(?:luận|nào).{0,20} | no\scomments?\b.{0,40} |
    (?:đang\struy\scập|đang\sonline|máy\schủ\stìm\skiếm|khách\sviếng\sthăm|thành\sviên\sonline|tháng\shiện\stại|tháng\s(?:này|trước))[\s:]*[\d.,]* |
    (?:hôm\snay|hôm\squa|tuần\s(?:này|trước)|tất\scả)[\s:]*[\d.,]+ | tổng\s(?:số\s)?(?:lượt\s)?truy\scập[\s:]*[\d.,]* |
    thống\skê(?:\struy\scập)? | \d+\skhách(?:\svà\s\d+\sthành\sviên)?(?:\sđang\s.{0,20})? | bạn\sđã\skhông\ssử\sdụng\ssite.{0,120} |
    quay\slại(?:\strang.{0,12})? | trở\s(?:về|lại)(?:\s(?:đầu\s)?trang.{0,8})? | về\sđầu\strang | lên\sđầu\strang | đầu\strang |
    trang\s(?:chủ|nhất) | xem\s(?:thêm|tiếp|chi\stiết) | chi\stiết | đăng\snhập(?:\s/?\s?đăng\ský)? | đăng\ský\snhận\stin | tìm\skiếm |
    chú\sý:\sviệc\sđăng\slại\sbài\sviết\strên.* | banner | image\s(?:banner|advertisement) | quảng\scáo | asset\spublisher | xuất\sbản\sthông\stin |
    normal\s0\s.{0,80}microsoftinternetexplorer4.{0,40} | trong\shình\sảnh\scó\sthể\scó:.{0,300} | may\sbe\san\simage\sof.{0,300} |
    (?:các\s)?(?:file|tệp|tập)(?:\stin)?\s(?:đính\skèm|kèm\stheo) | bạn\slà\s(?:người|vị\skhách|khách)\sthứ.{0,40} |
    \d+\s(?:lần\sđọc|lượt\s(?:xem|đọc)) | đăng\snhập\sđể\s.{2,20} | (?:phiên\sbản|bản)\scho\smáy\sin | (?:ý\skiến|nhận\sxét)\scủa\sbạn |
    số\s(?:ký\stự|từ|biểu\stượng)(?:\strong\sbài\sviết)?[\s:]*\d.{0,40} | thời\s(?:gian|lượng)\sđọc[\s:]*.{0,20} |
    (?:reading|read)\s(?:times?|count)[\s:].{0,20} | word\scount[\s:].{0,20} | !important;? | updating\.* | loading\.* | null | undefined
    )""",
    re.I | re.X,
)  # fmt: skip

# Several widgets on one line, whatever stands between them.
_WIDGET = (
    r"chia\ssẻ(?:\sbài(?:\sviết)?)?(?:\slên|\squa)?|facebook|twitter|zalo|google|linkedin|pinterest|messenger|in\sbài(?:\sviết)?(?:\snày)?|in\strang(?:\snày)?|"
    r"in\sra|bản\sin|phiên\sbản\scho\smáy\sin|g[ửở]i\s(?:e-?mail|mail|bài(?:\sviết)?|cho\sbạn\sbè|phản\shồi|bình\sluận|ý\skiến)|"
    r"quay\slại(?:\strang\strước|\sbài\sviết)?|(?:về|lên)?\s?đầu\strang|trở\s(?:về|lại)|đóng(?:\scửa\ssổ|\slại)?|"
    r"(?:xem\svới\s)?c[ỡở]\schữ|(?:tăng|giảm)\s(?:c[ỡở]\schữ|tương\sphản)|a(?!\w)|print|e-?mail|share|tweet|like|thích|"
    r"sao\schép(?:\sliên\skết)?|lưu(?:\sbài(?:\sviết)?)?|nghe\sbài\sviết|đọc\sbài\sviết|rss|bình\sluận|"
    r"đăng\snhập(?:\sđể\s(?:g[ửở]i|bình)\s.{2,12})?|(?:số\s)?lượt\s(?:xem|đọc)[\s:]*[\d.,]*|[\d.,]+\s(?:lần\sđọc|lượt\s(?:xem|đọc))"
)
WIDGET_ROW = re.compile(rf"(?:(?:{_WIDGET})[\s|•·:()\[\]\-–/+,.]*+){{2,}}+", re.I)
WIDGETS = 160  # characters of a line of widgets

# From such a heading on, what follows is not the article any more.
STOP_LINE = re.compile(
    r"""^[\s•*+\-–|:.]*(?:
    (?:những\s|các\s)?(?:tin|bài|tin\stức)\s(?:mới|cũ)\shơn | (?:các\s)?(?:tin|bài)(?:\sviết|\stức)?\s(?:khác|liên\squan|cùng\s(?:chuyên\smục|loại|danh\smục|thể\sloại)) |
    (?:các\s)?(?:tin|bài)(?:\stức|\sviết)?\sđã\s(?:đưa|đăng) | (?:những\s)?tin\s(?:đọc\snhiều|xem\snhiều|nổi\sbật|mới\snhất) | bài\sviết\smới(?:\snhất)? |
    bình\sluận\s\(\d+\) | các\sthông\stin\skhác | others? | related\s(?:posts|articles|news) | có\sthể\sbạn\s(?:quan\stâm|thích|chưa\sxem) | (?:tin|bài)(?:\sviết|\stức)?\s(?:gần\sđây|nóng|xem\snhiều|đọc\snhiều) |
    (?:recent|popular|latest)\s(?:posts|news|stories|articles) | you\s(?:may|might)\salso\slike | more\s(?:news|stories|posts) | \d*\s?nhận\sxét |
    về\stác\sgiả | giới\sthiệu\stác\sgiả | about\sthe\sauthor | bài\sviết\s(?:này\s)?có\shữu\sích.{0,20} | was\sthis\s(?:article|page)\shelpful.{0,10} | bài\s(?:trước|sau|tiếp\stheo) |
    ý\skiến\sbạn\sđọc | bình\sluận.{0,12} | gửi\s(?:bình\sluận|ý\skiến).{0,20} | leave\sa\s(?:reply|comment) | trả\slời |
    tổng\ssố\sđiểm\scủa\sbài\sviết\slà.{0,40} | click\sđể\sđánh\sgiá\sbài\sviết | đánh\sgiá\sbài\sviết | hãy\schia\ssẻ\svới.{0,60} |
    liên\skết\s(?:website|web|trang).{0,30} | thống\skê\struy\scập | quản\slý\sthành\sviên | bình\schọn | thăm\sdò\sý\skiến |
    văn\sbản\smới(?:\sban\shành)? | công\skhai\s.{0,20}(?:tthc|kqgq).{0,30} | post\snavigation | điều\shướng\sbài\sviết | từ\skhó?a\s?:.* | tags?\s?:.*
    )[\s:.…]*$""",
    re.I | re.X,
)  # fmt: skip

# What stands above the articles before and after this one.
NEIGHBOUR_LINE = re.compile(
    r"\W*(?:(?:bài|tin)?\s?(?:trước|tiếp|sau)|prev(?:ious)?|next|older|newer)(?:\s(?:post|article))?\W*", re.I
)

# How sentences, lists and paragraphs end.
SENTENCE_END = re.compile(r"[.!?;:…”\"]\s*$|\./\.?$")

# What stands in the footer of a page.
FOOTER_LINE = re.compile(
    r"^\W*(?:địa chỉ|điện thoại|email|website|hotline|bản quyền|©|copyright|giấy phép|chịu trách nhiệm|thiết kế|"
    r"cơ quan chủ quản|powered by|phát triển bởi|\[1\] 2 3\b|trang (?:trước|sau)|«|<<)",
    re.I,
)

# What stands below a picture, where nothing else tells it from text.
CAPTION = re.compile(
    r"^\(.*\)$|^(?:ảnh|hình)(?: minh họa)?\s*:|^(?:đ/c|đồng chí|ông|bà|thầy|cô|toàn cảnh|quang cảnh|các đại biểu)\b",
    re.I,
)

# Names of pictures and files that editors let stand as text: IMG_0703, d33a70bd9f536f0d3642, So ket HK.JPG.
FILE_NAME = re.compile(
    r"^(?:[\w\s().,&+-]{1,80}\.(?:jpe?g|png|gif|bmp|webp|mp4)|(?:img|dsc|dscn|image|screenshot|z|photo)[-_ ]?\d{3}\S{0,100}|[0-9a-f]{16,64}\S{0,20})$",
    re.I,
)
ATTACHMENT_URL = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|odt|ods|rtf)(?:$|[?#])", re.I)
VIDEO_URL = re.compile(
    r"youtube(?:-nocookie)?\.com/(?:embed|watch|v)|youtu\.be/|player\.vimeo|\.mp4(?:$|\?)|facebook\.com/plugins/video",
    re.I,
)

# Elements that never hold an article's text.
NOISE_TAGS = (
    "script", "style", "noscript", "template", "button", "input", "select", "textarea",
    "svg", "canvas", "nav", "audio", "link", "meta", "title", "head", "xml", "w:worddocument",
)  # fmt: skip
# Class and id words of widgets that themes put inside or around a text; whole words between separators.
NOISE_NAMES = re.compile(
    r"""(?:^|[\s_-])(?:share|sharing|sharedaddy|social|socials|addthis\w*|addtoany\w*|a2a\w*|fb-(?:like|share\w*|comments)|
    rating|ratings|ratingblock|stars?|voting|vote|jp-relatedposts|related|relatedposts|yarpp\w*|crp_related|comments?|comment-respond|respond|
    breadcrumbs?|pagination|pager|page-links|post-navigation|nav-links|navigation|sidebar|tags?-links|post-tags|tagcloud|
    print-link|printfriendly|toc|ez-toc\w*|lwptoc|table-of-contents|author-box|authorbox|about-author|post-meta|entry-meta|
    copyright|ads?|adsbygoogle|advert\w*|banner|popup|modal|newsletter|subscribe|skip-link|screen-reader-text|sr-only|
    other-?news|othernews|tinlienquan|tin-lien-quan|tinkhac|tin-khac|luotxem|luot-xem)(?:$|[\s_-])""",
    re.I | re.X,
)  # fmt: skip

HIDDEN_CLASSES = frozenset("hidden hide d-none visually-hidden sr-only screen-reader-text".split())
ATTRIBUTE = 500  # characters of a style or class that are looked at
HIDDEN_TEXT = 1_000  # characters; what hides more is shown by a script

_LETTER = re.compile(r"[0-9A-Za-zÀ-ỹ]")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*(?:0(?![.\d]*[1-9])|1p[xt]|0?\.[0-2]\d*r?em)|"
    r"opacity\s*:\s*(?:0?\.0+|0)(?:%|\s*(?:;|$))|"
    r"(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*-(?:\d{3,}|\d{2,}r?em|\d{2,}v[wh])|scale\(0\)|clip-path\s*:\s*(?:inset\((?:50|100)%|circle\(0)|"
    r"(?<!-)(?<!line-)\b(?:max-)?(?:height|width)\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|$)|clip\s*:\s*rect\(0",
    re.I,
)
_WHITE = re.compile(
    r"(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\)|rgba\([\d\s,]+,\s*0(?:\.0+)?\s*\)|transparent\b)",
    re.I,
)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*(?!#fff|white|transparent|none|inherit|initial)", re.I)


def is_hidden_style(style: str) -> bool:
    """Say whether an inline style keeps an element from being seen: hidden, off-screen, without size, white on white."""
    return bool(style) and _hides(style[:ATTRIBUTE])


@lru_cache(maxsize=4096)
def _hides(style: str) -> bool:
    if _HIDING.search(style):
        return True
    return bool(_WHITE.search(style)) and not _BACKGROUND.search(style)


def is_widget(names: str) -> bool:
    """Say whether classes and id of an element are those of a widget."""
    return _is_widget(names[:ATTRIBUTE])


@lru_cache(maxsize=4096)
def _is_widget(names: str) -> bool:
    return bool(NOISE_NAMES.search(names))


def is_furniture(line: str) -> bool:
    """Say whether a line of text is furniture or the name of a picture file."""
    return _is_furniture(line) if len(line) < LONGEST else not _LETTER.search(line)


@lru_cache(maxsize=4096)
def _is_furniture(line: str) -> bool:
    if not _LETTER.search(line):
        return True  # arrows, stars, another script
    text = line.strip(BRACKETS)
    if FURNITURE_LINE.fullmatch(text) or FILE_NAME.match(line):
        return True
    return len(text) < WIDGETS and WIDGET_ROW.fullmatch(text) is not None
