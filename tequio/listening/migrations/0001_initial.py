
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True


    dependencies = [
        ('calls', '0001_tables'),
        ('exercises', '0001_tables'),
        ('meetings', '0001_tables'),
        ('places', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('training', 'Capacitación'), ('presentation', 'Presentación'), ('forum', 'Foro'), ('table', 'Mesa de trabajo'), ('workshop', 'Taller'), ('fair', 'Feria o brigada')], max_length=20)),
                ('purpose', models.TextField()),
                ('how', models.TextField(blank=True)),
                ('status', models.CharField(choices=[('draft', 'En preparación'), ('open', 'Anunciado'), ('held', 'Realizado'), ('cancelled', 'Cancelado')], default='draft', max_length=20)),
                ('opened_at', models.DateTimeField(null=True)),
                ('held_at', models.DateTimeField(null=True)),
                ('key', models.UUIDField(editable=False, null=True, unique=True)),
                ('call', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='calls.call')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='exercises.exercise')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='event', to='meetings.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='EventTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('topic', models.CharField(max_length=300)),
                ('facilitator', models.CharField(blank=True, max_length=200)),
                ('note_taker', models.CharField(blank=True, max_length=200)),
                ('said', models.TextField(blank=True)),
                ('proposals', models.TextField(blank=True)),
                ('agreements', models.TextField(blank=True)),
                ('written_at', models.DateTimeField(null=True)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tables', to='listening.event')),
            ],
        ),
        migrations.CreateModel(
            name='EventTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('position', models.PositiveSmallIntegerField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='listening.event')),
            ],
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sector', models.CharField(blank=True, max_length=40)),
                ('people', models.PositiveIntegerField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='headcounts', to='listening.event')),
            ],
        ),
        migrations.CreateModel(
            name='WalkIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('post', models.CharField(blank=True, max_length=200)),
                ('key', models.UUIDField(editable=False, null=True, unique=True)),
                ('attendance', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='walk_in', to='meetings.attendance')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='walk_ins', to='listening.event')),
            ],
        ),
        migrations.CreateModel(
            name='Advice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('given_on', models.DateField()),
                ('subject', models.CharField(choices=[('council', 'Consejo o comité ciudadano'), ('assembly', 'Asamblea o junta vecinal'), ('budget', 'Presupuesto participativo'), ('consultation', 'Consulta, plebiscito o referéndum'), ('initiative', 'Iniciativa ciudadana'), ('oversight', 'Contraloría social'), ('information', 'Acceso a la información'), ('rights', 'Derechos humanos'), ('other', 'Otro tema')], max_length=20)),
                ('topic', models.CharField(blank=True, max_length=120)),
                ('territory', models.CharField(max_length=120)),
                ('people', models.PositiveIntegerField()),
                ('channel', models.CharField(choices=[('desk', 'Ventanilla'), ('phone', 'Teléfono'), ('visit', 'Visita')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('noted_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('key', models.UUIDField(editable=False, null=True, unique=True)),
                ('comes_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='places.territory')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='exercises.exercise')),
            ],
            options={
                'verbose_name_plural': 'advice',
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gt', 0)), name='listening_advice_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('subject', 'other'), _negated=True), models.Q(('topic', ''), _negated=True), _connector='OR'), name='listening_advice_other_said')],
            },
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'cancelled']), ('opened_at__isnull', False), _connector='OR'), name='listening_event_opened_first'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_at__gte', models.F('opened_at')), ('held_at__isnull', False), ('status', 'held')), models.Q(models.Q(('status', 'held'), _negated=True), ('held_at__isnull', True)), _connector='OR'), name='listening_event_held_whole'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('opened_at__isnull', True), models.Q(('kind__in', ['forum', 'table']), _negated=True), ('call__isnull', False), _connector='OR'), name='listening_event_mechanics'),
        ),
        migrations.AddConstraint(
            model_name='eventtable',
            constraint=models.UniqueConstraint(fields=('event', 'number'), name='listening_eventtable_number'),
        ),
        migrations.AddConstraint(
            model_name='eventtable',
            constraint=models.CheckConstraint(condition=models.Q(('written_at__isnull', True), models.Q(('said', ''), _negated=True), _connector='OR'), name='listening_eventtable_written_whole'),
        ),
        migrations.AddConstraint(
            model_name='eventtopic',
            constraint=models.UniqueConstraint(fields=('event', 'name'), name='listening_eventtopic_once'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(fields=('event', 'sector'), name='listening_headcount_once'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.CheckConstraint(condition=models.Q(('people__gt', 0)), name='listening_headcount_somebody'),
        ),
    ]
