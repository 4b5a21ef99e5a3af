"""A showing names every article that was opened or inserted; wordings are only appended to."""

from django.db import migrations, models
from django.db.models import Q

LISTED = """
ALTER TABLE helpcentre_showing ALTER COLUMN opened TYPE jsonb
    USING CASE WHEN opened = '' THEN '[]'::jsonb ELSE jsonb_build_array(opened) END;
"""
ONE = """
ALTER TABLE helpcentre_showing ALTER COLUMN opened TYPE varchar(80)
    USING left(coalesce(opened->>-1, ''), 80);
"""
REFUSE = """
CREATE TRIGGER only_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON helpcentre_wording
    FOR EACH STATEMENT EXECUTE FUNCTION ventanilla_refuse();
"""
ALLOW = "DROP TRIGGER only_appended ON helpcentre_wording;"
OUTCOMES = ["solved", "unsolved", "asked", "inserted"]


class Migration(migrations.Migration):
    dependencies = [("helpcentre", "0003_editing")]
    operations = [
        migrations.RunSQL(
            LISTED,
            ONE,
            state_operations=[
                migrations.AlterField(
                    model_name="showing", name="opened", field=models.JSONField(default=list)
                )
            ],
        ),
        migrations.AddField(
            model_name="showing", name="opened_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="showing", name="inserted", field=models.JSONField(default=list)
        ),
        migrations.AlterField(
            model_name="showing",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[("", "None"), *((word, word.title()) for word in OUTCOMES)],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="showing",
            index=models.Index(
                fields=["company", "ticket"],
                name="showing_ticket",
                condition=Q(ticket__isnull=False),
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
