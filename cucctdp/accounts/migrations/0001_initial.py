import cucctdp.accounts.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from cucctdp.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('donvi', '0003_khoa_ngoai_kep'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('ho_ten', models.CharField(max_length=150, verbose_name='họ và tên')),
                    ('chuc_vu', models.CharField(blank=True, max_length=150, verbose_name='chức vụ')),
                    ('vai_tro', models.CharField(choices=[('so_chuyen_vien', 'Chuyên viên Sở'), ('so_truong_phong', 'Trưởng phòng, Phó Trưởng phòng Sở'), ('so_tong_hop', 'Phòng Kế hoạch – Tổng hợp Sở'), ('so_lanh_dao', 'Lãnh đạo Sở'), ('so_van_thu', 'Văn thư Sở'), ('cuc_chuyen_vien', 'Chuyên viên Cục'), ('cuc_lanh_dao_phong', 'Lãnh đạo phòng thuộc Cục'), ('cuc_lanh_dao', 'Lãnh đạo Cục'), ('bo_lanh_dao', 'Lãnh đạo Bộ'), ('api_client', 'Hệ thống ngoài (API)'), ('quan_tri', 'Quản trị hệ thống'), ('kiem_toan', 'Kiểm toán, thanh tra')], max_length=30, verbose_name='vai trò')),
                    ('nhom_bieu', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('TH', 'Tổng hợp'), ('CN', 'Công nghiệp'), ('TM', 'Thương mại'), ('NL', 'Năng lượng'), ('KC', 'Khuyến công'), ('CCN', 'Cụm công nghiệp')], max_length=3), blank=True, default=list, help_text='Các nhóm biểu được giao. Chuyên viên và trưởng phòng phải có ít nhất một nhóm; vai trò khác để trống nghĩa là mọi nhóm.', size=None, verbose_name='nhóm biểu')),
                    ('loai_tai_khoan', models.CharField(choices=[('ca_nhan', 'Cá nhân'), ('ky_thuat', 'Kỹ thuật'), ('dich_vu', 'Dịch vụ (máy gọi máy)')], default='ca_nhan', max_length=10, verbose_name='loại tài khoản')),
                    ('phai_doi_mat_khau', models.BooleanField(default=True, verbose_name='phải đổi mật khẩu')),
                    ('doi_mat_khau_luc', models.DateTimeField(blank=True, null=True, verbose_name='đổi mật khẩu lúc')),
                    ('khoa_den', models.DateTimeField(blank=True, null=True, verbose_name='khoá đăng nhập đến')),
                    ('so_lan_sai', models.PositiveSmallIntegerField(default=0, verbose_name='số lần đăng nhập sai liên tiếp')),
                    ('don_vi', models.ForeignKey(blank=True, help_text='Bắt buộc với tài khoản của Sở; để trống với tài khoản trung ương.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tai_khoan', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('to_chuc', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tai_khoan', to='donvi.tochuc', verbose_name='cơ quan, đơn vị công tác')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'tài khoản',
                    'verbose_name_plural': 'tài khoản',
                    'ordering': ['username'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('vai_tro__in', ['so_chuyen_vien', 'so_truong_phong', 'so_tong_hop', 'so_lanh_dao', 'so_van_thu', 'cuc_chuyen_vien', 'cuc_lanh_dao_phong', 'cuc_lanh_dao', 'bo_lanh_dao', 'api_client', 'quan_tri', 'kiem_toan'])), name='tai_khoan_vai_tro_co_trong_bang', violation_error_message='Vai trò không có trong bảng vai trò.'), models.CheckConstraint(condition=models.Q(models.Q(('don_vi__isnull', False), ('vai_tro__in', ['so_chuyen_vien', 'so_truong_phong', 'so_tong_hop', 'so_lanh_dao', 'so_van_thu'])), models.Q(models.Q(('vai_tro__in', ['so_chuyen_vien', 'so_truong_phong', 'so_tong_hop', 'so_lanh_dao', 'so_van_thu']), _negated=True), ('don_vi__isnull', True)), _connector='OR'), name='tai_khoan_so_co_tinh', violation_error_message='Tài khoản của Sở phải gắn với một tỉnh, thành phố; tài khoản trung ương thì không.'), models.CheckConstraint(condition=models.Q(models.Q(('is_staff', True), ('vai_tro__in', ['cuc_chuyen_vien', 'cuc_lanh_dao_phong', 'cuc_lanh_dao', 'bo_lanh_dao', 'quan_tri', 'kiem_toan'])), models.Q(models.Q(('vai_tro__in', ['cuc_chuyen_vien', 'cuc_lanh_dao_phong', 'cuc_lanh_dao', 'bo_lanh_dao', 'quan_tri', 'kiem_toan']), _negated=True), ('is_staff', False)), _connector='OR'), name='tai_khoan_quan_tri_theo_vai_tro'), models.CheckConstraint(condition=models.Q(('is_superuser', False)), name='tai_khoan_khong_toan_quyen'), models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='tai_khoan_ten_duy_nhat', violation_error_message='Tên đăng nhập này đã có người dùng.')],
                },
                managers=[
                    ('objects', cucctdp.accounts.models.QuanLyTaiKhoan()),
                ],
            ),
            migrations.CreateModel(
                name='MatKhauCu',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('bam', models.CharField(max_length=256, verbose_name='giá trị băm')),
                    ('luc', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lúc')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mat_khau_cu', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
                ],
                options={
                    'verbose_name': 'mật khẩu đã dùng',
                    'verbose_name_plural': 'mật khẩu đã dùng',
                    'ordering': ['-luc', '-id'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='PhanCong',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('tu_ngay', models.DateField(default=django.utils.timezone.localdate, verbose_name='từ ngày')),
                    ('den_ngay', models.DateField(blank=True, help_text='Để trống khi chưa biết ngày thôi theo dõi.', null=True, verbose_name='đến ngày')),
                    ('don_vi', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phan_cong', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phan_cong', to=settings.AUTH_USER_MODEL, verbose_name='cán bộ')),
                ],
                options={
                    'verbose_name': 'phân công theo dõi tỉnh',
                    'verbose_name_plural': 'phân công theo dõi tỉnh',
                    'ordering': ['user_id', 'don_vi_id', 'tu_ngay'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('den_ngay__isnull', True), ('den_ngay__gte', models.F('tu_ngay')), _connector='OR'), name='phan_cong_ngay_dung_thu_tu', violation_error_message='Ngày thôi theo dõi phải từ ngày bắt đầu trở đi.'), models.UniqueConstraint(fields=('user', 'don_vi', 'tu_ngay'), name='phan_cong_duy_nhat', violation_error_message='Cán bộ đã được phân công tỉnh này từ ngày đó.')],
                },
            ),
            migrations.CreateModel(
                name='PhanCongEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('tu_ngay', models.DateField(default=django.utils.timezone.localdate, verbose_name='từ ngày')),
                    ('den_ngay', models.DateField(blank=True, help_text='Để trống khi chưa biết ngày thôi theo dõi.', null=True, verbose_name='đến ngày')),
                    ('don_vi', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.phancong')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cán bộ')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='UserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('ho_ten', models.CharField(max_length=150, verbose_name='họ và tên')),
                    ('chuc_vu', models.CharField(blank=True, max_length=150, verbose_name='chức vụ')),
                    ('vai_tro', models.CharField(choices=[('so_chuyen_vien', 'Chuyên viên Sở'), ('so_truong_phong', 'Trưởng phòng, Phó Trưởng phòng Sở'), ('so_tong_hop', 'Phòng Kế hoạch – Tổng hợp Sở'), ('so_lanh_dao', 'Lãnh đạo Sở'), ('so_van_thu', 'Văn thư Sở'), ('cuc_chuyen_vien', 'Chuyên viên Cục'), ('cuc_lanh_dao_phong', 'Lãnh đạo phòng thuộc Cục'), ('cuc_lanh_dao', 'Lãnh đạo Cục'), ('bo_lanh_dao', 'Lãnh đạo Bộ'), ('api_client', 'Hệ thống ngoài (API)'), ('quan_tri', 'Quản trị hệ thống'), ('kiem_toan', 'Kiểm toán, thanh tra')], max_length=30, verbose_name='vai trò')),
                    ('nhom_bieu', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('TH', 'Tổng hợp'), ('CN', 'Công nghiệp'), ('TM', 'Thương mại'), ('NL', 'Năng lượng'), ('KC', 'Khuyến công'), ('CCN', 'Cụm công nghiệp')], max_length=3), blank=True, default=list, help_text='Các nhóm biểu được giao. Chuyên viên và trưởng phòng phải có ít nhất một nhóm; vai trò khác để trống nghĩa là mọi nhóm.', size=None, verbose_name='nhóm biểu')),
                    ('loai_tai_khoan', models.CharField(choices=[('ca_nhan', 'Cá nhân'), ('ky_thuat', 'Kỹ thuật'), ('dich_vu', 'Dịch vụ (máy gọi máy)')], default='ca_nhan', max_length=10, verbose_name='loại tài khoản')),
                    ('phai_doi_mat_khau', models.BooleanField(default=True, verbose_name='phải đổi mật khẩu')),
                    ('doi_mat_khau_luc', models.DateTimeField(blank=True, null=True, verbose_name='đổi mật khẩu lúc')),
                    ('khoa_den', models.DateTimeField(blank=True, null=True, verbose_name='khoá đăng nhập đến')),
                    ('don_vi', models.ForeignKey(blank=True, db_constraint=False, help_text='Bắt buộc với tài khoản của Sở; để trống với tài khoản trung ương.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donvi.donvihanhchinh', verbose_name='tỉnh, thành phố')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                    ('to_chuc', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donvi.tochuc', verbose_name='cơ quan, đơn vị công tác')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
    ]
