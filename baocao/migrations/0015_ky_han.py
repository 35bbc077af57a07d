from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("baocao", "0014_so_theo_doi")]

    operations: list = []
