from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bodies", "0003_terms_and_directory")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="roll",
            field=models.JSONField(null=True),
        ),
    ]
