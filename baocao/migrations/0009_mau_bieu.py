from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("baocao", "0008_dau_nap")]

    operations: list = []
