"""The tables as they are, made at once; an installation that already has them went step by step through those it replaces."""

import uuid
from django.db import migrations, models

from tequio.audit.guard import guard


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('audit', '0001_initial'),
        ('audit', '0002_closed_record'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exercise_uid', models.UUIDField(unique=True)),
                ('since_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('verb', models.CharField(max_length=80)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_uid', models.UUIDField()),
                ('exercise_uid', models.UUIDField(null=True)),
                ('actor_uid', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('changes', models.JSONField(default=dict)),
                ('reserved', models.JSONField(default=dict)),
                ('sequence', models.PositiveBigIntegerField(null=True)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['subject_uid', 'id'], name='audit_event_subject'), models.Index(fields=['exercise_uid', 'id'], name='audit_event_exercise')],
                'constraints': [models.UniqueConstraint(fields=('sequence',), name='audit_event_sequence'), models.CheckConstraint(condition=models.Q(models.Q(('hash', ''), ('sequence__isnull', True)), models.Q(('sequence__isnull', False), models.Q(('hash', ''), _negated=True)), _connector='OR'), name='audit_event_sealed_whole')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('first_sequence', models.PositiveBigIntegerField()),
                ('last_sequence', models.PositiveBigIntegerField()),
                ('head', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first_sequence',), name='audit_seal_first')],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
