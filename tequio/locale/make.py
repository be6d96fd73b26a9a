"""Catalogues of the site: ``python tequio/locale/make.py`` after changing a text; needs GNU gettext, which running the site does not.

The sources are Spanish. ``es_MX`` holds every text as itself, so that it is found at the first look-up and never taken from
Django's own Spanish; ``en`` is filled by hand, and what it lacks is shown in Spanish.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLURALS = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"'


def catalogue(language: str) -> Path:
    return HERE / language / "LC_MESSAGES" / "django.po"


def django(*arguments: str) -> None:
    command = [
        sys.executable,
        "-m",
        "django",
        *arguments,
        "--settings",
        "tequio.config.settings",
        "--pythonpath",
        str(HERE.parent.parent),
    ]
    subprocess.run(command, cwd=HERE.parent, check=True)


def entries(text: str) -> list[str]:
    """The header first, then one block per message."""
    return text.strip().split("\n\n")


def as_itself(block: str) -> str:
    """The same message with its own text as translation."""
    singular = re.search(r'^msgid ((?:".*"\n?)+)', block, flags=re.M)
    plural = re.search(r'^msgid_plural ((?:".*"\n?)+)', block, flags=re.M)
    if singular is None:
        return block
    head = block[: re.search(r"^msgstr", block, flags=re.M).start()]  # type: ignore[union-attr]
    if plural:
        return f"{head}msgstr[0] {singular[1].strip()}\nmsgstr[1] {plural[1].strip()}"
    return f"{head}msgstr {singular[1].strip()}"


def fill_spanish() -> None:
    path = catalogue("es_MX")
    head, *blocks = entries(path.read_text(encoding="utf-8"))
    head = re.sub(r'"Plural-Forms: .*"', lambda _: PLURALS, head)
    kept = [as_itself(block) for block in blocks if not block.startswith("#~")]
    path.write_text("\n\n".join([head.replace("#, fuzzy\n", ""), *kept]) + "\n", encoding="utf-8")


def forget_guesses() -> None:
    """What gettext guesses from a similar text is worse than nothing: such a text waits for a person."""
    path = catalogue("en")
    head, *blocks = entries(path.read_text(encoding="utf-8"))
    kept = [unguessed(block) if "#, fuzzy" in block else block for block in blocks]
    path.write_text("\n\n".join([head.replace("#, fuzzy\n", ""), *kept]) + "\n", encoding="utf-8")


def unguessed(block: str) -> str:
    plain = re.sub(
        r"^#\|.*\n", "", re.sub(r"^#, fuzzy(, )?", "#, ", block, flags=re.M).replace("#, \n", ""), flags=re.M
    )
    return re.sub(r'^(msgstr(?:\[\d\])?) ".*"(?:\n".*")*', r'\1 ""', plain, flags=re.M)


def main() -> None:
    django("makemessages", "-l", "en", "-l", "es_MX", "--no-obsolete", "--no-wrap", "--no-location", "-v0")
    fill_spanish()
    forget_guesses()
    django("compilemessages", "-v0")
    missing = sum(
        bool(re.search(r'^msgstr(?:\[0\])? ""$(?!\n")', block, flags=re.M))
        for block in entries(catalogue("en").read_text("utf-8"))[1:]
    )
    sys.stdout.write(f"sin inglés: {missing}\n")


if __name__ == "__main__":
    main()
