from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calls", "0002_applications_and_dialogue")]

    operations = [
        migrations.AddField(
            model_name="inclusionactivity", name="key", field=models.UUIDField(editable=False, null=True, unique=True)
        ),
        migrations.AddField(
            model_name="declaration", name="key", field=models.UUIDField(editable=False, null=True, unique=True)
        ),
    ]
