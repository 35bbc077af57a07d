"""What the pages of a restatement show and read: cells with their present figures, steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from baocao import workflow_dieu_chinh as w
from baocao.bang import NGUON_CSDL, Bang
from baocao.choices import BO_DA_NHAN, KieuCot, KieuSo
from baocao.models import BoBaoCao, ChiTieu, CotBieu, PhieuBieu
from baocao.portal.buoc import BuocCong
from baocao.portal.nhap import KetQuaDoc, OGui, chu_cua, doc_cac_o, sach
from baocao.services import dieu_chinh as dv
from cucctdp.formats.ky import Ky
from cucctdp.workflow.steps import cac_buoc_mo

BUOC = (
    BuocCong(w.TRINH_KY, dv.trinh_ky, "trinh-ky", "chinh", "Lãnh đạo Sở xem và ký đề nghị."),
    BuocCong(w.KY_GUI, dv.ky_gui, "ky-gui", "chinh", "Sau khi gửi, Cục thẩm định và duyệt."),
    BuocCong(w.SO_TRA_LAI, dv.so_tra_lai, "tra-lai", "nguy", "Người lập sửa rồi trình lại."),
    BuocCong(w.HUY, dv.huy, "huy", "nguy", "Số liệu giữ nguyên như đang có."),
)


@dataclass(frozen=True)
class OSua:
    """One entry cell: present text and version, what was typed, and the sentence against it."""

    khoa: str
    cot: str
    ten_cot: str
    nay: str
    phien_ban: int
    go: str = ""
    loi: str = ""


@dataclass(frozen=True)
class DongSua:
    chi_tieu: ChiTieu
    o: tuple[OSua | None, ...]


@dataclass(frozen=True)
class BieuSua:
    """One form as a table of entry cells."""

    phieu: PhieuBieu
    cot: tuple[CotBieu, ...]
    dong: tuple[DongSua, ...]


def dung_bieu(bang: Bang, da_go: Mapping[str, str], loi: Mapping[str, str]) -> BieuSua:
    """Entry cells of a form; rows of lists have a page of their own and are left out."""
    cot = tuple(c for c in bang.cot if c.kieu_cot == KieuCot.NHAP)
    dong = []
    for hang in bang:
        if hang.chi_tieu.cong_thuc or hang.chi_tieu.kieu == KieuSo.DANH_SACH:
            continue
        cac_o = tuple(_o(bang, hang.chi_tieu, c, da_go, loi) for c in cot)
        if any(cac_o):
            dong.append(DongSua(hang.chi_tieu, cac_o))
    return BieuSua(bang.phieu, cot, tuple(dong))


def _o(
    bang: Bang, chi_tieu: ChiTieu, cot: CotBieu, da_go: Mapping[str, str], loi: Mapping[str, str]
) -> OSua | None:
    o = bang.o(chi_tieu.ma, cot.ma)
    if o is None or not o.nhap_duoc:
        return None
    khoa = f"{chi_tieu.ma}.{cot.ma}"
    so_le = cot.so_le if cot.so_le is not None else chi_tieu.so_le
    return OSua(
        khoa,
        cot.ma,
        cot.ten,
        chu_cua(o, so_le) or "...",
        o.phien_ban,
        da_go.get(khoa, ""),
        loi.get(khoa, ""),
    )


def doc_gui(bang: Bang, post: Mapping[str, str]) -> tuple[KetQuaDoc, dict[str, str]]:
    """Cells with something typed: what to write and faults, and the text by «row.column».

    «...» says that there is no figure; an empty box leaves the cell as it is.
    """
    go = {ten[4:]: sach(chu) for ten, chu in post.items() if ten.startswith("moi:") and sach(chu)}
    gui = []
    for khoa, chu in go.items():
        chi_tieu, _, cot = khoa.rpartition(".")
        ban = post.get(f"pb:{khoa}", "")
        phien_ban = int(ban) if ban.isascii() and ban.isdigit() and len(ban) < 10 else None
        gui.append(OGui(chi_tieu, cot, chu, "\0", phien_ban))
    return doc_cac_o(bang, gui, trang_thai_sl="uoc"), go


def buoc_mo(dieu_chinh: Any, user: Any) -> list[BuocCong]:
    """Buttons of a request for this user."""
    mo = set(cac_buoc_mo([b.step for b in BUOC], dieu_chinh, user))
    return [b for b in BUOC if b.step in mo]


@dataclass(frozen=True)
class NguonCot:
    """Columns that repeat another period's report, and the pack where they are corrected."""

    cot: tuple[str, ...]
    ky: Ky
    bo: BoBaoCao | None


def nguon_cot(bang: Bang, user: Any) -> list[NguonCot]:
    """Where the columns from the database come from; one query, none without such a column.

    ``bo`` is None where the user may not ask for a correction of that pack, or there is none.
    """
    theo_ky: dict[str, list[str]] = {}
    nhin = {"truoc": bang.ma_ky_truoc, "cung_ky": bang.ma_cung_ky}
    for c in bang.cot:
        if c.kieu_cot == KieuCot.TU_CSDL:
            theo_ky.setdefault(nhin[NGUON_CSDL[c.nguon_csdl][0]], []).append(c.ma)
    if not theo_ky:
        return []
    rows: Any = BoBaoCao.objects.none()
    if user.has_perm("baocao.lap_dieuchinh"):
        rows = BoBaoCao.objects.visible_to(user).filter(
            don_vi=bang.phieu.bo.don_vi_id, ky__ma__in=theo_ky, trang_thai__in=BO_DA_NHAN
        )
    cac_bo = {bo.ky.ma: bo for bo in rows.select_related("ky")}
    return [NguonCot(tuple(cot), Ky.tu_ma(ma), cac_bo.get(ma)) for ma, cot in theo_ky.items()]
