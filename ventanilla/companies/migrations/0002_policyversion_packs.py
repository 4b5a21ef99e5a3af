from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="policyversion",
            name="packs",
            field=models.JSONField(default=dict),
        ),
    ]
