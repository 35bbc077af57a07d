"""Demo rows of the petitions and the other registers: invented, marked «minh họa», loaded once."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from baocao.models import (
    ChuongTrinhLamViec,
    ChuongTrinhMTQG,
    DoanKiemTra,
    GopYVanKien,
    KetLuanKiemTra,
    KhenThuong,
    KienNghi,
    NghiQuyet,
    NhiemVuLamViec,
    NhiemVuNghiQuyet,
    SuKienNganh,
    TruyenThong,
    VanBan,
)
from baocao.services import kien_nghi as dich_vu
from baocao.services.so_goc import nap_so_theo_doi
from baocao.services.thoi_han import ngay_lam_viec_truoc
from cucctdp.accounts.models import User
from cucctdp.donvi.models import DonViHanhChinh

LAP_DAY = (
    "Điều kiện tỷ lệ lấp đầy 50% của các cụm công nghiệp đã thành lập làm chậm việc thành lập, "
    "mở rộng cụm công nghiệp ở địa bàn {}."
)
LUOI_DIEN = (
    "Lưới điện trung áp ở khu vực {} quá tải giờ cao điểm, doanh nghiệp phải cắt ca sản xuất."
)
KHAC = (
    ("TTHC", "Thời gian thẩm định đề án khuyến công quốc gia kéo dài, khó giải ngân trong năm."),
    ("LD", "Thiếu lao động có tay nghề cho các cơ sở cơ khí, dệt may mở rộng sản xuất."),
)
TRA_LOI = "Cục ghi nhận, đã tổng hợp vào hồ sơ đề nghị sửa đổi nghị định về cụm công nghiệp."


@transaction.atomic
def nap_so(nguoi: dict[str, User]) -> int:
    """Load the demo rows unless there are some; ``nguoi`` the sample accounts. Rows written."""
    if KienNghi.objects.filter(co_minh_hoa=True).exists():
        return 0
    nap_so_theo_doi()
    hom_nay = timezone.localdate()
    tinh = {d.khoa: d for d in DonViHanhChinh.objects.filter(bo_ma="34")}
    so = _kien_nghi(tinh, nguoi, hom_nay)
    return so + _so_khac(tinh, nguoi, hom_nay)


def _ngay(hom_nay: date, lui: int) -> date:
    return ngay_lam_viec_truoc(hom_nay - timedelta(days=lui))


def _kien_nghi(tinh: dict[str, Any], nguoi: dict[str, User], hom_nay: date) -> int:
    cv, ldp, ld = nguoi["cuc.cv"], nguoi["cuc.ldp"], nguoi["cuc.ld"]
    muc = [
        ("34:80", "THE_CHE", LAP_DAY, 34), ("34:24", "THE_CHE", LAP_DAY, 30),
        ("34:15", "THE_CHE", LAP_DAY, 12), ("34:80", "NL", LUOI_DIEN, 9),
        ("34:24", "NL", LUOI_DIEN, 3), ("34:80", KHAC[0][0], KHAC[0][1], 50),
        ("34:24", KHAC[1][0], KHAC[1][1], 45),
    ]  # fmt: skip
    rows = [
        dich_vu.tao(
            don_vi=tinh[khoa],
            nguon="cong_van",
            by=None,
            nhom=nhom,
            noi_dung=chu.format(tinh[khoa].ten_goi),
            ngay_gui=_ngay(hom_nay, lui),
            co_minh_hoa=True,
        )
        for khoa, nhom, chu, lui in muc
    ]
    for kn in rows[1:2] + rows[5:]:
        kn = dich_vu.tiep_nhan(kn, by=ldp)
        kn = dich_vu.giao(kn, by=ldp, don_vi_xu_ly="Phòng Khuyến công", nguoi_phu_trach=cv)
        kn = dich_vu.xu_ly(kn, by=ldp)
    for kn in rows[5:]:
        kn = dich_vu.tra_loi(kn, by=ldp, tra_loi_loai="ghi_nhan", tra_loi_noi_dung=TRA_LOI)
    dich_vu.cong_bo(rows[5], by=ld)
    dich_vu.thoa_dang(rows[5], by=nguoi["tayninh.ld"])
    return len(rows)


def _so_khac(tinh: dict[str, Any], nguoi: dict[str, User], hom_nay: date) -> int:
    chung: dict[str, Any] = {"co_minh_hoa": True, "nguoi_phu_trach": nguoi["cuc.cv"]}
    tn, bn = tinh["34:80"], tinh["34:24"]

    def sau(ngay: int) -> date:
        return hom_nay + timedelta(days=ngay)

    de_an = NghiQuyet.objects.filter(tam_nhin=2045).first()
    if de_an is None:
        return 0
    mtqg = ChuongTrinhMTQG.objects.order_by("pk").first()
    doan = DoanKiemTra.objects.create(
        chuong_trinh=mtqg, ten="Đoàn kiểm tra nông thôn mới Tây Ninh (minh họa)", don_vi=tn,
        tu_ngay=sau(-40), den_ngay=sau(-37), trang_thai="dang_lam", han=sau(20), **chung,
    )  # fmt: skip
    lam_viec = ChuongTrinhLamViec.objects.create(
        lanh_dao="Lãnh đạo Bộ (minh họa)", ngay=sau(-15), don_vi=bn, trang_thai="dang_lam",
        noi_dung="Làm việc về phát triển cụm công nghiệp", han=sau(25), **chung,
    )  # fmt: skip
    rows = [
        NhiemVuNghiQuyet(
            nghi_quyet=de_an, noi_dung="Nâng tỷ trọng công nghiệp chế biến, chế tạo (minh họa)",
            chi_tieu="Tỷ trọng trong GRDP", dvt="%", loai_muc_tieu="den_nam", muc_tieu=30,
            trang_thai="dang_lam", han=sau(37), **chung,
        ),
        KetLuanKiemTra(
            doan=doan, loai="ton_tai", noi_dung="Một số chợ nông thôn chưa đạt tiêu chí",
            kien_nghi="Bố trí vốn nâng cấp chợ", don_vi=tn, han=sau(-5), **chung,
        ),
        KetLuanKiemTra(
            doan=doan, loai="lam_tot", noi_dung="Tiêu chí điện đạt ở hầu hết các xã", don_vi=tn,
            **chung,
        ),
        NhiemVuLamViec(
            chuong_trinh=lam_viec, noi_dung="Tổng hợp vướng mắc về tỷ lệ lấp đầy cụm công nghiệp",
            don_vi_thuc_hien="Phòng Cụm công nghiệp", han=sau(4), don_vi=bn, **chung,
        ),
        SuKienNganh(
            loai="hoi_nghi_kc", ten="Hội nghị khuyến công khu vực (minh họa)", lan_thu=1,
            tu_ngay=sau(18), don_vi=tn, han=sau(18), so_dai_bieu=200, **chung,
        ),
        TruyenThong(
            kenh="web", ten="Chuyên mục khuyến công (minh họa)", ngay=sau(-20), so_luong=4, **chung
        ),
        KhenThuong(
            hinh_thuc="giay_khen", doi_tuong="Sở Công Thương Tây Ninh (minh họa)", don_vi=tn,
            han=sau(30), **chung,
        ),
        GopYVanKien(
            don_vi=bn, nhiem_ky="2025-2030", so_xin="12-CV/TU", ngay_xin=sau(-12), han=sau(6),
            linh_vuc=["cong_nghiep", "thuong_mai"], **chung,
        ),
        VanBan(
            loai="thong_tu", co_quan="Bộ Công Thương", linh_vuc="khuyen_cong",
            trich_yeu="Sửa đổi quy định về xây dựng kế hoạch khuyến công (minh họa)",
            trang_thai="lay_y_kien", han=sau(12), don_vi_soan_thao="Phòng Khuyến công", **chung,
        ),
    ]  # fmt: skip
    for row in rows:
        row.full_clean()
        row.save()
    return len(rows) + 2
