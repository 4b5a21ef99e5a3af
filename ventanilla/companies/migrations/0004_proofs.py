"""Proofs of what a policy claims; the table is only appended to, as those of the policies are."""

import django.db.models.deletion
from django.db import migrations, models

REFUSE = """
CREATE TRIGGER only_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON companies_proof
    FOR EACH STATEMENT EXECUTE FUNCTION ventanilla_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("companies", "0003_drafts")]

    operations = [
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("claim", models.CharField(max_length=80)),
                ("dated", models.DateField()),
                ("reference", models.CharField(max_length=200)),
                ("file_name", models.CharField(blank=True, default="", max_length=200)),
                ("size", models.IntegerField(default=0)),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("by", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="companies.company",
                    ),
                ),
                (
                    "takes_back",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="companies.proof",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index("company", "claim", "dated", name="proof_of_claim")],
            },
        ),
        migrations.RunSQL(REFUSE, "DROP TRIGGER only_appended ON companies_proof"),
    ]
