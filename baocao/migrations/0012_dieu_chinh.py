import cucctdp.formats.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("baocao", "0011_trao_doi"),
        ("donvi", "0003_khoa_ngoai_kep"),
        ("files", "0002_lich_su_tep"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DongDieuChinh',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cot', models.CharField(max_length=4, verbose_name='cột')),
                ('trang_thai_o', models.CharField(choices=[('co_gia_tri', 'Có giá trị'), ('khong_phat_sinh', 'Không phát sinh'), ('chua_co_so_lieu', 'Chưa có số liệu'), ('khong_ap_dung', 'Không áp dụng')], default='co_gia_tri', max_length=16, verbose_name='trạng thái ô')),
                ('so', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='số mới')),
                ('chu', cucctdp.formats.fields.VanBanField(blank=True, max_length=4000, verbose_name='nội dung mới')),
                ('trang_thai_sl', models.CharField(choices=[('uoc', 'Ước tính'), ('so_bo', 'Sơ bộ'), ('chinh_thuc', 'Chính thức')], max_length=10, verbose_name='trạng thái số liệu')),
                ('nguon', cucctdp.formats.fields.VanBanField(blank=True, max_length=400, verbose_name='nguồn')),
            ],
            options={
                'verbose_name': 'ô điều chỉnh',
                'verbose_name_plural': 'các ô điều chỉnh',
                'ordering': ['dieu_chinh', 'phieu', 'chi_tieu__thu_tu', 'cot'],
            },
        ),
        migrations.CreateModel(
            name='DongDieuChinhEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('cot', models.CharField(max_length=4, verbose_name='cột')),
                ('trang_thai_o', models.CharField(choices=[('co_gia_tri', 'Có giá trị'), ('khong_phat_sinh', 'Không phát sinh'), ('chua_co_so_lieu', 'Chưa có số liệu'), ('khong_ap_dung', 'Không áp dụng')], default='co_gia_tri', max_length=16, verbose_name='trạng thái ô')),
                ('so', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='số mới')),
                ('chu', cucctdp.formats.fields.VanBanField(blank=True, max_length=4000, verbose_name='nội dung mới')),
                ('trang_thai_sl', models.CharField(choices=[('uoc', 'Ước tính'), ('so_bo', 'Sơ bộ'), ('chinh_thuc', 'Chính thức')], max_length=10, verbose_name='trạng thái số liệu')),
                ('nguon', cucctdp.formats.fields.VanBanField(blank=True, max_length=400, verbose_name='nguồn')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GiaoKiemTra',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('luc', models.DateTimeField(verbose_name='giao lúc')),
            ],
            options={
                'verbose_name': 'giao kiểm tra',
                'verbose_name_plural': 'giao kiểm tra',
                'ordering': ['-luc'],
                'permissions': [('giao_giaokiemtra', 'Giao bộ báo cáo cho chuyên viên kiểm tra')],
            },
        ),
        migrations.CreateModel(
            name='GiaoKiemTraEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('luc', models.DateTimeField(verbose_name='giao lúc')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MucBatThuong',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('diem', models.PositiveIntegerField(verbose_name='điểm bất thường')),
                ('ly_do', models.JSONField(default=list, verbose_name='lý do')),
                ('lan', models.PositiveSmallIntegerField(verbose_name='lần gửi đã chấm')),
                ('luc', models.DateTimeField(verbose_name='chấm lúc')),
            ],
            options={
                'verbose_name': 'mức bất thường',
                'verbose_name_plural': 'mức bất thường',
                'ordering': ['-diem', 'bo'],
            },
        ),
        migrations.CreateModel(
            name='QuyDinhKiemTra',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hieu_luc_tu', models.DateField(help_text='Ngày đầu tiên có hiệu lực.', verbose_name='hiệu lực từ ngày')),
                ('hieu_luc_den', models.DateField(blank=True, help_text='Ngày cuối cùng còn hiệu lực. Để trống nếu đang có hiệu lực.', null=True, verbose_name='hiệu lực đến ngày')),
                ('can_cu', cucctdp.formats.fields.VanBanField(help_text='Số, ký hiệu văn bản làm căn cứ, ví dụ «NQ 202/2025/QH15».', max_length=255, verbose_name='căn cứ')),
                ('loai_ky', models.CharField(blank=True, choices=[('thang', 'Tháng'), ('quy', 'Quý'), ('sau_thang', '6 tháng'), ('chin_thang', '9 tháng'), ('nam', 'Năm')], help_text='Trống: mọi kỳ.', max_length=12, verbose_name='loại kỳ')),
                ('bieu', models.CharField(blank=True, help_text='Trống: mọi bộ báo cáo.', max_length=10, verbose_name='riêng bộ có biểu')),
                ('cac_cap', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, help_text='Theo thứ tự, cách nhau dấu phẩy, ví dụ cuc_chuyen_vien,cuc_lanh_dao_phong. Trống: một cấp, ai có quyền tiếp nhận.', size=None, verbose_name='vai trò xác nhận từng cấp')),
                ('ngay_bo_sung', models.PositiveSmallIntegerField(default=2, help_text='Hạn mặc định khi trả lại.', verbose_name='số ngày làm việc để bổ sung')),
                ('nguong_chenh', models.DecimalField(decimal_places=2, default=2, max_digits=6, verbose_name='ngưỡng chênh lệch phải nêu (%)')),
                ('so_thang_cap_nhat', models.PositiveSmallIntegerField(default=24, help_text='Tính từ ngày cuối của kỳ thống kê.', verbose_name='số tháng còn cập nhật trạng thái')),
            ],
            options={
                'verbose_name': 'quy định kiểm tra',
                'verbose_name_plural': 'quy định kiểm tra ở Cục',
                'ordering': ['loai_ky', 'bieu', 'hieu_luc_tu'],
            },
        ),
        migrations.CreateModel(
            name='QuyDinhKiemTraEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('hieu_luc_tu', models.DateField(help_text='Ngày đầu tiên có hiệu lực.', verbose_name='hiệu lực từ ngày')),
                ('hieu_luc_den', models.DateField(blank=True, help_text='Ngày cuối cùng còn hiệu lực. Để trống nếu đang có hiệu lực.', null=True, verbose_name='hiệu lực đến ngày')),
                ('can_cu', cucctdp.formats.fields.VanBanField(help_text='Số, ký hiệu văn bản làm căn cứ, ví dụ «NQ 202/2025/QH15».', max_length=255, verbose_name='căn cứ')),
                ('loai_ky', models.CharField(blank=True, choices=[('thang', 'Tháng'), ('quy', 'Quý'), ('sau_thang', '6 tháng'), ('chin_thang', '9 tháng'), ('nam', 'Năm')], help_text='Trống: mọi kỳ.', max_length=12, verbose_name='loại kỳ')),
                ('bieu', models.CharField(blank=True, help_text='Trống: mọi bộ báo cáo.', max_length=10, verbose_name='riêng bộ có biểu')),
                ('cac_cap', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, help_text='Theo thứ tự, cách nhau dấu phẩy, ví dụ cuc_chuyen_vien,cuc_lanh_dao_phong. Trống: một cấp, ai có quyền tiếp nhận.', size=None, verbose_name='vai trò xác nhận từng cấp')),
                ('ngay_bo_sung', models.PositiveSmallIntegerField(default=2, help_text='Hạn mặc định khi trả lại.', verbose_name='số ngày làm việc để bổ sung')),
                ('nguong_chenh', models.DecimalField(decimal_places=2, default=2, max_digits=6, verbose_name='ngưỡng chênh lệch phải nêu (%)')),
                ('so_thang_cap_nhat', models.PositiveSmallIntegerField(default=24, help_text='Tính từ ngày cuối của kỳ thống kê.', verbose_name='số tháng còn cập nhật trạng thái')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ChuoiSoLieu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chi_tieu', models.CharField(max_length=12, verbose_name='chỉ tiêu')),
                ('so', models.PositiveSmallIntegerField(verbose_name='chuỗi số')),
                ('mo_ta', cucctdp.formats.fields.VanBanDaiField(verbose_name='phạm vi, phương pháp')),
                ('tu_ky', models.CharField(blank=True, help_text='Trống: từ đầu.', max_length=8, verbose_name='từ kỳ')),
                ('tu_ngay', models.DateField(blank=True, null=True, verbose_name='từ ngày của kỳ đầu')),
                ('den_ngay', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('he_so_noi', models.DecimalField(blank=True, decimal_places=8, help_text='Số mới chia số cũ tại kỳ gối đầu; trống khi không so sánh được.', max_digits=18, null=True, verbose_name='hệ số nối')),
                ('ky_goi_dau', models.CharField(blank=True, max_length=8, verbose_name='kỳ gối đầu')),
                ('duyet_luc', models.DateTimeField(blank=True, null=True, verbose_name='có hiệu lực lúc')),
                ('don_vi', models.ForeignKey(blank=True, help_text='Trống: mọi đơn vị.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donvi.donvihanhchinh', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'chuỗi số liệu',
                'verbose_name_plural': 'chuỗi số liệu',
                'ordering': ['chi_tieu', 'don_vi', 'so'],
            },
        ),
        migrations.CreateModel(
            name='DieuChinh',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ma', models.CharField(max_length=40, unique=True, verbose_name='mã')),
                ('loai', models.CharField(choices=[('cap_nhat', 'Cập nhật trạng thái số liệu'), ('sua_loi', 'Sửa lỗi số liệu đã gửi'), ('doi_pham_vi', 'Đổi phạm vi hoặc phương pháp')], max_length=12, verbose_name='loại')),
                ('ly_do_ma', models.CharField(choices=[('so_moi', 'Có số sơ bộ hoặc chính thức'), ('nhap_sai', 'Nhập sai số'), ('sai_don_vi', 'Nhầm đơn vị tính'), ('bo_sot', 'Bỏ sót hoặc tính trùng'), ('thoi_diem', 'Sai thời điểm chốt số liệu'), ('pham_vi', 'Sắp xếp đơn vị hành chính, đổi phạm vi'), ('phuong_phap', 'Đổi phân ngành, năm gốc hoặc định nghĩa')], max_length=12, verbose_name='lý do')),
                ('dien_giai', cucctdp.formats.fields.VanBanDaiField(verbose_name='diễn giải')),
                ('trang_thai', models.CharField(choices=[('nhap', 'Đang soạn'), ('cho_ky', 'Chờ lãnh đạo Sở ký'), ('da_gui', 'Đã gửi Cục'), ('cho_duyet', 'Chờ lãnh đạo duyệt'), ('da_duyet', 'Đã duyệt, đã ghi số mới'), ('tu_choi', 'Không chấp nhận'), ('da_ghi_nhan', 'Đã ghi nhận, không cần duyệt'), ('huy', 'Đã hủy')], default='nhap', max_length=12, verbose_name='trạng thái')),
                ('vong', models.PositiveSmallIntegerField(default=1, verbose_name='vòng')),
                ('y_kien_tham_dinh', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='ý kiến thẩm định')),
                ('lap_luc', models.DateTimeField(auto_now_add=True, verbose_name='lập lúc')),
                ('ky_luc', models.DateTimeField(blank=True, null=True, verbose_name='ký lúc')),
                ('ghi_so_luc', models.DateTimeField(blank=True, null=True, verbose_name='ghi số mới lúc')),
                ('bo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dieu_chinh', to='baocao.bobaocao', verbose_name='bộ báo cáo')),
                ('don_vi', models.ForeignKey(blank=True, help_text='Trống: mọi đơn vị (đổi phương pháp).', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donvi.donvihanhchinh', verbose_name='đơn vị')),
                ('nguoi_duyet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người duyệt ở Cục')),
                ('nguoi_ky', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lãnh đạo Sở ký')),
                ('nguoi_lap', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                ('nguoi_tham_dinh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thẩm định ở Cục')),
                ('tep', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.tep', verbose_name='tài liệu chứng minh')),
            ],
            options={
                'verbose_name': 'điều chỉnh số liệu',
                'verbose_name_plural': 'điều chỉnh số liệu',
                'ordering': ['-lap_luc', '-pk'],
                'permissions': [('lap_dieuchinh', 'Lập đề nghị điều chỉnh số liệu (Sở)'), ('ky_dieuchinh', 'Ký đề nghị điều chỉnh số liệu (Sở)'), ('tham_dinh_dieuchinh', 'Thẩm định đề nghị điều chỉnh (Cục)'), ('duyet_dieuchinh', 'Duyệt điều chỉnh số liệu (Cục)'), ('duyet_sau_cong_bo_dieuchinh', 'Duyệt điều chỉnh số liệu đã công bố (Cục)')],
            },
        ),
        migrations.CreateModel(
            name='ChuoiSoLieuEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('chi_tieu', models.CharField(max_length=12, verbose_name='chỉ tiêu')),
                ('so', models.PositiveSmallIntegerField(verbose_name='chuỗi số')),
                ('mo_ta', cucctdp.formats.fields.VanBanDaiField(verbose_name='phạm vi, phương pháp')),
                ('tu_ky', models.CharField(blank=True, help_text='Trống: từ đầu.', max_length=8, verbose_name='từ kỳ')),
                ('tu_ngay', models.DateField(blank=True, null=True, verbose_name='từ ngày của kỳ đầu')),
                ('den_ngay', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('he_so_noi', models.DecimalField(blank=True, decimal_places=8, help_text='Số mới chia số cũ tại kỳ gối đầu; trống khi không so sánh được.', max_digits=18, null=True, verbose_name='hệ số nối')),
                ('ky_goi_dau', models.CharField(blank=True, max_length=8, verbose_name='kỳ gối đầu')),
                ('duyet_luc', models.DateTimeField(blank=True, null=True, verbose_name='có hiệu lực lúc')),
                ('don_vi', models.ForeignKey(blank=True, db_constraint=False, help_text='Trống: mọi đơn vị.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donvi.donvihanhchinh', verbose_name='đơn vị')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.chuoisolieu')),
                ('dieu_chinh', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.dieuchinh', verbose_name='điều chỉnh')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='chuoisolieu',
            name='dieu_chinh',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='chuoi', to='baocao.dieuchinh', verbose_name='điều chỉnh'),
        ),
        migrations.CreateModel(
            name='DieuChinhEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ma', models.CharField(max_length=40, verbose_name='mã')),
                ('loai', models.CharField(choices=[('cap_nhat', 'Cập nhật trạng thái số liệu'), ('sua_loi', 'Sửa lỗi số liệu đã gửi'), ('doi_pham_vi', 'Đổi phạm vi hoặc phương pháp')], max_length=12, verbose_name='loại')),
                ('ly_do_ma', models.CharField(choices=[('so_moi', 'Có số sơ bộ hoặc chính thức'), ('nhap_sai', 'Nhập sai số'), ('sai_don_vi', 'Nhầm đơn vị tính'), ('bo_sot', 'Bỏ sót hoặc tính trùng'), ('thoi_diem', 'Sai thời điểm chốt số liệu'), ('pham_vi', 'Sắp xếp đơn vị hành chính, đổi phạm vi'), ('phuong_phap', 'Đổi phân ngành, năm gốc hoặc định nghĩa')], max_length=12, verbose_name='lý do')),
                ('dien_giai', cucctdp.formats.fields.VanBanDaiField(verbose_name='diễn giải')),
                ('trang_thai', models.CharField(choices=[('nhap', 'Đang soạn'), ('cho_ky', 'Chờ lãnh đạo Sở ký'), ('da_gui', 'Đã gửi Cục'), ('cho_duyet', 'Chờ lãnh đạo duyệt'), ('da_duyet', 'Đã duyệt, đã ghi số mới'), ('tu_choi', 'Không chấp nhận'), ('da_ghi_nhan', 'Đã ghi nhận, không cần duyệt'), ('huy', 'Đã hủy')], default='nhap', max_length=12, verbose_name='trạng thái')),
                ('vong', models.PositiveSmallIntegerField(default=1, verbose_name='vòng')),
                ('y_kien_tham_dinh', cucctdp.formats.fields.VanBanDaiField(blank=True, verbose_name='ý kiến thẩm định')),
                ('lap_luc', models.DateTimeField(auto_now_add=True, verbose_name='lập lúc')),
                ('ky_luc', models.DateTimeField(blank=True, null=True, verbose_name='ký lúc')),
                ('ghi_so_luc', models.DateTimeField(blank=True, null=True, verbose_name='ghi số mới lúc')),
                ('bo', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.bobaocao', verbose_name='bộ báo cáo')),
                ('don_vi', models.ForeignKey(blank=True, db_constraint=False, help_text='Trống: mọi đơn vị (đổi phương pháp).', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donvi.donvihanhchinh', verbose_name='đơn vị')),
                ('nguoi_duyet', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người duyệt ở Cục')),
                ('nguoi_ky', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lãnh đạo Sở ký')),
                ('nguoi_lap', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                ('nguoi_tham_dinh', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thẩm định ở Cục')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.dieuchinh')),
                ('tep', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.tep', verbose_name='tài liệu chứng minh')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='dongdieuchinh',
            name='ban_cu',
            field=models.ForeignKey(blank=True, help_text='Trống: ô chưa từng có số.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='baocao.giatri', verbose_name='phiên bản cũ'),
        ),
        migrations.AddField(
            model_name='dongdieuchinh',
            name='ban_moi',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='baocao.giatri', verbose_name='phiên bản mới'),
        ),
        migrations.AddField(
            model_name='dongdieuchinh',
            name='chi_tieu',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='baocao.chitieu', verbose_name='chỉ tiêu'),
        ),
        migrations.AddField(
            model_name='dongdieuchinh',
            name='dieu_chinh',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dong', to='baocao.dieuchinh', verbose_name='điều chỉnh'),
        ),
        migrations.AddField(
            model_name='dongdieuchinh',
            name='phieu',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='baocao.phieubieu', verbose_name='phiếu'),
        ),
        migrations.AddField(
            model_name='dongdieuchinhevent',
            name='ban_cu',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Trống: ô chưa từng có số.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.giatri', verbose_name='phiên bản cũ'),
        ),
        migrations.AddField(
            model_name='dongdieuchinhevent',
            name='ban_moi',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.giatri', verbose_name='phiên bản mới'),
        ),
        migrations.AddField(
            model_name='dongdieuchinhevent',
            name='chi_tieu',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.chitieu', verbose_name='chỉ tiêu'),
        ),
        migrations.AddField(
            model_name='dongdieuchinhevent',
            name='dieu_chinh',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.dieuchinh', verbose_name='điều chỉnh'),
        ),
        migrations.AddField(
            model_name='dongdieuchinhevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='dongdieuchinhevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.dongdieuchinh'),
        ),
        migrations.AddField(
            model_name='dongdieuchinhevent',
            name='phieu',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.phieubieu', verbose_name='phiếu'),
        ),
        migrations.AddField(
            model_name='giaokiemtra',
            name='bo',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='giao', to='baocao.bobaocao', verbose_name='bộ báo cáo'),
        ),
        migrations.AddField(
            model_name='giaokiemtra',
            name='nguoi',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người được giao'),
        ),
        migrations.AddField(
            model_name='giaokiemtra',
            name='nguoi_giao',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người giao'),
        ),
        migrations.AddField(
            model_name='giaokiemtraevent',
            name='bo',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.bobaocao', verbose_name='bộ báo cáo'),
        ),
        migrations.AddField(
            model_name='giaokiemtraevent',
            name='nguoi',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người được giao'),
        ),
        migrations.AddField(
            model_name='giaokiemtraevent',
            name='nguoi_giao',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người giao'),
        ),
        migrations.AddField(
            model_name='giaokiemtraevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='giaokiemtraevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.giaokiemtra'),
        ),
        migrations.AddField(
            model_name='mucbatthuong',
            name='bo',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='muc_bat_thuong', to='baocao.bobaocao', verbose_name='bộ báo cáo'),
        ),
        migrations.AddConstraint(
            model_name='quydinhkiemtra',
            constraint=models.CheckConstraint(condition=models.Q(('hieu_luc_den__isnull', True), ('hieu_luc_den__gte', models.F('hieu_luc_tu')), _connector='OR'), name='quydinhkiemtra_hieu_luc', violation_error_message='«Hiệu lực đến ngày» phải từ «Hiệu lực từ ngày» trở đi.'),
        ),
        migrations.AddConstraint(
            model_name='quydinhkiemtra',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('hieu_luc_tu'), models.F('hieu_luc_den'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&'), ('loai_ky', '='), ('bieu', '=')], name='quydinhkiemtra_khong_chong', violation_error_message='Đã có quy định khác cùng phạm vi còn hiệu lực.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quydinhkiemtra',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_quydinhkiemtraevent" ("bieu", "cac_cap", "can_cu", "hieu_luc_den", "hieu_luc_tu", "id", "loai_ky", "ngay_bo_sung", "nguong_chenh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_thang_cap_nhat") SELECT new_values."bieu", new_values."cac_cap", new_values."can_cu", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."loai_ky", new_values."ngay_bo_sung", new_values."nguong_chenh", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."so_thang_cap_nhat" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b099169cd836238fe6efbf54be03ccb0b4fb922d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c68a3', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_quydinhkiemtra', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quydinhkiemtra',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_quydinhkiemtraevent" ("bieu", "cac_cap", "can_cu", "hieu_luc_den", "hieu_luc_tu", "id", "loai_ky", "ngay_bo_sung", "nguong_chenh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_thang_cap_nhat") SELECT new_values."bieu", new_values."cac_cap", new_values."can_cu", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."loai_ky", new_values."ngay_bo_sung", new_values."nguong_chenh", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."so_thang_cap_nhat" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1672e318ea62f331b72f23d7a7d963dfeebec9c9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1c495', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_quydinhkiemtra', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quydinhkiemtra',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_quydinhkiemtraevent" ("bieu", "cac_cap", "can_cu", "hieu_luc_den", "hieu_luc_tu", "id", "loai_ky", "ngay_bo_sung", "nguong_chenh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_thang_cap_nhat") SELECT old_values."bieu", old_values."cac_cap", old_values."can_cu", old_values."hieu_luc_den", old_values."hieu_luc_tu", old_values."id", old_values."loai_ky", old_values."ngay_bo_sung", old_values."nguong_chenh", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."so_thang_cap_nhat" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5aefbc0173d3996a9aa48e65ca9935d0a3efca73', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b5e7b', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_quydinhkiemtra', when='AFTER')),
        ),
        migrations.AddField(
            model_name='quydinhkiemtraevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='quydinhkiemtraevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.quydinhkiemtra'),
        ),
        migrations.AddIndex(
            model_name='dieuchinh',
            index=models.Index(fields=['bo', 'trang_thai'], name='dieuchinh_bo_trang_thai'),
        ),
        migrations.AddConstraint(
            model_name='dieuchinh',
            constraint=models.CheckConstraint(condition=models.Q(('nguoi_ky__isnull', True), ('nguoi_lap__isnull', True), models.Q(('nguoi_ky', models.F('nguoi_lap')), _negated=True), _connector='OR'), name='dieuchinh_nguoi_ky_khac_nguoi_lap', violation_error_message='Người ký không được là người lập đề nghị (KT48).'),
        ),
        migrations.AddConstraint(
            model_name='dieuchinh',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('nguoi_duyet__isnull', True), ('nguoi_tham_dinh__isnull', True), models.Q(('nguoi_duyet', models.F('nguoi_tham_dinh')), _negated=True), _connector='OR'), models.Q(('nguoi_duyet__isnull', True), ('nguoi_lap__isnull', True), models.Q(('nguoi_duyet', models.F('nguoi_lap')), _negated=True), _connector='OR')), name='dieuchinh_nguoi_duyet_khac_nguoi_tham_dinh', violation_error_message='Người duyệt không được là người lập hoặc thẩm định.'),
        ),
        migrations.AddConstraint(
            model_name='dieuchinh',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('trang_thai', 'da_duyet'), _negated=True), models.Q(('ghi_so_luc__isnull', False), ('nguoi_duyet__isnull', False), ('nguoi_tham_dinh__isnull', False)), _connector='OR'), name='dieuchinh_da_duyet_du_hai_nguoi', violation_error_message='Điều chỉnh đã duyệt phải có người thẩm định và người duyệt.'),
        ),
        migrations.AddConstraint(
            model_name='dieuchinh',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('loai', 'sua_loi'), _negated=True), models.Q(('trang_thai__in', ('da_gui', 'cho_duyet', 'da_duyet', 'tu_choi')), _negated=True), models.Q(('nguoi_ky__isnull', False), ('tep__isnull', False)), _connector='OR'), name='dieuchinh_sua_loi_co_chu_ky', violation_error_message='Đề nghị sửa lỗi phải do lãnh đạo Sở ký, kèm tài liệu chứng minh.'),
        ),
        migrations.AddConstraint(
            model_name='dieuchinh',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bo__isnull', True), ('loai', 'doi_pham_vi')), models.Q(models.Q(('loai', 'doi_pham_vi'), _negated=True), ('bo__isnull', False), ('don_vi__isnull', False)), _connector='OR'), name='dieuchinh_co_bo_khi_sua_so', violation_error_message='Điều chỉnh số liệu phải thuộc một bộ báo cáo.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dieuchinh',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dieuchinhevent" ("bo_id", "dien_giai", "don_vi_id", "ghi_so_luc", "id", "ky_luc", "lap_luc", "loai", "ly_do_ma", "ma", "nguoi_duyet_id", "nguoi_ky_id", "nguoi_lap_id", "nguoi_tham_dinh_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tep_id", "trang_thai", "vong", "y_kien_tham_dinh") SELECT new_values."bo_id", new_values."dien_giai", new_values."don_vi_id", new_values."ghi_so_luc", new_values."id", new_values."ky_luc", new_values."lap_luc", new_values."loai", new_values."ly_do_ma", new_values."ma", new_values."nguoi_duyet_id", new_values."nguoi_ky_id", new_values."nguoi_lap_id", new_values."nguoi_tham_dinh_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."tep_id", new_values."trang_thai", new_values."vong", new_values."y_kien_tham_dinh" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2e5cefeb40179251882e1919a00fba7634312068', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7f8aa', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_dieuchinh', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dieuchinh',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dieuchinhevent" ("bo_id", "dien_giai", "don_vi_id", "ghi_so_luc", "id", "ky_luc", "lap_luc", "loai", "ly_do_ma", "ma", "nguoi_duyet_id", "nguoi_ky_id", "nguoi_lap_id", "nguoi_tham_dinh_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tep_id", "trang_thai", "vong", "y_kien_tham_dinh") SELECT new_values."bo_id", new_values."dien_giai", new_values."don_vi_id", new_values."ghi_so_luc", new_values."id", new_values."ky_luc", new_values."lap_luc", new_values."loai", new_values."ly_do_ma", new_values."ma", new_values."nguoi_duyet_id", new_values."nguoi_ky_id", new_values."nguoi_lap_id", new_values."nguoi_tham_dinh_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."tep_id", new_values."trang_thai", new_values."vong", new_values."y_kien_tham_dinh" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8ed16372a69da82390550227541d9422d86c385f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d54cb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_dieuchinh', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dieuchinh',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dieuchinhevent" ("bo_id", "dien_giai", "don_vi_id", "ghi_so_luc", "id", "ky_luc", "lap_luc", "loai", "ly_do_ma", "ma", "nguoi_duyet_id", "nguoi_ky_id", "nguoi_lap_id", "nguoi_tham_dinh_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tep_id", "trang_thai", "vong", "y_kien_tham_dinh") SELECT old_values."bo_id", old_values."dien_giai", old_values."don_vi_id", old_values."ghi_so_luc", old_values."id", old_values."ky_luc", old_values."lap_luc", old_values."loai", old_values."ly_do_ma", old_values."ma", old_values."nguoi_duyet_id", old_values."nguoi_ky_id", old_values."nguoi_lap_id", old_values."nguoi_tham_dinh_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."tep_id", old_values."trang_thai", old_values."vong", old_values."y_kien_tham_dinh" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='dd7d4aa4465056d2cd972abcc227e8370c2dd93d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4b2ba', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_dieuchinh', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='chuoisolieu',
            constraint=models.UniqueConstraint(fields=('chi_tieu', 'don_vi', 'so'), name='chuoisolieu_so', nulls_distinct=False, violation_error_message='Chuỗi này đã có.'),
        ),
        migrations.AddConstraint(
            model_name='chuoisolieu',
            constraint=models.UniqueConstraint(condition=models.Q(('den_ngay__isnull', True), ('duyet_luc__isnull', False)), fields=('chi_tieu', 'don_vi'), name='chuoisolieu_mot_chuoi_mo', nulls_distinct=False, violation_error_message='Chỉ tiêu này đang có một chuỗi chưa đóng.'),
        ),
        migrations.AddConstraint(
            model_name='chuoisolieu',
            constraint=models.CheckConstraint(condition=models.Q(('he_so_noi__isnull', True), ('he_so_noi__gt', 0), _connector='OR'), name='chuoisolieu_he_so_duong', violation_error_message='Hệ số nối phải lớn hơn 0.'),
        ),
        migrations.AddConstraint(
            model_name='chuoisolieu',
            constraint=models.CheckConstraint(condition=models.Q(('he_so_noi__isnull', True), models.Q(('ky_goi_dau', ''), _negated=True), _connector='OR'), name='chuoisolieu_he_so_co_ky_goi_dau', violation_error_message='Hệ số nối phải ghi kỳ gối đầu dùng để tính.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chuoisolieu',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_chuoisolieuevent" ("chi_tieu", "den_ngay", "dieu_chinh_id", "don_vi_id", "duyet_luc", "he_so_noi", "id", "ky_goi_dau", "mo_ta", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so", "tu_ky", "tu_ngay") SELECT new_values."chi_tieu", new_values."den_ngay", new_values."dieu_chinh_id", new_values."don_vi_id", new_values."duyet_luc", new_values."he_so_noi", new_values."id", new_values."ky_goi_dau", new_values."mo_ta", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."so", new_values."tu_ky", new_values."tu_ngay" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2b49ff3522a8982ffc1021e0169fe7b64b47596e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_082b0', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_chuoisolieu', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chuoisolieu',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_chuoisolieuevent" ("chi_tieu", "den_ngay", "dieu_chinh_id", "don_vi_id", "duyet_luc", "he_so_noi", "id", "ky_goi_dau", "mo_ta", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so", "tu_ky", "tu_ngay") SELECT new_values."chi_tieu", new_values."den_ngay", new_values."dieu_chinh_id", new_values."don_vi_id", new_values."duyet_luc", new_values."he_so_noi", new_values."id", new_values."ky_goi_dau", new_values."mo_ta", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."so", new_values."tu_ky", new_values."tu_ngay" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fa2935febea0fa1b419391bc0c05618551cb35d6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7b329', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_chuoisolieu', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chuoisolieu',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_chuoisolieuevent" ("chi_tieu", "den_ngay", "dieu_chinh_id", "don_vi_id", "duyet_luc", "he_so_noi", "id", "ky_goi_dau", "mo_ta", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so", "tu_ky", "tu_ngay") SELECT old_values."chi_tieu", old_values."den_ngay", old_values."dieu_chinh_id", old_values."don_vi_id", old_values."duyet_luc", old_values."he_so_noi", old_values."id", old_values."ky_goi_dau", old_values."mo_ta", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."so", old_values."tu_ky", old_values."tu_ngay" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d2fb9dddeafabf6343acfb828c189d590828d445', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_20ad9', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_chuoisolieu', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='dongdieuchinh',
            constraint=models.UniqueConstraint(fields=('dieu_chinh', 'phieu', 'chi_tieu', 'cot'), name='dongdieuchinh_mot_o_mot_dong', violation_error_message='Ô này đã có trong đề nghị.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dongdieuchinh',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dongdieuchinhevent" ("ban_cu_id", "ban_moi_id", "chi_tieu_id", "chu", "cot", "dieu_chinh_id", "id", "nguon", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phieu_id", "so", "trang_thai_o", "trang_thai_sl") SELECT new_values."ban_cu_id", new_values."ban_moi_id", new_values."chi_tieu_id", new_values."chu", new_values."cot", new_values."dieu_chinh_id", new_values."id", new_values."nguon", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phieu_id", new_values."so", new_values."trang_thai_o", new_values."trang_thai_sl" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3456b0ba45d7fa62839fa41eb528dea5b4c5c98f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2528c', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_dongdieuchinh', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dongdieuchinh',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dongdieuchinhevent" ("ban_cu_id", "ban_moi_id", "chi_tieu_id", "chu", "cot", "dieu_chinh_id", "id", "nguon", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phieu_id", "so", "trang_thai_o", "trang_thai_sl") SELECT new_values."ban_cu_id", new_values."ban_moi_id", new_values."chi_tieu_id", new_values."chu", new_values."cot", new_values."dieu_chinh_id", new_values."id", new_values."nguon", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phieu_id", new_values."so", new_values."trang_thai_o", new_values."trang_thai_sl" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='16d7e7a6ae034f0ca391a71ac21f71752e1fc206', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ce5a1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_dongdieuchinh', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dongdieuchinh',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dongdieuchinhevent" ("ban_cu_id", "ban_moi_id", "chi_tieu_id", "chu", "cot", "dieu_chinh_id", "id", "nguon", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phieu_id", "so", "trang_thai_o", "trang_thai_sl") SELECT old_values."ban_cu_id", old_values."ban_moi_id", old_values."chi_tieu_id", old_values."chu", old_values."cot", old_values."dieu_chinh_id", old_values."id", old_values."nguon", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phieu_id", old_values."so", old_values."trang_thai_o", old_values."trang_thai_sl" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7934ce6c12be64ba747d555aa46c490ecab7ea85', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c2a50', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_dongdieuchinh', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='giaokiemtra',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_giaokiemtraevent" ("bo_id", "id", "luc", "nguoi_giao_id", "nguoi_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."bo_id", new_values."id", new_values."luc", new_values."nguoi_giao_id", new_values."nguoi_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c76b0d2d158b44449b0f0c415bb3c4052dd1954a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3ecf0', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_giaokiemtra', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='giaokiemtra',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_giaokiemtraevent" ("bo_id", "id", "luc", "nguoi_giao_id", "nguoi_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."bo_id", new_values."id", new_values."luc", new_values."nguoi_giao_id", new_values."nguoi_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='506ba6ca9e19bf512da4fb16f331b19a8870f762', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_48a51', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_giaokiemtra', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='giaokiemtra',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_giaokiemtraevent" ("bo_id", "id", "luc", "nguoi_giao_id", "nguoi_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."bo_id", old_values."id", old_values."luc", old_values."nguoi_giao_id", old_values."nguoi_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='232ba0a4777e685a9b4d048b11669487023b09ba', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_99809', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_giaokiemtra', when='AFTER')),
        ),
    ]
