import time

BLOG_AUTHOR = "Author Default"
BLOG_TITLE = "The usual"
SITE_URL = "https://example.com/"
BLOG_EMAIL = "nobody@example.com"
BLOG_DESCRIPTION = "A site of the usual kind"
DEFAULT_LANG = "en"
TRANSLATIONS = {
    DEFAULT_LANG: "",
}
NAVIGATION_LINKS = {DEFAULT_LANG: ()}
POSTS = (
    ("posts/*.md", "posts", "post.tmpl"),
    ("posts/*.markdown", "posts", "post.tmpl"),
    ("news/[!_]*.md", "/aktuell", "post.tmpl"),
)
PAGES = (
    ("pages/*.md", "", "page.tmpl"),
    ("posts/about/*.md", "about", "page.tmpl"),
)
TIMEZONE = "Europe/Berlin"
INDEX_DISPLAY_POST_COUNT = 4
CATEGORY_ALLOW_HIERARCHIES = True
AUTHOR_PATH = "people"
CONTENT_FOOTER = "Made in {date}"
CONTENT_FOOTER_FORMATS = {DEFAULT_LANG: ((), {"date": time.gmtime().tm_year})}
