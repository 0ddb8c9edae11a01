PATH = "content"
DEFAULT_PAGINATION = 4
ARTICLE_ORDER_BY = "date"
SITEURL = "//example.org"
SUMMARY_MAX_LENGTH = 3
DATE_FORMATS = {"en": "%d"}
