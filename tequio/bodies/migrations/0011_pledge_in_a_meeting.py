# In which meeting a pledge was made

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0010_session_photos"),
    ]

    operations = [
        migrations.AddField(
            model_name="pledge",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pledges",
                to="bodies.session",
            ),
        ),
    ]
