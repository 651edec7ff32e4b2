"""An empty or older database comes in, the tables of docs/tables.md come out: numbered, transactional steps."""

from sqlite_utils import Database, Migrations

from archive.urls import url_key
from archive.vietnamese import text_hash

migrations = Migrations("pgd-archive")

# One row a publisher, article, fetched URL, former text, picture or file, and crawl of a source.
TABLES = (
    """create table sources (
        id text primary key, name text not null, kind text, host text not null, home_url text not null,
        province text, district text, family text, status text not null default 'unknown', status_since text
    )""",
    """create table articles (
        id integer primary key, source_id text not null references sources(id), url text not null unique,
        title text not null, lead text, body text not null, body_html text not null default '',
        author text, credit text, category text, published_at text, published_raw text,
        first_seen_at text not null, last_seen_at text not null, changed_at text, gone_at text,
        text_hash text not null, duplicate_of integer references articles(id),
        duplicate_kind text check (duplicate_kind in ('exact', 'near')), similarity real,
        flags text not null default '[]', url_key text not null unique
    )""",
    """create table pages (
        url text primary key, source_id text not null references sources(id),
        article_id integer references articles(id), kind text not null, status integer, reason text,
        fetched_at text not null, payload_sha256 text not null, warc_file text, warc_offset integer,
        content_type text, article_key text
    )""",
    """create table revisions (
        id integer primary key, article_id integer not null references articles(id), seen_at text not null,
        title text not null, lead text, body text not null, text_hash text not null
    )""",
    """create table media (
        article_id integer not null references articles(id), position integer not null,
        kind text not null check (kind in ('image', 'attachment', 'video')), url text not null, caption text,
        filename text, primary key (article_id, position)
    )""",
    """create table crawls (
        id integer primary key, source_id text not null references sources(id), started_at text not null,
        finished_at text, outcome text, reason text, requests integer not null default 0,
        pages integer not null default 0, articles_new integer not null default 0,
        articles_changed integer not null default 0, articles_unchanged integer not null default 0,
        not_articles integer not null default 0, errors integer not null default 0
    )""",
)

INDEXES = (
    "create index articles_source_id on articles(source_id, published_at)",
    "create index articles_published_at on articles(published_at)",
    "create index articles_text_hash on articles(text_hash)",
    "create index articles_duplicate_of on articles(duplicate_of)",
    "create index pages_source_id on pages(source_id, kind)",
    "create index pages_article_id on pages(article_id)",
    "create index pages_article_key on pages(article_key) where article_id is null",
    "create index revisions_article_id on revisions(article_id, seen_at)",
    "create index crawls_source_id on crawls(source_id, started_at)",
)

# Contentless: the words only, since the texts stand in `articles`. Marks are kept for exact words and a second pair
# of columns has them folded, because `remove_diacritics 2` folds neither đ nor keeps giỏi apart from giới.
FTS = """create virtual table articles_fts using fts5(
    title, body, title_fold, body_fold, content='', tokenize='unicode61 remove_diacritics 0'
)"""


# Sketches: see archive/duplicates/sketches.py.
REPEATS = (
    """create table text_kin (
        text_hash text not null, other_hash text not null,
        kin text not null check (kin in ('near', 'template', 'related', 'different')), similarity real not null,
        primary key (text_hash, other_hash), check (text_hash < other_hash)
    ) without rowid""",
    "create index text_kin_other_hash on text_kin(other_hash)",
    """create table duplicate_decisions (
        article_id integer not null references articles(id), other_id integer not null references articles(id),
        decision text not null check (decision in ('split', 'join')), decided_at text not null,
        primary key (article_id, other_id), check (article_id < other_id)
    ) without rowid""",
    "create index duplicate_decisions_other_id on duplicate_decisions(other_id)",
    "create table sketch_tail (article_id integer primary key, keys blob not null)",
    """create table sketch_runs (
        run integer primary key, articles integer not null, bits integer not null, version text not null
    )""",
    """create table sketch_parts (
        run integer not null, band integer not null, part integer not null, pairs blob not null,
        primary key (run, band, part)
    ) without rowid""",
)

# What researchers ask of repeats: one row a story that several pages tell, and pairs that fill one form in two ways.
VIEWS = (
    """create view clusters as select
        o.id as article_id, o.title, s.name as first_publisher, o.source_id, s.province, count(*) + 1 as size,
        (select count(distinct m.source_id) from articles m where m.id = o.id or m.duplicate_of = o.id) as sites,
        sum(r.duplicate_kind = 'near') as near, o.published_at as first_published_at,
        max(r.published_at) as last_published_at,
        cast(julianday(max(substr(r.published_at, 1, 10))) - julianday(substr(o.published_at, 1, 10)) as integer) as days
    from articles r join articles o on o.id = r.duplicate_of join sources s on s.id = o.source_id group by o.id""",
    """create view template_kin as
    with pairs (text_hash, other_hash, similarity) as (
        select text_hash, other_hash, similarity from text_kin where kin = 'template'
        union all select other_hash, text_hash, similarity from text_kin where kin = 'template')
    select a.id as article_id, b.id as other_id, k.similarity, a.title, b.title as other_title,
        a.source_id, b.source_id as other_source_id
    from pairs k join articles a on a.text_hash = k.text_hash and a.duplicate_of is null
    join articles b on b.text_hash = k.other_hash and b.duplicate_of is null""",
)


@migrations()
def m001_tables(db: Database) -> None:
    """Create the tables, their indexes and the full-text index."""
    for statement in (*TABLES, *INDEXES, FTS):
        db.execute(statement)


@migrations()
def m002_originals(db: Database) -> None:
    """Find the original of a text without reading its repeats."""
    db.execute("create index articles_originals on articles(text_hash) where duplicate_of is null")


@migrations()
def m003_original_text(db: Database) -> None:
    """Keep what a page printed in the code of an old font, beside the text converted from it."""
    db.execute("alter table articles add column original_text text")


@migrations()
def m004_furniture(db: Database) -> None:
    """Keep what stands on every page of a source, so that it is no part of any text."""
    db.execute(
        """create table furniture (
            source_id text not null references sources(id), line text not null, pages integer not null,
            of_pages integer not null, learned_at text not null, primary key (source_id, line)
        ) without rowid"""
    )


@migrations()
def m005_near_repeats(db: Database) -> None:
    """Keep sketches of the texts, how texts are kin, and what a person decided of them."""
    for statement in (*REPEATS, *VIEWS):
        db.execute(statement)


@migrations()
def m006_posts(db: Database) -> None:
    """Know an article by what its CMS calls it, too; bring the keys of addresses up to date."""
    db.execute("alter table articles add column post_id text")
    db.execute("create index articles_post_id on articles(post_id, source_id) where post_id is not null")
    db.execute("create index pages_key on pages(article_key) where article_key is not null")
    for article_id, url, key in db.execute("select id, url, url_key from articles").fetchall():
        if (today := url_key(url)) != key:  # two articles that meet under one key stay two
            db.execute("update or ignore articles set url_key = ? where id = ?", [today, article_id])
            db.execute("update pages set article_key = ? where article_key = ?", [today, key])


@migrations()
def m007_leads(db: Database) -> None:
    """A lead that the body repeats counts once when texts are compared; their repeats are found anew."""
    sql = "select id, title, lead, body from articles where lead is not null and substr(body, 1, length(lead)) = lead"
    for article_id, title, lead, body in db.execute(sql).fetchall():
        files = db.execute(
            "select url from media where article_id = ? and kind = 'attachment'", [article_id]
        ).fetchall()
        names = (url.rsplit("/", 1)[-1] for (url,) in files)
        db.execute("update articles set text_hash = ? where id = ?", [text_hash(title, lead, body, names), article_id])
    db.execute("delete from sketch_runs")
