from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0002_evidence_form"),
    ]

    operations = [
        migrations.AddField(
            model_name="delay",
            name="decision_uid",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
    ]
