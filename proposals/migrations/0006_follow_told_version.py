from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def know_todays_version(apps, schema_editor):
    """Nobody is told about versions that were published before followers were told of any."""
    follow, proposal = apps.get_model("proposals", "Follow"), apps.get_model("proposals", "Proposal")
    today = proposal.objects.filter(pk=OuterRef("proposal_id")).values("version")[:1]
    follow.objects.update(told_version=Subquery(today))


class Migration(migrations.Migration):

    dependencies = [
        ('proposals', '0005_stored_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='follow',
            name='told_version',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(know_todays_version, migrations.RunPython.noop),
    ]
