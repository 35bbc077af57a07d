from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("baocao", "0011_trao_doi")]

    operations: list = []
