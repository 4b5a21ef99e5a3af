"""Who did what about an article, when. The table is only appended to: it refuses changes."""

import django.db.models.deletion
from django.db import migrations, models

REFUSE = """
CREATE TRIGGER only_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON helpcentre_articleevent
    FOR EACH STATEMENT EXECUTE FUNCTION ventanilla_refuse();
"""
ALLOW = "DROP TRIGGER only_appended ON helpcentre_articleevent;"
WHAT = (
    "begun", "drafted", "sent", "published", "discarded", "back", "checked", "arranged",
    "withdrawn", "shown",
)
NAMES = {"back": "Brought Back"}


class Migration(migrations.Migration):
    dependencies = [
        ("helpcentre", "0002_vectors"),
        ("tickets", "0002_only_appended"),  # it has the function that refuses
    ]
    operations = [
        migrations.CreateModel(
            name="ArticleEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("article", models.CharField(max_length=80)),
                ("language", models.CharField(blank=True, default="", max_length=12)),
                (
                    "what",
                    models.CharField(
                        choices=[(word, NAMES.get(word, word.title())) for word in WHAT],
                        max_length=10,
                    ),
                ),
                ("wording", models.IntegerField(null=True)),
                ("fields", models.JSONField(default=list)),
                ("by", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["company", "article", "-id"], name="article_event_newest"
                    )
                ],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
