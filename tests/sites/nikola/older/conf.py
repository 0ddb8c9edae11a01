# Settings as Nikola 7 had them, whose names Nikola 8 still knows.
BLOG_AUTHOR = "Author Default"
BLOG_TITLE = "Older"
SITE_URL = "https://example.com/"
BLOG_EMAIL = "nobody@example.com"
BLOG_DESCRIPTION = "x"
DEFAULT_LANG = "en"
TRANSLATIONS = {DEFAULT_LANG: ""}
NAVIGATION_LINKS = {DEFAULT_LANG: ()}
POSTS = (
    ("posts/travel/*.md", "travel", "post.tmpl"),
    ("posts/food/*.md", "food", "post.tmpl"),
    ("posts/*.md", "", "post.tmpl"),
)
PAGES = ()
POSTS_SECTIONS = True
POSTS_SECTION_NAME = {"en": {"travel": "On the road"}}
FILE_METADATA_REGEXP = r"^posts/\w+/(?P<date>\d{4}-\d{2}-\d{2})-(?P<slug>.*)-(?P<title>\w+)\.md$"
UNSLUGIFY_TITLES = False
DISABLED_PLUGINS = ["render_authors"]
INDEX_DISPLAY_POST_COUNT = 2
