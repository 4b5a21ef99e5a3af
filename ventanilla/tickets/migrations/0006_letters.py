"""Points of a complaint, and the parts of a typed letter."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0001_initial'),
        ('tickets', '0005_search_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='parts',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('ticket', models.BigIntegerField()),
                ('pk', models.CompositePrimaryKey('company_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('id', models.BigIntegerField()),
                ('place', models.SmallIntegerField()),
                ('text', models.TextField()),
                ('answer', models.TextField(blank=True, default='')),
                ('message', models.BigIntegerField(null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('company'), models.F('ticket'), models.F('place'), name='point_place_once')],
            },
        ),
    ]
