"""Jekyll itself, with layouts and pages that print each list a line a post."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.sites.built import Built, BuiltList

# What Jekyll makes of a site before any theme draws it, written by a hook.
_PLUGIN = r"""
require "json"
Jekyll::Hooks.register :site, :pre_render do |site|
  config = ENV["SITE_ROOT"]
  name = ->(doc) { doc.path.delete_prefix(config + "/") }
  clean = ->(url) { url.sub(%r{/index\.html\z}, "/") }
  newest = ->(docs) { docs.map(&name) }
  found = []
  pagers = site.pages.select { |page| page.respond_to?(:pager) && page.pager }
  lists = Hash.new { |hash, key| hash[key] = [] }
  pagers.each do |page|
    own = page.data["pagination"] || {}
    # Settings that are written out have an empty tag.
    kind = %w(tag category).find { |one| !own[one].to_s.empty? }
    term = page.data.dig("autopages", "display_name")
    key = kind && term ? [kind, term.strip] : ["home", nil]
    lists[key] << {
      number: page.pager.page, url: clean.(page.url), posts: newest.(page.pager.posts),
    }
  end
  lists.each do |(kind, term), pages|
    found << { kind: kind, term: term, pages: pages.sort_by { |one| one[:number] } }
  end
  unless lists.key?(["home", nil])
    all = [{ number: 1, posts: newest.(site.posts.docs.reverse) }]
    pages = site.config["paginate"] ? [] : all
    found << { kind: "home", term: nil, pages: pages }
  end
  archives = site.config["archives"] || []
  addresses = archives.to_h { |page| [[page.type, page.title], clean.(page.url)] }
  { "category" => site.categories, "tag" => site.tags }.each do |kind, terms|
    next if lists.keys.any? { |one, _| one == kind }
    terms.each do |term, docs|
      next if term.to_s.strip.empty?
      found << { kind: kind, term: term.to_s, size: nil, url: nil,
                 pages: [{ number: 1, url: addresses[[kind, term]], posts: newest.(docs) }] }
    end
  end
  facts = {}
  site.posts.docs.each do |doc|
    said = {}
    if doc.date != site.time
      said[:date] = doc.date.strftime("%Y-%m-%dT%H:%M:%S%:z")
      said[:url] = doc.url
    end
    title = doc.data["title"].to_s.split.join(" ")
    said[:title] = title unless title.empty?
    people, author = site.data["authors"], doc.data["author"]
    if people.is_a?(Hash) && author.is_a?(String)
      said[:authors] = [people.dig(author, "name") || author] # as themes look it up
    end
    facts[name.(doc)] = said
  end
  File.write(ENV["DUMP"], JSON.generate({ lists: found, facts: facts }))
end
"""


def version() -> str:
    """Jekyll's version."""
    done = subprocess.run(["jekyll", "--version"], check=True, capture_output=True, text=True)
    return done.stdout.split()[-1]


def build(site: Path, scratch: Path) -> Built:
    """Every list that is paged, `site.categories` and `site.tags`, and what each post is called."""
    folder = scratch / "site"
    shutil.copytree(site, folder, symlinks=True)
    plugins = scratch / "plugins"
    plugins.mkdir()
    (plugins / "dump.rb").write_text(_PLUGIN, encoding="utf-8")
    for source in (folder, folder / "src"):
        if source.is_dir():
            layouts = source / "_layouts"
            layouts.mkdir(exist_ok=True)
            for name in ("post", "auto"):
                (layouts / f"{name}.html").write_text("---\n---\n{{ content }}\n", "utf-8")
    dump = scratch / "dump.json"
    done = subprocess.run(
        ["jekyll", "build", "--plugins", str(plugins), "--destination", str(scratch / "out")],
        cwd=folder, capture_output=True, text=True,
        env={**os.environ, "LANG": "C.UTF-8", "TZ": "UTC", "DUMP": str(dump),
             "SITE_ROOT": str(folder), "JEKYLL_NO_BUNDLER_REQUIRE": "1"},
    )  # fmt: skip
    if done.returncode or not dump.exists():
        raise RuntimeError(done.stderr)
    told: dict[str, Any] = json.loads(dump.read_text(encoding="utf-8"))
    lists: list[BuiltList] = sorted(
        told["lists"], key=lambda one: (one["kind"], one["term"] or "", json.dumps(one["pages"]))
    )
    return {"lists": lists, "posts": dict(sorted(told["facts"].items()))}
