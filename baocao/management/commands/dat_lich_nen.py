"""Write the schedule of background work into the database; what an administrator changed stays."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

# (name, task, "HH:MM" every day or seconds between two runs)
LICH = (
    ("Ghi gốc nhật ký của ngày hôm trước", "cucctdp.audit.tasks.ghi_goc_hom_qua", "00:10"),
    ("Tổng hợp các kỳ có số liệu thay đổi", "baocao.tasks.tong_hop_theo_lich", "01:00"),
    ("Dọn phiên làm việc hết hạn", "baocao.tasks.don_dep", "03:00"),
    ("Mở, khóa kỳ báo cáo theo lịch", "baocao.tasks.mo_khoa_ky_theo_lich", "00:20"),
    ("Cảnh báo khuyến công hằng đêm", "khuyencong.tasks.canh_bao_dem", "00:40"),
    ("Tính lại trạng thái cụm công nghiệp", "cumcongnghiep.tasks.tinh_lai_dem", "00:45"),
    ("Cảnh báo cụm công nghiệp hằng đêm", "cumcongnghiep.tasks.canh_bao_dem", "00:50"),
    ("Cảnh báo bình chọn sản phẩm hằng đêm", "sanpham_tieubieu.tasks.canh_bao_dem", "00:55"),
    ("Nhắc hạn nộp báo cáo", "baocao.tasks.nhac_han", "06:30"),
    ("Chuyển cảnh báo thành thông báo", "baocao.tasks.thong_bao_canh_bao", "06:40"),
    ("Gửi thư thông báo", "cucctdp.thong_bao.tasks.phat_thu", 60),
    ("Gửi sự kiện cho hệ thống khác", "cucctdp.apikit.tasks.gui_su_kien", 60),
    ("Chấm mức bất thường của bộ mới gửi", "baocao.tasks.cham_bat_thuong", 300),
    ("Chạy lại việc nền bị treo", "baocao.tasks.chay_lai_viec_treo", 60),
    ("Chạy lại phiên nhập bị treo", "cucctdp.imports.tasks.chay_lai_phien_treo", 60),
    ("Dọn phiên nhập cũ", "cucctdp.imports.tasks.don_phien_cu", "03:30"),
)


class Command(BaseCommand):
    help = "Ghi lịch chạy việc nền vào cơ sở dữ liệu; chạy lại không đổi lịch quản trị đã sửa."

    @transaction.atomic
    def handle(self, *args, **options):
        them = 0
        for ten, viec, luc in LICH:
            _, moi = PeriodicTask.objects.get_or_create(
                name=ten, defaults={"task": viec, **_khi(luc)}
            )
            them += moi
        self.stdout.write(f"lịch việc nền: thêm {them}, giữ nguyên {len(LICH) - them}")


def _khi(luc):
    if isinstance(luc, int):
        lich, _ = IntervalSchedule.objects.get_or_create(every=luc, period=IntervalSchedule.SECONDS)
        return {"interval": lich}
    gio, phut = luc.split(":")
    lich, _ = CrontabSchedule.objects.get_or_create(
        hour=str(int(gio)),
        minute=str(int(phut)),
        day_of_week="*",
        day_of_month="*",
        month_of_year="*",
        timezone=settings.TIME_ZONE,
    )
    return {"crontab": lich}
