"""Craft villages with figures of three years; fairs with booths, conferences with conclusions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sanpham_tieubieu.choices import (
    Cap,
    DanhHieuLangNghe,
    KhuVuc,
    LoaiSuKien,
    NguonGianHang,
    TrangThaiViec,
)
from sanpham_tieubieu.minh_hoa.danh_muc import MINH_HOA
from sanpham_tieubieu.minh_hoa.tui import SP, KyMH, Tinh, Tui
from sanpham_tieubieu.models import (
    GianHang,
    GianHangNguon,
    LangNghe,
    SoLieuLangNghe,
    SuKienNganh,
    TinhThamDu,
    ViecHoiNghi,
)

_NGHE = ("Mây tre đan", "Gốm", "Mộc mỹ nghệ", "Dệt chiếu", "Bánh tráng", "Nước mắm", "Đúc đồng")
MOI_TINH = 5


def lang_nghe(tui: Tui, cac_tinh: Sequence[Tinh]) -> None:
    """Five villages of each province; a few fell below a fifth of the households (R59)."""
    for tinh in cac_tinh:
        for i in range(MOI_TINH):
            xa = tinh.xa[(i * 13 + 3) % len(tinh.xa)]
            nghe = _NGHE[(i + len(tinh.xa)) % len(_NGHE)]
            dau = "Làng nghề" if i % 3 else "Nghề"
            ln = tui.them(
                LangNghe(
                    ten=f"{dau} {nghe.lower()} {xa.ten_goi} {MINH_HOA}",
                    danh_hieu=list(DanhHieuLangNghe)[i % 3],
                    nghe_chinh=nghe,
                    don_vi=tinh.don_vi,
                    xa=xa,
                    so_qd=f"{tui.so_moi()}/QĐ-UBND",
                    ngay_qd=date(tui.rng.randint(2008, 2023), tui.rng.randint(1, 12), 15),
                    moi_truong="Đã có phương án bảo vệ môi trường." if i % 2 else "",
                    minh_hoa=True,
                )
            )
            tong = tui.rng.randint(180, 900)
            phan = 14 if i == 4 and tui.trong(40) else tui.rng.randint(24, 70)
            for nam in (2023, 2024, 2025):
                ho = tong * phan // 100
                tui.them(
                    SoLieuLangNghe(
                        lang_nghe=ln,
                        nam=nam,
                        ho_tong=tong,
                        ho_tham_gia=ho,
                        lao_dong=ho * 3,
                        doanh_thu=ho * (nam - 2015) * 12_000_000,
                        thu_nhap=(4_000 + (nam - 2020) * 350) * 1_000,
                        nghe_nhan=tui.rng.randint(0, 6),
                        nguon_tin="Báo cáo năm của địa phương (minh họa)",
                    )
                )


def hoi_cho(tui: Tui, k: KyMH, cac_sp: Sequence[SP]) -> None:
    """The fair of a regional round with its exhibitors, a row for each."""
    ngay = k.ky.ngay_bat_dau + timedelta(days=100)
    if ngay > tui.hom_nay:
        return
    su_kien = tui.them(
        SuKienNganh(
            loai=LoaiSuKien.HOI_CHO,
            ten=f"Hội chợ hàng công nghiệp nông thôn tiêu biểu {k.ky.noi} {k.ky.nam} {MINH_HOA}",
            cap=Cap.KHU_VUC,
            khu_vuc=k.ky.khu_vuc,
            chuoi=f"Hội chợ hàng công nghiệp nông thôn tiêu biểu {k.ky.noi} {MINH_HOA}",
            tu_ngay=ngay,
            den_ngay=ngay + timedelta(days=4),
            don_vi=k.ky.noi_to_chuc,
            dia_diem="Trung tâm hội chợ, triển lãm của tỉnh",
            ky=k.ky,
            so_tinh=len({sp.tinh.don_vi.pk for sp in cac_sp}),
            luot_khach=tui.rng.randint(150, 400) * 100,
            doanh_thu=tui.rng.randint(60, 150) * 100_000_000,
            so_hop_dong=tui.rng.randint(20, 70),
            kinh_phi=tui.rng.randint(20, 40) * 100_000_000,
            minh_hoa=True,
        )
    )
    nguon = (NguonGianHang.KCQG, NguonGianHang.KCDP, NguonGianHang.XTTM, NguonGianHang.TU_TUC)
    dem = dict.fromkeys(nguon, 0)
    co_so = {sp.san_pham.co_so.ten: sp for sp in cac_sp}
    for i, sp in enumerate(co_so.values()):
        n = nguon[(i * 7) % 10 // 3]
        so = 1 + (i % 5 == 0)
        dem[n] += so
        gia = 9_000_000
        tui.them(
            GianHang(
                su_kien=su_kien,
                co_so=sp.san_pham.co_so,
                ten=sp.san_pham.co_so.ten,
                don_vi=sp.tinh.don_vi if ngay >= date(2025, 7, 1) else sp.cu,
                vi_tri=f"A{i + 1:02d}",
                so_gian=so,
                nguon=n,
                don_gia=gia,
                ho_tro=0 if n == NguonGianHang.TU_TUC else gia * so * (10 if i % 3 else 8) // 10,
                hop_dong_so=f"{i + 1}/HĐ-GH",
                so_xac_nhan=i % 4 > 0,
            )
        )
    for n, so in dem.items():
        tui.them(
            GianHangNguon(
                su_kien=su_kien, nguon=n, ke_hoach=so + 2, thuc_hien=so, kinh_phi=so * 9_000_000
            )
        )
    su_kien.gian_hang = sum(dem.values())
    su_kien.so_don_vi = len(co_so)


def hoi_nghi(tui: Tui, cac_tinh: Sequence[Tinh], vung: dict[int, str]) -> None:
    """A conference of each region in 2026: who came, what they asked, what was concluded."""
    for i, kv in enumerate(KhuVuc):
        trong = [t for t in cac_tinh if vung.get(t.don_vi.pk) == kv]
        if not trong:
            continue
        ngay = date(2026, 9, 10 + 5 * i)
        su_kien = tui.them(
            SuKienNganh(
                loai=LoaiSuKien.HOI_NGHI,
                ten=f"Hội nghị ngành Công Thương {kv.label} năm 2026 {MINH_HOA}",
                cap=Cap.KHU_VUC,
                khu_vuc=kv,
                chuoi=f"Hội nghị ngành Công Thương {kv.label} {MINH_HOA}",
                tu_ngay=ngay,
                don_vi=trong[0].don_vi,
                dia_diem="Trung tâm hội nghị của tỉnh",
                chu_tri="Bộ Công Thương",
                so_tinh=len(trong),
                so_dai_bieu=len(trong) * 14,
                minh_hoa=True,
            )
        )
        for t in trong:
            tui.them(TinhThamDu(su_kien=su_kien, don_vi=t.don_vi, so_dai_bieu=14))
        viec = (
            ("kien_nghi", trong[0], "Sớm ban hành danh mục khu vực bình chọn theo 34 tỉnh."),
            ("kien_nghi", trong[-1], "Nâng mức hỗ trợ gian hàng hội chợ cho hợp tác xã."),
            ("ket_luan", None, "Cục tổng hợp kiến nghị, trình Bộ trong quý."),
        )
        for j, (loai, t, noi_dung) in enumerate(viec):
            xong = j == 1
            tui.them(
                ViecHoiNghi(
                    su_kien=su_kien,
                    loai=loai,
                    don_vi=t.don_vi if t else None,
                    noi_dung=noi_dung,
                    co_quan="Cục",
                    han=ngay + timedelta(days=(30, 60, 90)[j]),
                    trang_thai=TrangThaiViec.XONG if xong else TrangThaiViec.DANG_LAM,
                    ket_qua="Đã có văn bản trả lời." if xong else "",
                    xong_ngay=ngay + timedelta(days=25) if xong else None,
                )
            )
