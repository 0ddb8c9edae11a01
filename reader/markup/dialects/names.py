"""What the names of tags mean, as engines, themes and plugins use them."""

from __future__ import annotations

from collections.abc import Mapping

# Control and definitions: nothing of the tag itself is read. What stands between a pair stays.
CONTROL = frozenset({
    "assign", "append", "autoescape", "block", "break", "call", "capture", "case", "continue",
    "cycle", "decrement", "do", "echo", "else", "elseif", "elsif", "empty", "extends", "filter",
    "for", "from", "if", "ifchanged", "import", "increment", "layout", "let", "liquid", "load",
    "macro", "paginate", "parent", "set", "spaceless", "tablerow", "unless", "unset", "when",
    "while", "with", "ifasync", "asynceach", "asyncall", "switch", "default", "elif", "#",
})  # fmt: skip
# Those of them that part what is read in one case from what is read in another.
BRANCHES = frozenset({"else", "elseif", "elsif", "elif", "when", "default"})
HIDDEN = frozenset({"comment", "codecomment"})
VERBATIM = frozenset({"raw", "verbatim"})
# Paired tags around code. What stands inside is not read as tags.
CODE = frozenset({"highlight", "code", "codeblock", "codetabs", "prism", "mermaid"})
# Pairs whose inside holds no tags.
WHOLE = VERBATIM | HIDDEN | CODE
QUOTES = frozenset({"blockquote", "quote", "pullquote", "epigraph"})
DETAILS = frozenset({"details", "expand", "collapse", "spoiler", "collapsible", "folding", "fold"})
TABS = frozenset({"tab", "tabitem"})
# Pairs around the text of a link.
BUTTONS = frozenset({"button", "btn"})
# Shortcodes whose kind is an argument.
GENERIC_CALLOUTS = frozenset({
    "admonition", "alert", "callout", "notice", "notification", "message", "admon",
})  # fmt: skip
CALLOUTS = GENERIC_CALLOUTS | {
    "note", "tip", "warning", "hint", "important", "caution", "danger", "info", "attention",
    "error", "success", "todo", "seealso", "abstract", "bug", "example", "question", "notes",
    "pageinfo",
}  # fmt: skip
IMAGES = frozenset({
    "figure", "img", "image", "picture", "photo", "asset_img", "responsive_image", "imgproc",
    "lazyimage", "lazyimg", "resize_image", "fig", "imgcap", "thumbnail",
})  # fmt: skip
# Links by a path of the source: what they show is the path.
PATHS = frozenset({
    "ref", "relref", "link", "post_url", "post_path", "asset_path", "url", "static", "absref",
    "siteurl", "baseurl", "url_for", "page_path", "get_url", "media_url",
})  # fmt: skip
# Links with their own text: the path, then the words.
LINKS = frozenset({"post_link", "asset_link", "page_link", "linkto"})
# Where the thing of an identifier is found; `{0}` and `{1}` are the tag's words.
EMBEDS: Mapping[str, str] = {
    "youtube": "https://www.youtube.com/watch?v={0}",
    "youtube_lite": "https://www.youtube.com/watch?v={0}",
    "youtuber": "https://www.youtube.com/watch?v={0}",
    "yt": "https://www.youtube.com/watch?v={0}",
    "vimeo": "https://vimeo.com/{0}",
    "gist": "https://gist.github.com/{0}/{1}",
    "tweet": "https://x.com/{0}/status/{1}",
    "twitter": "https://x.com/{0}/status/{1}",
    "x": "https://x.com/{0}/status/{1}",
    "instagram": "https://www.instagram.com/p/{0}/",
    "codepen": "https://codepen.io/{0}/pen/{1}",
    "jsfiddle": "https://jsfiddle.net/{0}/",
    "asciinema": "https://asciinema.org/a/{0}",
    "spotify": "https://open.spotify.com/{0}/{1}",
    "bilibili": "https://www.bilibili.com/video/{0}",
    "video": "{0}",
    "audio": "{0}",
    "embed": "{0}",
    "iframe": "{0}",
    "oembed": "{0}",
    "embedyt": "{0}",
    "asset": "{0}",
}
# Variables that say where the site stands: its root, so nothing is said.
ROOTS = frozenset({
    "site.baseurl", "site.url", "site.base_url", "page.root", "baseurl", "base_url", "base_path",
    "site.root", "site.github.url", "config.base_url", "config.url", "config.root", "siteurl",
    "site.siteurl", "root", "base", "site.cdn", "site.production_url", "relative_root",
    "site.home", "url_root",
})  # fmt: skip
