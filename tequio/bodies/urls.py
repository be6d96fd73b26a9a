from __future__ import annotations

from tequio.bodies.seat_urls import seat_urls
from tequio.bodies.session_urls import session_urls

app_name = "bodies"
urlpatterns = [*seat_urls, *session_urls]
