"""The tables as they are, made at once; an installation that already has them went step by step through those it replaces."""

import django.db.models.deletion
import tequio.places.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('exercises', '0001_initial'),
        ('exercises', '0002_archived'),
    ]

    dependencies = [
        ('people', '0001_tables'),
        ('places', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Exercise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('state', 'Estatal'), ('municipal', 'Municipal')], max_length=20)),
                ('ordinal', models.PositiveSmallIntegerField(null=True)),
                ('edition', models.CharField(blank=True, max_length=100)),
                ('motto', models.CharField(blank=True, max_length=300)),
                ('period_starts_on', models.DateField(null=True)),
                ('period_ends_on', models.DateField(null=True)),
                ('pack', models.CharField(max_length=60)),
                ('as_of', models.DateField(null=True)),
                ('status', models.CharField(choices=[('draft', 'En preparación'), ('open', 'En curso'), ('closed', 'Concluido'), ('archived', 'Archivado')], default='draft', max_length=20)),
                ('language', models.CharField(default='es', max_length=10)),
                ('is_sample', models.BooleanField(default=False)),
                ('method_notes', models.JSONField(blank=True, default=list)),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exercises', to='places.jurisdiction')),
            ],
        ),
        migrations.CreateModel(
            name='Axis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('position', models.PositiveSmallIntegerField()),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='axes', to='exercises.exercise')),
            ],
            options={
                'verbose_name_plural': 'axes',
            },
        ),
        migrations.CreateModel(
            name='ExerciseSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('since_at', models.DateTimeField()),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slugs', to='exercises.exercise')),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('role', models.CharField(choices=[('secretariat', 'Secretaría técnica'), ('responsible', 'Responsable'), ('auditor', 'Auditoría'), ('administrator', 'Administración del ejercicio')], max_length=20)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='exercises.exercise')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='MethodStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='method_steps', to='exercises.exercise')),
            ],
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key', models.CharField(choices=[('call', 'Convocatoria'), ('consultation', 'Consulta'), ('diagnosis', 'Diagnóstico'), ('cocreation', 'Cocreación'), ('signature', 'Firma'), ('monitoring', 'Seguimiento'), ('evaluation', 'Evaluación'), ('installation', 'Instalación'), ('priorities', 'Prioridades'), ('mechanisms', 'Mecanismos'), ('handover', 'Entrega')], max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
                ('starts', tequio.places.fields.FuzzyDateField(blank=True, null=True)),
                ('starts_first_on', models.DateField(null=True)),
                ('ends', tequio.places.fields.FuzzyDateField(blank=True, null=True)),
                ('ends_last_on', models.DateField(null=True)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='exercises.exercise')),
            ],
        ),
        migrations.AddConstraint(
            model_name='exercise',
            constraint=models.UniqueConstraint(condition=models.Q(('ordinal__isnull', False)), fields=('jurisdiction', 'ordinal'), name='exercises_exercise_ordinal'),
        ),
        migrations.AddConstraint(
            model_name='exercise',
            constraint=models.CheckConstraint(condition=models.Q(('period_starts_on__isnull', True), ('period_ends_on__isnull', True), ('period_ends_on__gte', models.F('period_starts_on')), _connector='OR'), name='exercises_exercise_period'),
        ),
        migrations.AddConstraint(
            model_name='axis',
            constraint=models.UniqueConstraint(fields=('exercise', 'name'), name='exercises_axis_name'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_at__isnull', True)), fields=('exercise', 'person', 'role'), name='exercises_membership_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='exercises_membership_order'),
        ),
        migrations.AddConstraint(
            model_name='methodstep',
            constraint=models.UniqueConstraint(fields=('exercise', 'number'), name='exercises_methodstep_number'),
        ),
        migrations.AddConstraint(
            model_name='stage',
            constraint=models.UniqueConstraint(fields=('exercise', 'key'), name='exercises_stage_key'),
        ),
    ]
