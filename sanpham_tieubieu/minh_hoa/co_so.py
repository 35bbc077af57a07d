"""Provinces, establishments and their products; persons who sit in councils and juries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from cucctdp.donvi.choices import BoMa, LoaiHinhCoSo
from cucctdp.donvi.models import CoSo, DonViHanhChinh, KeThua, Xa
from sanpham_tieubieu.choices import CoQuanThuoc, NhomOcop, TruongHopBo
from sanpham_tieubieu.minh_hoa.danh_muc import CUC_MOI, MINH_HOA, SAN_PHAM, TINH, TY_LE
from sanpham_tieubieu.minh_hoa.tui import SP, Tinh, Tui
from sanpham_tieubieu.models import NhanSu, SanPham, ThanhPhanBo

_GOI = {
    LoaiHinhCoSo.DOANH_NGHIEP: "Công ty TNHH",
    LoaiHinhCoSo.HOP_TAC_XA: "Hợp tác xã",
    LoaiHinhCoSo.HO_KINH_DOANH: "Hộ kinh doanh",
}
_RIENG = ("An Phú", "Hòa Bình", "Tâm Việt", "Minh Tâm", "Phúc Lộc", "Thiên Hương", "Bảo An")


def doc_tinh() -> list[Tinh]:
    """Provinces of the demo that have communes, in its order."""
    cu: dict[int, list[DonViHanhChinh]] = defaultdict(list)
    for k in KeThua.objects.select_related("cu").order_by("cu__ma"):
        if k.cu.bo_ma == BoMa.B63:
            cu[k.moi_id].append(k.cu)
    cac = {d.ma: d for d in DonViHanhChinh.objects.filter(bo_ma=BoMa.B34)}
    xa: dict[int, list[Xa]] = defaultdict(list)
    for x in Xa.objects.filter(tinh__in=list(cac.values())).order_by("ma"):
        xa[x.tinh_id].append(x)
    return [
        Tinh(d, tuple(cu[d.pk]) or (d,), tuple(xa[d.pk]))
        for t in TINH
        if (d := cac.get(t.ma)) is not None and xa[d.pk]
    ]


def nguoi_cua_tinh(tui: Tui, tinh: Tinh) -> None:
    """Twelve persons of a province: its UBND, its Sở, experts."""
    ten = tinh.don_vi.ten_goi
    cac = (
        [(f"UBND tỉnh {ten}", CoQuanThuoc.UBND_TINH, "Phó Chủ tịch")]
        + [(f"Sở Công Thương {ten}", CoQuanThuoc.SO, c) for c in ("Giám đốc", "Phó Giám đốc")]
        + [(f"Trung tâm Khuyến công {ten}", CoQuanThuoc.KHAC, "Chuyên viên chính")] * 3
        + [(f"Hội Nông dân {ten}", CoQuanThuoc.KHAC, "Uỷ viên Ban Thường vụ")] * 3
        + [(f"Liên minh Hợp tác xã {ten}", CoQuanThuoc.KHAC, "Phó Chủ tịch")] * 3
    )
    for co_quan, thuoc, chuc in cac:
        tinh.nguoi.append(_nhan_su(tui, co_quan, thuoc, chuc, tinh.don_vi))


def _nhan_su(
    tui: Tui, co_quan: str, thuoc: str, chuc: str, don_vi: DonViHanhChinh | None
) -> NhanSu:
    return tui.them(
        NhanSu(
            ho_ten=tui.nguoi(nu=tui.trong(35)),
            chuc_vu=chuc,
            co_quan=co_quan,
            co_quan_thuoc=thuoc,
            don_vi=don_vi,
            minh_hoa=True,
        )
    )


def nguoi_so(tui: Tui, don_vi: DonViHanhChinh) -> list[NhanSu]:
    """Two leaders of the Sở of a host province, on the map of the round's day."""
    so = f"Sở Công Thương {don_vi.ten_goi}"
    return [_nhan_su(tui, so, CoQuanThuoc.SO, c, don_vi) for c in ("Giám đốc", "Phó Giám đốc")]


def giam_khao_rieng(tui: Tui) -> list[NhanSu]:
    """Three judges who sit in one jury only: the sample accounts."""
    vien = "Viện Nghiên cứu thương hiệu và cạnh tranh"
    chuc = ("Viện trưởng", "Nghiên cứu viên", "Nghiên cứu viên")
    return [_nhan_su(tui, vien, CoQuanThuoc.KHAC, c, None) for c in chuc]


def nguoi_trung_uong(tui: Tui) -> list[NhanSu]:
    """Twenty-four persons of the ministry, the Cục, institutes: councils and juries above."""
    cac = (
        [("Bộ Công Thương", CoQuanThuoc.BO, "Thứ trưởng")]
        + [(CUC_MOI, CoQuanThuoc.CUC, c) for c in ("Cục trưởng", "Phó Cục trưởng")]
        + [(CUC_MOI, CoQuanThuoc.CUC, "Trưởng phòng")] * 4
        + [("Viện Nghiên cứu Cơ khí", CoQuanThuoc.KHAC, "Nghiên cứu viên chính")] * 4
        + [("Viện Công nghiệp thực phẩm", CoQuanThuoc.KHAC, "Nghiên cứu viên")] * 5
        + [("Hiệp hội Làng nghề Việt Nam", CoQuanThuoc.KHAC, "Uỷ viên Ban Chấp hành")] * 4
        + [("Trường Đại học Mỹ thuật công nghiệp", CoQuanThuoc.KHAC, "Giảng viên")] * 4
    )
    nguoi = [_nhan_su(tui, co_quan, thuoc, chuc, None) for co_quan, thuoc, chuc in cac]
    for n in nguoi[7:]:
        n.hoc_ham = tui.chon(("TS.", "ThS.", "PGS. TS.", ""))
    return nguoi


def nguoi_dia_phuong(tui: Tui, noi: str, thuoc: str, don_vi: DonViHanhChinh) -> list[NhanSu]:
    """Nine persons of a district or commune."""
    cac = (
        [(f"UBND {noi}", thuoc, "Phó Chủ tịch")]
        + [(f"Phòng Kinh tế {noi}", CoQuanThuoc.PHONG, "Trưởng phòng")]
        + [(f"Hội Nông dân {noi}", CoQuanThuoc.KHAC, "Uỷ viên")] * 7
    )
    return [_nhan_su(tui, co_quan, t, chuc, don_vi) for co_quan, t, chuc in cac]


def san_pham_cua_xa(tui: Tui, tinh: Tinh, xa: Xa, so: int) -> list[SP]:
    """Products of one commune, each of its own establishment."""
    cac = []
    for _ in range(so):
        nhom = TY_LE[tui.rng.randrange(len(TY_LE))]
        ten, nghe, ocop = tui.chon(SAN_PHAM[nhom])
        cac.append(_san_pham(tui, tinh, tinh.cu[0], _co_so(tui, xa, nghe), nhom, ten, ocop))
    return cac


def san_pham_cua_tinh(tui: Tui, tinh: Tinh, so_moi_phan: int) -> list[SP]:
    """Products of each old part; every fourth establishment has two."""
    cac: list[SP] = []
    thu_tu = 0
    nhom = ten = ocop = ""
    for cu in tinh.cu:
        for i in range(so_moi_phan):
            thu_tu += 1
            if i and i % 4 == 0:
                # The establishment before enters a second product of its trade.
                ten, co_so = f"{ten} hộp quà tặng", cac[-1].san_pham.co_so
            else:
                xa = tinh.xa[(thu_tu * 11) % len(tinh.xa)]
                nhom = TY_LE[tui.rng.randrange(len(TY_LE))]
                ten, nghe, ocop = tui.chon(SAN_PHAM[nhom])
                co_so = _co_so(tui, xa, nghe)
            cac.append(_san_pham(tui, tinh, cu, co_so, nhom, ten, ocop))
    return cac


def _co_so(tui: Tui, xa: Xa, nghe: str) -> CoSo:
    loai = tui.chon(list(_GOI))
    nu, dan_toc = tui.trong(35), tui.trong(15)
    return tui.them(
        CoSo(
            ten=f"{_GOI[loai]} {nghe} {tui.chon(_RIENG)} {xa.ten_goi} {tui.so_moi()} {MINH_HOA}",
            loai_hinh=loai,
            xa=xa,
            quy_mo="nho" if loai == LoaiHinhCoSo.DOANH_NGHIEP else "sieu_nho",
            dia_chi=f"{xa.ten_goi}, {xa.tinh.ten_goi}",
            chu_so_huu_nu=nu,
            dan_toc_thieu_so=dan_toc,
            chu_co_so=tui.nguoi(nu=nu, dan_toc=dan_toc),
        )
    )


def _san_pham(
    tui: Tui, tinh: Tinh, cu: DonViHanhChinh, co_so: CoSo, nhom: str, ten: str, ocop: str
) -> SP:
    bo = tui.trong(12)
    co_ocop = bool(ocop) and tui.trong(45)
    sp = SanPham(
        co_so=co_so,
        ten=f"{'Bộ sản phẩm ' if bo else ''}{ten} {co_so.xa.ten_goi}",
        ma_nhom=nhom,
        la_bo=bo,
        truong_hop_bo=TruongHopBo.KHAC_MAU if bo else "",
        mo_ta=f"{ten} làm tại {co_so.xa.ten_goi}, nguyên liệu địa phương (minh họa).",
        san_xuat_hang_loat=True,
        minh_hoa=True,
    )
    if co_ocop:
        sp.ocop_nhom, sp.ocop_sao = NhomOcop(ocop), tui.chon((3, 3, 3, 4, 4, 5))
        sp.ocop_so_qd = f"{tui.so_moi()}/QĐ-UBND"
        sp.ocop_ngay_qd = date(2024, tui.rng.randint(1, 12), 15)
        sp.ocop_het_han = sp.ocop_ngay_qd.replace(year=2027)
    tui.them(sp)
    if bo:
        for i, loai in enumerate(("loại nhỏ", "loại lớn"), 1):
            tui.them(ThanhPhanBo(san_pham=sp, ten=f"{ten} {loai}", thu_tu=i))
    return SP(sp, tinh, cu, min(94.0, max(60.0, tui.rng.gauss(79, 6))))
