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
        ("contenttypes", "0002_remove_content_type_name"),
        ("donvi", "0003_khoa_ngoai_kep"),
        ("files", "0002_lich_su_tep"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("baocao", "0012_dieu_chinh"),
    ]

    operations = [
        migrations.CreateModel(
            name='DinhMucTheoDoiEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('hieu_luc_tu', models.DateField(help_text='Ngày đầu tiên có hiệu lực.', verbose_name='hiệu lực từ ngày')),
                ('hieu_luc_den', models.DateField(blank=True, help_text='Ngày cuối cùng còn hiệu lực. Để trống nếu đang có hiệu lực.', null=True, verbose_name='hiệu lực đến ngày')),
                ('ma', models.SlugField(db_index=False, max_length=40, verbose_name='mã')),
                ('ten', cucctdp.formats.fields.VanBanField(max_length=200, verbose_name='tên')),
                ('so', models.PositiveSmallIntegerField(verbose_name='mức')),
                ('don_vi_tinh', models.CharField(choices=[('ngay_lam_viec', 'ngày làm việc'), ('tinh', 'tỉnh, thành phố'), ('phan_tram', '%'), ('ky', 'kỳ')], max_length=14, verbose_name='đơn vị tính')),
                ('can_cu', cucctdp.formats.fields.VanBanField(max_length=400, verbose_name='căn cứ')),
                ('can_xac_minh', models.BooleanField(default=False, verbose_name='cần xác minh')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KienNghi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('han', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('co_minh_hoa', models.BooleanField(default=False, editable=False, verbose_name='minh họa')),
                ('tao_luc', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('ma', models.CharField(editable=False, max_length=20, unique=True, verbose_name='mã kiến nghị')),
                ('trang_thai', models.CharField(choices=[('moi', 'Mới gửi'), ('da_tiep_nhan', 'Đã tiếp nhận'), ('da_giao', 'Đã giao xử lý'), ('dang_xu_ly', 'Đang xử lý'), ('cho_co_quan_khac', 'Chờ cơ quan khác'), ('da_tra_loi', 'Đã trả lời'), ('da_dong', 'Đã đóng')], default='moi', editable=False, max_length=18, verbose_name='trạng thái')),
                ('vong', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='vòng')),
                ('nguon', models.CharField(choices=[('bao_cao', 'Báo cáo kỳ'), ('hoi_nghi', 'Hội nghị ngành'), ('doan_cong_tac', 'Đoàn công tác'), ('cong_van', 'Công văn'), ('cu_tri', 'Cử tri'), ('doanh_nghiep', 'Doanh nghiệp')], max_length=14, verbose_name='nguồn')),
                ('khoa_nguon', models.CharField(blank=True, editable=False, max_length=64, verbose_name='khoá trong báo cáo')),
                ('nhom', models.CharField(choices=[('QH', 'Quy hoạch'), ('CTDT', 'Chủ trương đầu tư'), ('GPMB', 'Giải phóng mặt bằng'), ('DD', 'Đất đai'), ('XD', 'Xây dựng'), ('MT_PCCC', 'Môi trường, phòng cháy'), ('TC', 'Tài chính, vốn'), ('TTHC', 'Thủ tục hành chính'), ('TCBM', 'Tổ chức bộ máy sau sắp xếp'), ('THE_CHE', 'Thể chế, quy định'), ('NL', 'Điện, năng lượng'), ('LD', 'Lao động'), ('TT', 'Thị trường'), ('KHAC', 'Khác')], max_length=8, verbose_name='nhóm vướng mắc')),
                ('muc_do', models.CharField(choices=[('thuong', 'Bình thường'), ('quan_trong', 'Quan trọng'), ('cap_bach', 'Cấp bách')], default='thuong', max_length=10, verbose_name='mức độ')),
                ('noi_dung', cucctdp.formats.fields.VanBanDaiField(help_text='Vướng mắc cụ thể, ở đâu, với dự án hay đối tượng nào.', max_length=4000, verbose_name='nội dung')),
                ('can_cu_phap_ly', cucctdp.formats.fields.VanBanField(blank=True, help_text='Văn bản, điều, khoản đang vướng.', max_length=500, verbose_name='căn cứ pháp lý')),
                ('de_xuat', cucctdp.formats.fields.VanBanDaiField(blank=True, help_text='Ai cần làm gì; câu chữ muốn sửa nếu có.', max_length=2000, verbose_name='đề xuất')),
                ('truoc_ngay', models.DateField(blank=True, null=True, verbose_name='đề nghị xong trước ngày')),
                ('tac_dong', cucctdp.formats.fields.VanBanField(blank=True, help_text='Chỉ tiêu nào, ước bao nhiêu.', max_length=500, verbose_name='tác động tới chỉ tiêu')),
                ('ngay_gui', models.DateField(editable=False, verbose_name='ngày gửi')),
                ('han_giao', models.DateField(blank=True, editable=False, null=True, verbose_name='hạn giao')),
                ('han_tra_loi', models.DateField(blank=True, editable=False, null=True, verbose_name='hạn trả lời')),
                ('loai_don_vi_xu_ly', models.CharField(blank=True, choices=[('phong_cuc', 'Phòng thuộc Cục'), ('thuoc_bo', 'Đơn vị khác thuộc Bộ'), ('bo_nganh', 'Bộ, ngành khác')], max_length=10, verbose_name='loại đơn vị xử lý')),
                ('don_vi_xu_ly', cucctdp.formats.fields.VanBanField(blank=True, max_length=200, verbose_name='đơn vị được giao')),
                ('phoi_hop', cucctdp.formats.fields.VanBanField(blank=True, max_length=300, verbose_name='phối hợp')),
                ('co_quan_khac', cucctdp.formats.fields.VanBanField(blank=True, max_length=200, verbose_name='cơ quan được hỏi')),
                ('tra_loi_loai', models.CharField(blank=True, choices=[('da_giai_quyet', 'Đã giải quyết'), ('giai_trinh', 'Giải trình, hướng dẫn'), ('ghi_nhan', 'Ghi nhận, nghiên cứu'), ('da_chuyen', 'Không thuộc thẩm quyền, đã chuyển'), ('trung', 'Trùng kiến nghị đã trả lời')], max_length=14, verbose_name='loại trả lời')),
                ('tra_loi_noi_dung', cucctdp.formats.fields.VanBanDaiField(blank=True, max_length=4000, verbose_name='nội dung trả lời')),
                ('tra_loi_so', cucctdp.formats.fields.VanBanField(blank=True, max_length=60, verbose_name='văn bản trả lời số')),
                ('tra_loi_ngay', models.DateField(blank=True, null=True, verbose_name='ngày văn bản trả lời')),
                ('tra_loi_luc', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='trả lời lúc')),
                ('danh_gia', models.CharField(blank=True, choices=[('thoa_dang', 'Thỏa đáng'), ('chua', 'Chưa thỏa đáng')], editable=False, max_length=10, verbose_name='đánh giá của Sở')),
                ('danh_gia_y_kien', cucctdp.formats.fields.VanBanDaiField(blank=True, editable=False, verbose_name='ý kiến đánh giá')),
                ('dong_ngay', models.DateField(blank=True, editable=False, null=True, verbose_name='ngày đóng')),
                ('cong_bo_luc', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='công bố lúc')),
            ],
            options={
                'verbose_name': 'kiến nghị',
                'verbose_name_plural': 'kiến nghị',
                'ordering': ['-ngay_gui', '-id'],
                'permissions': [('gui_kiennghi', 'Gửi kiến nghị (Sở)'), ('danh_gia_kiennghi', 'Đánh giá câu trả lời (Sở)'), ('xu_ly_kiennghi', 'Tiếp nhận, xử lý, trả lời kiến nghị (Cục)'), ('giao_kiennghi', 'Giao, đóng, mở lại kiến nghị (Cục)'), ('cong_bo_kiennghi', 'Công bố câu trả lời (Cục)')],
            },
        ),
        migrations.CreateModel(
            name='KienNghiEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('han', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('co_minh_hoa', models.BooleanField(default=False, editable=False, verbose_name='minh họa')),
                ('tao_luc', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('ma', models.CharField(editable=False, max_length=20, verbose_name='mã kiến nghị')),
                ('trang_thai', models.CharField(choices=[('moi', 'Mới gửi'), ('da_tiep_nhan', 'Đã tiếp nhận'), ('da_giao', 'Đã giao xử lý'), ('dang_xu_ly', 'Đang xử lý'), ('cho_co_quan_khac', 'Chờ cơ quan khác'), ('da_tra_loi', 'Đã trả lời'), ('da_dong', 'Đã đóng')], default='moi', editable=False, max_length=18, verbose_name='trạng thái')),
                ('vong', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='vòng')),
                ('nguon', models.CharField(choices=[('bao_cao', 'Báo cáo kỳ'), ('hoi_nghi', 'Hội nghị ngành'), ('doan_cong_tac', 'Đoàn công tác'), ('cong_van', 'Công văn'), ('cu_tri', 'Cử tri'), ('doanh_nghiep', 'Doanh nghiệp')], max_length=14, verbose_name='nguồn')),
                ('khoa_nguon', models.CharField(blank=True, editable=False, max_length=64, verbose_name='khoá trong báo cáo')),
                ('nhom', models.CharField(choices=[('QH', 'Quy hoạch'), ('CTDT', 'Chủ trương đầu tư'), ('GPMB', 'Giải phóng mặt bằng'), ('DD', 'Đất đai'), ('XD', 'Xây dựng'), ('MT_PCCC', 'Môi trường, phòng cháy'), ('TC', 'Tài chính, vốn'), ('TTHC', 'Thủ tục hành chính'), ('TCBM', 'Tổ chức bộ máy sau sắp xếp'), ('THE_CHE', 'Thể chế, quy định'), ('NL', 'Điện, năng lượng'), ('LD', 'Lao động'), ('TT', 'Thị trường'), ('KHAC', 'Khác')], max_length=8, verbose_name='nhóm vướng mắc')),
                ('muc_do', models.CharField(choices=[('thuong', 'Bình thường'), ('quan_trong', 'Quan trọng'), ('cap_bach', 'Cấp bách')], default='thuong', max_length=10, verbose_name='mức độ')),
                ('noi_dung', cucctdp.formats.fields.VanBanDaiField(help_text='Vướng mắc cụ thể, ở đâu, với dự án hay đối tượng nào.', max_length=4000, verbose_name='nội dung')),
                ('can_cu_phap_ly', cucctdp.formats.fields.VanBanField(blank=True, help_text='Văn bản, điều, khoản đang vướng.', max_length=500, verbose_name='căn cứ pháp lý')),
                ('de_xuat', cucctdp.formats.fields.VanBanDaiField(blank=True, help_text='Ai cần làm gì; câu chữ muốn sửa nếu có.', max_length=2000, verbose_name='đề xuất')),
                ('truoc_ngay', models.DateField(blank=True, null=True, verbose_name='đề nghị xong trước ngày')),
                ('tac_dong', cucctdp.formats.fields.VanBanField(blank=True, help_text='Chỉ tiêu nào, ước bao nhiêu.', max_length=500, verbose_name='tác động tới chỉ tiêu')),
                ('ngay_gui', models.DateField(editable=False, verbose_name='ngày gửi')),
                ('han_giao', models.DateField(blank=True, editable=False, null=True, verbose_name='hạn giao')),
                ('han_tra_loi', models.DateField(blank=True, editable=False, null=True, verbose_name='hạn trả lời')),
                ('loai_don_vi_xu_ly', models.CharField(blank=True, choices=[('phong_cuc', 'Phòng thuộc Cục'), ('thuoc_bo', 'Đơn vị khác thuộc Bộ'), ('bo_nganh', 'Bộ, ngành khác')], max_length=10, verbose_name='loại đơn vị xử lý')),
                ('don_vi_xu_ly', cucctdp.formats.fields.VanBanField(blank=True, max_length=200, verbose_name='đơn vị được giao')),
                ('phoi_hop', cucctdp.formats.fields.VanBanField(blank=True, max_length=300, verbose_name='phối hợp')),
                ('co_quan_khac', cucctdp.formats.fields.VanBanField(blank=True, max_length=200, verbose_name='cơ quan được hỏi')),
                ('tra_loi_loai', models.CharField(blank=True, choices=[('da_giai_quyet', 'Đã giải quyết'), ('giai_trinh', 'Giải trình, hướng dẫn'), ('ghi_nhan', 'Ghi nhận, nghiên cứu'), ('da_chuyen', 'Không thuộc thẩm quyền, đã chuyển'), ('trung', 'Trùng kiến nghị đã trả lời')], max_length=14, verbose_name='loại trả lời')),
                ('tra_loi_noi_dung', cucctdp.formats.fields.VanBanDaiField(blank=True, max_length=4000, verbose_name='nội dung trả lời')),
                ('tra_loi_so', cucctdp.formats.fields.VanBanField(blank=True, max_length=60, verbose_name='văn bản trả lời số')),
                ('tra_loi_ngay', models.DateField(blank=True, null=True, verbose_name='ngày văn bản trả lời')),
                ('tra_loi_luc', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='trả lời lúc')),
                ('danh_gia', models.CharField(blank=True, choices=[('thoa_dang', 'Thỏa đáng'), ('chua', 'Chưa thỏa đáng')], editable=False, max_length=10, verbose_name='đánh giá của Sở')),
                ('danh_gia_y_kien', cucctdp.formats.fields.VanBanDaiField(blank=True, editable=False, verbose_name='ý kiến đánh giá')),
                ('dong_ngay', models.DateField(blank=True, editable=False, null=True, verbose_name='ngày đóng')),
                ('cong_bo_luc', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='công bố lúc')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KienNghiMangSang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lan', models.PositiveSmallIntegerField(help_text='1: kỳ đầu tiên sau khi gửi.', verbose_name='lần mang sang')),
                ('so_ngay', models.PositiveIntegerField(verbose_name='số ngày kể từ ngày gửi')),
                ('luc', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'kiến nghị mang sang',
                'verbose_name_plural': 'kiến nghị mang sang',
                'ordering': ['ky', 'kien_nghi'],
            },
        ),
        migrations.CreateModel(
            name='KienNghiMangSangEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('lan', models.PositiveSmallIntegerField(help_text='1: kỳ đầu tiên sau khi gửi.', verbose_name='lần mang sang')),
                ('so_ngay', models.PositiveIntegerField(verbose_name='số ngày kể từ ngày gửi')),
                ('luc', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NhatKyTheoDoi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('doi_tuong_id', models.BigIntegerField(verbose_name='mã hồ sơ')),
                ('noi_dung', cucctdp.formats.fields.VanBanDaiField(verbose_name='nội dung')),
                ('luc', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'nhật ký theo dõi',
                'verbose_name_plural': 'nhật ký theo dõi',
                'ordering': ['-luc', '-id'],
                'permissions': [('xem_sotheodoi', 'Xem các sổ theo dõi'), ('cap_nhat_sotheodoi', 'Ghi, cập nhật các sổ theo dõi'), ('xac_nhan_sotheodoi', 'Xác nhận hoàn thành, thôi theo dõi'), ('bao_tien_do_sotheodoi', 'Báo tiến độ, kết quả của tỉnh (Sở)')],
            },
        ),
        migrations.CreateModel(
            name='NhatKyTheoDoiEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('doi_tuong_id', models.BigIntegerField(verbose_name='mã hồ sơ')),
                ('noi_dung', cucctdp.formats.fields.VanBanDaiField(verbose_name='nội dung')),
                ('luc', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NhomKienNghi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ten', cucctdp.formats.fields.VanBanField(max_length=300, verbose_name='nội dung chung')),
                ('nhom', models.CharField(choices=[('QH', 'Quy hoạch'), ('CTDT', 'Chủ trương đầu tư'), ('GPMB', 'Giải phóng mặt bằng'), ('DD', 'Đất đai'), ('XD', 'Xây dựng'), ('MT_PCCC', 'Môi trường, phòng cháy'), ('TC', 'Tài chính, vốn'), ('TTHC', 'Thủ tục hành chính'), ('TCBM', 'Tổ chức bộ máy sau sắp xếp'), ('THE_CHE', 'Thể chế, quy định'), ('NL', 'Điện, năng lượng'), ('LD', 'Lao động'), ('TT', 'Thị trường'), ('KHAC', 'Khác')], max_length=8, verbose_name='nhóm vướng mắc')),
                ('dinh_huong', cucctdp.formats.fields.VanBanDaiField(blank=True, help_text='Ví dụ: đề xuất sửa quy định nào, ở văn bản nào.', verbose_name='hướng xử lý')),
                ('tao_luc', models.DateTimeField(auto_now_add=True, verbose_name='gom lúc')),
            ],
            options={
                'verbose_name': 'kiến nghị chung',
                'verbose_name_plural': 'kiến nghị chung',
                'ordering': ['-tao_luc', '-id'],
            },
        ),
        migrations.CreateModel(
            name='NhomKienNghiEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ten', cucctdp.formats.fields.VanBanField(max_length=300, verbose_name='nội dung chung')),
                ('nhom', models.CharField(choices=[('QH', 'Quy hoạch'), ('CTDT', 'Chủ trương đầu tư'), ('GPMB', 'Giải phóng mặt bằng'), ('DD', 'Đất đai'), ('XD', 'Xây dựng'), ('MT_PCCC', 'Môi trường, phòng cháy'), ('TC', 'Tài chính, vốn'), ('TTHC', 'Thủ tục hành chính'), ('TCBM', 'Tổ chức bộ máy sau sắp xếp'), ('THE_CHE', 'Thể chế, quy định'), ('NL', 'Điện, năng lượng'), ('LD', 'Lao động'), ('TT', 'Thị trường'), ('KHAC', 'Khác')], max_length=8, verbose_name='nhóm vướng mắc')),
                ('dinh_huong', cucctdp.formats.fields.VanBanDaiField(blank=True, help_text='Ví dụ: đề xuất sửa quy định nào, ở văn bản nào.', verbose_name='hướng xử lý')),
                ('tao_luc', models.DateTimeField(auto_now_add=True, verbose_name='gom lúc')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DinhMucTheoDoi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hieu_luc_tu', models.DateField(help_text='Ngày đầu tiên có hiệu lực.', verbose_name='hiệu lực từ ngày')),
                ('hieu_luc_den', models.DateField(blank=True, help_text='Ngày cuối cùng còn hiệu lực. Để trống nếu đang có hiệu lực.', null=True, verbose_name='hiệu lực đến ngày')),
                ('ma', models.SlugField(max_length=40, verbose_name='mã')),
                ('ten', cucctdp.formats.fields.VanBanField(max_length=200, verbose_name='tên')),
                ('so', models.PositiveSmallIntegerField(verbose_name='mức')),
                ('don_vi_tinh', models.CharField(choices=[('ngay_lam_viec', 'ngày làm việc'), ('tinh', 'tỉnh, thành phố'), ('phan_tram', '%'), ('ky', 'kỳ')], max_length=14, verbose_name='đơn vị tính')),
                ('can_cu', cucctdp.formats.fields.VanBanField(max_length=400, verbose_name='căn cứ')),
                ('can_xac_minh', models.BooleanField(default=False, verbose_name='cần xác minh')),
            ],
            options={
                'verbose_name': 'định mức theo dõi',
                'verbose_name_plural': 'định mức theo dõi',
                'ordering': ['ma', '-hieu_luc_tu'],
                'constraints': [models.UniqueConstraint(fields=('ma', 'hieu_luc_tu'), name='dinhmuctheodoi_ma_hieu_luc', violation_error_message='Đã có mức của mã này từ ngày đó.'), models.CheckConstraint(condition=models.Q(('so__gt', 0)), name='dinhmuctheodoi_so_duong', violation_error_message='Mức phải lớn hơn 0.'), models.CheckConstraint(condition=models.Q(('hieu_luc_den__isnull', True), ('hieu_luc_den__gte', models.F('hieu_luc_tu')), _connector='OR'), name='dinhmuctheodoi_ky_hop_le', violation_error_message='«Hiệu lực đến ngày» phải từ «Hiệu lực từ ngày» trở đi.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dinhmuctheodoi',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dinhmuctheodoievent" ("can_cu", "can_xac_minh", "don_vi_tinh", "hieu_luc_den", "hieu_luc_tu", "id", "ma", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so", "ten") SELECT new_values."can_cu", new_values."can_xac_minh", new_values."don_vi_tinh", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."ma", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."so", new_values."ten" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='66863aa8ee77b32d8ef674d8e4349a047785b9aa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d2c37', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_dinhmuctheodoi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dinhmuctheodoi',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dinhmuctheodoievent" ("can_cu", "can_xac_minh", "don_vi_tinh", "hieu_luc_den", "hieu_luc_tu", "id", "ma", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so", "ten") SELECT new_values."can_cu", new_values."can_xac_minh", new_values."don_vi_tinh", new_values."hieu_luc_den", new_values."hieu_luc_tu", new_values."id", new_values."ma", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."so", new_values."ten" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d48ffc50b2ad129ded7939c626455e89995c1f23', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_53f8d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_dinhmuctheodoi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dinhmuctheodoi',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_dinhmuctheodoievent" ("can_cu", "can_xac_minh", "don_vi_tinh", "hieu_luc_den", "hieu_luc_tu", "id", "ma", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so", "ten") SELECT old_values."can_cu", old_values."can_xac_minh", old_values."don_vi_tinh", old_values."hieu_luc_den", old_values."hieu_luc_tu", old_values."id", old_values."ma", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."so", old_values."ten" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='321d5c91fd1ba7aa54cca48c29fc1085814a214c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3b5ba', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_dinhmuctheodoi', when='AFTER')),
        ),
        migrations.AddField(
            model_name='dinhmuctheodoievent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='dinhmuctheodoievent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.dinhmuctheodoi'),
        ),
        migrations.AddField(
            model_name='kiennghi',
            name='bo',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kien_nghi', to='baocao.bobaocao', verbose_name='bộ báo cáo'),
        ),
        migrations.AddField(
            model_name='kiennghi',
            name='don_vi',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố'),
        ),
        migrations.AddField(
            model_name='kiennghi',
            name='nguoi_cong_bo',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người công bố'),
        ),
        migrations.AddField(
            model_name='kiennghi',
            name='nguoi_phu_trach',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người phụ trách'),
        ),
        migrations.AddField(
            model_name='kiennghi',
            name='nguoi_tao',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi'),
        ),
        migrations.AddField(
            model_name='kiennghi',
            name='nguoi_tra_loi',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lời'),
        ),
        migrations.AddField(
            model_name='kiennghievent',
            name='bo',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.bobaocao', verbose_name='bộ báo cáo'),
        ),
        migrations.AddField(
            model_name='kiennghievent',
            name='don_vi',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố'),
        ),
        migrations.AddField(
            model_name='kiennghievent',
            name='nguoi_cong_bo',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người công bố'),
        ),
        migrations.AddField(
            model_name='kiennghievent',
            name='nguoi_phu_trach',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người phụ trách'),
        ),
        migrations.AddField(
            model_name='kiennghievent',
            name='nguoi_tao',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi'),
        ),
        migrations.AddField(
            model_name='kiennghievent',
            name='nguoi_tra_loi',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lời'),
        ),
        migrations.AddField(
            model_name='kiennghievent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='kiennghievent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.kiennghi'),
        ),
        migrations.AddField(
            model_name='kiennghimangsang',
            name='kien_nghi',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mang_sang', to='baocao.kiennghi', verbose_name='kiến nghị'),
        ),
        migrations.AddField(
            model_name='kiennghimangsang',
            name='ky',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kien_nghi_mang_sang', to='baocao.kybaocao', verbose_name='kỳ'),
        ),
        migrations.AddField(
            model_name='kiennghimangsangevent',
            name='kien_nghi',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.kiennghi', verbose_name='kiến nghị'),
        ),
        migrations.AddField(
            model_name='kiennghimangsangevent',
            name='ky',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.kybaocao', verbose_name='kỳ'),
        ),
        migrations.AddField(
            model_name='kiennghimangsangevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='kiennghimangsangevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.kiennghimangsang'),
        ),
        migrations.AddField(
            model_name='nhatkytheodoi',
            name='doi_tuong_loai',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype', verbose_name='loại hồ sơ'),
        ),
        migrations.AddField(
            model_name='nhatkytheodoi',
            name='nguoi',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi'),
        ),
        migrations.AddField(
            model_name='nhatkytheodoievent',
            name='doi_tuong_loai',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype', verbose_name='loại hồ sơ'),
        ),
        migrations.AddField(
            model_name='nhatkytheodoievent',
            name='nguoi',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi'),
        ),
        migrations.AddField(
            model_name='nhatkytheodoievent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='nhatkytheodoievent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.nhatkytheodoi'),
        ),
        migrations.AddField(
            model_name='nhomkiennghi',
            name='nguoi_tao',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gom'),
        ),
        migrations.AddField(
            model_name='kiennghievent',
            name='nhom_chung',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='baocao.nhomkiennghi', verbose_name='kiến nghị chung'),
        ),
        migrations.AddField(
            model_name='kiennghi',
            name='nhom_chung',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kien_nghi', to='baocao.nhomkiennghi', verbose_name='kiến nghị chung'),
        ),
        migrations.AddField(
            model_name='nhomkiennghievent',
            name='nguoi_tao',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gom'),
        ),
        migrations.AddField(
            model_name='nhomkiennghievent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='nhomkiennghievent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='baocao.nhomkiennghi'),
        ),
        migrations.AddConstraint(
            model_name='kiennghimangsang',
            constraint=models.UniqueConstraint(fields=('kien_nghi', 'ky'), name='kiennghimangsang_mot_lan_moi_ky', violation_error_message='Kiến nghị đã được mang sang kỳ này.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kiennghimangsang',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_kiennghimangsangevent" ("id", "kien_nghi_id", "ky_id", "lan", "luc", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_ngay") SELECT new_values."id", new_values."kien_nghi_id", new_values."ky_id", new_values."lan", new_values."luc", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."so_ngay" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='077a2da8e25727997259013e756b17f1306b1697', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_54f73', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_kiennghimangsang', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kiennghimangsang',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_kiennghimangsangevent" ("id", "kien_nghi_id", "ky_id", "lan", "luc", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_ngay") SELECT new_values."id", new_values."kien_nghi_id", new_values."ky_id", new_values."lan", new_values."luc", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."so_ngay" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c5729b9b18f63b1aace7d063c3252cda8efc63e6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_99685', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_kiennghimangsang', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kiennghimangsang',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_kiennghimangsangevent" ("id", "kien_nghi_id", "ky_id", "lan", "luc", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "so_ngay") SELECT old_values."id", old_values."kien_nghi_id", old_values."ky_id", old_values."lan", old_values."luc", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."so_ngay" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bbea658e823366c4f29abd44c5c6e8b700c70ee8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_946c6', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_kiennghimangsang', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='nhatkytheodoi',
            index=models.Index(fields=['doi_tuong_loai', 'doi_tuong_id', 'luc'], name='nhatkytheodoi_doi_tuong'),
        ),
        migrations.AddConstraint(
            model_name='nhatkytheodoi',
            constraint=models.CheckConstraint(condition=models.Q(('noi_dung', ''), _negated=True), name='nhatkytheodoi_co_noi_dung', violation_error_message='Nội dung theo dõi không được để trống.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nhatkytheodoi',
            trigger=pgtrigger.compiler.Trigger(name='nhat_ky_theo_doi_chi_ghi_them', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f47562bb02b2330993eaa6b46892b9c1d58b7f17', operation='UPDATE OR DELETE', pgid='pgtrigger_nhat_ky_theo_doi_chi_ghi_them_f7cc6', table='baocao_nhatkytheodoi', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nhatkytheodoi',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_nhatkytheodoievent" ("doi_tuong_id", "doi_tuong_loai_id", "id", "luc", "nguoi_id", "noi_dung", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."doi_tuong_id", new_values."doi_tuong_loai_id", new_values."id", new_values."luc", new_values."nguoi_id", new_values."noi_dung", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='faf00983c572c627e42f1b0281630c0ca688fc53', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c8afd', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_nhatkytheodoi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nhatkytheodoi',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_nhatkytheodoievent" ("doi_tuong_id", "doi_tuong_loai_id", "id", "luc", "nguoi_id", "noi_dung", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."doi_tuong_id", new_values."doi_tuong_loai_id", new_values."id", new_values."luc", new_values."nguoi_id", new_values."noi_dung", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4a57f4517f66b67bcb1ac7cdec19af2f236c6a2c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_76bcc', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_nhatkytheodoi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nhatkytheodoi',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_nhatkytheodoievent" ("doi_tuong_id", "doi_tuong_loai_id", "id", "luc", "nguoi_id", "noi_dung", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."doi_tuong_id", old_values."doi_tuong_loai_id", old_values."id", old_values."luc", old_values."nguoi_id", old_values."noi_dung", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a026cdc88575deaeffe1ed15c66b94c7d91d1836', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_24565', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_nhatkytheodoi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nhomkiennghi',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_nhomkiennghievent" ("dinh_huong", "id", "nguoi_tao_id", "nhom", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tao_luc", "ten") SELECT new_values."dinh_huong", new_values."id", new_values."nguoi_tao_id", new_values."nhom", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."tao_luc", new_values."ten" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='335ad2ee20ed8230556229fc5ad5b7f3abf5edd0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_96cb1', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_nhomkiennghi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nhomkiennghi',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_nhomkiennghievent" ("dinh_huong", "id", "nguoi_tao_id", "nhom", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tao_luc", "ten") SELECT new_values."dinh_huong", new_values."id", new_values."nguoi_tao_id", new_values."nhom", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."tao_luc", new_values."ten" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dabc630404a6726204f7b3953c990372c6d88bbc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fbdd9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_nhomkiennghi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nhomkiennghi',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_nhomkiennghievent" ("dinh_huong", "id", "nguoi_tao_id", "nhom", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tao_luc", "ten") SELECT old_values."dinh_huong", old_values."id", old_values."nguoi_tao_id", old_values."nhom", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."tao_luc", old_values."ten" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6e3576a4d351d1af976abe388f10050bc183155b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e2f30', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_nhomkiennghi', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='kiennghi',
            index=models.Index(fields=['trang_thai', 'han'], name='kiennghi_trang_thai_han'),
        ),
        migrations.AddIndex(
            model_name='kiennghi',
            index=models.Index(fields=['don_vi', 'ngay_gui'], name='kiennghi_don_vi_ngay'),
        ),
        migrations.AddConstraint(
            model_name='kiennghi',
            constraint=models.UniqueConstraint(condition=models.Q(('bo__isnull', False)), fields=('bo', 'khoa_nguon'), name='kiennghi_mot_lan_moi_bo', violation_error_message='Kiến nghị này của báo cáo đã có trong sổ.'),
        ),
        migrations.AddConstraint(
            model_name='kiennghi',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('trang_thai__in', ['da_tra_loi', 'da_dong']), _negated=True), models.Q(models.Q(('tra_loi_noi_dung', ''), _negated=True), models.Q(('tra_loi_loai', ''), _negated=True)), _connector='OR'), name='kiennghi_da_tra_loi_co_noi_dung', violation_error_message='Đã trả lời thì phải có loại và nội dung trả lời.'),
        ),
        migrations.AddConstraint(
            model_name='kiennghi',
            constraint=models.CheckConstraint(condition=models.Q(('cong_bo_luc__isnull', True), ('nguoi_cong_bo__isnull', False), _connector='OR'), name='kiennghi_cong_bo_co_nguoi', violation_error_message='Công bố phải có người công bố.'),
        ),
        migrations.AddConstraint(
            model_name='kiennghi',
            constraint=models.CheckConstraint(condition=models.Q(('nguoi_cong_bo__isnull', True), ('nguoi_tra_loi__isnull', True), models.Q(('nguoi_cong_bo', models.F('nguoi_tra_loi')), _negated=True), _connector='OR'), name='kiennghi_nguoi_cong_bo_khac_tra_loi', violation_error_message='Người công bố không được là người trả lời.'),
        ),
        migrations.AddConstraint(
            model_name='kiennghi',
            constraint=models.CheckConstraint(condition=models.Q(('noi_dung', ''), _negated=True), name='kiennghi_co_noi_dung', violation_error_message='Nội dung kiến nghị không được để trống.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kiennghi',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_kiennghievent" ("bo_id", "can_cu_phap_ly", "co_minh_hoa", "co_quan_khac", "cong_bo_luc", "danh_gia", "danh_gia_y_kien", "de_xuat", "don_vi_id", "don_vi_xu_ly", "dong_ngay", "han", "han_giao", "han_tra_loi", "id", "khoa_nguon", "loai_don_vi_xu_ly", "ma", "muc_do", "ngay_gui", "nguoi_cong_bo_id", "nguoi_phu_trach_id", "nguoi_tao_id", "nguoi_tra_loi_id", "nguon", "nhom", "nhom_chung_id", "noi_dung", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phoi_hop", "tac_dong", "tao_luc", "tra_loi_loai", "tra_loi_luc", "tra_loi_ngay", "tra_loi_noi_dung", "tra_loi_so", "trang_thai", "truoc_ngay", "vong") SELECT new_values."bo_id", new_values."can_cu_phap_ly", new_values."co_minh_hoa", new_values."co_quan_khac", new_values."cong_bo_luc", new_values."danh_gia", new_values."danh_gia_y_kien", new_values."de_xuat", new_values."don_vi_id", new_values."don_vi_xu_ly", new_values."dong_ngay", new_values."han", new_values."han_giao", new_values."han_tra_loi", new_values."id", new_values."khoa_nguon", new_values."loai_don_vi_xu_ly", new_values."ma", new_values."muc_do", new_values."ngay_gui", new_values."nguoi_cong_bo_id", new_values."nguoi_phu_trach_id", new_values."nguoi_tao_id", new_values."nguoi_tra_loi_id", new_values."nguon", new_values."nhom", new_values."nhom_chung_id", new_values."noi_dung", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phoi_hop", new_values."tac_dong", new_values."tao_luc", new_values."tra_loi_loai", new_values."tra_loi_luc", new_values."tra_loi_ngay", new_values."tra_loi_noi_dung", new_values."tra_loi_so", new_values."trang_thai", new_values."truoc_ngay", new_values."vong" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bc8f7b17466479b36d75840632f4be8f5f382804', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_af717', referencing='REFERENCING NEW TABLE AS new_values ', table='baocao_kiennghi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kiennghi',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_kiennghievent" ("bo_id", "can_cu_phap_ly", "co_minh_hoa", "co_quan_khac", "cong_bo_luc", "danh_gia", "danh_gia_y_kien", "de_xuat", "don_vi_id", "don_vi_xu_ly", "dong_ngay", "han", "han_giao", "han_tra_loi", "id", "khoa_nguon", "loai_don_vi_xu_ly", "ma", "muc_do", "ngay_gui", "nguoi_cong_bo_id", "nguoi_phu_trach_id", "nguoi_tao_id", "nguoi_tra_loi_id", "nguon", "nhom", "nhom_chung_id", "noi_dung", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phoi_hop", "tac_dong", "tao_luc", "tra_loi_loai", "tra_loi_luc", "tra_loi_ngay", "tra_loi_noi_dung", "tra_loi_so", "trang_thai", "truoc_ngay", "vong") SELECT new_values."bo_id", new_values."can_cu_phap_ly", new_values."co_minh_hoa", new_values."co_quan_khac", new_values."cong_bo_luc", new_values."danh_gia", new_values."danh_gia_y_kien", new_values."de_xuat", new_values."don_vi_id", new_values."don_vi_xu_ly", new_values."dong_ngay", new_values."han", new_values."han_giao", new_values."han_tra_loi", new_values."id", new_values."khoa_nguon", new_values."loai_don_vi_xu_ly", new_values."ma", new_values."muc_do", new_values."ngay_gui", new_values."nguoi_cong_bo_id", new_values."nguoi_phu_trach_id", new_values."nguoi_tao_id", new_values."nguoi_tra_loi_id", new_values."nguon", new_values."nhom", new_values."nhom_chung_id", new_values."noi_dung", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phoi_hop", new_values."tac_dong", new_values."tao_luc", new_values."tra_loi_loai", new_values."tra_loi_luc", new_values."tra_loi_ngay", new_values."tra_loi_noi_dung", new_values."tra_loi_so", new_values."trang_thai", new_values."truoc_ngay", new_values."vong" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='69c422dc4d5ff9e344f73d06098a0e44ec490beb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9473a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='baocao_kiennghi', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kiennghi',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_kiennghievent" ("bo_id", "can_cu_phap_ly", "co_minh_hoa", "co_quan_khac", "cong_bo_luc", "danh_gia", "danh_gia_y_kien", "de_xuat", "don_vi_id", "don_vi_xu_ly", "dong_ngay", "han", "han_giao", "han_tra_loi", "id", "khoa_nguon", "loai_don_vi_xu_ly", "ma", "muc_do", "ngay_gui", "nguoi_cong_bo_id", "nguoi_phu_trach_id", "nguoi_tao_id", "nguoi_tra_loi_id", "nguon", "nhom", "nhom_chung_id", "noi_dung", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phoi_hop", "tac_dong", "tao_luc", "tra_loi_loai", "tra_loi_luc", "tra_loi_ngay", "tra_loi_noi_dung", "tra_loi_so", "trang_thai", "truoc_ngay", "vong") SELECT old_values."bo_id", old_values."can_cu_phap_ly", old_values."co_minh_hoa", old_values."co_quan_khac", old_values."cong_bo_luc", old_values."danh_gia", old_values."danh_gia_y_kien", old_values."de_xuat", old_values."don_vi_id", old_values."don_vi_xu_ly", old_values."dong_ngay", old_values."han", old_values."han_giao", old_values."han_tra_loi", old_values."id", old_values."khoa_nguon", old_values."loai_don_vi_xu_ly", old_values."ma", old_values."muc_do", old_values."ngay_gui", old_values."nguoi_cong_bo_id", old_values."nguoi_phu_trach_id", old_values."nguoi_tao_id", old_values."nguoi_tra_loi_id", old_values."nguon", old_values."nhom", old_values."nhom_chung_id", old_values."noi_dung", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phoi_hop", old_values."tac_dong", old_values."tao_luc", old_values."tra_loi_loai", old_values."tra_loi_luc", old_values."tra_loi_ngay", old_values."tra_loi_noi_dung", old_values."tra_loi_so", old_values."trang_thai", old_values."truoc_ngay", old_values."vong" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='67fb513a0ef5155d996b14fb61400a7dd07cfc5b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a6774', referencing='REFERENCING OLD TABLE AS old_values ', table='baocao_kiennghi', when='AFTER')),
        ),
    ]
