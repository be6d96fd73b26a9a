"""The tables as they are, made at once; an installation that already has them went step by step through those it replaces."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('imports', '0001_initial'),
        ('imports', '0002_review'),
        ('imports', '0003_next_version'),
    ]

    dependencies = [
        ('exercises', '0001_tables'),
        ('files', '0001_initial'),
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sha256', models.CharField(max_length=64)),
                ('pack', models.CharField(max_length=60)),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(choices=[('uploaded', 'Recibido'), ('read', 'Leído, por confirmar'), ('confirmed', 'Confirmado'), ('loaded', 'Cargado'), ('failed', 'No se pudo leer')], default='uploaded', max_length=20)),
                ('reading', models.JSONField(null=True)),
                ('findings', models.JSONField(default=list)),
                ('sources', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict)),
                ('version_of', models.UUIDField(null=True)),
                ('outcome', models.JSONField(default=list)),
                ('reading_since', models.DateTimeField(null=True)),
                ('error', models.TextField(blank=True)),
                ('uploaded_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('loaded_at', models.DateTimeField(null=True)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='import_jobs', to='exercises.exercise')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_jobs', to='files.storedfile')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_jobs', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('exercise', 'sha256'), name='imports_importjob_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'loaded'), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='imports_importjob_confirmed_first')],
            },
        ),
    ]
