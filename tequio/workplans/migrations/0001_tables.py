"""The tables as they are, made at once; an installation that already has them went step by step through those it replaces."""

import django.db.models.deletion
import tequio.places.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('workplans', '0001_initial'),
        ('workplans', '0002_baseline_is_amendment'),
        ('workplans', '0003_editing_and_meetings'),
        ('workplans', '0004_baseline_decision'),
    ]

    dependencies = [
        ('exercises', '0001_tables'),
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField(null=True)),
                ('title', models.TextField()),
                ('position', models.PositiveSmallIntegerField()),
                ('responsible_text', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='MeansKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='WorkPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('route', 'Ruta crítica'), ('commitment', 'Plan de trabajo del compromiso'), ('annual', 'Plan anual de trabajo')], max_length=20)),
                ('title', models.TextField()),
                ('objective', models.TextField(blank=True)),
                ('objectives', models.JSONField(blank=True, default=list)),
                ('strategy', models.TextField(blank=True)),
                ('area', models.CharField(blank=True, max_length=300)),
                ('administration', models.CharField(blank=True, max_length=100)),
                ('slogan', models.CharField(blank=True, max_length=300)),
                ('mechanisms', models.JSONField(blank=True, default=list)),
                ('signatory', models.CharField(blank=True, max_length=300)),
                ('target', tequio.places.fields.FuzzyDateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('proposed', 'Propuesto'), ('approved', 'Aprobado')], default='proposed', max_length=20)),
                ('subject_to_change', models.BooleanField(default=False)),
                ('locked_by', models.CharField(blank=True, max_length=80)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='workplans', to='exercises.exercise')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='workplans', to='people.post')),
            ],
        ),
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.TextField()),
                ('rows', models.JSONField()),
                ('removed_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('removed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='removals', to='people.person')),
                ('workplan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='removals', to='workplans.workplan')),
            ],
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.TextField()),
                ('unit', models.CharField(blank=True, max_length=60)),
                ('baseline', models.CharField(blank=True, max_length=60)),
                ('target', models.CharField(blank=True, max_length=60)),
                ('position', models.PositiveSmallIntegerField()),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='workplans.goal')),
                ('workplan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='workplans.workplan')),
            ],
        ),
        migrations.AddField(
            model_name='goal',
            name='workplan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='workplans.workplan'),
        ),
        migrations.CreateModel(
            name='Baseline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('reason', models.TextField(blank=True)),
                ('is_amendment', models.BooleanField(default=False)),
                ('decision_uid', models.UUIDField(editable=False, null=True)),
                ('snapshot', models.JSONField()),
                ('taken_at', models.DateTimeField()),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='baselines', to='people.person')),
                ('workplan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='baselines', to='workplans.workplan')),
            ],
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(blank=True, max_length=20)),
                ('title', models.TextField()),
                ('source_text', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('stage', models.CharField(blank=True, choices=[('call', 'Convocatoria'), ('consultation', 'Consulta'), ('diagnosis', 'Diagnóstico'), ('cocreation', 'Cocreación'), ('signature', 'Firma'), ('monitoring', 'Seguimiento'), ('evaluation', 'Evaluación'), ('installation', 'Instalación'), ('priorities', 'Prioridades'), ('mechanisms', 'Mecanismos'), ('handover', 'Entrega')], max_length=20)),
                ('starts', tequio.places.fields.FuzzyDateField(blank=True, null=True)),
                ('starts_first_on', models.DateField(null=True)),
                ('starts_last_on', models.DateField(null=True)),
                ('ends', tequio.places.fields.FuzzyDateField(blank=True, null=True)),
                ('ends_first_on', models.DateField(null=True)),
                ('ends_last_on', models.DateField(null=True)),
                ('dated_by_on', models.DateField(blank=True, null=True)),
                ('dates_derived', models.BooleanField(default=False)),
                ('duration', models.PositiveSmallIntegerField(null=True)),
                ('objectives', models.JSONField(blank=True, default=list)),
                ('target_groups', models.JSONField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancel_reason', models.TextField(blank=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='workplans.activity')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='workplans.goal')),
                ('workplan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='workplans.workplan')),
            ],
            options={
                'verbose_name_plural': 'activities',
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('type', models.CharField(choices=[('FS', 'Fin a comienzo'), ('SS', 'Comienzo a comienzo'), ('FF', 'Fin a fin'), ('SF', 'Comienzo a fin')], default='FS', max_length=2)),
                ('lag', models.SmallIntegerField(default=0)),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='workplans.activity')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_in', to='workplans.activity')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='workplans_link_not_itself'), models.UniqueConstraint(fields=('predecessor', 'successor', 'type'), name='workplans_link_once')],
            },
        ),
        migrations.CreateModel(
            name='Means',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.CharField(max_length=300)),
                ('required', models.BooleanField(default=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='means', to='workplans.activity')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='means', to='workplans.goal')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='means', to='workplans.meanskind')),
            ],
            options={
                'verbose_name_plural': 'means',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', False), ('goal__isnull', True)), models.Q(('activity__isnull', True), ('goal__isnull', False)), _connector='OR'), name='workplans_means_one_owner')],
            },
        ),
        migrations.CreateModel(
            name='Responsible',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('is_lead', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='responsibles', to='workplans.activity')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='responsibles', to='workplans.goal')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to='people.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to='people.person')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to='people.post')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', False), ('goal__isnull', True)), models.Q(('activity__isnull', True), ('goal__isnull', False)), _connector='OR'), name='workplans_responsible_one_owner')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('rule', models.CharField(max_length=120)),
                ('starts_on', models.DateField()),
                ('until_on', models.DateField()),
                ('skipped', models.JSONField(blank=True, default=list)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='series', to='workplans.activity')),
                ('workplan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='series', to='workplans.workplan')),
            ],
            options={
                'verbose_name_plural': 'series',
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('starts_on'))), name='workplans_series_order')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('position', models.PositiveSmallIntegerField()),
                ('date', tequio.places.fields.FuzzyDateField(blank=True, null=True)),
                ('date_first_on', models.DateField(null=True)),
                ('date_last_on', models.DateField(null=True)),
                ('bound', models.CharField(blank=True, choices=[('MSO', 'Comienza ese día'), ('SNET', 'No comienza antes'), ('FNLT', 'Termina a más tardar')], max_length=4)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='milestones', to='workplans.activity')),
                ('workplan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='workplans.workplan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workplan', 'position'), name='workplans_milestone_position')],
            },
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.UniqueConstraint(fields=('workplan', 'position'), name='workplans_goal_position'),
        ),
        migrations.AddConstraint(
            model_name='baseline',
            constraint=models.UniqueConstraint(fields=('workplan', 'number'), name='workplans_baseline_number'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(fields=('workplan', 'position'), name='workplans_activity_position'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_at__isnull', True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='workplans_activity_cancel_reason'),
        ),
    ]
