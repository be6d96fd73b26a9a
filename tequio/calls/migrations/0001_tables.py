"""The tables as they are, made at once; an installation that already has them went step by step through those it replaces."""

import django.db.models.deletion
import tequio.people.models
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('calls', '0001_initial'),
        ('calls', '0002_applications_and_dialogue'),
        ('calls', '0003_dialogue_sent_once'),
        ('calls', '0004_types_keys_and_keeping'),
        ('calls', '0005_who_selects'),
        ('calls', '0006_called_signers'),
    ]

    dependencies = [
        ('bodies', '0001_tables'),
        ('exercises', '0001_tables'),
        ('files', '0001_initial'),
        ('outbox', '0001_tables'),
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.TextField()),
                ('ordinal', models.PositiveSmallIntegerField(null=True)),
                ('edition', models.CharField(blank=True, max_length=100)),
                ('opens_at', models.DateTimeField(null=True)),
                ('closes_at', models.DateTimeField(null=True)),
                ('status', models.CharField(choices=[('draft', 'Borrador'), ('published', 'Publicada'), ('void', 'Desierta')], default='draft', max_length=20)),
                ('void_reason', models.TextField(blank=True)),
                ('requirements', models.JSONField(blank=True, default=list)),
                ('objectives', models.JSONField(blank=True, default=list)),
                ('contact', models.JSONField(blank=True, default=list)),
                ('hashtags', models.JSONField(blank=True, default=list)),
                ('sections', models.JSONField(blank=True, default=list)),
                ('eligibility', models.JSONField(blank=True, default=list)),
                ('takes_applications', models.BooleanField(default=False)),
                ('applicant_types', models.JSONField(blank=True, default=list)),
                ('key', models.UUIDField(editable=False, null=True, unique=True)),
                ('selectors', models.TextField(blank=True)),
                ('selectors_reason', models.TextField(blank=True)),
                ('selectors_post', models.CharField(blank=True, max_length=300)),
                ('selectors_on', models.DateField(blank=True, null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('results_at', models.DateTimeField(null=True)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.decision')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='exercises.exercise')),
                ('reissue_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reissues', to='calls.call')),
                ('selected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls_selected', to='bodies.body')),
            ],
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('folio', models.CharField(max_length=12)),
                ('key', models.UUIDField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('status', models.CharField(choices=[('received', 'Recibida'), ('accepted', 'Aceptada'), ('declined', 'No seleccionada'), ('withdrawn', 'Retirada por quien la envió')], default='received', max_length=20)),
                ('applicant_type', models.CharField(choices=[('public', 'Organización pública'), ('private', 'Organización privada'), ('civil_society', 'Organización de la sociedad civil'), ('autonomous', 'Órgano autónomo'), ('professionals', 'Colegio de profesionistas'), ('researcher', 'Investigación'), ('academic', 'Academia'), ('business', 'Empresariado'), ('person', 'Persona interesada'), ('other', 'Otro')], max_length=20)),
                ('type_text', models.CharField(blank=True, max_length=120)),
                ('organisation_name', models.CharField(blank=True, max_length=300)),
                ('post', models.CharField(blank=True, max_length=200)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('state', models.CharField(blank=True, max_length=100)),
                ('municipality', models.CharField(blank=True, max_length=120)),
                ('stages', models.JSONField(blank=True, default=list)),
                ('motive', models.TextField(blank=True)),
                ('declared', models.JSONField(blank=True, default=list)),
                ('verdicts', models.JSONField(blank=True, default=list)),
                ('is_eligible', models.BooleanField()),
                ('salt', models.BinaryField(default=tequio.people.models.new_salt, max_length=32, null=True)),
                ('received_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
                ('consent', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='application', to='people.consent')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='people.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='people.person')),
                ('seat', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='application', to='bodies.seat')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='calls.call')),
            ],
        ),
        migrations.CreateModel(
            name='Addendum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('clarification', 'Aclaración'), ('extension', 'Prórroga'), ('void', 'Se declaró desierta')], max_length=20)),
                ('text', models.TextField()),
                ('added_at', models.DateTimeField()),
                ('closed_at_before', models.DateTimeField(null=True)),
                ('closes_at_after', models.DateTimeField(null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addenda', to='calls.call')),
            ],
            options={
                'verbose_name_plural': 'addenda',
            },
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('reason', models.CharField(max_length=500)),
                ('declared_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='calls.application')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='application_conflicts', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('outcome', models.CharField(choices=[('accepted', 'Aceptada'), ('declined', 'No seleccionada')], max_length=20)),
                ('reason', models.TextField()),
                ('decided_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='calls.application')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='application_decisions', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('declared_on', models.DateField()),
                ('key', models.UUIDField(editable=False, null=True, unique=True)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declarations', to='exercises.exercise')),
            ],
        ),
        migrations.CreateModel(
            name='CalledSigner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('called_at', models.DateTimeField()),
                ('declined_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='called_to_sign', to='bodies.seat')),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='called', to='calls.declaration')),
            ],
        ),
        migrations.CreateModel(
            name='FolioMiss',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(max_length=64)),
                ('missed_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'folio misses',
                'indexes': [models.Index(fields=['network', 'missed_at'], name='calls_foliomiss_network')],
            },
        ),
        migrations.CreateModel(
            name='Mechanism',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('plan', models.CharField(max_length=300)),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('exercise', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mechanism', to='exercises.exercise')),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mechanisms', to='bodies.body')),
            ],
        ),
        migrations.CreateModel(
            name='InclusionActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sector', models.CharField(choices=[('government', 'Gobierno'), ('civil_society', 'Sociedad civil'), ('guarantor', 'Órgano garante'), ('autonomous', 'Órgano autónomo'), ('private', 'Iniciativa privada'), ('academia', 'Academia'), ('citizen', 'Ciudadanía')], max_length=20)),
                ('held_on', models.DateField()),
                ('people', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('evidence_url', models.URLField(blank=True)),
                ('key', models.UUIDField(editable=False, null=True, unique=True)),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inclusion_activities', to='bodies.seat')),
                ('mechanism', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inclusion_activities', to='calls.mechanism')),
            ],
            options={
                'verbose_name_plural': 'inclusion activities',
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text_sha256', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='calls.declaration')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declaration_signatures', to='bodies.seat')),
            ],
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('proposed_on', models.DateField()),
                ('mechanism', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='calls.mechanism')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='bodies.seat')),
            ],
        ),
        migrations.CreateModel(
            name='ApplicationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='calls.application')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('application', 'position'), name='calls_applicationfile_position')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('receipt', 'Acuse'), ('result', 'Resultado')], max_length=20)),
                ('queued_at', models.DateTimeField()),
                ('stopped_at', models.DateTimeField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='calls.application')),
                ('instead_of', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sent_again', to='calls.applicationletter')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='application_letter', to='outbox.message')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('instead_of__isnull', True), ('stopped_at__isnull', True)), fields=('application', 'kind'), name='calls_letter_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('results_at__isnull', True), ('results_at__gte', models.F('closes_at')), _connector='OR'), name='calls_call_results_after_close'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('opens_at__isnull', True), ('closes_at__isnull', True), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='calls_call_window'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('closes_at__isnull', False), ('opens_at__isnull', False)), _connector='OR'), name='calls_call_published_has_window'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('selectors', ''), ('selectors_on__isnull', True), ('selectors_post', ''), ('selectors_reason', '')), models.Q(models.Q(('selectors', ''), _negated=True), models.Q(('selectors_reason', ''), _negated=True), models.Q(('selectors_post', ''), _negated=True), ('selected_by__isnull', True), ('selectors_on__isnull', False)), _connector='OR'), name='calls_call_selectors_whole'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__isnull', True), ('selected_by__isnull', True)), models.Q(('results_at__isnull', True), ('selected_by__isnull', False)), models.Q(('decision__isnull', False), ('selected_by__isnull', False)), _connector='OR'), name='calls_call_selection_was_decided'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['call', 'status'], name='calls_application_status'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('folio',), name='calls_application_folio'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('key',), name='calls_application_key'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applicant_type', 'other'), _negated=True), models.Q(('type_text', ''), _negated=True), _connector='OR'), name='calls_application_other_says_what'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('seat__isnull', True), models.Q(('person__isnull', False), ('status', 'accepted')), _connector='OR'), name='calls_application_seated_was_accepted'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('received', 'accepted', 'declined')), ('withdrawn_at__isnull', True)), models.Q(('status', 'withdrawn'), ('withdrawn_at__isnull', False)), _connector='OR'), name='calls_application_withdrawn_whole'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('email', ''), ('motive', ''), ('name', ''), ('salt__isnull', True), ('state', '')), _connector='OR'), name='calls_application_erased_whole'),
        ),
        migrations.AddConstraint(
            model_name='addendum',
            constraint=models.UniqueConstraint(fields=('call', 'number'), name='calls_addendum_number'),
        ),
        migrations.AddConstraint(
            model_name='addendum',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'extension'), _negated=True), ('closes_at_after__gt', models.F('closed_at_before')), _connector='OR'), name='calls_addendum_extension_is_later'),
        ),
        migrations.AddConstraint(
            model_name='conflict',
            constraint=models.UniqueConstraint(fields=('application', 'person'), name='calls_conflict_once'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='calls_decision_says_why'),
        ),
        migrations.AddConstraint(
            model_name='calledsigner',
            constraint=models.UniqueConstraint(fields=('declaration', 'seat'), name='calls_calledsigner_once'),
        ),
        migrations.AddConstraint(
            model_name='calledsigner',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('declined_at__isnull', True), ('reason', '')), models.Q(('declined_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='calls_calledsigner_says_why'),
        ),
        migrations.AddConstraint(
            model_name='mechanism',
            constraint=models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='calls_mechanism_years'),
        ),
        migrations.AddConstraint(
            model_name='inclusionactivity',
            constraint=models.CheckConstraint(condition=models.Q(('people__gt', 0)), name='calls_inclusion_reached_somebody'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('declaration', 'seat'), name='calls_signature_once'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(fields=('mechanism', 'seat', 'title'), name='calls_topic_once'),
        ),
    ]
