"""The steps of the demo, each with its time; the first that fails stops it."""

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from baocao.choices import KieuSo, TrangThaiBo, TrangThaiKy
from baocao.demo.dien_tep import dien
from baocao.demo.nguoi_dung import BuocHong, NguoiDung, phieu_cua
from baocao.minh_hoa.kich_ban import BO_BIEU, KyDemo
from baocao.minh_hoa.nap import NapMinhHoa
from baocao.models import BanTin, BoBaoCao, ChiTieu, KyBaoCao, YKien
from baocao.services import ky as dich_vu_ky
from baocao.services import quy_trinh
from baocao.services.nhap_lieu import GhiO
from baocao.services.tai_khoan_mau import TAY_NINH
from cucctdp.apikit.models import KhoaApi
from cucctdp.files.services import doc_tep

CHO_PDF = 90
# Far enough apart that an earlier run is no history for the rules of the next one.
CACH_NAM = 3
TINH_KHAC = ("34:24", "34:31", "34:48")
_DU_LIEU_GOC = ("nap_danh_muc", "dong_bo_vai_tro", "nap_bao_cao")
Ghi = Callable[[str], None]


class Demo:
    """One run; files are left in ``thu_muc``."""

    def __init__(self, thu_muc: Path, ghi: Ghi):
        self.thu_muc = thu_muc
        self.ghi = ghi

    def chay(self) -> None:
        """Do every step in turn. Raises BuocHong (or what the step raised) at the first failure."""
        self.thu_muc.mkdir(parents=True, exist_ok=True)
        dau = time.monotonic()
        for ten, lam in (
            ("Cơ sở dữ liệu, danh mục, biểu mẫu", self.chuan_bi),
            ("Mở kỳ; ba tỉnh khác đã gửi (số minh họa)", self.mo_ky),
            ("Sở nhập biểu Q04 trên trang web", self.so_nhap_web),
            ("Sở tải tệp Excel, điền các biểu còn lại, nạp lên", self.so_nap_excel),
            ("Sở giải trình cảnh báo, trình phòng; phòng duyệt; lãnh đạo ký gửi", self.so_gui),
            ("Cục kiểm tra, nêu ý kiến, trả lại", self.cuc_tra_lai),
            ("Sở trả lời, sửa số, gửi lại", self.so_gui_lai),
            ("Cục tiếp nhận", self.cuc_tiep_nhan),
            ("Chốt kỳ; Celery tổng hợp và dựng bản tin PDF", self.chot_ky),
            ("Công bố; máy khách lấy số tổng hợp qua API", self.lay_api),
        ):
            moc = time.monotonic()
            lam()
            self.ghi(f"  {time.monotonic() - moc:5.1f} s  {ten}")
        self.ghi(f"Xong sau {time.monotonic() - dau:.1f} giây. Kết quả trong {self.thu_muc}/:")
        for tep in sorted(self.thu_muc.iterdir()):
            self.ghi(f"  {tep.name}  ({tep.stat().st_size:,} byte)".replace(",", "."))

    def chuan_bi(self) -> None:
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        for lenh in _DU_LIEU_GOC:
            call_command(lenh, stdout=io.StringIO(), verbosity=0)
        self.minh_hoa = NapMinhHoa()
        self.nguoi = self.minh_hoa.nguoi

    def mo_ky(self) -> None:
        """Open the first 9-month period not used yet, so that the demo can run again."""
        nam = 2026
        while KyBaoCao.objects.filter(ma=f"{nam}-9T").exists():
            nam += CACH_NAM
        rieng = dict.fromkeys(TINH_KHAC, str(TrangThaiBo.TIEP_NHAN))
        self.kich_ban = KyDemo(f"{nam}-9T", TrangThaiKy.DANG_MO, rieng, TrangThaiBo.CHUA_NHAP)
        self.minh_hoa.nap_ky(self.kich_ban)
        self.ky = KyBaoCao.objects.get(ma=self.kich_ban.ma)
        self.bo = BoBaoCao.objects.get(
            ky=self.ky, don_vi__bo_ma="34", don_vi__ma=TAY_NINH.partition(":")[2]
        )
        self.chuyen_vien, self.truong_phong, self.lanh_dao = (
            NguoiDung(f"tayninh.{vai}") for vai in ("cv", "tp", "ld")
        )

    def _o(self, bieu: str) -> list[GhiO]:
        return list(self.minh_hoa.o(bieu, TAY_NINH, self.kich_ban))

    def so_nhap_web(self) -> None:
        self.chuyen_vien.go(phieu_cua(self.bo, "Q04"), self._o("Q04"))

    def so_nap_excel(self) -> None:
        cac_bieu = [b for b in self._cac_bieu() if b != "Q04"]
        danh_sach = self._dong_danh_sach()
        con_lai = {b: [o for o in self._o(b) if o.chi_tieu not in danh_sach] for b in cac_bieu}
        tep = dien(self.chuyen_vien.tai_mau(self.bo), con_lai)
        (self.thu_muc / "bao-cao-tay-ninh.xlsx").write_bytes(tep)
        self.chuyen_vien.nap_tep(self.bo, tep)
        for b in cac_bieu:
            if muc := [o for o in self._o(b) if o.chi_tieu in danh_sach]:
                self.chuyen_vien.go(phieu_cua(self.bo, b), muc)

    def _cac_bieu(self) -> tuple[str, ...]:
        """Forms the demo fills that the pack of this period holds."""
        co = set(self.bo.phieu.values_list("bieu_mau__ma", flat=True))
        return tuple(b for b in BO_BIEU if b in co)

    def _dong_danh_sach(self) -> set[str]:
        """Codes of the rows that hold lists: their boxes are on the page, below the grid."""
        rows = ChiTieu.objects.filter(bieu_mau__in=self.bo.phieu.values("bieu_mau"))
        return set(rows.filter(kieu=KieuSo.DANH_SACH).values_list("ma", flat=True))

    def _trinh_duyet(self, cac_bieu: tuple[str, ...]) -> None:
        for ma in cac_bieu:
            self.chuyen_vien.giai_trinh(phieu_cua(self.bo, ma))
            self.chuyen_vien.buoc_phieu(phieu_cua(self.bo, ma), "trinh-phong")
        for ma in cac_bieu:
            self.truong_phong.buoc_phieu(phieu_cua(self.bo, ma), "duyet-phong")
        self.truong_phong.buoc_bo(self.bo, "chuyen-lanh-dao")
        self.lanh_dao.buoc_bo(self.bo, "ky-gui")
        self._phai_la(TrangThaiBo.DA_GUI)

    def _phai_la(self, trang_thai: str) -> None:
        self.bo.refresh_from_db()
        if self.bo.trang_thai != trang_thai:
            raise BuocHong(f"Bộ báo cáo đang ở bước «{self.bo.get_trang_thai_display()}».")

    def so_gui(self) -> None:
        self._trinh_duyet(self._cac_bieu())

    def cuc_tra_lai(self) -> None:
        cuc = self.nguoi["cuc.cv"]
        quy_trinh.nhan_kiem_tra(self.bo, by=cuc)
        self.y_kien = quy_trinh.neu_y_kien(
            self.bo,
            phieu=phieu_cua(self.bo, "Q05"),
            chi_tieu="NK23",
            cot="A3",
            noi_dung="Nhập khẩu hàng tiêu dùng: đề nghị rà soát lại số trong kỳ.",
            by=cuc,
        )
        quy_trinh.tra_lai(self.bo, by=cuc, ly_do="Đề nghị rà soát số nhập khẩu hàng tiêu dùng.")
        self._phai_la(TrangThaiBo.TRA_LAI)

    def so_gui_lai(self) -> None:
        phieu = phieu_cua(self.bo, "Q05")
        cu = next(o for o in self._o("Q05") if (o.chi_tieu, o.cot) == ("NK23", "A3"))
        moi = GhiO("NK23", "A3", so=round(cu.so * 99 / 100, 2) if cu.so else None)
        self.chuyen_vien.tra_loi(self.bo, self.y_kien, "Sở đã rà soát, giảm 1 % do ghi trùng.")
        self.chuyen_vien.go(phieu, [moi])
        self._trinh_duyet(("Q05",))

    def cuc_tiep_nhan(self) -> None:
        cuc = self.nguoi["cuc.cv"]
        quy_trinh.nhan_kiem_tra(self.bo, by=cuc)
        quy_trinh.dong_y_kien(YKien.objects.get(pk=self.y_kien.pk), by=cuc)
        quy_trinh.de_nghi_tiep_nhan(self.bo, by=cuc)
        quy_trinh.tiep_nhan(self.bo, by=self.nguoi["cuc.ldp"])
        self._phai_la(TrangThaiBo.TIEP_NHAN)

    def chot_ky(self) -> None:
        """A real worker process takes the job from the real broker."""
        lenh = [sys.executable, "-m", "celery", "-A", "cucctdp", "worker",
                "--concurrency", "1", "--loglevel", "WARNING"]  # fmt: skip
        with (self.thu_muc / "worker.log").open("w") as nhat_ky:
            worker = subprocess.Popen(lenh, stdout=nhat_ky, stderr=nhat_ky)  # noqa: S603
            try:
                dich_vu_ky.chot_ky(self.ky, by=self.nguoi["cuc.ld"])
                self._cho_pdf(worker)
            finally:
                worker.terminate()
                worker.wait(timeout=30)

    def _cho_pdf(self, worker: subprocess.Popen) -> None:
        het = time.monotonic() + CHO_PDF
        while time.monotonic() < het:
            ban_tin = BanTin.objects.filter(
                loai=BanTin.Loai.QUY, lan__ky=self.ky, tep__isnull=False
            ).first()
            if ban_tin is not None:
                (self.thu_muc / "ban-tin.pdf").write_bytes(doc_tep(ban_tin.tep))
                return
            if worker.poll() is not None:
                break
            time.sleep(0.5)
        raise BuocHong(f"Worker chưa dựng xong bản tin sau {CHO_PDF} giây; xem worker.log.")

    def lay_api(self) -> None:
        self.ky.refresh_from_db()
        dich_vu_ky.cong_bo_ky(self.ky, by=self.nguoi["cuc.ld"])
        _, khoa = KhoaApi.objects.create_key(
            name="demo",
            nguoi_dung=self.nguoi["he-thong-ngoai"],
            expiry_date=timezone.now() + timedelta(hours=1),
        )
        tra = Client(HTTP_HOST="127.0.0.1").get(
            "/api/v1/thong-ke/bao-cao/BL00/",
            {"ky": self.ky.ma, "cap": "ca_nuoc"},
            headers={"authorization": f"Api-Key {khoa}"},
        )
        if tra.status_code != 200:
            raise BuocHong(f"API: {tra.status_code} {tra.content.decode()[:400]}")
        chu = json.dumps(tra.json(), ensure_ascii=False, indent=2)
        (self.thu_muc / "api.json").write_text(chu + "\n", encoding="utf-8")
