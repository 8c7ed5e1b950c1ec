"""The secrets of second factors lay open in the database; now they are sealed with the server's key."""

from django.db import migrations

from accounts.factor_secrets import names_in, seal, unseal


def seal_open_ones(apps, schema_editor):
    """Seal every secret; until now none was."""
    change_all(apps, seal)


def open_sealed_ones(apps, schema_editor):
    """Lay the secrets open again for the version before."""
    change_all(apps, unseal)


def change_all(apps, change):
    for authenticator in apps.get_model("mfa", "Authenticator").objects.all():
        authenticator.data |= {
            name: change(authenticator.data[name]) for name in names_in(authenticator.data)
        }
        authenticator.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_mail_pace"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal_open_ones, open_sealed_ones)]
