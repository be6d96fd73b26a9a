from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
@pytest.mark.covers("case:M1")
def test_the_models_and_the_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
@pytest.mark.covers("case:M1")
def test_an_empty_database_reaches_the_schema_of_the_models() -> None:
    """Every table and column of the models is there, and no other table of ours."""
    from django.apps import apps

    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            assert columns == {field.column for field in model._meta.concrete_fields}, table
            tables.discard(table)
    assert tables == {"django_migrations"}
