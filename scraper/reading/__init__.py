"""Pure functions from a page to its parts: text, paragraphs, dates, bylines. They know neither CMS nor Scrapy."""
