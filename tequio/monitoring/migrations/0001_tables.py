"""The tables as they are, made at once; an installation that already has them went step by step through those it replaces."""

import django.db.models.deletion
import tequio.places.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('monitoring', '0001_initial'),
        ('monitoring', '0002_evidence_form'),
        ('monitoring', '0003_delay_decision'),
    ]

    dependencies = [
        ('files', '0001_initial'),
        ('people', '0001_tables'),
        ('workplans', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('url', models.URLField(blank=True)),
                ('description', models.TextField(blank=True)),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
                ('agreements', models.TextField(blank=True)),
                ('key', models.UUIDField(blank=True, editable=False, null=True)),
                ('submitted_by_sector', models.CharField(max_length=40)),
                ('submitted_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('sent', 'Enviada'), ('under_review', 'En revisión'), ('accepted', 'Aceptada'), ('returned', 'Devuelta')], default='sent', max_length=20)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='workplans.activity')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='files.storedfile')),
                ('means', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='workplans.means')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'evidence',
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('outcome', models.CharField(choices=[('accepted', 'Aceptada'), ('returned', 'Devuelta')], max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('sector', models.CharField(max_length=40)),
                ('reviewed_at', models.DateTimeField()),
                ('state_before', models.CharField(choices=[('sent', 'Enviada'), ('under_review', 'En revisión'), ('accepted', 'Aceptada'), ('returned', 'Devuelta')], default='sent', max_length=20)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='monitoring.evidence')),
                ('reviewed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Delay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('reason', models.CharField(choices=[('budget', 'Presupuesto'), ('staff', 'Cambio de personal'), ('procurement', 'Contratación o compras'), ('other_party', 'Falta la respuesta de otra parte'), ('emergency', 'Emergencia'), ('other', 'Otra')], max_length=20)),
                ('text', models.TextField()),
                ('old_ends', tequio.places.fields.FuzzyDateField(blank=True, null=True)),
                ('new_ends', tequio.places.fields.FuzzyDateField(blank=True, null=True)),
                ('decision_uid', models.UUIDField(blank=True, editable=False, null=True)),
                ('declared_at', models.DateTimeField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delays', to='workplans.activity')),
                ('declared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delays', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='monitoring_delay_text')],
            },
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('file__isnull', False), models.Q(('url', ''), _negated=True), _connector='OR'), name='monitoring_evidence_something'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('people__isnull', True), ('people__gt', 0), _connector='OR'), name='monitoring_evidence_people'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(fields=('key',), name='monitoring_evidence_key'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', 'accepted'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='monitoring_review_returned_with_reason'),
        ),
    ]
