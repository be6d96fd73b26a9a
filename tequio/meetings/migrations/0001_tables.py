"""The tables as they are, made at once; an installation that already has them went step by step through those it replaces."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('meetings', '0001_first_meetings'),
        ('meetings', '0002_move_reason'),
        ('meetings', '0003_former_answer'),
        ('meetings', '0004_attendance_comes_from'),
    ]

    dependencies = [
        ('exercises', '0001_tables'),
        ('files', '0001_initial'),
        ('people', '0001_tables'),
        ('places', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('place', models.CharField(blank=True, max_length=300)),
                ('link', models.URLField(blank=True, max_length=300)),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('move_reason', models.CharField(blank=True, max_length=500)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancel_reason', models.CharField(blank=True, max_length=500)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='exercises.exercise')),
                ('paper_list', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lists_of', to='files.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('materials', 'Materiales'), ('coffee', 'Servicio de café'), ('furniture', 'Mobiliario'), ('fuel', 'Vales de gasolina'), ('room', 'Espacio'), ('other', 'Otra cosa')], max_length=20)),
                ('text', models.CharField(max_length=300)),
                ('status', models.CharField(choices=[('pending', 'Pendiente'), ('requested', 'Solicitado'), ('ready', 'Listo'), ('not_needed', 'Ya no hace falta')], default='pending', max_length=20)),
                ('changed_at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='meetings.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('rule', models.CharField(max_length=200)),
                ('until_on', models.DateField()),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meeting_series', to='exercises.exercise')),
            ],
            options={
                'verbose_name_plural': 'series',
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='meetings.series'),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('post', models.CharField(blank=True, max_length=300)),
                ('sector', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('is_specialist', models.BooleanField(default=False)),
                ('sent_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(choices=[('none', 'Sin respuesta'), ('accepted', 'Asistirá'), ('declined', 'No asistirá')], default='none', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('former_answer', models.CharField(choices=[('none', 'Sin respuesta'), ('accepted', 'Asistirá'), ('declined', 'No asistirá')], default='none', max_length=10)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='people.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='meetings.meeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='meetings_invitation_once'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'none'), ('answered_at__isnull', True)), models.Q(models.Q(('answer', 'none'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='meetings_invitation_answered_whole')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sector', models.CharField(blank=True, max_length=40)),
                ('territory', models.CharField(blank=True, max_length=120)),
                ('way', models.CharField(choices=[('hand', 'La anotó la mesa'), ('code', 'Leyó el código de la entrada'), ('list', 'Firmó la lista de papel')], max_length=10)),
                ('arrived_at', models.DateTimeField()),
                ('comes_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='places.territory')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='people.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='meetings.meeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='meetings_attendance_once'), models.CheckConstraint(condition=models.Q(('comes_from__isnull', True), models.Q(('territory', ''), _negated=True), _connector='OR'), name='meetings_attendance_origin_named')],
            },
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('begins_at'))), name='meetings_meeting_order'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_at__isnull', True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='meetings_meeting_cancelled_why'),
        ),
    ]
