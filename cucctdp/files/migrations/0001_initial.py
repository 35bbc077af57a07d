import cucctdp.files.models
import cucctdp.files.storage
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cucctdp.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('donvi', '0003_khoa_ngoai_kep'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Tep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('loai', models.SlugField(max_length=40, verbose_name='loại tệp')),
                    ('ten', models.CharField(max_length=255, verbose_name='tên tệp')),
                    ('tep', models.FileField(storage=cucctdp.files.storage.kho_rieng_tu, upload_to=cucctdp.files.models.ten_trong_kho, verbose_name='tệp')),
                    ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256')),
                    ('kich_thuoc', models.PositiveBigIntegerField(verbose_name='kích thước (byte)')),
                    ('kieu_noi_dung', models.CharField(max_length=100, verbose_name='kiểu nội dung')),
                    ('doi_tuong_id', models.BigIntegerField(blank=True, null=True, verbose_name='mã đối tượng')),
                    ('tao_luc', models.DateTimeField(auto_now_add=True, verbose_name='tạo lúc')),
                    ('doi_tuong_loai', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype', verbose_name='loại đối tượng')),
                    ('don_vi', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donvi.donvihanhchinh', verbose_name='đơn vị')),
                    ('nguoi_tao', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tạo')),
                ],
                options={
                    'verbose_name': 'tệp',
                    'verbose_name_plural': 'tệp',
                    'ordering': ['-tao_luc', '-id'],
                    'indexes': [models.Index(fields=['doi_tuong_loai', 'doi_tuong_id'], name='tep_doi_tuong')],
                },
            ),
            migrations.CreateModel(
                name='CongViec',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('loai', models.SlugField(max_length=40, verbose_name='loại việc')),
                    ('ten', models.CharField(max_length=255, verbose_name='tên việc')),
                    ('khoa', models.CharField(help_text='Hai việc cùng khoá không chạy cùng lúc.', max_length=120, verbose_name='khoá')),
                    ('trang_thai', models.CharField(choices=[('cho', 'Chờ'), ('dang_chay', 'Đang chạy'), ('xong', 'Xong'), ('loi', 'Lỗi'), ('huy', 'Đã huỷ')], default='cho', max_length=12, verbose_name='trạng thái')),
                    ('phan_tram', models.PositiveSmallIntegerField(default=0, verbose_name='phần trăm')),
                    ('so_dong_xong', models.PositiveIntegerField(default=0, verbose_name='số dòng xong')),
                    ('so_dong_tong', models.PositiveIntegerField(default=0, verbose_name='tổng số dòng')),
                    ('nhat_ky', models.TextField(blank=True, verbose_name='nhật ký')),
                    ('loi', models.TextField(blank=True, verbose_name='lỗi')),
                    ('nhip_tim', models.DateTimeField(blank=True, null=True, verbose_name='nhịp cuối')),
                    ('yeu_cau_huy', models.BooleanField(default=False, verbose_name='yêu cầu huỷ')),
                    ('so_lan_chay', models.PositiveSmallIntegerField(default=0, verbose_name='số lần chạy')),
                    ('tao_luc', models.DateTimeField(auto_now_add=True, verbose_name='tạo lúc')),
                    ('ket_thuc_luc', models.DateTimeField(blank=True, null=True, verbose_name='kết thúc lúc')),
                    ('don_vi', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donvi.donvihanhchinh', verbose_name='đơn vị')),
                    ('nguoi_tao', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tạo')),
                    ('ket_qua', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.tep', verbose_name='kết quả')),
                ],
                options={
                    'verbose_name': 'việc nền',
                    'verbose_name_plural': 'việc nền',
                    'ordering': ['-tao_luc', '-id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('trang_thai__in', ['cho', 'dang_chay'])), fields=('khoa',), name='congviec_mot_khoa_dang_mo', violation_error_message='Việc này đang chờ hoặc đang chạy.'), models.CheckConstraint(condition=models.Q(('phan_tram__lte', 100)), name='congviec_phan_tram_khong_qua_100')],
                },
            ),
            migrations.CreateModel(
                name='CongViecEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('loai', models.SlugField(db_index=False, max_length=40, verbose_name='loại việc')),
                    ('ten', models.CharField(max_length=255, verbose_name='tên việc')),
                    ('khoa', models.CharField(help_text='Hai việc cùng khoá không chạy cùng lúc.', max_length=120, verbose_name='khoá')),
                    ('trang_thai', models.CharField(choices=[('cho', 'Chờ'), ('dang_chay', 'Đang chạy'), ('xong', 'Xong'), ('loi', 'Lỗi'), ('huy', 'Đã huỷ')], default='cho', max_length=12, verbose_name='trạng thái')),
                    ('phan_tram', models.PositiveSmallIntegerField(default=0, verbose_name='phần trăm')),
                    ('so_dong_xong', models.PositiveIntegerField(default=0, verbose_name='số dòng xong')),
                    ('so_dong_tong', models.PositiveIntegerField(default=0, verbose_name='tổng số dòng')),
                    ('nhat_ky', models.TextField(blank=True, verbose_name='nhật ký')),
                    ('loi', models.TextField(blank=True, verbose_name='lỗi')),
                    ('nhip_tim', models.DateTimeField(blank=True, null=True, verbose_name='nhịp cuối')),
                    ('yeu_cau_huy', models.BooleanField(default=False, verbose_name='yêu cầu huỷ')),
                    ('so_lan_chay', models.PositiveSmallIntegerField(default=0, verbose_name='số lần chạy')),
                    ('tao_luc', models.DateTimeField(auto_now_add=True, verbose_name='tạo lúc')),
                    ('ket_thuc_luc', models.DateTimeField(blank=True, null=True, verbose_name='kết thúc lúc')),
                    ('don_vi', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donvi.donvihanhchinh', verbose_name='đơn vị')),
                    ('nguoi_tao', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tạo')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='files.congviec')),
                    ('ket_qua', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.tep', verbose_name='kết quả')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
    ]
