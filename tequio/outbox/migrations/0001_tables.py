"""The tables as they are, made at once; an installation that already has them went step by step through those it replaces."""

import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('outbox', '0001_initial'),
        ('outbox', '0002_useless_after'),
        ('outbox', '0003_letters_that_come_again'),
        ('outbox', '0004_bounces_and_pause'),
        ('outbox', '0005_appointment'),
        ('outbox', '0006_day_of_letters'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LetterDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.EmailField(max_length=254)),
                ('kind', models.CharField(max_length=40)),
                ('weekday', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recipient', 'kind'), name='outbox_letterday_once'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='outbox_letterday_weekday')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('message_id', models.CharField(max_length=200)),
                ('recipient', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('queued_at', models.DateTimeField()),
                ('send_after', models.DateTimeField()),
                ('useless_after', models.DateTimeField(null=True)),
                ('leased_until', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('bounced_at', models.DateTimeField(null=True)),
                ('unsubscribe_url', models.CharField(blank=True, max_length=500)),
                ('appointment', models.TextField(blank=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('message_id',), name='outbox_message_message_id'), models.CheckConstraint(condition=models.Q(('cancelled_at__isnull', True), models.Q(('bounced_at__isnull', True), ('sent_at__isnull', True)), _connector='OR'), name='outbox_message_one_outcome')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('until', models.DateTimeField()),
                ('failures', models.PositiveIntegerField(default=1)),
                ('last_error', models.CharField(max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('number',), name='outbox_pause_one'), models.CheckConstraint(condition=models.Q(('number', 1)), name='outbox_pause_number')],
            },
        ),
        migrations.CreateModel(
            name='Refused',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recipient', models.EmailField(max_length=254)),
                ('kind', models.CharField(max_length=40)),
                ('refused_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'refused',
                'constraints': [models.UniqueConstraint(fields=('recipient', 'kind'), name='outbox_refused_once')],
            },
        ),
    ]
