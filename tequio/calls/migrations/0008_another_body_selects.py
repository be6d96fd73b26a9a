"""An addendum may say that another body selects."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0007_what_each_document_is"),
    ]

    operations = [
        migrations.AlterField(
            model_name="addendum",
            name="kind",
            field=models.CharField(
                choices=[
                    ("clarification", "Aclaración"),
                    ("extension", "Prórroga"),
                    ("selection", "Cambia quién selecciona"),
                    ("void", "Se declaró desierta"),
                ],
                max_length=20,
            ),
        ),
    ]
