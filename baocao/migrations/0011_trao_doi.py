import cucctdp.formats.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('baocao', '0010_quy_tac'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LoiTraoDoi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ben', models.CharField(choices=[('so', 'Sở'), ('cuc', 'Cục')], max_length=3, verbose_name='bên')),
                ('vong', models.PositiveSmallIntegerField(verbose_name='vòng')),
                ('noi_dung', cucctdp.formats.fields.VanBanDaiField(verbose_name='nội dung')),
                ('luc', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                ('nguoi', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người viết')),
            ],
            options={
                'verbose_name': 'lời trao đổi',
                'verbose_name_plural': 'lời trao đổi',
                'ordering': ['luong', 'luc', 'id'],
            },
        ),
        migrations.CreateModel(
            name='LuongTraoDoi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chi_tieu', models.CharField(max_length=12, verbose_name='chỉ tiêu')),
                ('cot', models.CharField(max_length=4, verbose_name='cột')),
                ('ben_mo', models.CharField(choices=[('so', 'Sở'), ('cuc', 'Cục')], max_length=3, verbose_name='bên nêu')),
                ('mo_luc', models.DateTimeField(auto_now_add=True, verbose_name='nêu lúc')),
                ('ben_giai_quyet', models.CharField(blank=True, choices=[('so', 'Sở'), ('cuc', 'Cục')], max_length=3, verbose_name='bên giải quyết')),
                ('giai_quyet_luc', models.DateTimeField(blank=True, null=True, verbose_name='giải quyết lúc')),
                ('nguoi_giai_quyet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người giải quyết')),
                ('nguoi_mo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nêu')),
                ('phieu', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trao_doi', to='baocao.phieubieu', verbose_name='phiếu')),
            ],
            options={
                'verbose_name': 'luồng trao đổi',
                'verbose_name_plural': 'luồng trao đổi',
                'ordering': ['phieu', 'mo_luc'],
            },
        ),
        migrations.CreateModel(
            name='LoiTraoDoiEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ben', models.CharField(choices=[('so', 'Sở'), ('cuc', 'Cục')], max_length=3, verbose_name='bên')),
                ('vong', models.PositiveSmallIntegerField(verbose_name='vòng')),
                ('noi_dung', cucctdp.formats.fields.VanBanDaiField(verbose_name='nội dung')),
                ('luc', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                ('nguoi', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người viết')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.loitraodoi')),
                ('luong', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.luongtraodoi', verbose_name='luồng')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='loitraodoi',
            name='luong',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='loi', to='baocao.luongtraodoi', verbose_name='luồng'),
        ),
        migrations.CreateModel(
            name='LuongTraoDoiEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('chi_tieu', models.CharField(max_length=12, verbose_name='chỉ tiêu')),
                ('cot', models.CharField(max_length=4, verbose_name='cột')),
                ('ben_mo', models.CharField(choices=[('so', 'Sở'), ('cuc', 'Cục')], max_length=3, verbose_name='bên nêu')),
                ('mo_luc', models.DateTimeField(auto_now_add=True, verbose_name='nêu lúc')),
                ('ben_giai_quyet', models.CharField(blank=True, choices=[('so', 'Sở'), ('cuc', 'Cục')], max_length=3, verbose_name='bên giải quyết')),
                ('giai_quyet_luc', models.DateTimeField(blank=True, null=True, verbose_name='giải quyết lúc')),
                ('nguoi_giai_quyet', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người giải quyết')),
                ('nguoi_mo', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nêu')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.luongtraodoi')),
                ('phieu', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.phieubieu', verbose_name='phiếu')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='luongtraodoi',
            constraint=models.UniqueConstraint(condition=models.Q(('giai_quyet_luc__isnull', True)), fields=('phieu', 'chi_tieu', 'cot'), name='luongtraodoi_mot_luong_mo', violation_error_message='Ô này đang có trao đổi chưa giải quyết.'),
        ),
        migrations.AddConstraint(
            model_name='luongtraodoi',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ben_giai_quyet', ''), ('giai_quyet_luc__isnull', True), ('nguoi_giai_quyet__isnull', True)), models.Q(('giai_quyet_luc__isnull', False), ('nguoi_giai_quyet__isnull', False), models.Q(('ben_giai_quyet', ''), _negated=True), models.Q(('ben_giai_quyet', models.F('ben_mo')), _negated=True)), _connector='OR'), name='luongtraodoi_ben_kia_giai_quyet', violation_error_message='Trao đổi do bên kia giải quyết, không phải bên nêu.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='luongtraodoi',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_luongtraodoievent" ("ben_giai_quyet", "ben_mo", "chi_tieu", "cot", "giai_quyet_luc", "id", "mo_luc", "nguoi_giai_quyet_id", "nguoi_mo_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phieu_id") SELECT new_values."ben_giai_quyet", new_values."ben_mo", new_values."chi_tieu", new_values."cot", new_values."giai_quyet_luc", new_values."id", new_values."mo_luc", new_values."nguoi_giai_quyet_id", new_values."nguoi_mo_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phieu_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4e157e35615ae78493ac3c8bad704e1c049c6f5e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bf5b3', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_luongtraodoi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='luongtraodoi',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_luongtraodoievent" ("ben_giai_quyet", "ben_mo", "chi_tieu", "cot", "giai_quyet_luc", "id", "mo_luc", "nguoi_giai_quyet_id", "nguoi_mo_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phieu_id") SELECT new_values."ben_giai_quyet", new_values."ben_mo", new_values."chi_tieu", new_values."cot", new_values."giai_quyet_luc", new_values."id", new_values."mo_luc", new_values."nguoi_giai_quyet_id", new_values."nguoi_mo_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phieu_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4216b97eb150f7f9857aa9110a764dbe1e0f21fe', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dbe7c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_luongtraodoi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='luongtraodoi',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_luongtraodoievent" ("ben_giai_quyet", "ben_mo", "chi_tieu", "cot", "giai_quyet_luc", "id", "mo_luc", "nguoi_giai_quyet_id", "nguoi_mo_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phieu_id") SELECT old_values."ben_giai_quyet", old_values."ben_mo", old_values."chi_tieu", old_values."cot", old_values."giai_quyet_luc", old_values."id", old_values."mo_luc", old_values."nguoi_giai_quyet_id", old_values."nguoi_mo_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phieu_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6301506762667a0d7dde788cb44f88b7c1bf27fe', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d098e', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_luongtraodoi', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='loitraodoi',
            constraint=models.CheckConstraint(condition=models.Q(('noi_dung', ''), _negated=True), name='loitraodoi_co_noi_dung', violation_error_message='Nội dung trao đổi không được để trống.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loitraodoi',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_loitraodoievent" ("ben", "id", "luc", "luong_id", "nguoi_id", "noi_dung", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vong") SELECT new_values."ben", new_values."id", new_values."luc", new_values."luong_id", new_values."nguoi_id", new_values."noi_dung", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."vong" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='10048b43e26571851e24e110f10001769fc27020', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_add1e', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_loitraodoi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loitraodoi',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_loitraodoievent" ("ben", "id", "luc", "luong_id", "nguoi_id", "noi_dung", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vong") SELECT new_values."ben", new_values."id", new_values."luc", new_values."luong_id", new_values."nguoi_id", new_values."noi_dung", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."vong" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='84328d4143b334a5503c342f3f42ed9b7ec7f228', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6ef26', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_loitraodoi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loitraodoi',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_loitraodoievent" ("ben", "id", "luc", "luong_id", "nguoi_id", "noi_dung", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vong") SELECT old_values."ben", old_values."id", old_values."luc", old_values."luong_id", old_values."nguoi_id", old_values."noi_dung", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."vong" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b4e9c0220fce673be1043a0068f1027cc3d1637d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_38fc1', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_loitraodoi', when='AFTER')),
        ),
    ]
