from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0005_oficio_key'),
        ('calls', '0003_dialogue_sent_once'),
        ('people', '0007_calendar_address'),
    ]

    operations = [
        migrations.CreateModel(
            name='FolioMiss',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(max_length=64)),
                ('missed_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'folio misses',
            },
        ),
        migrations.AddField(
            model_name='application',
            name='erased_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='call',
            name='applicant_types',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='call',
            name='key',
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('email', ''), ('motive', ''), ('name', ''), ('salt__isnull', True), ('state', '')), _connector='OR'), name='calls_application_erased_whole'),
        ),
        migrations.AddIndex(
            model_name='foliomiss',
            index=models.Index(fields=['network', 'missed_at'], name='calls_foliomiss_network'),
        ),
    ]
