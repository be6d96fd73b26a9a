# The rounds in which an advisory body is asked about a document

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0008_seat_number"),
        ("documents", "0001_initial"),
        ("exercises", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="comment",
            name="part",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.CreateModel(
            name="CommentRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("asks", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("closes_on", models.DateField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comment_rounds", to="bodies.body"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comment_rounds",
                        to="documents.issued",
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comment_rounds",
                        to="exercises.exercise",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="comment",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="bodies.commentround",
            ),
        ),
        migrations.AddConstraint(
            model_name="commentround",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("body", "document"),
                name="bodies_commentround_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="commentround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                ),
                name="bodies_commentround_closed_after",
            ),
        ),
    ]
