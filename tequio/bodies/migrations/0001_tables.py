"""The tables as they are, made at once; an installation that already has them went step by step through those it replaces."""

import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('bodies', '0001_initial'),
        ('bodies', '0002_sessions'),
        ('bodies', '0003_terms_and_directory'),
        ('bodies', '0004_session_roll'),
        ('bodies', '0005_oficio_key'),
        ('bodies', '0006_papers_after_the_call'),
        ('bodies', '0007_selection_kind'),
        ('bodies', '0008_seat_number'),
        ('bodies', '0009_comment_rounds'),
        ('bodies', '0010_session_photos'),
        ('bodies', '0011_pledge_in_a_meeting'),
    ]

    dependencies = [
        ('documents', '0001_initial'),
        ('exercises', '0001_tables'),
        ('files', '0001_initial'),
        ('meetings', '0001_tables'),
        ('people', '0001_tables'),
        ('places', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=500)),
                ('kind', models.CharField(choices=[('information', 'Información'), ('agreement', 'Acuerdo'), ('vote', 'Votación'), ('referral', 'Turno a otra instancia')], max_length=20)),
                ('majority', models.CharField(blank=True, choices=[('consensus', 'consensus'), ('simple', 'simple'), ('qualified', 'qualified')], max_length=20)),
                ('decision_kind', models.CharField(blank=True, choices=[('problems', 'Selección de problemáticas'), ('commitments', 'Selección de compromisos'), ('route', 'Aprobación de la ruta'), ('plan', 'Aprobación del plan'), ('selection', 'Selección de quienes se postularon'), ('minutes', 'Aprobación de un acta'), ('rules', 'Reglas internas'), ('other', 'Otro asunto')], max_length=20)),
                ('subject_uid', models.UUIDField(blank=True, null=True)),
                ('outcome', models.CharField(choices=[('pending', 'Por tratar'), ('informed', 'Se informó'), ('agreed', 'Hubo acuerdos'), ('approved', 'Aprobado'), ('rejected', 'No aprobado'), ('tied', 'Empate'), ('referred', 'Turnado'), ('postponed', 'Se dejó para otra sesión')], default='pending', max_length=20)),
                ('text', models.TextField(blank=True)),
                ('referred_to', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('status', models.CharField(choices=[('observations', 'En observaciones'), ('approved', 'Aprobada')], default='observations', max_length=20)),
                ('notes', models.TextField(blank=True)),
                ('drafted_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'minutes',
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('owner_post', models.CharField(max_length=300)),
                ('due_on', models.DateField(null=True)),
                ('status', models.CharField(choices=[('open', 'Pendiente'), ('done', 'Cumplido'), ('dropped', 'Sin efecto')], default='open', max_length=10)),
                ('closed_how', models.TextField(blank=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='bodies.agendaitem')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='people.person')),
            ],
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='carries',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_in', to='bodies.agreement'),
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('secretariat', 'Secretariado técnico'), ('council', 'Consejo de participación'), ('follow_up', 'Comité de seguimiento'), ('advisory', 'Grupo asesor'), ('social_council', 'Consejo social')], max_length=20)),
                ('decision_level', models.CharField(choices=[('maximum', 'Máximo órgano de decisión'), ('ordinary', 'Decide lo que se le encarga'), ('advice', 'Aconseja, no decide')], max_length=20)),
                ('installed_on', models.DateField(null=True)),
                ('dissolved_on', models.DateField(null=True)),
                ('act_reference', models.CharField(blank=True, max_length=300)),
                ('act_url', models.CharField(blank=True, max_length=500)),
                ('act_file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='acts_of', to='files.storedfile')),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='places.jurisdiction')),
            ],
            options={
                'verbose_name_plural': 'bodies',
            },
        ),
        migrations.CreateModel(
            name='BodyUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('since_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='bodies.body')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='body_uses', to='exercises.exercise')),
            ],
        ),
        migrations.CreateModel(
            name='CommentRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('asks', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('closes_on', models.DateField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comment_rounds', to='bodies.body')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comment_rounds', to='documents.issued')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comment_rounds', to='exercises.exercise')),
            ],
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('topic', models.CharField(max_length=120)),
                ('declared_on', models.DateField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('added_at', models.DateTimeField(null=True)),
                ('after_call', models.BooleanField(default=False)),
                ('told_at', models.DateTimeField(null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers_of', to='files.storedfile')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='bodies.agendaitem')),
            ],
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField(default=1)),
                ('sector', models.CharField(blank=True, choices=[('government', 'Gobierno'), ('civil_society', 'Sociedad civil'), ('guarantor', 'Órgano garante'), ('autonomous', 'Órgano autónomo'), ('private', 'Iniciativa privada'), ('academia', 'Academia'), ('citizen', 'Ciudadanía')], max_length=20)),
                ('role', models.CharField(choices=[('titular', 'Titular'), ('suplente', 'Suplente'), ('enlace', 'Enlace'), ('facilitador', 'Facilitación')], max_length=20)),
                ('votes', models.BooleanField(default=False)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('term_ends_on', models.DateField(null=True)),
                ('ended_why', models.TextField(blank=True)),
                ('territory', models.CharField(blank=True, max_length=200)),
                ('gender', models.CharField(blank=True, choices=[('woman', 'Mujer'), ('man', 'Hombre'), ('other', 'Otra identidad')], max_length=10)),
                ('name_shown_on', models.DateField(null=True)),
                ('name_shown_source', models.CharField(blank=True, max_length=300)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='bodies.body')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='people.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='people.person')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='bodies.seat')),
            ],
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('accepted', models.BooleanField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observations', to='bodies.minutes')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='bodies.seat')),
            ],
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('document_uid', models.UUIDField()),
                ('version', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('part', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('key', models.UUIDField(editable=False, null=True, unique=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='bodies.body')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advisory_comments', to='exercises.exercise')),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='bodies.commentround')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='bodies.seat')),
            ],
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('ordinary', 'Ordinaria'), ('extraordinary', 'Extraordinaria'), ('installation', 'De instalación')], default='ordinary', max_length=20)),
                ('number', models.PositiveIntegerField()),
                ('status', models.CharField(choices=[('draft', 'En preparación'), ('convened', 'Convocada'), ('open', 'En curso'), ('closed', 'Concluida'), ('cancelled', 'Cancelada')], default='draft', max_length=20)),
                ('key', models.UUIDField(editable=False, null=True, unique=True)),
                ('convened_at', models.DateTimeField(null=True)),
                ('short_notice', models.BooleanField(default=False)),
                ('opened_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('roll', models.JSONField(null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='bodies.body')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='exercises.exercise')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='session', to='meetings.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Pledge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('giver', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('money', 'Dinero'), ('materials', 'Materiales'), ('labour', 'Mano de obra')], max_length=20)),
                ('what', models.CharField(max_length=500)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('unit', models.CharField(blank=True, max_length=60)),
                ('promised_on', models.DateField()),
                ('received_on', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('key', models.UUIDField(editable=False, null=True, unique=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='bodies.body')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='bodies.session')),
            ],
        ),
        migrations.CreateModel(
            name='Oficio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('folio', models.CharField(max_length=100)),
                ('addressee', models.CharField(max_length=300)),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('sent_on', models.DateField()),
                ('answer_due_on', models.DateField()),
                ('answered_on', models.DateField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField()),
                ('key', models.UUIDField(editable=False, null=True, unique=True)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='oficios', to='exercises.exercise')),
                ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='oficios', to='meetings.need')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='oficios', to='bodies.session')),
            ],
        ),
        migrations.AddField(
            model_name='minutes',
            name='session',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='bodies.session'),
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('problems', 'Selección de problemáticas'), ('commitments', 'Selección de compromisos'), ('route', 'Aprobación de la ruta'), ('plan', 'Aprobación del plan'), ('selection', 'Selección de quienes se postularon'), ('minutes', 'Aprobación de un acta'), ('rules', 'Reglas internas'), ('other', 'Otro asunto')], max_length=20)),
                ('subject_uid', models.UUIDField(blank=True, null=True)),
                ('title', models.CharField(max_length=500)),
                ('outcome', models.CharField(choices=[('approved', 'approved'), ('rejected', 'rejected'), ('tied', 'tied')], max_length=10)),
                ('majority', models.CharField(max_length=20)),
                ('yes', models.PositiveIntegerField()),
                ('no', models.PositiveIntegerField()),
                ('abstain', models.PositiveIntegerField()),
                ('silent', models.PositiveIntegerField()),
                ('seats', models.PositiveIntegerField()),
                ('present', models.PositiveIntegerField()),
                ('needed', models.PositiveIntegerField()),
                ('quorum_sectors', models.JSONField(default=list)),
                ('had_quorum', models.BooleanField()),
                ('decided_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='bodies.body')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='exercises.exercise')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='bodies.agendaitem')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='bodies.session')),
            ],
        ),
        migrations.AddField(
            model_name='agreement',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='bodies.session'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='bodies.session'),
        ),
        migrations.CreateModel(
            name='SessionPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('caption', models.CharField(max_length=300)),
                ('added_at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos_of', to='files.storedfile')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='bodies.session')),
                ('small', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='small_photos_of', to='files.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('choice', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('abstain', 'abstain')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('cast_from', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes_cast', to='bodies.seat')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='bodies.agendaitem')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes_of', to='bodies.seat')),
            ],
        ),
        migrations.CreateModel(
            name='VotingSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('problems', 'Selección de problemáticas'), ('commitments', 'Selección de compromisos'), ('route', 'Aprobación de la ruta'), ('plan', 'Aprobación del plan'), ('selection', 'Selección de quienes se postularon'), ('minutes', 'Aprobación de un acta'), ('rules', 'Reglas internas'), ('other', 'Otro asunto')], max_length=20)),
                ('suplente_votes', models.BooleanField()),
                ('decided_by_post', models.CharField(max_length=300)),
                ('decided_on', models.DateField()),
                ('reason', models.TextField()),
                ('noted_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voting_settings', to='bodies.body')),
            ],
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(fields=('jurisdiction', 'name'), name='bodies_body_name'),
        ),
        migrations.AddConstraint(
            model_name='bodyuse',
            constraint=models.UniqueConstraint(fields=('body', 'exercise'), name='bodies_bodyuse_once'),
        ),
        migrations.AddConstraint(
            model_name='commentround',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('body', 'document'), name='bodies_commentround_one_open'),
        ),
        migrations.AddConstraint(
            model_name='commentround',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='bodies_commentround_closed_after'),
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.UniqueConstraint(fields=('organisation', 'topic'), name='bodies_interest_once'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('after_call', False), ('told_at__isnull', True)), models.Q(('added_at__isnull', False), ('after_call', True)), _connector='OR'), name='bodies_paper_told_of_late_ones'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('votes', False), ('role', 'titular'), _connector='OR'), name='bodies_seat_vote_of_titular'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'facilitador'), _negated=True), ('sector', ''), _connector='OR'), name='bodies_seat_facilitador_neutral'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='bodies_seat_order'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('name_shown_on__isnull', True), models.Q(('person__isnull', False), models.Q(('name_shown_source', ''), _negated=True)), _connector='OR'), name='bodies_seat_name_agreed'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('body', 'number'), name='bodies_seat_number_once'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted__isnull', True), ('answer', ''), ('answered_at__isnull', True)), models.Q(('accepted__isnull', False), ('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='bodies_observation_answered_whole'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='bodies_comment_answered_whole'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('body', 'kind', 'number'), name='bodies_session_number'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'cancelled']), ('convened_at__isnull', False), _connector='OR'), name='bodies_session_convened_first'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'closed'), _negated=True), models.Q(('closed_at__gte', models.F('opened_at')), ('opened_at__isnull', False)), _connector='OR'), name='bodies_session_closed_after_opened'),
        ),
        migrations.AddConstraint(
            model_name='pledge',
            constraint=models.CheckConstraint(condition=models.Q(('received_on__isnull', True), ('received_on__gte', models.F('promised_on')), _connector='OR'), name='bodies_pledge_received_after'),
        ),
        migrations.AddConstraint(
            model_name='pledge',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), models.Q(('received_on__isnull', True), models.Q(('withdrawn_why', ''), _negated=True)), _connector='OR'), name='bodies_pledge_one_end'),
        ),
        migrations.AddConstraint(
            model_name='oficio',
            constraint=models.UniqueConstraint(fields=('exercise', 'folio'), name='bodies_oficio_folio'),
        ),
        migrations.AddConstraint(
            model_name='oficio',
            constraint=models.CheckConstraint(condition=models.Q(('answer_due_on__gte', models.F('sent_on'))), name='bodies_oficio_due'),
        ),
        migrations.AddConstraint(
            model_name='oficio',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on__isnull', True)), models.Q(('answered_on__gte', models.F('sent_on')), ('answered_on__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='bodies_oficio_answered_whole'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('status', 'approved')), models.Q(('approved_at__isnull', True), ('status', 'observations')), _connector='OR'), name='bodies_minutes_approved_whole'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('present__lte', models.F('seats'))), name='bodies_decision_present_sit'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('present', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('yes'), '+', models.F('no')), '+', models.F('abstain')), '+', models.F('silent')))), name='bodies_decision_tally_whole'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('had_quorum', False), ('present__gte', models.F('needed')), _connector='OR'), name='bodies_decision_quorum_is_counted'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('session', 'number'), name='bodies_agreement_number'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('closed_at__isnull', False), models.Q(('closed_how', ''), _negated=True)), _connector='OR'), name='bodies_agreement_closed_how'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('session', 'position'), name='bodies_agendaitem_position'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('carries__isnull', False)), fields=('session', 'carries'), name='bodies_agendaitem_carried_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'vote'), _negated=True), models.Q(models.Q(('majority', ''), _negated=True), models.Q(('decision_kind', ''), _negated=True)), _connector='OR'), name='bodies_agendaitem_vote_whole'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'referred'), _negated=True), models.Q(('referred_to', ''), _negated=True), _connector='OR'), name='bodies_agendaitem_referred_to'),
        ),
        migrations.AddConstraint(
            model_name='sessionphoto',
            constraint=models.UniqueConstraint(fields=('session', 'file'), name='bodies_sessionphoto_once'),
        ),
        migrations.AddConstraint(
            model_name='sessionphoto',
            constraint=models.CheckConstraint(condition=models.Q(('caption', ''), _negated=True), name='bodies_sessionphoto_says_what'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('item', 'seat'), name='bodies_vote_once_per_seat'),
        ),
        migrations.AddConstraint(
            model_name='votingsetting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by_post', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='bodies_votingsetting_by_somebody'),
        ),
    ]
