"""A photograph as it may be published: upright, of a reasonable size, and with nothing in it but the picture."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from importlib import import_module

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from tequio.formats.attachments import UnacceptableFile, refused

#: a picture of more points is not opened: 40 million fill 160 MB once decoded
MOST_POINTS = 40_000_000
#: longest side of what is published, in points
LONGEST = 2400
QUALITY = 85
#: longest side of a small copy, twice the width at which it is drawn
SMALL = 640
_READERS = {"jpg": ("JPEG",), "png": ("PNG",), "webp": ("WEBP",), "heic": ("HEIF",)}


@dataclass(frozen=True, slots=True)
class Photo:
    """``width`` and ``height`` in points, after turning it as the camera was held."""

    content: bytes
    kind: str
    width: int
    height: int


def clean_photo(data: bytes, kind: str, name: str, *, longest: int = LONGEST) -> Photo:
    """Draw the picture again and keep only its points: no EXIF, no XMP, no thumbnail, no comment, no place.

    Its size is read from the header, before anything is decoded. Raises UnacceptableFile: too many points, damaged, cut.
    """
    if kind == "heic":
        import_module("pillow_heif").register_heif_opener(thumbnails=False)
    # the maker of PDF, where it was imported, leaves Pillow filling in what a cut file lacks
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            # our own limit is below the one at which Pillow warns
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _redrawn(data, kind, name, longest)
    except Image.DecompressionBombError as bomb:
        raise _too_many(name) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as broken:
        raise refused(name, "está dañado o llegó incompleto. Vuelva a copiarlo del teléfono o de la cámara") from broken


def thumbnail(data: bytes, kind: str, name: str) -> bytes:
    """A small JPEG of a picture, without anything but its points. Raises UnacceptableFile as ``clean_photo`` does."""
    plain = clean_photo(data, kind, name, longest=SMALL)
    if plain.kind == "jpg":
        return plain.content
    out = io.BytesIO()
    with Image.open(io.BytesIO(plain.content), formats=("PNG",)) as drawn:
        drawn.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _redrawn(data: bytes, kind: str, name: str, longest: int) -> Photo:
    with Image.open(io.BytesIO(data), formats=_READERS[kind]) as picture:
        if picture.width * picture.height > MOST_POINTS:
            raise _too_many(name)
        # a JPEG is decoded at the scale needed, so a large one costs little memory
        picture.draft("RGB", (longest, longest))
        turned = ImageOps.exif_transpose(picture)
        turned.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        plain = _points_only(turned)
    out = io.BytesIO()
    if kind == "png":
        plain.save(out, "PNG", optimize=True)
    else:
        plain.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Photo(out.getvalue(), "png" if kind == "png" else "jpg", plain.width, plain.height)


def _points_only(picture: Image.Image) -> Image.Image:
    """On white where it lets through; in the colours of the web, because the profile goes too."""
    profile = picture.info.get("icc_profile")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        picture = Image.new("RGBA", layer.size, "white")
        picture.alpha_composite(layer)
    colours = picture if picture.mode in ("RGB", "CMYK", "L") else picture.convert("RGB")
    if profile and colours.mode != "L":
        colours = _in_web_colours(colours, profile)
    clean = Image.new("RGB", colours.size)
    clean.paste(colours.convert("RGB"))
    return clean


def _in_web_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _too_many(name: str) -> UnacceptableFile:
    return refused(name, "tiene más de 40 millones de puntos y no se abre. Redúzcala y vuelva a enviarla")
