"""Pictures in the reading pane: what is drawn, what is only told, and what stays where it is."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any
from zlib import crc32

import pytest
from PIL import Image
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from reader.model import Post
from reader.source.document import parse
from reader.tui.widgets.reading import ReadingPane

STYLES = Path(__file__).parents[2] / "reader" / "tui" / "app.tcss"
RED, BLUE = (200, 10, 10), (10, 10, 200)


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half cells are nothing but colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)


class PaneApp(App[None]):
    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, root: Path, images: str = "blocks") -> None:
        super().__init__()
        self.pane = ReadingPane(root=root, images=images)

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.focus()

    async def read(self, pilot: Pilot[None], text: str, path: str = "post.md") -> None:
        self.pane.show(Post(path, "A title"), parse(path, text))
        await loaded(pilot)


async def loaded(pilot: Pilot[Any]) -> None:
    """Wait until every picture near the screen is there."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def picture(path: Path, size: tuple[int, int] = (80, 64), **more: Any) -> Path:
    """A picture, red above and blue below."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (0, size[1] // 2, *size))
    image.save(path, **more)
    return path


def rows(pane: ReadingPane) -> list[str]:
    """The lines of the screen; cells of pictures are told by their colour."""
    found = []
    for y in range(pane.size.height):
        line = ""
        for text, style, _ in pane.render_line(y):
            if "▀" in text and style is not None and style.color is not None:
                triplet = style.color.triplet
                assert triplet is not None
                text = ("R" if triplet.red > triplet.blue else "B") * len(text)
            line += text
        found.append(line.strip())
    return found


async def test_a_picture_is_drawn_in_half_cells(tmp_path: Path) -> None:
    picture(tmp_path / "images" / "flag.png")
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await app.read(pilot, "Before.\n\n![A flag](images/flag.png)\n\nAfter.\n")
        lines = rows(app.pane)
        at = lines.index("Before.")
        # 80×64 pixels are 10×4 cells of 8×16.
        assert lines[at + 1 : at + 9] == [
            "", "RRRRRRRRRR", "RRRRRRRRRR", "BBBBBBBBBB", "BBBBBBBBBB", "A flag", "", "After.",
        ]  # fmt: skip
        assert app.pane.sheet is not None
        assert not any("image:" in line for line in lines)


async def test_a_large_one_fits_the_text_and_two_thirds_of_the_pane(tmp_path: Path) -> None:
    picture(tmp_path / "wide.png", (4000, 400))
    picture(tmp_path / "high.png", (400, 4000))
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 24)) as pilot:
        await app.read(pilot, "![](wide.png)")
        drawn = [line for line in rows(app.pane) if line.startswith(("R", "B"))]
        assert {len(line) for line in drawn} == {app.pane.text_width}
        await app.read(pilot, "![](high.png)", "other.md")
        drawn = [line for line in rows(app.pane) if line and set(line) <= {"R", "B"}]
        assert len(drawn) == 16
        await pilot.resize_terminal(60, 12)
        await loaded(pilot)
        drawn = [line for line in rows(app.pane) if line and set(line) <= {"R", "B"}]
        assert len(drawn) == 8


async def test_it_scrolls_row_by_row_and_is_neither_copied_nor_found(tmp_path: Path) -> None:
    picture(tmp_path / "p.png", (160, 160))
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 12)) as pilot:
        text = "\n\n".join(f"Paragraph {n}." for n in range(30))
        await app.read(pilot, f"![Alt](p.png)\n\n{text}\n")
        before = rows(app.pane)
        first = next(y for y, line in enumerate(before) if line.startswith("R"))
        for _ in range(first + 1):
            await pilot.press("j")
        after = rows(app.pane)
        assert after[0] == before[first + 1]
        assert after[: len(before) - first - 1] == before[first + 1 :]
        await pilot.press("y")
        await loaded(pilot)
        assert "▀" not in app.clipboard
        assert "Alt\n\nParagraph 0.\n" in app.clipboard
        assert app.pane.search("Alt") == 1


async def test_what_is_read_stays_where_it_is_while_pictures_come_in(tmp_path: Path) -> None:
    for number in range(12):
        picture(tmp_path / f"{number}.png", (320, 320))
    parts = [f"Paragraph {n}.\n\n![]({n}.png)" for n in range(12)]
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await app.read(pilot, "\n\n".join(parts))
        await pilot.press("G")
        # Nothing that has come in since the key was pressed has moved the end of the post.
        await loaded(pilot)
        for _ in range(6):
            before = rows(app.pane)
            await pilot.press("k")
            at_once = rows(app.pane)
            await loaded(pilot)
            assert rows(app.pane)[1:] == before[:-1]
            assert [line for line in at_once if line.startswith("Para")] == [
                line for line in rows(app.pane) if line.startswith("Para")
            ]


async def test_a_post_that_changed_keeps_its_place_and_room_for_its_pictures(
    tmp_path: Path,
) -> None:
    for number in range(12):
        picture(tmp_path / f"{number}.png", (320, 320))
    parts = [f"![]({n}.png)" if n % 4 else f"Paragraph {n}." for n in range(12)]
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await app.read(pilot, "\n\n".join(parts))
        for added in range(1, 9):
            await pilot.press("space" if added < 6 else "j")
            await loaded(pilot)
            before = rows(app.pane)
            await app.read(pilot, "\n\n".join([*["New."] * added, *parts]))
            assert rows(app.pane) == before


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("none.png", "(none.png, no such file)"),
        ("../outside.png", "(../outside.png, no such file)"),
        ("linked.png", "(linked.png, no such file)"),
        ("drawn.svg", "(drawn.svg, no picture that can be drawn)"),
        ("text.png", "(text.png, no picture that can be drawn)"),
        ("folder.png", "(folder.png, no such file)"),
        ("bomb.png", "(bomb.png, too large to draw)"),
        ("large.png", "(large.png, 8000×8000: too large to draw)"),
        ("heavy.png", "(heavy.png, 21 MB: too large to draw)"),
        ("half.png", "(half.png, cannot be drawn)"),
        ("a%00b.png", "(a%00b.png, no such file)"),
        ("http://127.0.0.1:9/p.png", "(http://127.0.0.1:9/p.png, on the web)"),
        ("//example.org/p.png", "(//example.org/p.png, on the web)"),
    ],
)
async def test_what_cannot_be_drawn_is_told(tmp_path: Path, source: str, told: str) -> None:
    root = tmp_path / "root"
    whole = picture(tmp_path / "outside.png", (200, 200)).read_bytes()
    root.mkdir()
    (root / "linked.png").symlink_to(tmp_path / "outside.png")
    (root / "drawn.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (root / "text.png").write_text("This is no picture.")
    (root / "folder.png").mkdir()
    (root / "bomb.png").write_bytes(claiming(30_000))
    (root / "large.png").write_bytes(claiming(8_000))
    with (root / "heavy.png").open("wb") as file:
        file.write(whole)
        file.truncate(21_000_000)
    noise = Image.effect_noise((200, 200), 90)
    noise.save(root / "half.png")
    (root / "half.png").write_bytes((root / "half.png").read_bytes()[:9000])
    app = PaneApp(root)
    async with app.run_test(size=(90, 10)) as pilot:
        await app.read(pilot, f"![Alt]({source})")
        assert f"▸ image: Alt {told}" in rows(app.pane)


def claiming(pixels: int) -> bytes:
    """A small file that says it is so many pixels wide and high."""
    held = BytesIO()
    Image.new("1", (8, 8)).save(held, "PNG")
    data = bytearray(held.getvalue())
    data[16:24] = pixels.to_bytes(4, "big") * 2
    data[29:33] = crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


async def test_off_tells_the_size_and_draws_nothing(tmp_path: Path) -> None:
    picture(tmp_path / "p.png")
    app = PaneApp(tmp_path, "off")
    async with app.run_test(size=(60, 10)) as pilot:
        await app.read(pilot, "![Alt](p.png)")
        assert "▸ image: Alt (p.png, 80×64, 1 KB)" in rows(app.pane)


@pytest.mark.parametrize(
    ("post", "source", "file"),
    [
        ("post.md", "p.png", "p.png"),
        ("post.md", "p.png?raw=true#top", "p.png"),
        ("post.md", "a%20b.png", "a b.png"),
        ("posts/one/index.md", "p.png", "posts/one/p.png"),
        ("posts/one.md", "p.png", "posts/one/p.png"),
        ("posts/one.md", "../images/p.png", "images/p.png"),
        ("posts/one.md", "/images/p.png", "images/p.png"),
        ("posts/one.md", "/images/p.png", "static/images/p.png"),
        ("posts/one.md", "/images/p.png", "assets/images/p.png"),
        ("posts/one.md", "/images/p.png", "public/images/p.png"),
        ("posts/one.md", "assets/p.png", "assets/p.png"),
        ("docs/blog/posts/one.md", "/blog/images/p.png", "docs/blog/images/p.png"),
        ("site/content/posts/one.md", "/images/p.png", "site/static/images/p.png"),
    ],
)
async def test_it_is_looked_for_where_engines_keep_it(
    tmp_path: Path, post: str, source: str, file: str
) -> None:
    picture(tmp_path / file)
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 12)) as pilot:
        await app.read(pilot, f"![](<{source}>)", post)
        assert "RRRRRRRRRR" in rows(app.pane)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("p.jpg", {"quality": 95}),
        ("p.gif", {"save_all": True, "append_images": [Image.new("RGB", (80, 64), BLUE)]}),
        ("p.webp", {"lossless": True}),
        ("p.bmp", {}),
    ],
)
async def test_formats_are_known_by_what_is_in_them(
    tmp_path: Path, name: str, more: dict[str, Any]
) -> None:
    picture(tmp_path / name, **more).rename(tmp_path / "p.png")
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 12)) as pilot:
        await app.read(pilot, "![](p.png)")
        assert [line for line in rows(app.pane) if set(line) & {"R", "B"} and "i" not in line] == [
            "RRRRRRRRRR", "RRRRRRRRRR", "BBBBBBBBBB", "BBBBBBBBBB",
        ]  # fmt: skip


@pytest.mark.parametrize("form", ["data:image/png;base64,{}", "data:;base64,{}"])
async def test_what_stands_in_the_source_itself_is_drawn(tmp_path: Path, form: str) -> None:
    source = form.format(b64encode(picture(tmp_path / "p.png").read_bytes()).decode())
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 12)) as pilot:
        await app.read(pilot, f'<img src="{source}" alt="Alt">')
        assert "RRRRRRRRRR" in rows(app.pane)
        await app.read(pilot, f'<img src="{source[:90]}" alt="Alt">', "other.md")
        assert any("drawn" in line for line in rows(app.pane))


async def test_a_photograph_stands_the_right_way_up(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # its top is on the right
    picture(tmp_path / "p.jpg", (64, 80), quality=95, exif=exif)
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 12)) as pilot:
        await app.read(pilot, "![](p.jpg)")
        assert "BBBBBRRRRR" in rows(app.pane)


async def test_what_lets_light_through_shows_the_ground_of_the_pane(tmp_path: Path) -> None:
    Image.new("RGBA", (80, 64), (255, 255, 255, 0)).save(tmp_path / "p.png")
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 12)) as pilot:
        await app.read(pilot, "![](p.png)")
        ground = app.pane.background_colors[1].rgb
        seen = {
            style.color.triplet
            for y in range(12)
            for text, style, _ in app.pane.render_line(y)
            if "▀" in text and style is not None and style.color is not None
        }
        assert seen == {ground}


async def test_furniture_stays_beside_it_and_its_link_can_be_followed(tmp_path: Path) -> None:
    picture(tmp_path / "p.png")
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await app.read(pilot, "> - ![Alt](p.png)\n\n> ![](p.png)\n")
        lines = rows(app.pane)
        assert "▌ • RRRRRRRRRR" in lines
        assert "▌   BBBBBBBBBB" in lines
        assert "▌   Alt" in lines
        assert "▌ BBBBBBBBBB" in lines
        await pilot.press("tab")
        assert app.pane.current_link == "p.png"


async def test_matches_and_links_are_where_they_were_once_it_is_drawn(tmp_path: Path) -> None:
    app = PaneApp(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await app.read(pilot, "![](p.png)\n\nA word [and](a.md) p.png.\n")
        assert app.pane.search("p.png") == 2
        await pilot.press("tab")
        assert app.pane.current_link == "p.png"
        picture(tmp_path / "p.png")
        assert app.pane.sheet is not None
        app.pane._tell("p.png", None)
        app.pane.look_for_pictures()
        await loaded(pilot)
        assert "RRRRRRRRRR" in rows(app.pane)
        # Its name is not shown any more.
        assert app.pane.matches == 1
        gone = app.pane.current_link
        assert gone is None
        await pilot.press("n", "p")
        await pilot.press("tab")
        assert app.pane.current_link == "a.md"


async def test_another_post_lets_go_of_the_pictures_of_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(tmp_path / "p.png")
    app = PaneApp(tmp_path, "kitty")
    async with app.run_test(size=(60, 20)) as pilot:
        sent: list[str] = []
        monkeypatch.setattr(app.pane, "_send", sent.append)
        await app.read(pilot, "![](p.png)\n\n![](p.png)\n")
        assert len(sent) == 1
        assert sent[0].startswith("\x1b_G")
        assert sum("\U0010eeee" in line for line in rows(app.pane)) == 8
        await app.read(pilot, "No picture.", "other.md")
        assert len(sent) == 2
        assert sent[1].startswith("\x1b_Ga=d,d=I,i=")


async def test_what_is_far_away_is_let_go(tmp_path: Path) -> None:
    for number in range(60):
        picture(tmp_path / f"{number}.png", (480, 480))
    app = PaneApp(tmp_path)
    async with app.run_test(size=(64, 30)) as pilot:
        await app.read(pilot, "\n\n".join(f"![]({n}.png)" for n in range(60)))
        for _ in range(50):
            await pilot.press("space")
            await loaded(pilot)
        assert app.pane._gallery is not None
        assert 2 < len(app.pane._gallery._drawn) < 30
        assert any(line.startswith(("R", "B")) for line in rows(app.pane))


@pytest.mark.parametrize("images", ["blocks", "kitty", "sixel"])
async def test_every_line_is_as_wide_as_the_screen(
    tmp_path: Path, images: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(tmp_path / "p.png", (640, 192))
    monkeypatch.setattr(ReadingPane, "_cell", lambda pane: (8, 16))
    app = PaneApp(tmp_path, images)
    async with app.run_test(size=(100, 20)) as pilot:
        await app.read(pilot, "> ![Alt](p.png)\n\nText")
        strips = app.screen._compositor.render_strips()
        assert {sum(part.cell_length for part in strip) for strip in strips} == {100}
        written = "".join(part.text for strip in strips for part in strip)
        sign = {"blocks": "▀", "kitty": "\U0010eeee", "sixel": "\x1bP"}[images]
        # 640×192 pixels are 80×12 cells.
        assert written.count(sign) == (12 if images == "sixel" else 80 * 12)


# Shows posts in the pane and prints which modules there are after each.
_LOADED = """
import asyncio, json, sys
from pathlib import Path
from textual.app import App
from reader.model import Post
from reader.source.document import parse
from reader.tui.widgets.reading import ReadingPane

async def main():
    pane = ReadingPane(root=Path(sys.argv[1]), images="blocks")
    class PaneApp(App):
        def compose(self):
            yield pane
    app = PaneApp()
    async with app.run_test() as pilot:
        for text in sys.argv[2:]:
            pane.show(Post(text, "A title"), parse("post.md", text))
            await pilot.pause()
            await app.workers.wait_for_complete()
            print(json.dumps(sorted(sys.modules)))

asyncio.run(main())
"""


def test_only_a_text_with_pictures_loads_what_draws_them(tmp_path: Path) -> None:
    picture(tmp_path / "p.png")
    texts = ["A text with ![one](p.png) in a line.", "![One](p.png)"]
    told = subprocess.run(
        [sys.executable, "-c", _LOADED, str(tmp_path), *texts],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    without, having = (set(json.loads(line)) for line in told.stdout.splitlines())
    drawing = {"PIL", "textual_image", "reader.tui.gallery", "reader.tui.image_files"}
    assert drawing & without == set()
    assert drawing <= having
    # Nothing for the web, as long as nothing is fetched.
    assert "urllib.request" not in having


# The network


@contextmanager
def server(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[tuple[str, list[str]]]:
    """A server of this machine: its address, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            answer(self)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=served.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{served.server_port}", asked
    finally:
        served.shutdown()
        served.server_close()


async def test_a_picture_on_the_web_comes_only_when_asked_for(tmp_path: Path) -> None:
    data = picture(tmp_path / "p.png").read_bytes()

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(data)

    app = PaneApp(tmp_path)
    with server(answer) as (address, asked):
        async with app.run_test(size=(80, 12)) as pilot:
            await app.read(pilot, f"![Alt]({address}/p.png)")
            assert asked == []
            assert any(line.endswith("on the web)") for line in rows(app.pane))
            await pilot.press("I")
            await loaded(pilot)
            assert asked == ["/p.png"]
            assert "RRRRRRRRRR" in rows(app.pane)


@pytest.mark.parametrize(
    ("status", "headers", "told"),
    [
        (404, {}, "not to be had: 404"),
        (302, {"Location": "file:///etc/hostname"}, "not to be had: 302"),
        (302, {"Location": "ftp://127.0.0.1/p.png"}, "not to be had"),
        (200, {}, "no picture that can be drawn"),
    ],
)
async def test_a_failure_is_a_quiet_word(
    tmp_path: Path, status: int, headers: dict[str, str], told: str
) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(b"no picture")

    app = PaneApp(tmp_path)
    with server(answer) as (address, asked):
        async with app.run_test(size=(90, 12)) as pilot:
            await app.read(pilot, f"![Alt]({address}/p.png)")
            await pilot.press("I")
            await loaded(pilot)
            assert asked == ["/p.png"]
            assert f"▸ image: Alt ({address}/p.png, {told})" in rows(app.pane)
