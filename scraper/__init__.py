"""Web sites, WARC files and text dumps come in, articles come out. The only place that knows Scrapy."""
