"""The files that pictures stand in: found, looked at, fetched where that was asked for, decoded.

Everything here may take its time and belongs into a thread. Nothing but `fetch` reads the network.
"""

from __future__ import annotations

import io
import re
import struct
import time
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from urllib.request import Request

    from PIL.Image import Image

LARGEST = 20_000_000  # bytes of a file
MOST_PIXELS = 50_000_000
# What Pillow is let loose on. Some of its other formats start programs (EPS).
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "ICO", "PPM", "AVIF", "JPEG2000")
# Where engines keep what a site serves from its top.
_SERVED = ("", "static", "assets", "public", "source", "content")
_DEEPEST = 8
_WAIT = 10.0  # seconds for a server to say something
_LONGEST = 60.0  # seconds for a whole picture
# Formats whose pictures say how they lie; the others are decoded whole to know it.
_TURNED = ("JPEG", "MPO", "WEBP")
_ORIENTATION, _LYING = 0x0112, (5, 6, 7, 8)
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~-._"
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


class NotDrawnError(Exception):
    """A picture cannot be drawn; its text says why in a word or two."""


class Found(NamedTuple):
    """A picture that can be drawn: where it stands, its size in pixels as seen, in bytes."""

    place: Path | bytes
    width: int
    height: int
    length: int

    @property
    def note(self) -> str:
        """The sizes, as a reader is told them."""
        size = f"{max(1, round(self.length / 1000)):,} KB"
        if self.length >= 1_000_000:
            size = f"{self.length / 1_000_000:.1f} MB"
        return f"{self.width}×{self.height}, {size}"


def remote(source: str) -> bool:
    """Whether a picture stands on the web."""
    return _REMOTE.match(source) is not None


def find(root: Path, post: str, source: str) -> Path:
    """The file that a post at the path `post` means by `source`; none outside `root`.

    Tried are the folder of the post (also its page bundle, or a folder of its name as Hexo has it),
    then the folders that a site is served from, `root` being the site or above it. Raises
    NotDrawnError.
    """
    try:
        top = root.resolve()
        for path in _candidates(root, post, source):
            real = path.resolve()
            if real.is_file() and real.is_relative_to(top):
                return real
    except (OSError, ValueError, RuntimeError) as error:
        # A name that no file can have, or links in a circle.
        raise NotDrawnError("no such file") from error
    raise NotDrawnError("no such file")


def _candidates(root: Path, post: str, source: str) -> Iterator[Path]:
    path = unquote(urlsplit(source).path)
    inside = path.lstrip("/")
    if not inside:
        return
    here = PurePosixPath(post)
    if not path.startswith("/"):
        yield root / here.parent / path
        yield root / here.with_suffix("") / path
    # The site's own folder may be any of those that the post stands in.
    for site in (PurePosixPath(), *here.parents[:-1][:_DEEPEST]):
        for folder in _SERVED:
            yield root / site / folder / inside


def written_in(source: str) -> bytes:
    """The picture that a `data:` source holds itself. Raises NotDrawnError."""
    kind, comma, data = source.partition(",")
    if not comma or len(data) > 2 * LARGEST:
        raise NotDrawnError("no picture that can be drawn")
    held = unquote_to_bytes(data)
    try:
        return b64decode(held) if kind.lower().endswith(";base64") else held
    except ValueError as error:
        raise NotDrawnError("no picture that can be drawn") from error


def look(place: Path | bytes) -> Found:
    """The sizes of a picture, by its first bytes. Raises NotDrawnError."""
    try:
        length = len(place) if isinstance(place, bytes) else place.stat().st_size
    except OSError as error:
        raise NotDrawnError("cannot be read") from error
    if length > LARGEST:
        raise NotDrawnError(f"{length / 1_000_000:.0f} MB: too large to draw")
    with _Opened(place) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise NotDrawnError(f"{width}×{height}: too large to draw")
        if image.format in _TURNED and image.getexif().get(_ORIENTATION, 1) in _LYING:
            width, height = height, width
    return Found(place, width, height, length)


def decode(found: Found, width: int, height: int, ground: tuple[int, int, int]) -> Image:
    """A picture in RGB at a size in pixels, on a ground where it lets one through.

    Its first frame where it moves, the right way up. Raises NotDrawnError.
    """
    import PIL.Image
    from PIL import ImageOps

    with _Opened(found.place) as opened:
        if opened.size[0] * opened.size[1] > MOST_PIXELS:
            raise NotDrawnError("too large to draw")  # it is another one by now
        longer = max(width, height)
        opened.draft("RGB", (longer, longer))
        image: Image = opened
        if opened.format in _TURNED:
            image = ImageOps.exif_transpose(image)
        clear = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
        if image.mode.startswith("I;16") or image.mode in ("I", "F"):
            image = _levelled(image)
        image = image.convert("RGBA" if clear else "RGB")
        image = image.resize((width, height), PIL.Image.Resampling.LANCZOS, reducing_gap=2.0)
        if not clear:
            return image
        below = PIL.Image.new("RGBA", image.size, (*ground, 255))
        return PIL.Image.alpha_composite(below, image).convert("RGB")


def _levelled(image: Image) -> Image:
    """A picture of more than 8 bits a pixel, from its darkest to its lightest."""
    grey = image.convert("F")
    low, high = (float(str(level)) for level in grey.getextrema())
    scale = 255 / max(high - low, 1e-9)
    shift = -low * scale
    return grey.point(lambda value: value * scale + shift).convert("L")


class _Opened:
    """A picture while it is read; whatever Pillow stumbles over is a NotDrawnError."""

    def __init__(self, place: Path | bytes) -> None:
        self._place = place
        self._image: Image | None = None

    def __enter__(self) -> Image:
        import PIL.Image

        try:
            file: IO[bytes] | Path
            file = io.BytesIO(self._place) if isinstance(self._place, bytes) else self._place
            self._image = PIL.Image.open(file, formats=_FORMATS)
        except PIL.Image.DecompressionBombError as error:
            raise NotDrawnError("too large to draw") from error
        except _broken() as error:
            raise NotDrawnError("no picture that can be drawn") from error
        return self._image

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._image is not None:
            self._image.close()
        if isinstance(error, _broken()):
            raise NotDrawnError("cannot be drawn") from error


def _broken() -> tuple[type[BaseException], ...]:
    """What reading a damaged picture raises: its formats were written by many hands."""
    from PIL.Image import DecompressionBombError

    plain = (OSError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, SyntaxError)
    return (*plain, AttributeError, MemoryError, RuntimeError, struct.error, zlib.error,
            DecompressionBombError)  # fmt: skip


def fetch(source: str, stopped: Callable[[], bool] = lambda: False) -> bytes:
    """A picture from the web, by http or https alone, also where the server sends one elsewhere.

    `stopped` is asked now and then. Raises NotDrawnError.
    """
    from http.client import HTTPException
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    class OnTheWeb(HTTPRedirectHandler):
        def redirect_request(
            self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage,
            newurl: str,
        ) -> Request | None:  # fmt: skip
            if urlsplit(newurl).scheme not in ("http", "https"):
                raise OSError("sent elsewhere than to the web")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    url = quote(f"https:{source}" if source.startswith("//") else source, safe=_IN_ADDRESSES)
    until = time.monotonic() + _LONGEST
    parts = bytearray()
    try:
        if urlsplit(url).scheme.lower() not in ("http", "https"):
            raise NotDrawnError("not on the web")
        request = Request(url, headers={"User-Agent": "reader", "Accept": "image/*"})  # noqa: S310
        with build_opener(OnTheWeb).open(request, timeout=_WAIT) as answer:
            while part := answer.read1(65_536):
                parts += part
                if len(parts) > LARGEST:
                    raise NotDrawnError("too large to draw")
                if stopped() or time.monotonic() > until:
                    raise NotDrawnError("took too long")
    except (OSError, ValueError, HTTPException) as error:
        status = getattr(error, "code", None)
        raise NotDrawnError(f"not to be had: {status}" if status else "not to be had") from error
    return bytes(parts)
