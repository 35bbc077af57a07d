import cucctdp.formats.fields
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("baocao", "0008_dau_nap"),
        ('donvi', '0003_khoa_ngoai_kep'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='DongTheoHoSo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('doi_tuong', models.CharField(choices=[('cua_khau', 'Cửa khẩu biên giới đất liền'), ('cang_bien', 'Cảng biển'), ('fdi', 'Doanh nghiệp có vốn đầu tư nước ngoài'), ('lang_nghe', 'Làng nghề, làng nghề truyền thống'), ('ccn', 'Cụm công nghiệp'), ('mien_nui', 'Địa bàn miền núi, biên giới, hải đảo'), ('phat_dien', 'Nhà máy điện'), ('trong_diem', 'Dự án công nghiệp trọng điểm')], max_length=12, verbose_name='đối tượng')),
                ('bieu', models.CharField(max_length=10, verbose_name='mã biểu')),
                ('chi_tieu', models.CharField(max_length=12, verbose_name='mã chỉ tiêu')),
                ('loai_ky', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('thang', 'Tháng'), ('quy', 'Quý'), ('sau_thang', '6 tháng'), ('chin_thang', '9 tháng'), ('nam', 'Năm')], max_length=12), blank=True, default=list, help_text='Trống: mọi kỳ của biểu.', size=None, verbose_name='chỉ ở loại kỳ')),
                ('can_cu', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='căn cứ')),
                ('can_xac_minh', models.BooleanField(default=True, verbose_name='cần xác minh')),
                ('hieu_luc_tu', models.DateField(verbose_name='hiệu lực từ')),
                ('hieu_luc_den', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'verbose_name': 'chỉ tiêu bắt buộc theo hồ sơ tỉnh',
                'verbose_name_plural': 'chỉ tiêu bắt buộc theo hồ sơ tỉnh',
                'ordering': ['bieu', 'chi_tieu', 'doi_tuong'],
            },
        ),
        migrations.CreateModel(
            name='DongTheoHoSoEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('doi_tuong', models.CharField(choices=[('cua_khau', 'Cửa khẩu biên giới đất liền'), ('cang_bien', 'Cảng biển'), ('fdi', 'Doanh nghiệp có vốn đầu tư nước ngoài'), ('lang_nghe', 'Làng nghề, làng nghề truyền thống'), ('ccn', 'Cụm công nghiệp'), ('mien_nui', 'Địa bàn miền núi, biên giới, hải đảo'), ('phat_dien', 'Nhà máy điện'), ('trong_diem', 'Dự án công nghiệp trọng điểm')], max_length=12, verbose_name='đối tượng')),
                ('bieu', models.CharField(max_length=10, verbose_name='mã biểu')),
                ('chi_tieu', models.CharField(max_length=12, verbose_name='mã chỉ tiêu')),
                ('loai_ky', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('thang', 'Tháng'), ('quy', 'Quý'), ('sau_thang', '6 tháng'), ('chin_thang', '9 tháng'), ('nam', 'Năm')], max_length=12), blank=True, default=list, help_text='Trống: mọi kỳ của biểu.', size=None, verbose_name='chỉ ở loại kỳ')),
                ('can_cu', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='căn cứ')),
                ('can_xac_minh', models.BooleanField(default=True, verbose_name='cần xác minh')),
                ('hieu_luc_tu', models.DateField(verbose_name='hiệu lực từ')),
                ('hieu_luc_den', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HoSoTinh',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('doi_tuong', models.CharField(choices=[('cua_khau', 'Cửa khẩu biên giới đất liền'), ('cang_bien', 'Cảng biển'), ('fdi', 'Doanh nghiệp có vốn đầu tư nước ngoài'), ('lang_nghe', 'Làng nghề, làng nghề truyền thống'), ('ccn', 'Cụm công nghiệp'), ('mien_nui', 'Địa bàn miền núi, biên giới, hải đảo'), ('phat_dien', 'Nhà máy điện'), ('trong_diem', 'Dự án công nghiệp trọng điểm')], max_length=12, verbose_name='đối tượng')),
                ('co', models.BooleanField(default=True, help_text='Bỏ chọn khi đã xác minh là không có; chưa rõ thì đánh dấu cần xác minh.', verbose_name='tỉnh có đối tượng này')),
                ('ghi_chu', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='ghi chú')),
                ('can_cu', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='căn cứ')),
                ('can_xac_minh', models.BooleanField(default=True, verbose_name='cần xác minh')),
                ('hieu_luc_tu', models.DateField(verbose_name='hiệu lực từ')),
                ('hieu_luc_den', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'verbose_name': 'hồ sơ tỉnh',
                'verbose_name_plural': 'hồ sơ tỉnh',
                'ordering': ['don_vi', 'doi_tuong', 'hieu_luc_tu'],
            },
        ),
        migrations.CreateModel(
            name='HoSoTinhEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('doi_tuong', models.CharField(choices=[('cua_khau', 'Cửa khẩu biên giới đất liền'), ('cang_bien', 'Cảng biển'), ('fdi', 'Doanh nghiệp có vốn đầu tư nước ngoài'), ('lang_nghe', 'Làng nghề, làng nghề truyền thống'), ('ccn', 'Cụm công nghiệp'), ('mien_nui', 'Địa bàn miền núi, biên giới, hải đảo'), ('phat_dien', 'Nhà máy điện'), ('trong_diem', 'Dự án công nghiệp trọng điểm')], max_length=12, verbose_name='đối tượng')),
                ('co', models.BooleanField(default=True, help_text='Bỏ chọn khi đã xác minh là không có; chưa rõ thì đánh dấu cần xác minh.', verbose_name='tỉnh có đối tượng này')),
                ('ghi_chu', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='ghi chú')),
                ('can_cu', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='căn cứ')),
                ('can_xac_minh', models.BooleanField(default=True, verbose_name='cần xác minh')),
                ('hieu_luc_tu', models.DateField(verbose_name='hiệu lực từ')),
                ('hieu_luc_den', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LoaiBaoCao',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ma', models.CharField(max_length=8, verbose_name='mã')),
                ('ten', cucctdp.formats.fields.VanBanField(max_length=255, verbose_name='tên báo cáo')),
                ('ky', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('thang', 'Tháng'), ('quy', 'Quý'), ('sau_thang', '6 tháng'), ('chin_thang', '9 tháng'), ('nam', 'Năm'), ('dinh_ky', 'Định kỳ (văn bản không nêu kỳ)'), ('dot_xuat', 'Đột xuất'), ('theo_yeu_cau', 'Theo yêu cầu')], max_length=12), size=None, verbose_name='kỳ báo cáo')),
                ('noi_nhan', cucctdp.formats.fields.VanBanField(max_length=255, verbose_name='nơi nhận')),
                ('nhan_tai_cuc', models.BooleanField(default=False, verbose_name='Cục Công Thương địa phương nhận')),
                ('bieu', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, help_text='Trống: báo cáo làm ngoài bộ biểu của hệ thống.', size=None, verbose_name='biểu trong hệ thống')),
                ('han', cucctdp.formats.fields.VanBanField(blank=True, max_length=255, verbose_name='hạn')),
                ('can_cu', cucctdp.formats.fields.VanBanDaiField(verbose_name='căn cứ')),
                ('ghi_chu', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='ghi chú')),
                ('can_xac_minh', models.BooleanField(default=True, verbose_name='cần xác minh')),
                ('thu_tu', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('hieu_luc_tu', models.DateField(verbose_name='hiệu lực từ')),
                ('hieu_luc_den', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'verbose_name': 'loại báo cáo',
                'verbose_name_plural': 'loại báo cáo',
                'ordering': ['thu_tu', 'ma', '-hieu_luc_tu'],
            },
        ),
        migrations.CreateModel(
            name='LoaiBaoCaoEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ma', models.CharField(max_length=8, verbose_name='mã')),
                ('ten', cucctdp.formats.fields.VanBanField(max_length=255, verbose_name='tên báo cáo')),
                ('ky', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('thang', 'Tháng'), ('quy', 'Quý'), ('sau_thang', '6 tháng'), ('chin_thang', '9 tháng'), ('nam', 'Năm'), ('dinh_ky', 'Định kỳ (văn bản không nêu kỳ)'), ('dot_xuat', 'Đột xuất'), ('theo_yeu_cau', 'Theo yêu cầu')], max_length=12), size=None, verbose_name='kỳ báo cáo')),
                ('noi_nhan', cucctdp.formats.fields.VanBanField(max_length=255, verbose_name='nơi nhận')),
                ('nhan_tai_cuc', models.BooleanField(default=False, verbose_name='Cục Công Thương địa phương nhận')),
                ('bieu', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, help_text='Trống: báo cáo làm ngoài bộ biểu của hệ thống.', size=None, verbose_name='biểu trong hệ thống')),
                ('han', cucctdp.formats.fields.VanBanField(blank=True, max_length=255, verbose_name='hạn')),
                ('can_cu', cucctdp.formats.fields.VanBanDaiField(verbose_name='căn cứ')),
                ('ghi_chu', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='ghi chú')),
                ('can_xac_minh', models.BooleanField(default=True, verbose_name='cần xác minh')),
                ('thu_tu', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('hieu_luc_tu', models.DateField(verbose_name='hiệu lực từ')),
                ('hieu_luc_den', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SanPhamTinh',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ma', models.CharField(max_length=12, verbose_name='mã sản phẩm')),
                ('ten', cucctdp.formats.fields.VanBanField(max_length=160, verbose_name='tên sản phẩm')),
                ('dvt', cucctdp.formats.fields.VanBanField(max_length=40, verbose_name='đơn vị tính')),
                ('chi_tieu', models.CharField(blank=True, help_text='Mã dòng của biểu Q02, ví dụ SP06. Để trống: sản phẩm riêng của tỉnh.', max_length=12, verbose_name='dòng chung cả nước')),
                ('he_so', models.DecimalField(decimal_places=6, default=1, help_text='Một đơn vị của tỉnh bằng bao nhiêu đơn vị của dòng chung.', max_digits=18, verbose_name='hệ số về đơn vị chung')),
                ('ma_nganh', models.CharField(blank=True, max_length=20, verbose_name='mã ngành, mã sản phẩm (VSIC, VCPA)')),
                ('ghi_chu', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='ghi chú')),
                ('can_xac_minh', models.BooleanField(default=True, verbose_name='cần xác minh')),
                ('hieu_luc_tu', models.DateField(verbose_name='hiệu lực từ')),
                ('hieu_luc_den', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'verbose_name': 'sản phẩm công nghiệp của tỉnh',
                'verbose_name_plural': 'danh mục sản phẩm công nghiệp của tỉnh',
                'ordering': ['don_vi', 'ma', 'hieu_luc_tu'],
            },
        ),
        migrations.CreateModel(
            name='SanPhamTinhEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ma', models.CharField(max_length=12, verbose_name='mã sản phẩm')),
                ('ten', cucctdp.formats.fields.VanBanField(max_length=160, verbose_name='tên sản phẩm')),
                ('dvt', cucctdp.formats.fields.VanBanField(max_length=40, verbose_name='đơn vị tính')),
                ('chi_tieu', models.CharField(blank=True, help_text='Mã dòng của biểu Q02, ví dụ SP06. Để trống: sản phẩm riêng của tỉnh.', max_length=12, verbose_name='dòng chung cả nước')),
                ('he_so', models.DecimalField(decimal_places=6, default=1, help_text='Một đơn vị của tỉnh bằng bao nhiêu đơn vị của dòng chung.', max_digits=18, verbose_name='hệ số về đơn vị chung')),
                ('ma_nganh', models.CharField(blank=True, max_length=20, verbose_name='mã ngành, mã sản phẩm (VSIC, VCPA)')),
                ('ghi_chu', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='ghi chú')),
                ('can_xac_minh', models.BooleanField(default=True, verbose_name='cần xác minh')),
                ('hieu_luc_tu', models.DateField(verbose_name='hiệu lực từ')),
                ('hieu_luc_den', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='bieumau',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='bieumau',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='bieumau',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='chitieu',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='chitieu',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='chitieu',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cotbieu',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cotbieu',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cotbieu',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='bieumau',
            name='ghi_chu_theo_ky',
            field=models.JSONField(blank=True, default=dict, help_text='Ví dụ {"quy": "Bản rút gọn, ngoài Thông tư 14/2024/TT-BCT."}.', verbose_name='ghi chú riêng theo loại kỳ'),
        ),
        migrations.AddField(
            model_name='bieumau',
            name='phong_nhap',
            field=cucctdp.formats.fields.VanBanField(blank=True, max_length=160, verbose_name='phòng, đơn vị nhập'),
        ),
        migrations.AddField(
            model_name='bieumauevent',
            name='ghi_chu_theo_ky',
            field=models.JSONField(blank=True, default=dict, help_text='Ví dụ {"quy": "Bản rút gọn, ngoài Thông tư 14/2024/TT-BCT."}.', verbose_name='ghi chú riêng theo loại kỳ'),
        ),
        migrations.AddField(
            model_name='bieumauevent',
            name='phong_nhap',
            field=cucctdp.formats.fields.VanBanField(blank=True, max_length=160, verbose_name='phòng, đơn vị nhập'),
        ),
        migrations.AddField(
            model_name='chitieu',
            name='do_dai_toi_da',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Chỉ tiêu văn bản; trống: 4.000.', null=True, verbose_name='số ký tự tối đa'),
        ),
        migrations.AddField(
            model_name='chitieuevent',
            name='do_dai_toi_da',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Chỉ tiêu văn bản; trống: 4.000.', null=True, verbose_name='số ký tự tối đa'),
        ),
        migrations.AddField(
            model_name='cotbieu',
            name='loai_ky',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('thang', 'Tháng'), ('quy', 'Quý'), ('sau_thang', '6 tháng'), ('chin_thang', '9 tháng'), ('nam', 'Năm')], max_length=12), blank=True, default=list, help_text='Trống: mọi kỳ của biểu.', size=None, verbose_name='chỉ ở loại kỳ'),
        ),
        migrations.AddField(
            model_name='cotbieuevent',
            name='loai_ky',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('thang', 'Tháng'), ('quy', 'Quý'), ('sau_thang', '6 tháng'), ('chin_thang', '9 tháng'), ('nam', 'Năm')], max_length=12), blank=True, default=list, help_text='Trống: mọi kỳ của biểu.', size=None, verbose_name='chỉ ở loại kỳ'),
        ),
        migrations.AlterField(
            model_name='giatri',
            name='chu',
            field=cucctdp.formats.fields.VanBanField(blank=True, max_length=40000, verbose_name='giá trị chữ'),
        ),
        migrations.AlterField(
            model_name='giatrievent',
            name='chu',
            field=cucctdp.formats.fields.VanBanField(blank=True, max_length=40000, verbose_name='giá trị chữ'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bieumau',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_bieumauevent" ("bo_cot", "can_cu", "can_xac_minh", "don_vi_tinh_chung", "ghi_chu_in", "ghi_chu_theo_ky", "hieu_luc_den", "hieu_luc_tu", "id", "la_tinh_toan", "loai_ky", "ma", "ma_bieu_chinh_thuc", "nhom", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phien_ban", "phong_nhap", "ten", "ten_ngan", "thu_tu", "trang_thai") SELECT new_values."bo_cot", new_values."can_cu", new_values."can_xac_minh", new_values."don_vi_tinh_chung", new_values."ghi_chu_in", new_values."ghi_chu_theo_ky", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."la_tinh_toan", new_values."loai_ky", new_values."ma", new_values."ma_bieu_chinh_thuc", new_values."nhom", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phien_ban", new_values."phong_nhap", new_values."ten", new_values."ten_ngan", new_values."thu_tu", new_values."trang_thai" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='99dc1b84d935d8f0176f292540a0dd48396abce9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6cb3c', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_bieumau', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bieumau',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_bieumauevent" ("bo_cot", "can_cu", "can_xac_minh", "don_vi_tinh_chung", "ghi_chu_in", "ghi_chu_theo_ky", "hieu_luc_den", "hieu_luc_tu", "id", "la_tinh_toan", "loai_ky", "ma", "ma_bieu_chinh_thuc", "nhom", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phien_ban", "phong_nhap", "ten", "ten_ngan", "thu_tu", "trang_thai") SELECT new_values."bo_cot", new_values."can_cu", new_values."can_xac_minh", new_values."don_vi_tinh_chung", new_values."ghi_chu_in", new_values."ghi_chu_theo_ky", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."la_tinh_toan", new_values."loai_ky", new_values."ma", new_values."ma_bieu_chinh_thuc", new_values."nhom", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phien_ban", new_values."phong_nhap", new_values."ten", new_values."ten_ngan", new_values."thu_tu", new_values."trang_thai" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='66cc84cb3e33f7f0ef46ec898d800704a07dae62', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_08fe1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_bieumau', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bieumau',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_bieumauevent" ("bo_cot", "can_cu", "can_xac_minh", "don_vi_tinh_chung", "ghi_chu_in", "ghi_chu_theo_ky", "hieu_luc_den", "hieu_luc_tu", "id", "la_tinh_toan", "loai_ky", "ma", "ma_bieu_chinh_thuc", "nhom", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phien_ban", "phong_nhap", "ten", "ten_ngan", "thu_tu", "trang_thai") SELECT old_values."bo_cot", old_values."can_cu", old_values."can_xac_minh", old_values."don_vi_tinh_chung", old_values."ghi_chu_in", old_values."ghi_chu_theo_ky", old_values."hieu_luc_den", old_values."hieu_luc_tu", old_values."id", old_values."la_tinh_toan", old_values."loai_ky", old_values."ma", old_values."ma_bieu_chinh_thuc", old_values."nhom", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phien_ban", old_values."phong_nhap", old_values."ten", old_values."ten_ngan", old_values."thu_tu", old_values."trang_thai" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ee0296d0cfd8aa30cc3083a277ce8b0735e1af3c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a02ea', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_bieumau', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chitieu',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_chitieuevent" ("bat_buoc", "bat_buoc_theo_ky", "bieu_mau_id", "cap", "cha", "cho_am", "cong_thuc", "cot_khong_ap_dung", "dai_luong", "danh_sach", "do_dai_toi_da", "dvt", "ghi_chu", "id", "kieu", "la_tap_con_cua", "loai_ky", "ma", "mau_so", "mua_vu", "muc", "nguon_tong_hop", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_le", "stt", "ten", "thu_tu", "tong_cua", "tong_cua_phu", "tong_hop", "tu_so") SELECT new_values."bat_buoc", new_values."bat_buoc_theo_ky", new_values."bieu_mau_id", new_values."cap", new_values."cha", new_values."cho_am", new_values."cong_thuc", new_values."cot_khong_ap_dung", new_values."dai_luong", new_values."danh_sach", new_values."do_dai_toi_da", new_values."dvt", new_values."ghi_chu", new_values."id", new_values."kieu", new_values."la_tap_con_cua", new_values."loai_ky", new_values."ma", new_values."mau_so", new_values."mua_vu", new_values."muc", new_values."nguon_tong_hop", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."so_le", new_values."stt", new_values."ten", new_values."thu_tu", new_values."tong_cua", new_values."tong_cua_phu", new_values."tong_hop", new_values."tu_so" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='14e066fcdeb755d94e3a5a59388431b6c5feeafc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_09ff0', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_chitieu', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chitieu',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_chitieuevent" ("bat_buoc", "bat_buoc_theo_ky", "bieu_mau_id", "cap", "cha", "cho_am", "cong_thuc", "cot_khong_ap_dung", "dai_luong", "danh_sach", "do_dai_toi_da", "dvt", "ghi_chu", "id", "kieu", "la_tap_con_cua", "loai_ky", "ma", "mau_so", "mua_vu", "muc", "nguon_tong_hop", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_le", "stt", "ten", "thu_tu", "tong_cua", "tong_cua_phu", "tong_hop", "tu_so") SELECT new_values."bat_buoc", new_values."bat_buoc_theo_ky", new_values."bieu_mau_id", new_values."cap", new_values."cha", new_values."cho_am", new_values."cong_thuc", new_values."cot_khong_ap_dung", new_values."dai_luong", new_values."danh_sach", new_values."do_dai_toi_da", new_values."dvt", new_values."ghi_chu", new_values."id", new_values."kieu", new_values."la_tap_con_cua", new_values."loai_ky", new_values."ma", new_values."mau_so", new_values."mua_vu", new_values."muc", new_values."nguon_tong_hop", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."so_le", new_values."stt", new_values."ten", new_values."thu_tu", new_values."tong_cua", new_values."tong_cua_phu", new_values."tong_hop", new_values."tu_so" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b347b6cf9fb05fee86a31716a8ebd9714ad4e624', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_27085', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_chitieu', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chitieu',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_chitieuevent" ("bat_buoc", "bat_buoc_theo_ky", "bieu_mau_id", "cap", "cha", "cho_am", "cong_thuc", "cot_khong_ap_dung", "dai_luong", "danh_sach", "do_dai_toi_da", "dvt", "ghi_chu", "id", "kieu", "la_tap_con_cua", "loai_ky", "ma", "mau_so", "mua_vu", "muc", "nguon_tong_hop", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_le", "stt", "ten", "thu_tu", "tong_cua", "tong_cua_phu", "tong_hop", "tu_so") SELECT old_values."bat_buoc", old_values."bat_buoc_theo_ky", old_values."bieu_mau_id", old_values."cap", old_values."cha", old_values."cho_am", old_values."cong_thuc", old_values."cot_khong_ap_dung", old_values."dai_luong", old_values."danh_sach", old_values."do_dai_toi_da", old_values."dvt", old_values."ghi_chu", old_values."id", old_values."kieu", old_values."la_tap_con_cua", old_values."loai_ky", old_values."ma", old_values."mau_so", old_values."mua_vu", old_values."muc", old_values."nguon_tong_hop", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."so_le", old_values."stt", old_values."ten", old_values."thu_tu", old_values."tong_cua", old_values."tong_cua_phu", old_values."tong_hop", old_values."tu_so" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7d7e88cec4dc2facea13789ec262d69b6960d870', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_aeccb', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_chitieu', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cotbieu',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_cotbieuevent" ("bat_buoc", "bieu_mau_id", "cong_thuc", "id", "in_ra", "kieu", "kieu_cot", "loai_ky", "ma", "nguon_csdl", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_le", "so_le_in", "ten", "thu_tu") SELECT new_values."bat_buoc", new_values."bieu_mau_id", new_values."cong_thuc", new_values."id", new_values."in_ra", new_values."kieu", new_values."kieu_cot", new_values."loai_ky", new_values."ma", new_values."nguon_csdl", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."so_le", new_values."so_le_in", new_values."ten", new_values."thu_tu" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='206a4be5918a482e6c57c111eaf4d90935f32579', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_88c41', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_cotbieu', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cotbieu',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_cotbieuevent" ("bat_buoc", "bieu_mau_id", "cong_thuc", "id", "in_ra", "kieu", "kieu_cot", "loai_ky", "ma", "nguon_csdl", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_le", "so_le_in", "ten", "thu_tu") SELECT new_values."bat_buoc", new_values."bieu_mau_id", new_values."cong_thuc", new_values."id", new_values."in_ra", new_values."kieu", new_values."kieu_cot", new_values."loai_ky", new_values."ma", new_values."nguon_csdl", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."so_le", new_values."so_le_in", new_values."ten", new_values."thu_tu" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0281e0951433b8a918402c99669d1307a9b684f9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bbda7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_cotbieu', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cotbieu',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_cotbieuevent" ("bat_buoc", "bieu_mau_id", "cong_thuc", "id", "in_ra", "kieu", "kieu_cot", "loai_ky", "ma", "nguon_csdl", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_le", "so_le_in", "ten", "thu_tu") SELECT old_values."bat_buoc", old_values."bieu_mau_id", old_values."cong_thuc", old_values."id", old_values."in_ra", old_values."kieu", old_values."kieu_cot", old_values."loai_ky", old_values."ma", old_values."nguon_csdl", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."so_le", old_values."so_le_in", old_values."ten", old_values."thu_tu" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='933bdbf8dddc61e9f4204d3501ce668abf8070d3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b6623', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_cotbieu', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='dongtheohoso',
            constraint=models.UniqueConstraint(fields=('doi_tuong', 'bieu', 'chi_tieu', 'hieu_luc_tu'), name='dongtheohoso_duy_nhat', violation_error_message='Chỉ tiêu này đã gắn với đối tượng từ ngày ấy.'),
        ),
        migrations.AddConstraint(
            model_name='dongtheohoso',
            constraint=models.CheckConstraint(condition=models.Q(('hieu_luc_den__isnull', True), ('hieu_luc_den__gte', models.F('hieu_luc_tu')), _connector='OR'), name='dongtheohoso_den_sau_tu', violation_error_message='Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dongtheohoso',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dongtheohosoevent" ("bieu", "can_cu", "can_xac_minh", "chi_tieu", "doi_tuong", "hieu_luc_den", "hieu_luc_tu", "id", "loai_ky", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."bieu", new_values."can_cu", new_values."can_xac_minh", new_values."chi_tieu", new_values."doi_tuong", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."loai_ky", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b0b06349857c3ceae62a0e37f2171f911df4ca66', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7b41f', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_dongtheohoso', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dongtheohoso',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dongtheohosoevent" ("bieu", "can_cu", "can_xac_minh", "chi_tieu", "doi_tuong", "hieu_luc_den", "hieu_luc_tu", "id", "loai_ky", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."bieu", new_values."can_cu", new_values."can_xac_minh", new_values."chi_tieu", new_values."doi_tuong", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."loai_ky", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9bc808a45846eda0d37118636f08b36864231980', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_02c3f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_dongtheohoso', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dongtheohoso',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dongtheohosoevent" ("bieu", "can_cu", "can_xac_minh", "chi_tieu", "doi_tuong", "hieu_luc_den", "hieu_luc_tu", "id", "loai_ky", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."bieu", old_values."can_cu", old_values."can_xac_minh", old_values."chi_tieu", old_values."doi_tuong", old_values."hieu_luc_den", old_values."hieu_luc_tu", old_values."id", old_values."loai_ky", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5891ef048255dc0adf7cc1e432bbc2a745a55612', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_63024', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_dongtheohoso', when='AFTER')),
        ),
        migrations.AddField(
            model_name='dongtheohosoevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='dongtheohosoevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.dongtheohoso'),
        ),
        migrations.AddField(
            model_name='hosotinh',
            name='don_vi',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ho_so', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố'),
        ),
        migrations.AddField(
            model_name='hosotinhevent',
            name='don_vi',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố'),
        ),
        migrations.AddField(
            model_name='hosotinhevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='hosotinhevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.hosotinh'),
        ),
        migrations.AddConstraint(
            model_name='loaibaocao',
            constraint=models.UniqueConstraint(fields=('ma', 'hieu_luc_tu'), name='loaibaocao_ma_hieu_luc', violation_error_message='Loại báo cáo này đã có dòng từ ngày ấy.'),
        ),
        migrations.AddConstraint(
            model_name='loaibaocao',
            constraint=models.CheckConstraint(condition=models.Q(('hieu_luc_den__isnull', True), ('hieu_luc_den__gte', models.F('hieu_luc_tu')), _connector='OR'), name='loaibaocao_den_sau_tu', violation_error_message='Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loaibaocao',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_loaibaocaoevent" ("bieu", "can_cu", "can_xac_minh", "ghi_chu", "han", "hieu_luc_den", "hieu_luc_tu", "id", "ky", "ma", "nhan_tai_cuc", "noi_nhan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ten", "thu_tu") SELECT new_values."bieu", new_values."can_cu", new_values."can_xac_minh", new_values."ghi_chu", new_values."han", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."ky", new_values."ma", new_values."nhan_tai_cuc", new_values."noi_nhan", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."ten", new_values."thu_tu" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e84df7e37b8b8f539d6f2af8706913d418c0d701', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_af64e', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_loaibaocao', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loaibaocao',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_loaibaocaoevent" ("bieu", "can_cu", "can_xac_minh", "ghi_chu", "han", "hieu_luc_den", "hieu_luc_tu", "id", "ky", "ma", "nhan_tai_cuc", "noi_nhan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ten", "thu_tu") SELECT new_values."bieu", new_values."can_cu", new_values."can_xac_minh", new_values."ghi_chu", new_values."han", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."ky", new_values."ma", new_values."nhan_tai_cuc", new_values."noi_nhan", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."ten", new_values."thu_tu" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7118f5f67eb7f4f4e7c62fd47cb4b55ffad4916f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_60d2a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_loaibaocao', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loaibaocao',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_loaibaocaoevent" ("bieu", "can_cu", "can_xac_minh", "ghi_chu", "han", "hieu_luc_den", "hieu_luc_tu", "id", "ky", "ma", "nhan_tai_cuc", "noi_nhan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ten", "thu_tu") SELECT old_values."bieu", old_values."can_cu", old_values."can_xac_minh", old_values."ghi_chu", old_values."han", old_values."hieu_luc_den", old_values."hieu_luc_tu", old_values."id", old_values."ky", old_values."ma", old_values."nhan_tai_cuc", old_values."noi_nhan", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."ten", old_values."thu_tu" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6b0a26d70cc4b5529c0bfc98750a6cec9af9afb0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7412c', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_loaibaocao', when='AFTER')),
        ),
        migrations.AddField(
            model_name='loaibaocaoevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='loaibaocaoevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.loaibaocao'),
        ),
        migrations.AddField(
            model_name='sanphamtinh',
            name='don_vi',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='san_pham_q02', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố'),
        ),
        migrations.AddField(
            model_name='sanphamtinhevent',
            name='don_vi',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố'),
        ),
        migrations.AddField(
            model_name='sanphamtinhevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='sanphamtinhevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.sanphamtinh'),
        ),
        migrations.AddConstraint(
            model_name='hosotinh',
            constraint=models.UniqueConstraint(fields=('don_vi', 'doi_tuong', 'hieu_luc_tu'), name='hosotinh_duy_nhat', violation_error_message='Đối tượng này của tỉnh đã có dòng từ ngày ấy.'),
        ),
        migrations.AddConstraint(
            model_name='hosotinh',
            constraint=models.CheckConstraint(condition=models.Q(('hieu_luc_den__isnull', True), ('hieu_luc_den__gte', models.F('hieu_luc_tu')), _connector='OR'), name='hosotinh_den_sau_tu', violation_error_message='Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hosotinh',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_hosotinhevent" ("can_cu", "can_xac_minh", "co", "doi_tuong", "don_vi_id", "ghi_chu", "hieu_luc_den", "hieu_luc_tu", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."can_cu", new_values."can_xac_minh", new_values."co", new_values."doi_tuong", new_values."don_vi_id", new_values."ghi_chu", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4d2a05182c7c3550c289c675614fe70540d3d076', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_78424', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_hosotinh', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hosotinh',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_hosotinhevent" ("can_cu", "can_xac_minh", "co", "doi_tuong", "don_vi_id", "ghi_chu", "hieu_luc_den", "hieu_luc_tu", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."can_cu", new_values."can_xac_minh", new_values."co", new_values."doi_tuong", new_values."don_vi_id", new_values."ghi_chu", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='89a17c9fbf643553b9808646a9a158bec83f22ef', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_21302', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_hosotinh', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hosotinh',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_hosotinhevent" ("can_cu", "can_xac_minh", "co", "doi_tuong", "don_vi_id", "ghi_chu", "hieu_luc_den", "hieu_luc_tu", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."can_cu", old_values."can_xac_minh", old_values."co", old_values."doi_tuong", old_values."don_vi_id", old_values."ghi_chu", old_values."hieu_luc_den", old_values."hieu_luc_tu", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='48d2c699f8cb61b618eca8d0f6351b515c97b155', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c8fc2', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_hosotinh', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='sanphamtinh',
            constraint=models.UniqueConstraint(fields=('don_vi', 'ma', 'hieu_luc_tu'), name='sanphamtinh_duy_nhat', violation_error_message='Sản phẩm này của tỉnh đã có dòng từ ngày ấy.'),
        ),
        migrations.AddConstraint(
            model_name='sanphamtinh',
            constraint=models.CheckConstraint(condition=models.Q(('he_so__gt', 0)), name='sanphamtinh_he_so_duong', violation_error_message='Hệ số phải lớn hơn 0.'),
        ),
        migrations.AddConstraint(
            model_name='sanphamtinh',
            constraint=models.CheckConstraint(condition=models.Q(('hieu_luc_den__isnull', True), ('hieu_luc_den__gte', models.F('hieu_luc_tu')), _connector='OR'), name='sanphamtinh_den_sau_tu', violation_error_message='Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sanphamtinh',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_sanphamtinhevent" ("can_xac_minh", "chi_tieu", "don_vi_id", "dvt", "ghi_chu", "he_so", "hieu_luc_den", "hieu_luc_tu", "id", "ma", "ma_nganh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ten") SELECT new_values."can_xac_minh", new_values."chi_tieu", new_values."don_vi_id", new_values."dvt", new_values."ghi_chu", new_values."he_so", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."ma", new_values."ma_nganh", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."ten" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9042ffc6e44ff0a21ae00f64969db22bc76ac331', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1475f', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_sanphamtinh', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sanphamtinh',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_sanphamtinhevent" ("can_xac_minh", "chi_tieu", "don_vi_id", "dvt", "ghi_chu", "he_so", "hieu_luc_den", "hieu_luc_tu", "id", "ma", "ma_nganh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ten") SELECT new_values."can_xac_minh", new_values."chi_tieu", new_values."don_vi_id", new_values."dvt", new_values."ghi_chu", new_values."he_so", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."ma", new_values."ma_nganh", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."ten" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8f513236a38cba36be7c88abf489735a9079d4d1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7dcc5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_sanphamtinh', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sanphamtinh',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_sanphamtinhevent" ("can_xac_minh", "chi_tieu", "don_vi_id", "dvt", "ghi_chu", "he_so", "hieu_luc_den", "hieu_luc_tu", "id", "ma", "ma_nganh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ten") SELECT old_values."can_xac_minh", old_values."chi_tieu", old_values."don_vi_id", old_values."dvt", old_values."ghi_chu", old_values."he_so", old_values."hieu_luc_den", old_values."hieu_luc_tu", old_values."id", old_values."ma", old_values."ma_nganh", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."ten" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='da77b7a7d6bc7fa8bda5b72fcb92501e99b200c4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b8412', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_sanphamtinh', when='AFTER')),
        ),
    ]
