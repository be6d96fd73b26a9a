"""Icons on a grid of 24 with a stroke of 2, inline so that they print, take the colour of the text and cost no request."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

PATHS = {
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "clock": "M12 3a9 9 0 1 0 9 9M12 7v5l3.5 2",
    "warning": "M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.2",
    "box": "M4.5 4.5h15v15h-15z",
    "question": "M9.2 9a3 3 0 1 1 4.2 2.9c-.9.4-1.4 1-1.4 2.1M12 17.8v.2",
    "cross": "M6 6l12 12M18 6 6 18",
    "search": "M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M16 16l4.5 4.5",
    "download": "M12 4v11M7.5 10.8 12 15.3l4.5-4.5M5 20h14",
    "calendar": "M5 5.5h14a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1zM4 10h16M8.5 3v4M15.5 3v4",
    "print": "M7 9V4h10v5M7 17H4.5V9.5h15V17H17M7.5 14h9v6h-9z",
    "building": "M4 20.5h16M5.5 20V10M10 20V10M14 20V10M18.5 20V10M3.5 10 12 4.5 20.5 10z",
    "document": "M6 3h8l4.5 4.5V21H6zM14 3v5h4.5",
    "table": "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
    "arrow": "M5 12h13M13 6.5 18.5 12 13 17.5",
    "back": "M19 12H6M11 6.5 5.5 12l5.5 5.5",
    "info": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 11v5.5M12 7.5v.2",
    "person": "M12 4.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6M4.5 20.5c.8-4 3.8-6 7.5-6s6.700 2 7.5 6",
    "diamond": "M12 4l6 8-6 8-6-8z",
    "upload": "M12 15.500V4.500M7.500 8.700 12 4.200l4.500 4.500M5 20h14",
    "mail": "M3.5 5.5h17v13h-17zM4 7l8 6 8-6",
}
MARKUP: dict[str, SafeString] = {
    name: format_html('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', path)
    for name, path in PATHS.items()
}
