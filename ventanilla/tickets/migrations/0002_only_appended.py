"""Events are appended and never changed, whoever asks: the table itself refuses."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION ventanilla_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the record is only appended', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER only_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON tickets_event
    FOR EACH STATEMENT EXECUTE FUNCTION ventanilla_refuse();
CREATE TRIGGER only_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON companies_policyversion
    FOR EACH STATEMENT EXECUTE FUNCTION ventanilla_refuse();
"""
ALLOW = """
DROP TRIGGER only_appended ON tickets_event;
DROP TRIGGER only_appended ON companies_policyversion;
DROP FUNCTION ventanilla_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
