from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("baocao", "0010_quy_tac")]

    operations: list = []
