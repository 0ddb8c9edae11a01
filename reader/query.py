"""One immutable value for what a list shows: words, filters, sort, page. Read from and written as text.

The grammar, one query on one line:

    query  = { item }
    item   = [ "-" ] ( word | field )
    word   = bare | bare "*" | quoted
    field  = name ":" value { "," value }
    value  = bare | quoted

`after:`, `before:` and `year:` take dates, `sort:` a key with an optional "-", `state:` states.
"""
