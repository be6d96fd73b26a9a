from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0001_initial"),
        ("people", "0002_entry_codes"),
    ]

    operations = [
        migrations.CreateModel(
            name="CriterionCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "criterion",
                    models.CharField(
                        choices=[
                            ("specific", "Puntual"),
                            ("feasible", "Realizable"),
                            ("measurable", "Medible"),
                            ("transforming", "Transformador"),
                        ],
                        max_length=20,
                    ),
                ),
                ("met", models.BooleanField()),
                ("reason", models.TextField()),
                ("checked_at", models.DateTimeField()),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="criteria_checked", to="people.person"
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="commitments.commitment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "criterion"), name="commitments_criterioncheck_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="commitments_criterioncheck_reason"
                    ),
                ],
            },
        ),
    ]
