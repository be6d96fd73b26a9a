# A body that ended says why

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_tables"),
        ("files", "0001_initial"),
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.AddField(model_name="body", name="ended_why", field=models.TextField(blank=True)),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True, ended_why="") | (Q(dissolved_on__isnull=False) & ~Q(ended_why="")),
                name="bodies_body_end_has_reason",
            ),
        ),
    ]
