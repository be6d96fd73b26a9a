from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import migrations, models


def number_seats(apps: Any, schema_editor: Any) -> None:
    """In the order in which they were given; whoever followed somebody has the number of that seat."""
    seats = apps.get_model("bodies", "Seat")
    numbers: dict[int, int] = {}
    last: dict[int, int] = defaultdict(int)
    for pk, body, replaced in seats.objects.order_by("pk").values_list("pk", "body_id", "replaces_id"):
        if replaced not in numbers:
            last[body] += 1
        numbers[pk] = numbers.get(replaced, last[body])
        seats.objects.filter(pk=pk).update(number=numbers[pk])


class Migration(migrations.Migration):
    dependencies = [("bodies", "0007_selection_kind")]

    operations = [
        migrations.AddField("seat", "number", models.PositiveIntegerField(default=1)),
        migrations.RunPython(number_seats, migrations.RunPython.noop),
        migrations.AddConstraint(
            "seat",
            models.UniqueConstraint(
                fields=["body", "number"], condition=models.Q(ends_on__isnull=True), name="bodies_seat_number_once"
            ),
        ),
    ]
