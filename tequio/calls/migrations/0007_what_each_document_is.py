"""What each document of an application is; those that came before say only that they are one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="applicationfile",
            name="label",
            field=models.CharField(default="Documento", max_length=120),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="applicationfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="calls_applicationfile_says_what"
            ),
        ),
    ]
