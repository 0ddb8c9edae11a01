#!/usr/bin/env python
BASE = "blog"
PATH = "content/"
ARTICLE_PATHS = [BASE, "notes/one.md"]
ARTICLE_EXCLUDES = [f"{BASE}/private", "blog/kept/"]
PAGE_PATHS = ["blog/about"]
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "FR"
DEFAULT_CATEGORY = "Divers"
USE_FOLDER_AS_CATEGORY = False
DEFAULT_DATE = (2012, 3, 2, 14, 1, 1)
DEFAULT_METADATA = {"tags": "always"}
FILENAME_METADATA = r"(?P<date>\d{4}-\d{2}-\d{2})_(?P<slug>.*)"
PATH_METADATA = r"blog/(?P<category>[^/]+)/.*"
ARTICLE_URL = "{date:%Y}/{date:%b}/{category}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_LANG_URL = "{lang}/" + ARTICLE_URL
ARTICLE_LANG_SAVE_AS = ARTICLE_LANG_URL + "index.html"
DRAFT_URL = "unfinished/{slug}-{author}.html"
DRAFT_SAVE_AS = DRAFT_URL
CATEGORY_URL = "sujets/{slug}/"
CATEGORY_SAVE_AS = "sujets/{slug}/index.html"
AUTHOR_SAVE_AS = ""
TAG_SAVE_AS = "t/{slug}.html"
INDEX_SAVE_AS = "blog/index.html"
WITH_FUTURE_DATES = False
SLUG_REGEX_SUBSTITUTIONS = [
    (r"\bC\+\+", "cpp"),
    (r"\bC#", "csharp"),
    (r"[^\w\s-]", ""),
    (r"(?u)\A\s*", ""),
    (r"(?u)\s*\Z", ""),
    (r"[-\s]+", "_"),
]
TAG_REGEX_SUBSTITUTIONS = SLUG_REGEX_SUBSTITUTIONS[:2] + [(r"\s+", "+")]
DEFAULT_PAGINATION = 2
DEFAULT_ORPHANS = 3
PAGINATION_PATTERNS = (
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
    (1, "{url}", "{save_as}"),
    (-1, "{base_name}/last/", "{base_name}/last/index.html"),
)
