from __future__ import annotations

from tequio.bodies.seat_urls import seat_urls

app_name = "bodies"
urlpatterns = [*seat_urls]
