"""What the database itself refuses: to change or to delete an event that was sealed. Called by the migrations."""

from __future__ import annotations

from typing import Any

SAME = " OR ".join(
    f'OLD."{column}" IS {{distinct}} NEW."{column}"'
    for column in (
        "uid",
        "verb",
        "subject_kind",
        "subject_uid",
        "exercise_uid",
        "actor_uid",
        "at",
        "changes",
        "reserved",
    )
)
REFUSAL = "un evento sellado del registro no se cambia ni se borra"

SQLITE = [
    f"""CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
        WHEN OLD.sequence IS NOT NULL OR {SAME.replace("{distinct}", "NOT")}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
        WHEN OLD.sequence IS NOT NULL
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
    f"""CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event FOR EACH ROW
        WHEN (OLD.sequence IS NOT NULL OR {SAME.replace("{distinct}", "DISTINCT FROM")})
        EXECUTE FUNCTION audit_refuse_change()""",
    """CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event FOR EACH ROW
        EXECUTE FUNCTION audit_refuse_change()""",
]


def guard(apps: Any, schema_editor: Any) -> None:
    """Nobody rewrites the record, not even this program: only numbering an event once is let through."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)
