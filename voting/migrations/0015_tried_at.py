from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("voting", "0014_board_pieces")]
    operations = [migrations.RenameField("trustee", "rehearsed_at", "tried_at")]
