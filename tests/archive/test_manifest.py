"""«Contains everything» is held by a list of every table there is."""

from __future__ import annotations

import pytest
from django.apps import apps

from tequio.archive.contents.manifest import IN_THE_RECORD, KEPT, LEFT_OUT, SECRET_COLUMNS
from tequio.archive.contents.rows import columns_of


@pytest.mark.covers("req:99")
def test_every_table_is_handed_over_or_left_out_with_its_reason() -> None:
    there = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    kept = [each.table for each in KEPT]
    declared = [*kept, *IN_THE_RECORD, *LEFT_OUT]
    assert len(declared) == len(set(declared)), "a table is told once"
    assert sorted(there - set(declared)) == [], "tables without a line in tequio/archive/contents/manifest.py"
    assert sorted(set(declared) - there) == [], "lines of tables that no longer exist"
    assert all(len(reason) > 10 for reason in LEFT_OUT.values())


@pytest.mark.covers("req:99")
def test_of_a_table_that_is_handed_over_only_secrets_are_left_out() -> None:
    for kept in KEPT:
        model = apps.get_model(kept.table)
        missing = {each.name for each in model._meta.concrete_fields} - {each.name for each in columns_of(model)}
        assert missing <= SECRET_COLUMNS, kept.table
