"""The same Word or Excel file every time: Office writers put the hour of writing into the package, this takes it out.

Office Open XML is a zip (ECMA-376, part 2). Two packages with the same parts are equal byte for byte once the parts stand
in one order, bear one date and are compressed in one way.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

FIRST = "[Content_Types].xml"
#: the earliest moment that a zip can hold
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def settle(package: bytes, on: date = date(1980, 1, 1)) -> bytes:
    """The package with parts in order and every moment replaced by ``on``, a date that comes from the data."""
    source = zipfile.ZipFile(io.BytesIO(package))
    names = sorted(source.namelist(), key=lambda name: (name != FIRST, name))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in names:
            content = source.read(name)
            if name == "docProps/core.xml":
                content = STAMP.sub(rb"\g<1>" + on.isoformat().encode() + rb"T00:00:00Z\g<3>", content)
            member = zipfile.ZipInfo(name, ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            target.writestr(member, content)
    return out.getvalue()


#: what XML 1.0 cannot hold: control characters and lone halves of a pair
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with each character that XML cannot hold shown as U+FFFD, so that nothing is lost in silence."""
    return _UNPRINTABLE.sub("\ufffd", text)
