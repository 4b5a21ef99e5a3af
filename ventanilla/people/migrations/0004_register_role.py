"""A role for whoever reads the complaint register and nothing else."""

from django.db import migrations, models

ROLES = [
    ("agent", "Agent"),
    ("supervisor", "Supervisor"),
    ("admin", "Admin"),
    ("register", "Register"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0003_representative")]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(choices=ROLES, default="agent", max_length=12),
        ),
    ]
