import cucctdp.formats.fields
import cucctdp.thong_bao.models
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from cucctdp.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='LichGui',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('hieu_luc_tu', models.DateField(help_text='Ngày đầu tiên có hiệu lực.', verbose_name='hiệu lực từ ngày')),
                    ('hieu_luc_den', models.DateField(blank=True, help_text='Ngày cuối cùng còn hiệu lực. Để trống nếu đang có hiệu lực.', null=True, verbose_name='hiệu lực đến ngày')),
                    ('can_xac_minh', models.BooleanField(default=False, help_text='Đánh dấu khi chưa đối chiếu được với văn bản gốc.', verbose_name='cần xác minh')),
                    ('ghi_chu', cucctdp.formats.fields.VanBanField(blank=True, help_text='Điều cần xác minh, nguồn đã dùng.', max_length=500, verbose_name='ghi chú')),
                    ('gio_tu', models.TimeField(verbose_name='gửi thư từ giờ')),
                    ('gio_den', models.TimeField(verbose_name='đến giờ')),
                    ('gui_ngay_nghi', models.BooleanField(default=False, help_text='Thứ bảy, Chủ nhật và ngày lễ, tết.', verbose_name='gửi cả ngày nghỉ')),
                    ('gio_tom_tat', models.TimeField(verbose_name='giờ gửi thư tóm tắt')),
                ],
                options={
                    'verbose_name': 'giờ gửi thư',
                    'verbose_name_plural': 'giờ gửi thư',
                    'ordering': ['-hieu_luc_tu'],
                    'constraints': [models.UniqueConstraint(fields=('hieu_luc_tu',), name='lichgui_hieu_luc', violation_error_message='Đã có dòng hiệu lực từ ngày này.'), models.CheckConstraint(condition=models.Q(('hieu_luc_den__isnull', True), ('hieu_luc_den__gte', models.F('hieu_luc_tu')), _connector='OR'), name='lichgui_ky_hop_le', violation_error_message='«Hiệu lực đến ngày» phải từ «Hiệu lực từ ngày» trở đi.'), models.CheckConstraint(condition=models.Q(('gio_tu__lt', models.F('gio_den'))), name='lichgui_gio_hop_le', violation_error_message='«Đến giờ» phải sau «Gửi thư từ giờ».'), models.CheckConstraint(condition=models.Q(('gio_tom_tat__gte', models.F('gio_tu')), ('gio_tom_tat__lt', models.F('gio_den'))), name='lichgui_tom_tat_trong_gio', violation_error_message='Giờ gửi thư tóm tắt phải nằm trong giờ gửi thư.')],
                },
            ),
            migrations.CreateModel(
                name='LichGuiEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('hieu_luc_tu', models.DateField(help_text='Ngày đầu tiên có hiệu lực.', verbose_name='hiệu lực từ ngày')),
                    ('hieu_luc_den', models.DateField(blank=True, help_text='Ngày cuối cùng còn hiệu lực. Để trống nếu đang có hiệu lực.', null=True, verbose_name='hiệu lực đến ngày')),
                    ('can_xac_minh', models.BooleanField(default=False, help_text='Đánh dấu khi chưa đối chiếu được với văn bản gốc.', verbose_name='cần xác minh')),
                    ('ghi_chu', cucctdp.formats.fields.VanBanField(blank=True, help_text='Điều cần xác minh, nguồn đã dùng.', max_length=500, verbose_name='ghi chú')),
                    ('gio_tu', models.TimeField(verbose_name='gửi thư từ giờ')),
                    ('gio_den', models.TimeField(verbose_name='đến giờ')),
                    ('gui_ngay_nghi', models.BooleanField(default=False, help_text='Thứ bảy, Chủ nhật và ngày lễ, tết.', verbose_name='gửi cả ngày nghỉ')),
                    ('gio_tom_tat', models.TimeField(verbose_name='giờ gửi thư tóm tắt')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='thong_bao.lichgui')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ThongBao',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('khoa', models.CharField(max_length=160, verbose_name='khóa')),
                    ('kenh', models.CharField(choices=[('he_thong', 'Trong hệ thống'), ('thu', 'Thư điện tử')], max_length=10, verbose_name='kênh')),
                    ('loai', models.CharField(choices=[('han', 'Nhắc hạn, quá hạn'), ('xu_ly', 'Kết quả xử lý hồ sơ'), ('trao_doi', 'Ý kiến, trao đổi'), ('ket_qua', 'Bản tin, kết quả tổng hợp'), ('canh_bao', 'Cảnh báo số liệu')], max_length=12, verbose_name='loại')),
                    ('tieu_de', cucctdp.formats.fields.VanBanField(max_length=200, verbose_name='tiêu đề')),
                    ('noi_dung', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='nội dung')),
                    ('lien_ket', models.CharField(blank=True, max_length=300, verbose_name='liên kết')),
                    ('trang_thai', models.CharField(choices=[('cho_gui', 'Chờ gửi'), ('dang_gui', 'Đang gửi'), ('da_gui', 'Đã gửi'), ('loi', 'Lỗi')], default='cho_gui', max_length=10, verbose_name='trạng thái')),
                    ('tom_tat', models.BooleanField(default=False, verbose_name='gộp vào thư tóm tắt')),
                    ('tao_luc', models.DateTimeField(default=django.utils.timezone.now, verbose_name='tạo lúc')),
                    ('gui_sau', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gửi từ lúc')),
                    ('nhan_luc', models.DateTimeField(blank=True, null=True, verbose_name='bắt đầu gửi lúc')),
                    ('gui_luc', models.DateTimeField(blank=True, null=True, verbose_name='đã gửi lúc')),
                    ('doc_luc', models.DateTimeField(blank=True, null=True, verbose_name='đọc lúc')),
                    ('so_lan', models.PositiveSmallIntegerField(default=0, verbose_name='số lần gửi')),
                    ('ma_thu', models.CharField(blank=True, max_length=120, verbose_name='mã thư')),
                    ('loi', cucctdp.formats.fields.VanBanField(blank=True, max_length=300, verbose_name='lỗi')),
                    ('nguoi_nhan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thong_bao', to=settings.AUTH_USER_MODEL, verbose_name='người nhận')),
                ],
                options={
                    'verbose_name': 'thông báo',
                    'verbose_name_plural': 'thông báo',
                    'ordering': ['-tao_luc', '-pk'],
                    'indexes': [models.Index(condition=models.Q(('trang_thai__in', ['cho_gui', 'dang_gui'])), fields=['gui_sau'], name='thongbao_cho_gui'), models.Index(fields=['nguoi_nhan', '-tao_luc'], name='thongbao_cua_nguoi'), models.Index(condition=models.Q(('doc_luc__isnull', True), ('kenh', 'he_thong')), fields=['nguoi_nhan'], name='thongbao_chua_doc')],
                    'constraints': [models.UniqueConstraint(fields=('khoa', 'nguoi_nhan', 'kenh'), name='thongbao_mot_lan', violation_error_message='Thông báo này đã có.'), models.CheckConstraint(condition=models.Q(models.Q(('gui_luc__isnull', False), ('trang_thai', 'da_gui')), models.Q(models.Q(('trang_thai', 'da_gui'), _negated=True), ('gui_luc__isnull', True)), _connector='OR'), name='thongbao_da_gui_co_luc', violation_error_message='Thông báo đã gửi phải có thời điểm gửi.'), models.CheckConstraint(condition=models.Q(('lien_ket', ''), models.Q(('lien_ket__startswith', '/'), models.Q(('lien_ket__startswith', '//'), _negated=True)), _connector='OR'), name='thongbao_lien_ket_trong_he_thong', violation_error_message='Liên kết phải nằm trong hệ thống.')],
                },
            ),
            migrations.CreateModel(
                name='TuyChonThongBao',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nhan_thu', models.BooleanField(default=True, verbose_name='nhận thư điện tử')),
                    ('tom_tat_ngay', models.BooleanField(default=False, help_text='Việc đến hạn trong ngày và quá hạn vẫn gửi ngay.', verbose_name='gộp thành một thư mỗi ngày')),
                    ('tat_loai', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('han', 'Nhắc hạn, quá hạn'), ('xu_ly', 'Kết quả xử lý hồ sơ'), ('trao_doi', 'Ý kiến, trao đổi'), ('ket_qua', 'Bản tin, kết quả tổng hợp'), ('canh_bao', 'Cảnh báo số liệu')], max_length=12), blank=True, default=list, size=None, verbose_name='không nhận các loại')),
                    ('nguoi', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='tuy_chon_thong_bao', to=settings.AUTH_USER_MODEL, verbose_name='người dùng')),
                ],
                options={
                    'verbose_name': 'tùy chọn thông báo',
                    'verbose_name_plural': 'tùy chọn thông báo',
                    'ordering': ['nguoi'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('tat_loai__overlap', ['han', 'xu_ly']), _negated=True), name='tuychon_khong_tat_bat_buoc', violation_error_message='Thông báo công vụ không tắt được.')],
                },
            ),
            migrations.CreateModel(
                name='TuyChonThongBaoEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('nhan_thu', models.BooleanField(default=True, verbose_name='nhận thư điện tử')),
                    ('tom_tat_ngay', models.BooleanField(default=False, help_text='Việc đến hạn trong ngày và quá hạn vẫn gửi ngay.', verbose_name='gộp thành một thư mỗi ngày')),
                    ('tat_loai', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('han', 'Nhắc hạn, quá hạn'), ('xu_ly', 'Kết quả xử lý hồ sơ'), ('trao_doi', 'Ý kiến, trao đổi'), ('ket_qua', 'Bản tin, kết quả tổng hợp'), ('canh_bao', 'Cảnh báo số liệu')], max_length=12), blank=True, default=list, size=None, verbose_name='không nhận các loại')),
                    ('nguoi', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người dùng')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='thong_bao.tuychonthongbao')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='BacNhac',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('hieu_luc_tu', models.DateField(help_text='Ngày đầu tiên có hiệu lực.', verbose_name='hiệu lực từ ngày')),
                    ('hieu_luc_den', models.DateField(blank=True, help_text='Ngày cuối cùng còn hiệu lực. Để trống nếu đang có hiệu lực.', null=True, verbose_name='hiệu lực đến ngày')),
                    ('can_xac_minh', models.BooleanField(default=False, help_text='Đánh dấu khi chưa đối chiếu được với văn bản gốc.', verbose_name='cần xác minh')),
                    ('ghi_chu', cucctdp.formats.fields.VanBanField(blank=True, help_text='Điều cần xác minh, nguồn đã dùng.', max_length=500, verbose_name='ghi chú')),
                    ('ma', models.SlugField(max_length=40, verbose_name='mã')),
                    ('nhom', models.SlugField(max_length=30, verbose_name='nhóm việc')),
                    ('lech_ngay', models.SmallIntegerField(help_text='Số âm: trước hạn; 0: ngày hạn; số dương: quá hạn.', verbose_name='số ngày so với hạn')),
                    ('nguoi_dang_giu', models.BooleanField(default=False, help_text='Những vai trò phải làm bước tiếp theo của hồ sơ.', verbose_name='gửi người đang giữ việc')),
                    ('vai_tro', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('so_chuyen_vien', 'Chuyên viên Sở'), ('so_truong_phong', 'Trưởng phòng, Phó Trưởng phòng Sở'), ('so_tong_hop', 'Phòng Kế hoạch – Tổng hợp Sở'), ('so_lanh_dao', 'Lãnh đạo Sở'), ('so_van_thu', 'Văn thư Sở'), ('cuc_chuyen_vien', 'Chuyên viên Cục'), ('cuc_lanh_dao_phong', 'Lãnh đạo phòng thuộc Cục'), ('cuc_lanh_dao', 'Lãnh đạo Cục'), ('bo_lanh_dao', 'Lãnh đạo Bộ'), ('api_client', 'Hệ thống ngoài (API)'), ('quan_tri', 'Quản trị hệ thống'), ('kiem_toan', 'Kiểm toán, thanh tra')], max_length=30), blank=True, default=list, size=None, verbose_name='gửi thêm các vai trò')),
                    ('kenh', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('he_thong', 'Trong hệ thống'), ('thu', 'Thư điện tử')], max_length=10), default=cucctdp.thong_bao.models._mac_dinh_kenh, size=None, verbose_name='kênh')),
                    ('khan', models.BooleanField(default=False, help_text='Không gộp vào thư tóm tắt hằng ngày.', verbose_name='gửi ngay')),
                    ('gui_bu_trong', models.PositiveSmallIntegerField(default=3, help_text='Hệ thống ngừng quá số ngày này thì bậc nhắc được bỏ qua.', verbose_name='gửi bù trong (ngày)')),
                    ('tieu_de', cucctdp.formats.fields.VanBanField(help_text='Dùng được: {viec}, {don_vi}, …', max_length=200, verbose_name='tiêu đề')),
                    ('noi_dung', cucctdp.formats.fields.VanBanDaiField(help_text='Dùng được: {viec}, {don_vi}, {han}, {so_ngay}, {buoc}.', verbose_name='nội dung')),
                    ('can_cu', cucctdp.formats.fields.VanBanField(max_length=255, verbose_name='căn cứ')),
                ],
                options={
                    'verbose_name': 'bậc nhắc việc',
                    'verbose_name_plural': 'bậc nhắc việc',
                    'ordering': ['nhom', 'lech_ngay', 'ma'],
                    'constraints': [models.UniqueConstraint(fields=('ma', 'hieu_luc_tu'), name='bacnhac_ma_hieu_luc', violation_error_message='Bậc nhắc này đã có dòng hiệu lực từ ngày đó.'), models.CheckConstraint(condition=models.Q(('hieu_luc_den__isnull', True), ('hieu_luc_den__gte', models.F('hieu_luc_tu')), _connector='OR'), name='bacnhac_ky_hop_le', violation_error_message='«Hiệu lực đến ngày» phải từ «Hiệu lực từ ngày» trở đi.'), models.CheckConstraint(condition=models.Q(('nguoi_dang_giu', True), models.Q(('vai_tro', []), _negated=True), _connector='OR'), name='bacnhac_co_nguoi_nhan', violation_error_message='Bậc nhắc phải có người nhận.')],
                },
            ),
            migrations.CreateModel(
                name='BacNhacEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('hieu_luc_tu', models.DateField(help_text='Ngày đầu tiên có hiệu lực.', verbose_name='hiệu lực từ ngày')),
                    ('hieu_luc_den', models.DateField(blank=True, help_text='Ngày cuối cùng còn hiệu lực. Để trống nếu đang có hiệu lực.', null=True, verbose_name='hiệu lực đến ngày')),
                    ('can_xac_minh', models.BooleanField(default=False, help_text='Đánh dấu khi chưa đối chiếu được với văn bản gốc.', verbose_name='cần xác minh')),
                    ('ghi_chu', cucctdp.formats.fields.VanBanField(blank=True, help_text='Điều cần xác minh, nguồn đã dùng.', max_length=500, verbose_name='ghi chú')),
                    ('ma', models.SlugField(db_index=False, max_length=40, verbose_name='mã')),
                    ('nhom', models.SlugField(db_index=False, max_length=30, verbose_name='nhóm việc')),
                    ('lech_ngay', models.SmallIntegerField(help_text='Số âm: trước hạn; 0: ngày hạn; số dương: quá hạn.', verbose_name='số ngày so với hạn')),
                    ('nguoi_dang_giu', models.BooleanField(default=False, help_text='Những vai trò phải làm bước tiếp theo của hồ sơ.', verbose_name='gửi người đang giữ việc')),
                    ('vai_tro', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('so_chuyen_vien', 'Chuyên viên Sở'), ('so_truong_phong', 'Trưởng phòng, Phó Trưởng phòng Sở'), ('so_tong_hop', 'Phòng Kế hoạch – Tổng hợp Sở'), ('so_lanh_dao', 'Lãnh đạo Sở'), ('so_van_thu', 'Văn thư Sở'), ('cuc_chuyen_vien', 'Chuyên viên Cục'), ('cuc_lanh_dao_phong', 'Lãnh đạo phòng thuộc Cục'), ('cuc_lanh_dao', 'Lãnh đạo Cục'), ('bo_lanh_dao', 'Lãnh đạo Bộ'), ('api_client', 'Hệ thống ngoài (API)'), ('quan_tri', 'Quản trị hệ thống'), ('kiem_toan', 'Kiểm toán, thanh tra')], max_length=30), blank=True, default=list, size=None, verbose_name='gửi thêm các vai trò')),
                    ('kenh', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('he_thong', 'Trong hệ thống'), ('thu', 'Thư điện tử')], max_length=10), default=cucctdp.thong_bao.models._mac_dinh_kenh, size=None, verbose_name='kênh')),
                    ('khan', models.BooleanField(default=False, help_text='Không gộp vào thư tóm tắt hằng ngày.', verbose_name='gửi ngay')),
                    ('gui_bu_trong', models.PositiveSmallIntegerField(default=3, help_text='Hệ thống ngừng quá số ngày này thì bậc nhắc được bỏ qua.', verbose_name='gửi bù trong (ngày)')),
                    ('tieu_de', cucctdp.formats.fields.VanBanField(help_text='Dùng được: {viec}, {don_vi}, …', max_length=200, verbose_name='tiêu đề')),
                    ('noi_dung', cucctdp.formats.fields.VanBanDaiField(help_text='Dùng được: {viec}, {don_vi}, {han}, {so_ngay}, {buoc}.', verbose_name='nội dung')),
                    ('can_cu', cucctdp.formats.fields.VanBanField(max_length=255, verbose_name='căn cứ')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='thong_bao.bacnhac')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
    ]
