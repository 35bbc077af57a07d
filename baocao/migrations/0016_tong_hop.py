from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("baocao", "0015_ky_han")]

    operations: list = []
