import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cucctdp.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='GocNgay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ngay', models.DateField(unique=True, verbose_name='ngày')),
                    ('so_su_kien', models.PositiveBigIntegerField(verbose_name='số sự kiện')),
                    ('dau_chuoi', models.JSONField(help_text='Chuỗi → [số thứ tự, băm].', verbose_name='đầu các chuỗi')),
                    ('goc', models.CharField(max_length=64, verbose_name='gốc')),
                    ('ghi_luc', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ],
                options={
                    'verbose_name': 'gốc nhật ký theo ngày',
                    'verbose_name_plural': 'gốc nhật ký theo ngày',
                    'ordering': ['-ngay'],
                },
            ),
            migrations.CreateModel(
                name='SuKien',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('chuoi', models.CharField(help_text='Đơn vị sở hữu chuỗi, ví dụ 34:80.', max_length=40, verbose_name='chuỗi')),
                    ('so', models.PositiveBigIntegerField(verbose_name='số thứ tự trong chuỗi')),
                    ('luc', models.DateTimeField(verbose_name='lúc')),
                    ('nguoi_ten', models.CharField(blank=True, max_length=150, verbose_name='tên người thực hiện')),
                    ('hanh_dong', models.CharField(max_length=80, verbose_name='hành động')),
                    ('doi_tuong_loai', models.CharField(blank=True, max_length=80, verbose_name='loại đối tượng')),
                    ('doi_tuong_id', models.CharField(blank=True, max_length=40, verbose_name='mã đối tượng')),
                    ('doi_tuong_ten', models.CharField(blank=True, max_length=300, verbose_name='tên đối tượng')),
                    ('du_lieu', models.JSONField(default=dict, verbose_name='dữ liệu')),
                    ('ly_do', models.TextField(blank=True, verbose_name='lý do')),
                    ('ma_yeu_cau', models.UUIDField(blank=True, null=True, verbose_name='mã yêu cầu')),
                    ('dia_chi', models.GenericIPAddressField(blank=True, null=True, verbose_name='địa chỉ mạng')),
                    ('bam_truoc', models.CharField(blank=True, max_length=64, verbose_name='băm trước')),
                    ('bam', models.CharField(max_length=64, verbose_name='băm')),
                    ('nguoi', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                ],
                options={
                    'verbose_name': 'sự kiện',
                    'verbose_name_plural': 'nhật ký sự kiện',
                    'ordering': ['-luc', '-id'],
                    'indexes': [models.Index(fields=['doi_tuong_loai', 'doi_tuong_id'], name='sukien_doi_tuong'), models.Index(fields=['luc'], name='sukien_luc')],
                    'constraints': [models.UniqueConstraint(fields=('chuoi', 'so'), name='sukien_chuoi_so_duy_nhat')],
                },
            ),
        ]),
    ]
