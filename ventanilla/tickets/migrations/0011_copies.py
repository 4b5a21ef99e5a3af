"""Letters are kept as they went out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0010_board")]

    operations = [
        migrations.AddField(
            model_name="outgoing",
            name="copy",
            field=models.BinaryField(null=True),
        ),
    ]
