import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cucctdp.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('donvi', '0003_khoa_ngoai_kep'),
        ('files', '0002_lich_su_tep'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='PhienNhap',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('loai', models.SlugField(max_length=40, verbose_name='danh mục nhập')),
                    ('trang_thai', models.CharField(choices=[('ghep_cot', 'Chờ ghép cột'), ('dang_kiem', 'Đang đọc và kiểm tra'), ('cho_ghi', 'Đã kiểm tra, chờ ghi'), ('dang_ghi', 'Đang ghi'), ('da_ghi', 'Đã ghi'), ('dang_hoan_tac', 'Đang hoàn tác'), ('da_hoan_tac', 'Đã hoàn tác'), ('da_bo', 'Đã bỏ')], default='ghep_cot', max_length=14, verbose_name='trạng thái')),
                    ('trang_tinh', models.CharField(blank=True, max_length=100, verbose_name='trang tính')),
                    ('dong_tieu_de', models.PositiveIntegerField(default=1, verbose_name='dòng tiêu đề')),
                    ('tieu_de', models.JSONField(blank=True, default=list, verbose_name='tiêu đề các cột')),
                    ('anh_xa', models.JSONField(blank=True, default=dict, help_text='Cột của danh mục → số thứ tự cột trong tệp, tính từ 0.', verbose_name='ghép cột')),
                    ('da_doc_den', models.PositiveIntegerField(default=0, verbose_name='đã kiểm tới dòng')),
                    ('tong_dong', models.PositiveIntegerField(default=0, verbose_name='tổng số dòng')),
                    ('so_moi', models.PositiveIntegerField(default=0, verbose_name='số dòng thêm mới')),
                    ('so_doi', models.PositiveIntegerField(default=0, verbose_name='số dòng thay đổi')),
                    ('so_giong', models.PositiveIntegerField(default=0, verbose_name='số dòng không đổi')),
                    ('so_loi', models.PositiveIntegerField(default=0, verbose_name='số dòng có lỗi')),
                    ('so_ghi', models.PositiveIntegerField(default=0, verbose_name='số dòng đã ghi')),
                    ('so_tu_choi', models.PositiveIntegerField(default=0, verbose_name='số dòng không ghi vì bản ghi đã đổi')),
                    ('phien_ban_dich', models.BigIntegerField(default=0, help_text='Số sự kiện cuối cùng của danh mục lúc bắt đầu kiểm tra.', verbose_name='phiên bản danh mục')),
                    ('loi_tep', models.TextField(blank=True, verbose_name='vì sao không đọc tiếp được tệp')),
                    ('tao_luc', models.DateTimeField(auto_now_add=True, verbose_name='tạo lúc')),
                    ('ghi_luc', models.DateTimeField(blank=True, null=True, verbose_name='ghi lúc')),
                    ('hoan_tac_luc', models.DateTimeField(blank=True, null=True, verbose_name='hoàn tác lúc')),
                    ('don_luc', models.DateTimeField(blank=True, help_text='Từ lúc này các dòng không còn được giữ.', null=True, verbose_name='dọn lúc')),
                    ('don_vi', models.ForeignKey(blank=True, help_text='Trống: mọi tỉnh thuộc phạm vi của người nhập.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố')),
                    ('nguoi_hoan_tac', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hoàn tác')),
                    ('nguoi_tao', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cac_phien_nhap', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                    ('tep', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cac_phien_nhap', to='files.tep', verbose_name='tệp')),
                    ('viec', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.congviec', verbose_name='việc nền')),
                    ('viec_danh_dau', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.congviec', verbose_name='việc dựng tệp đánh dấu lỗi')),
                ],
                options={
                    'verbose_name': 'phiên nhập từ tệp',
                    'verbose_name_plural': 'phiên nhập từ tệp',
                    'ordering': ('-tao_luc', '-id'),
                    'permissions': (('nhap_co_so', 'Nhập cơ sở CNNT từ tệp'), ('nhap_to_chuc', 'Nhập tổ chức từ tệp')),
                    'indexes': [models.Index(fields=['nguoi_tao', '-tao_luc'], name='imports_phien_nguoi')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('trang_thai', 'da_ghi'), _negated=True), ('ghi_luc__isnull', False), _connector='OR'), name='imports_phien_ghi_co_luc', violation_error_message='Phiên đã ghi phải có thời điểm ghi.')],
                },
            ),
            migrations.CreateModel(
                name='DongNhap',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('so', models.PositiveIntegerField(verbose_name='số dòng trong tệp')),
                    ('tho', models.JSONField(help_text='Chữ của từng ô, theo thứ tự cột.', verbose_name='ô của tệp')),
                    ('sach', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='giá trị đã đọc')),
                    ('ket_luan', models.CharField(choices=[('moi', 'Thêm mới'), ('doi', 'Thay đổi'), ('giong', 'Không đổi'), ('loi', 'Có lỗi')], max_length=5, verbose_name='kết luận')),
                    ('loi', models.JSONField(blank=True, default=list, verbose_name='lỗi')),
                    ('ma_loi', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None, verbose_name='mã lỗi')),
                    ('khoa', models.CharField(blank=True, max_length=320, verbose_name='khóa')),
                    ('khoa_phu', models.CharField(blank=True, max_length=320, verbose_name='khóa phụ')),
                    ('dich_id', models.BigIntegerField(blank=True, null=True, verbose_name='mã bản ghi')),
                    ('truoc', models.JSONField(blank=True, default=dict, verbose_name='giá trị trước khi ghi')),
                    ('bam_truoc', models.CharField(blank=True, max_length=32, verbose_name='băm trước khi ghi')),
                    ('bam_sau', models.CharField(blank=True, max_length=32, verbose_name='băm sau khi ghi')),
                    ('ket_qua', models.CharField(choices=[('chua', 'Chưa ghi'), ('da_ghi', 'Đã ghi'), ('tu_choi', 'Không ghi vì bản ghi đã đổi'), ('hoan_tac', 'Đã hoàn tác'), ('giu', 'Giữ vì đã sửa sau khi nhập'), ('khong_duoc', 'Không hoàn tác được')], default='chua', max_length=10, verbose_name='kết quả')),
                    ('ghi_chu', models.TextField(blank=True, verbose_name='ghi chú')),
                    ('phien', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cac_dong', to='imports.phiennhap', verbose_name='phiên nhập')),
                ],
                options={
                    'verbose_name': 'dòng nhập',
                    'verbose_name_plural': 'dòng nhập',
                    'ordering': ('phien', 'so'),
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['phien', 'ket_luan', 'so'], name='imports_dong_ket_luan')],
                    'constraints': [models.UniqueConstraint(fields=('phien', 'so'), name='imports_dong_mot_lan', violation_error_message='Dòng này đã được đọc.')],
                },
            ),
            migrations.CreateModel(
                name='PhienNhapEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('loai', models.SlugField(db_index=False, max_length=40, verbose_name='danh mục nhập')),
                    ('trang_thai', models.CharField(choices=[('ghep_cot', 'Chờ ghép cột'), ('dang_kiem', 'Đang đọc và kiểm tra'), ('cho_ghi', 'Đã kiểm tra, chờ ghi'), ('dang_ghi', 'Đang ghi'), ('da_ghi', 'Đã ghi'), ('dang_hoan_tac', 'Đang hoàn tác'), ('da_hoan_tac', 'Đã hoàn tác'), ('da_bo', 'Đã bỏ')], default='ghep_cot', max_length=14, verbose_name='trạng thái')),
                    ('trang_tinh', models.CharField(blank=True, max_length=100, verbose_name='trang tính')),
                    ('dong_tieu_de', models.PositiveIntegerField(default=1, verbose_name='dòng tiêu đề')),
                    ('tieu_de', models.JSONField(blank=True, default=list, verbose_name='tiêu đề các cột')),
                    ('anh_xa', models.JSONField(blank=True, default=dict, help_text='Cột của danh mục → số thứ tự cột trong tệp, tính từ 0.', verbose_name='ghép cột')),
                    ('tong_dong', models.PositiveIntegerField(default=0, verbose_name='tổng số dòng')),
                    ('so_moi', models.PositiveIntegerField(default=0, verbose_name='số dòng thêm mới')),
                    ('so_doi', models.PositiveIntegerField(default=0, verbose_name='số dòng thay đổi')),
                    ('so_giong', models.PositiveIntegerField(default=0, verbose_name='số dòng không đổi')),
                    ('so_loi', models.PositiveIntegerField(default=0, verbose_name='số dòng có lỗi')),
                    ('so_ghi', models.PositiveIntegerField(default=0, verbose_name='số dòng đã ghi')),
                    ('so_tu_choi', models.PositiveIntegerField(default=0, verbose_name='số dòng không ghi vì bản ghi đã đổi')),
                    ('phien_ban_dich', models.BigIntegerField(default=0, help_text='Số sự kiện cuối cùng của danh mục lúc bắt đầu kiểm tra.', verbose_name='phiên bản danh mục')),
                    ('loi_tep', models.TextField(blank=True, verbose_name='vì sao không đọc tiếp được tệp')),
                    ('tao_luc', models.DateTimeField(auto_now_add=True, verbose_name='tạo lúc')),
                    ('ghi_luc', models.DateTimeField(blank=True, null=True, verbose_name='ghi lúc')),
                    ('hoan_tac_luc', models.DateTimeField(blank=True, null=True, verbose_name='hoàn tác lúc')),
                    ('don_luc', models.DateTimeField(blank=True, help_text='Từ lúc này các dòng không còn được giữ.', null=True, verbose_name='dọn lúc')),
                    ('don_vi', models.ForeignKey(blank=True, db_constraint=False, help_text='Trống: mọi tỉnh thuộc phạm vi của người nhập.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố')),
                    ('nguoi_hoan_tac', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hoàn tác')),
                    ('nguoi_tao', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='imports.phiennhap')),
                    ('tep', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.tep', verbose_name='tệp')),
                    ('viec', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.congviec', verbose_name='việc nền')),
                    ('viec_danh_dau', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.congviec', verbose_name='việc dựng tệp đánh dấu lỗi')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
    ]
