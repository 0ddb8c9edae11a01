import os

AUTHOR = "Author One"
SITENAME = "A site " + "of posts"
SITEURL = "https://example.org/blog/"

PATH = "content"
TIMEZONE = "America/New_York"
DEFAULT_LANG = "en"

DEFAULT_PAGINATION = 3
DEFAULT_ORPHANS = 1
PAGINATED_TEMPLATES = {"index": None, "tag": 2, "category": None}
STATIC_PATHS = ["images", "extra"]
EXTRA_PATH_METADATA = {
    "extra/robots.txt": {"path": "robots.txt"},
    "quiet": {"status": "hidden"},
    "quiet/loud.md": {"status": "published", "slug": "loud-by-path"},
}
IGNORE_FILES = ["_*", "*.draft.md"]
if os.environ.get("PUBLISH"):
    DEFAULT_PAGINATION = 100
