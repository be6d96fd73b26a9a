from __future__ import annotations

from tequio.bodies.comment_urls import comment_urls
from tequio.bodies.record_urls import record_urls
from tequio.bodies.seat_urls import seat_urls
from tequio.bodies.session_urls import session_urls
from tequio.bodies.table_urls import table_urls

app_name = "bodies"
urlpatterns = [*seat_urls, *comment_urls, *record_urls, *table_urls, *session_urls]
