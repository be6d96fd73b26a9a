from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workplans", "0003_editing_and_meetings")]

    operations = [
        migrations.AddField(
            model_name="baseline",
            name="decision_uid",
            field=models.UUIDField(editable=False, null=True),
        ),
    ]
