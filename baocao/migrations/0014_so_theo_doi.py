from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("baocao", "0013_kien_nghi")]

    operations: list = []
