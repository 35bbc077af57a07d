"""First page of the admin: progress of a period, the user's own queue, headline figures.

The board is read live in a fixed number of queries; figures are cached under the data version and
never under a timer's say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from baocao.admin.hang_doi import chu_han
from baocao.choices import BO_DA_NHAN, LoaiKy, TinhHan, TrangThaiBo, TrangThaiKy
from baocao.models import BieuMau, BoBaoCao, KyBaoCao
from baocao.nhan_mau import MAU_BO, MAU_PHIEU, nhan_bo, nhan_han, nhan_ky
from baocao.statistics import (
    DongNop,
    SoThongKe,
    bang_so,
    ky_luat,
    ky_luat_theo_bieu,
    phien_ban_so_lieu,
    tinh_hinh_nop,
    xu_huong,
)
from baocao.statistics.phien_ban import TIEP_NHAN
from cucctdp.charts import so_do_o
from cucctdp.charts.so_do_o import cac_o
from cucctdp.donvi.choices import MucDichPhanVung
from cucctdp.donvi.models import PhanVung, Vung
from cucctdp.files.services import worker_con_song
from cucctdp.formats.chu import khoa_sap_xep
from cumcongnghiep.admin.canh_bao import the_cua_bang
from khuyencong.admin.canh_bao import the_canh_bao
from sanpham_tieubieu.admin.canh_bao import the_cua_bang as the_binh_chon

# (form, row, column, words of the tile). The column None is the period's own figure.
CHI_SO_CHINH: tuple[tuple[str, str, str | None, str], ...] = (
    ("Q04", "BL00", "A4", "Bán lẻ hàng hóa, dịch vụ (lũy kế)"),
    ("Q05", "XK00", "A4", "Xuất khẩu (lũy kế)"),
    ("Q05", "NK00", "A4", "Nhập khẩu (lũy kế)"),
    ("Q07", "CC19", "C5", "Tỷ lệ lấp đầy cụm công nghiệp"),
    ("Q08", "KC10", "A4", "Kinh phí khuyến công (lũy kế)"),
)
# Rates of reporting shown on the board.
KY_LUAT = ("KL06", "KL08", "KL09", "KL10", "KL11", "KL05")
KY_LUAT_BIEU = ("KL06", "KL07", "KL08", "KL11")
SO_KY_XU_HUONG = 6
SO_VIEC = 8
_KY_XONG = (TrangThaiKy.DA_DONG, TrangThaiKy.DA_CHOT, TrangThaiKy.DA_CONG_BO)
# What the colours of the tiles say; the words stand in each tile too.
CHU_GIAI: tuple[tuple[str, str], ...] = (
    ("xam", "Còn ở Sở (chưa nhập, đang nhập, chờ phòng, chờ ký)"),
    ("xanh", "Đã gửi"),
    ("tim", "Cục đang kiểm tra"),
    ("vang", "Trả lại, chờ bổ sung"),
    ("luc", "Đã tiếp nhận"),
)
MAP_TRANG_THAI = "trang_thai"
_HAN_TOT = (TinhHan.DUNG_HAN, TinhHan.TRONG_NGAY_HAN, TinhHan.GIA_HAN)
_NGAN = {
    TrangThaiBo.CHUA_NHAP: "Chưa nhập",
    TrangThaiBo.DANG_NHAP: "Đang nhập",
    TrangThaiBo.CHO_PHONG: "Chờ phòng",
    TrangThaiBo.CHO_KY: "Chờ ký",
    TrangThaiBo.DA_GUI: "Đã gửi",
    TrangThaiBo.DANG_KIEM_TRA: "Kiểm tra",
    TrangThaiBo.TRA_LAI: "Trả lại",
    TrangThaiBo.TIEP_NHAN: "Tiếp nhận",
    TrangThaiBo.DA_TONG_HOP: "Tổng hợp",
    TrangThaiBo.DA_CONG_BO: "Công bố",
}


@dataclass(frozen=True)
class DemNop:
    """Counts of the board's lines, each with its denominator in mind.

    ``cong_bo``: figures taken from what was published, nothing was sent: in no other count.
    """

    phai_nop: int
    cong_bo: int
    da_gui: int
    dung_han: int
    tre_han: int
    chua_gui: int
    qua_han: int
    tra_lai: int
    da_nhan: int


def dem_nop(cac_dong: Sequence[DongNop]) -> DemNop:
    """Count what the board shows, so that numbers and lines can never differ."""
    nop = [d for d in cac_dong if not _la_cong_bo(d)]
    chua = [d for d in nop if d.tinh_han == TinhHan.CHUA_GUI]
    return DemNop(
        phai_nop=len(nop),
        cong_bo=len(cac_dong) - len(nop),
        da_gui=len(nop) - len(chua),
        dung_han=sum(d.tinh_han in _HAN_TOT for d in nop),
        tre_han=sum(d.tinh_han == TinhHan.TRE_HAN for d in nop),
        chua_gui=len(chua),
        qua_han=sum(_qua_han(d) for d in chua),
        tra_lai=sum(d.trang_thai == TrangThaiBo.TRA_LAI for d in nop),
        da_nhan=sum(d.trang_thai in BO_DA_NHAN for d in nop),
    )


def _la_cong_bo(d: DongNop) -> bool:
    """Received though nothing was ever sent: figures taken from published sources."""
    return d.trang_thai in BO_DA_NHAN and d.tinh_han == TinhHan.CHUA_GUI


def dashboard_callback(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Fill the first page; roles without the right to statistics get no figure at all."""
    user = request.user
    context |= {
        "worker_song": worker_con_song(),
        "duoc_xem": user.has_perm("baocao.xem_thongke"),
        "viec_cham": the_canh_bao(user),
        "canh_bao_cum": the_cua_bang(user),
        "binh_chon": the_binh_chon(user),
    }
    if not context["duoc_xem"]:
        return context
    cac_ky = list(KyBaoCao.objects.exclude(trang_thai=TrangThaiKy.SAP_MO))
    ky = _ky_chon(cac_ky, request.GET.get("ky", ""))
    context |= {"cac_ky": cac_ky, "ky": ky}
    if ky is None:
        return context
    cac_dong = tinh_hinh_nop(ky=ky.ma, user=user)
    cac_bieu = _ten_bieu(cac_dong)
    toan_quoc = user.pham_vi_don_vi() is None
    ky_so, so_chinh = _so_chinh_gan_nhat(ky, cac_ky)
    ban_do = request.GET.get("ban_do", MAP_TRANG_THAI)
    chi_so = {ma: (bieu, cot, ten) for bieu, ma, cot, ten in CHI_SO_CHINH}
    context |= {
        "nhan_ky": nhan_ky(ky.trang_thai),
        "dem": dem_nop(cac_dong),
        "toan_quoc": toan_quoc,
        "han_chung": chu_han(cac_dong[0].han and _khong_gia_han(cac_dong[0].han))
        if cac_dong
        else "",
        "cac_bieu": cac_bieu,
        "ty_le_bieu": _ty_le_bieu(ky, cac_bieu, cac_dong),
        "bang": _theo_vung(cac_dong, ky),
        "chu_giai": CHU_GIAI,
        "dang_mo": [k for k in cac_ky if k.trang_thai == TrangThaiKy.DANG_MO and k.pk != ky.pk],
        **_ky_ke_ben(cac_ky, ky),
        "ky_so": ky_so,
        "viec": _viec_cua_toi(user),
        "ky_luat": ky_luat(ky.ma, chi_tieu=KY_LUAT, user=user),
        "xu_huong": xu_huong("KL08", den_ky=ky.ma, so_ky=SO_KY_XU_HUONG, user=user),
        "so_chinh": so_chinh,
        "co_minh_hoa": any(d.co_minh_hoa for d in cac_dong)
        or any(s["so"] and s["so"].co_minh_hoa for s in so_chinh),
        "ban_do": ban_do if ban_do in chi_so else MAP_TRANG_THAI,
        "lua_chon_ban_do": [
            (MAP_TRANG_THAI, "Trạng thái nộp"),
            *((ma, ten) for _, ma, _, ten in CHI_SO_CHINH),
        ],
        "xem_bo": user.has_perm("baocao.view_bobaocao"),
        "tai_ban_tin": user.has_perm("baocao.tai_bantin"),
    }
    if ban_do in chi_so:
        context["so_do"] = _so_do(ky, ban_do, *chi_so[ban_do])
    else:
        context["o_tinh"] = _o_tinh(cac_dong, ky)
    return context


def _ky_chon(cac_ky: Sequence[KyBaoCao], ma: str) -> KyBaoCao | None:
    """The period asked for, else the open one that closes first, else the latest."""
    theo_ma = {k.ma: k for k in cac_ky}
    if ma in theo_ma:
        return theo_ma[ma]
    mo = [k for k in cac_ky if k.trang_thai == TrangThaiKy.DANG_MO]
    return min(mo, key=lambda k: k.den_ngay) if mo else next(iter(cac_ky), None)


def _ky_ke_ben(cac_ky: Sequence[KyBaoCao], ky: KyBaoCao) -> dict[str, KyBaoCao | None]:
    """The periods before and after this one; ``cac_ky`` is newest first."""
    so = next(i for i, k in enumerate(cac_ky) if k.pk == ky.pk)
    return {
        "ky_truoc": cac_ky[so + 1] if so + 1 < len(cac_ky) else None,
        "ky_sau": cac_ky[so - 1] if so else None,
    }


def _theo_vung(cac_dong: Sequence[DongNop], ky: KyBaoCao) -> list[dict[str, Any]]:
    """Lines of the board under the region of the day, in Vietnamese order; one query."""
    hang = (
        Vung.objects.filter(
            phan_vung__in=PhanVung.objects.hieu_luc(ky.den_ngay).filter(
                muc_dich=MucDichPhanVung.KINH_TE_XA_HOI, bo_ma=ky.bo_ma_don_vi
            )
        )
        .order_by("thu_tu")
        .values_list("ten", "don_vi__bo_ma", "don_vi__ma")
    )
    vung: dict[str, list[dict[str, Any]]] = {}
    cua: dict[str, str] = {}
    for ten, bo_ma, ma in hang:
        vung.setdefault(ten, [])
        cua[f"{bo_ma}:{ma}"] = ten
    for d in sorted(cac_dong, key=lambda d: khoa_sap_xep(_bo_loai(d.ten))):
        vung.setdefault(cua.get(d.don_vi, "Chưa phân vùng"), []).append(_dong_bang(d))
    return [{"ten": ten, "dong": dong} for ten, dong in vung.items() if dong]


def _bo_loai(ten: str) -> str:
    """«Tỉnh Tây Ninh» → «Tây Ninh»: lists follow the name, not the kind of unit."""
    dau, _, con_lai = ten.partition(" ")
    if dau.lower() == "tỉnh":
        return con_lai
    return ten[len("Thành phố ") :] if ten.lower().startswith("thành phố ") else ten


def _khong_gia_han(han: Any) -> Any:
    return type(han)(han.ngay, han.loai_han)


def _ten_bieu(cac_dong: Iterable[DongNop]) -> list[tuple[str, str]]:
    """(code, short name) of the forms on the board, in printed order; computed ones left out."""
    ma = {b for d in cac_dong for b in d.phieu}
    ten: dict[str, str] = {}
    for bieu in BieuMau.objects.filter(ma__in=ma, la_tinh_toan=False).order_by("thu_tu", "ma"):
        ten.setdefault(bieu.ma, bieu.ten_ngan)
    return list(ten.items())


def _ty_le_bieu(
    ky: KyBaoCao, cac_bieu: Sequence[tuple[str, str]], cac_dong: Sequence[DongNop]
) -> list[tuple[str, str, list[SoThongKe]]]:
    """(code, short name, rates) of each form of the board."""
    ma = [b for b, _ in cac_bieu]
    so = ky_luat_theo_bieu(ky.ma, cac_bieu=ma, chi_tieu=KY_LUAT_BIEU, cac_dong=cac_dong)
    return [(b, ten, so[b]) for b, ten in cac_bieu]


def _qua_han(d: DongNop) -> bool:
    """Past due and still with the Sở; packs of published figures were never due."""
    return d.con_lai is not None and d.con_lai < 0 and d.trang_thai not in BO_DA_NHAN


def _dong_bang(d: DongNop) -> dict[str, Any]:
    qua_han = -d.con_lai if _qua_han(d) and d.con_lai is not None else 0
    return {
        "d": d,
        "cong_bo": _la_cong_bo(d),
        "nhan": nhan_bo(d.trang_thai),
        "nhan_han": nhan_han(d.tinh_han, d.so_ngay_tre, qua_han, d.trang_thai),
        "con_lai": d.con_lai
        if d.con_lai is not None and d.con_lai >= 0 and d.trang_thai not in BO_DA_NHAN
        else None,
        "phieu": {
            ma: {
                "ten": p.trang_thai_ten,
                "mau": MAU_PHIEU[p.trang_thai],
                "phan_tram": p.da_dien * 100 // p.phai_dien if p.phai_dien else None,
            }
            for ma, p in d.phieu.items()
        },
    }


def _viec_cua_toi(user: Any) -> list[dict[str, Any]]:
    """What waits for this user, by what the role may do: count, words, link."""
    bo = BoBaoCao.objects.visible_to(user).exclude(ky__trang_thai=TrangThaiKy.DA_CONG_BO)
    ds = reverse("admin:baocao_bobaocao_changelist")
    viec = []
    if user.has_perm("baocao.kiem_tra_bobaocao"):
        viec += [
            ("Bộ mới gửi, chờ nhận kiểm tra", bo.filter(trang_thai=TrangThaiBo.DA_GUI), "da_gui"),
            (
                "Bộ đang kiểm tra",
                bo.filter(trang_thai=TrangThaiBo.DANG_KIEM_TRA, de_nghi_tiep_nhan_luc__isnull=True),
                "dang_kiem_tra",
            ),
        ]
    if user.has_perm("baocao.tiep_nhan_bobaocao"):
        viec.append(
            (
                "Bộ đã đề nghị, chờ xác nhận tiếp nhận",
                bo.filter(
                    trang_thai=TrangThaiBo.DANG_KIEM_TRA, de_nghi_tiep_nhan_luc__isnull=False
                ).exclude(nguoi_kiem_tra=user),
                "dang_kiem_tra",
            )
        )
    if user.has_perm("baocao.gia_han_bobaocao"):
        viec.append(
            (
                "Bộ đang trả lại, chờ Sở bổ sung",
                bo.filter(trang_thai=TrangThaiBo.TRA_LAI),
                "tra_lai",
            )
        )
    dong = [
        {"ten": ten, "so": loc.count(), "duong": f"{ds}?trang_thai={tt}"} for ten, loc, tt in viec
    ]
    if user.has_perm("baocao.chot_kybaocao"):
        so = KyBaoCao.objects.filter(trang_thai=TrangThaiKy.DA_DONG).count()
        duong = reverse("admin:baocao_kybaocao_changelist") + "?trang_thai__exact=da_dong"
        dong.append({"ten": "Kỳ đã đóng nhận, chờ chốt", "so": so, "duong": duong})
    if user.has_perm("baocao.cong_bo_kybaocao"):
        so = KyBaoCao.objects.filter(trang_thai=TrangThaiKy.DA_CHOT).count()
        duong = reverse("admin:baocao_kybaocao_changelist") + "?trang_thai__exact=da_chot"
        dong.append({"ten": "Kỳ đã chốt, chờ công bố", "so": so, "duong": duong})
    return dong[:SO_VIEC]


def _dem_theo_phien_ban(ten: str, ky: KyBaoCao, tinh: Any) -> Any:
    """Keep an answer for as long as the data version stays the same."""
    phien_ban = phien_ban_so_lieu([ky.ma], TIEP_NHAN).van_ban
    khoa = f"bang_dieu_hanh:{ten}:{ky.ma}"
    co = cache.get(khoa)
    if co is not None and co[0] == phien_ban:
        return co[1]
    ket_qua = tinh()
    cache.set(khoa, (phien_ban, ket_qua), None)
    return ket_qua


def _so_chinh(ky: KyBaoCao) -> list[dict[str, Any]]:
    """Headline figures of the country: each with coverage, None when nobody has it."""
    o = [(bieu, ma, cot) for bieu, ma, cot, _ in CHI_SO_CHINH]

    def tinh() -> dict[tuple[str, str, str], SoThongKe]:
        return bang_so(ky=ky.ma, o=o, cap="ca_nuoc")

    so = {s.chi_tieu: s for s in _dem_theo_phien_ban("so_chinh", ky, tinh).values()}
    return [{"ten": ten, "so": so.get(ma), "ma": ma} for _, ma, _, ten in CHI_SO_CHINH]


def _so_chinh_gan_nhat(
    ky: KyBaoCao, cac_ky: Sequence[KyBaoCao]
) -> tuple[KyBaoCao, list[dict[str, Any]]]:
    """Headline figures of the period, or while it has none, of the last finished one before it."""
    so = _so_chinh(ky)
    if ky.trang_thai != TrangThaiKy.DANG_MO or _co_so(so):
        return ky, so
    truoc = next(
        (
            k
            for k in cac_ky
            if k.trang_thai in _KY_XONG
            and k.thang_tk_den < ky.thang_tk_den
            and k.loai != LoaiKy.THANG
        ),
        None,
    )
    so_truoc = _so_chinh(truoc) if truoc else []
    return (truoc, so_truoc) if truoc and _co_so(so_truoc) else (ky, so)


def _co_so(so: Sequence[dict[str, Any]]) -> bool:
    return any(s["so"] is not None and s["so"].gia_tri is not None for s in so)


def _so_do(ky: KyBaoCao, ma: str, bieu: str, cot: str | None, ten: str) -> SafeString:
    """Tile map of one indicator by province, as SVG."""

    def tinh() -> str:
        so = bang_so(ky=ky.ma, o=[(bieu, ma, cot)], cap="tinh").values()
        dvt = next((s.don_vi_tinh for s in so), "")
        gia_tri = {s.ma_pham_vi: s.gia_tri for s in so if s.ma_pham_vi.startswith("34:")}
        return so_do_o(gia_tri, tieu_de=f"{ten}, {ky}", don_vi=dvt)

    return mark_safe(_dem_theo_phien_ban(f"so_do:{ma}", ky, tinh))  # noqa: S308 - our own SVG


def _o_tinh(cac_dong: Sequence[DongNop], ky: KyBaoCao) -> list[dict[str, Any]]:
    """Tiles of the provinces by state; empty for a period filed by the 63 former provinces."""
    if ky.bo_ma_don_vi != "34":
        return []
    theo_ma = {d.don_vi.partition(":")[2]: d for d in cac_dong}
    o = []
    for tinh in cac_o():
        d = theo_ma.get(tinh.ma)
        tre = bool(d and (d.tinh_han == TinhHan.TRE_HAN or _qua_han(d)))
        o.append(
            {
                "ten": tinh.ten_ngan,
                "ten_day_du": tinh.ten,
                "hang": tinh.hang,
                "cot": tinh.cot,
                "quan_dao": tinh.quan_dao,
                "mau": MAU_BO[d.trang_thai] if d else "khong",
                "chu": _NGAN[TrangThaiBo(d.trang_thai)] if d else "ngoài phạm vi",
                "tre": tre,
                "bo_id": d.bo_id if d and not tinh.quan_dao else None,
            }
        )
    return o
