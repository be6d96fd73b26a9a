"""The tables as they are, made at once; an installation that already has them went step by step through those it replaces."""

import django.db.models.deletion
import tequio.places.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('commitments', '0001_initial'),
        ('commitments', '0002_criteria'),
        ('commitments', '0003_removal'),
    ]

    dependencies = [
        ('exercises', '0001_tables'),
        ('people', '0001_tables'),
        ('workplans', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.TextField()),
                ('branch', models.CharField(blank=True, max_length=60)),
                ('kind', models.CharField(blank=True, choices=[('new', 'Nuevo'), ('ongoing', 'En curso')], max_length=10)),
                ('theme', models.CharField(blank=True, max_length=300)),
                ('starts', tequio.places.fields.FuzzyDateField(blank=True, null=True)),
                ('starts_first_on', models.DateField(null=True)),
                ('ends', tequio.places.fields.FuzzyDateField(blank=True, null=True)),
                ('ends_last_on', models.DateField(null=True)),
                ('description', models.TextField(blank=True)),
                ('objective', models.TextField(blank=True)),
                ('problem_official', models.TextField(blank=True)),
                ('problem_citizen', models.TextField(blank=True)),
                ('problem_note', models.TextField(blank=True)),
                ('anticorruption', models.TextField(blank=True)),
                ('impact_evidence', models.JSONField(blank=True, default=list)),
                ('authority_column', models.BooleanField(default=False)),
                ('continues_text', models.CharField(blank=True, max_length=300)),
                ('status', models.CharField(choices=[('draft', 'Borrador'), ('published', 'Publicado')], default='draft', max_length=20)),
                ('fields', models.JSONField(blank=True, default=list)),
                ('continues', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_by', to='commitments.commitment')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='exercises.exercise')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='people.post')),
                ('workplan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='commitment', to='workplans.workplan')),
            ],
        ),
        migrations.CreateModel(
            name='CommitmentActor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sector', models.CharField(choices=[('government', 'Gobierno'), ('civil_society', 'Sociedad civil'), ('guarantor', 'Órgano garante'), ('autonomous', 'Órgano autónomo'), ('private', 'Iniciativa privada'), ('academia', 'Academia'), ('citizen', 'Ciudadanía')], max_length=20)),
                ('box', models.CharField(blank=True, choices=[('government', 'Gobierno'), ('civil_society', 'Sociedad civil'), ('guarantor', 'Órgano garante'), ('autonomous', 'Órgano autónomo'), ('private', 'Iniciativa privada'), ('academia', 'Academia'), ('citizen', 'Ciudadanía')], max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actors', to='commitments.commitment')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitment_roles', to='people.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitment_roles', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='CommitmentRemoval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.TextField()),
                ('reason', models.TextField()),
                ('rows', models.JSONField()),
                ('removed_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitment_removals', to='exercises.exercise')),
                ('removed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitment_removals', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='CriterionCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('criterion', models.CharField(choices=[('specific', 'Puntual'), ('feasible', 'Realizable'), ('measurable', 'Medible'), ('transforming', 'Transformador')], max_length=20)),
                ('met', models.BooleanField()),
                ('reason', models.TextField()),
                ('checked_at', models.DateTimeField()),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria_checked', to='people.person')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='commitments.commitment')),
            ],
        ),
        migrations.CreateModel(
            name='SectorRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sector', models.CharField(max_length=40)),
                ('text', models.TextField()),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sector_roles', to='commitments.commitment')),
            ],
        ),
        migrations.CreateModel(
            name='ValueRelevance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('value', models.CharField(choices=[('access', 'Acceso a la información'), ('accountability', 'Rendición de cuentas'), ('participation', 'Participación ciudadana'), ('technology', 'Tecnología e innovación para la apertura')], max_length=20)),
                ('text', models.TextField()),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='commitments.commitment')),
            ],
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('exercise', 'number'), name='commitments_commitment_number'),
        ),
        migrations.AddConstraint(
            model_name='commitmentactor',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), ('organisation__isnull', False), _connector='OR'), name='commitments_commitmentactor_somebody'),
        ),
        migrations.AddConstraint(
            model_name='commitmentremoval',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='commitments_commitmentremoval_reason'),
        ),
        migrations.AddConstraint(
            model_name='criterioncheck',
            constraint=models.UniqueConstraint(fields=('commitment', 'criterion'), name='commitments_criterioncheck_once'),
        ),
        migrations.AddConstraint(
            model_name='criterioncheck',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='commitments_criterioncheck_reason'),
        ),
        migrations.AddConstraint(
            model_name='sectorrole',
            constraint=models.UniqueConstraint(fields=('commitment', 'sector'), name='commitments_sectorrole_once'),
        ),
        migrations.AddConstraint(
            model_name='valuerelevance',
            constraint=models.UniqueConstraint(fields=('commitment', 'value'), name='commitments_valuerelevance_once'),
        ),
    ]
