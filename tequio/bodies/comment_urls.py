"""Addresses of what an advisory body is asked."""

from __future__ import annotations

from django.urls import path

from tequio.bodies.views import comments

ROUNDS = "<slug:slug>/organos/<uuid:uid>/comentarios/"
ROUND = f"{ROUNDS}<uuid:round>/"

comment_urls = [
    path(ROUNDS, comments.rounds, name="comment_rounds"),
    path(f"{ROUNDS}nueva/", comments.ask, name="comment_round_new"),
    path(ROUND, comments.round, name="comment_round"),
    path(f"{ROUND}documento/", comments.document, name="comment_document"),
    path(f"{ROUND}<slug:verb>/", comments.act, name="comment_act"),
]
