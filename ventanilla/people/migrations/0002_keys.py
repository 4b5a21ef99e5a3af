"""No index by company alone: the keys begin with the company."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="address",
            name="company",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="companies.company",
            ),
        ),
        migrations.AlterField(
            model_name="customer",
            name="company",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="companies.company",
            ),
        ),
    ]
