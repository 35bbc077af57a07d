"""Upload of a workbook: read, refuse or write everything at once, check, keep the file."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao.checks import ViPham, doc_cac_so_lieu_kem, doc_quy_tac, run_checks
from baocao.choices import TrangThaiO
from baocao.models import BoBaoCao, GiaTri
from baocao.quyen_tep import TEP_NOP
from baocao.services.khoa_phieu import khoa_cac_phieu
from baocao.services.nhap_lieu import (
    GhiO,
    ghi_nhieu_phieu,
    kiem_tra_duoc_nhap,
)
from baocao.services.xung_dot import luu_xung_dot
from baocao.workbook.doc import KetQuaDoc, doc_tep
from baocao.workbook.khung import in_ra
from cucctdp.audit.record import ghi
from cucctdp.excel.container import GioiHanTep
from cucctdp.excel.errors import LoiO
from cucctdp.files.models import Tep
from cucctdp.files.services import XLSX, luu_tep

_LY_DO = "Nộp tệp Excel"


@dataclass(frozen=True, slots=True)
class XungDotTep:
    """A cell changed both in the file and on the system since the file was made; not written."""

    bieu: str
    o: str
    chi_tieu: str
    cot: str
    cua_tep: str
    dang_co: str
    nguoi: str
    luc: datetime
    phien_ban: int


@dataclass
class KetQuaNap:
    """What an upload did, or with ``chi_kiem_tra`` would do.

    ``loi`` not empty: nothing was written. ``vi_pham``: form → rule findings on the figures as
    they are after the write (E findings do not block a draft); with ``loi``, on the figures of the
    sheets that could be read, so that one round tells everything. ``trung_lap``: this very file was
    taken before, so nothing was written. ``toa_do``: (form, row, column) → address in the file.
    """

    loi: list[LoiO] = field(default_factory=list)
    canh_bao: list[LoiO] = field(default_factory=list)
    da_ghi: int = 0
    khong_doi: int = 0
    xung_dot: list[XungDotTep] = field(default_factory=list)
    vi_pham: dict[str, list[ViPham]] = field(default_factory=dict)
    trung_lap: bool = False
    tep: Tep | None = None
    toa_do: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def moi_loi(self) -> list[LoiO]:
        """Everything with its place in the file, for a list or for ``danh_dau_loi``."""
        tu_quy_tac = [
            LoiO(
                bieu,
                self.toa_do.get((bieu, v.chi_tieu, v.cot), ""),
                v.thong_bao,
                v.quy_tac,
                "loi" if v.muc_do == "E" else "canh_bao",
            )
            for bieu, cac_vi_pham in self.vi_pham.items()
            for v in cac_vi_pham
        ]
        tu_xung_dot = [
            LoiO(
                x.bieu,
                x.o,
                f"{x.nguoi} đã sửa ô này thành {x.dang_co} sau khi bạn tải tệp; số của bạn "
                f"({x.cua_tep}) chưa được ghi. Hãy chọn một số trên hệ thống.",
                "xung_dot",
            )
            for x in self.xung_dot
        ]
        return [*self.loi, *tu_xung_dot, *self.canh_bao, *tu_quy_tac]


def nap_tep(
    bo: BoBaoCao, *, tep: BinaryIO, ten: str, by: Any, chi_kiem_tra: bool = False
) -> KetQuaNap:
    """Take a filled workbook for a pack; all forms are written or none.

    Three-way: a cell the user left alone keeps what the database has, a cell changed on both
    sides is listed as a conflict and not written. PermissionDenied when the pack is not this
    user's; everything else wrong comes back in ``loi``.
    """
    if not BoBaoCao.objects.visible_to(by).filter(pk=bo.pk).exists():
        raise PermissionDenied("Bộ báo cáo này không thuộc phạm vi của bạn.")
    noi_dung = _doc_het(tep)
    doc = doc_tep(BytesIO(noi_dung), ten=ten, bo=bo)
    ket_qua = KetQuaNap(
        loi=doc.loi, canh_bao=doc.canh_bao, khong_doi=doc.khong_doi, toa_do=doc.toa_do
    )
    _tu_choi_bieu(doc, by)
    if ket_qua.loi:
        ket_qua.vi_pham = _kiem_quy_tac(bo, doc, bo_qua={item.trang for item in ket_qua.loi})
        return ket_qua
    cu = _tep_da_nop(bo, noi_dung)
    if cu is not None:
        ket_qua.trung_lap, ket_qua.tep = True, cu
        ket_qua.khong_doi += sum(len(cac_o) for cac_o in doc.cac_o.values())
        cau = f"Tệp này đã được nộp ngày {_ngay(cu)}, không có gì thay đổi."
        ket_qua.canh_bao.append(LoiO("", "", cau, "da_nop", "canh_bao"))
        ket_qua.xung_dot = _xung_dot(doc, doc.xung_dot)
    elif chi_kiem_tra:
        ket_qua.da_ghi = sum(len(o) - len(doc.xung_dot[ma]) for ma, o in doc.cac_o.items())
        ket_qua.xung_dot = _xung_dot(doc, doc.xung_dot)
    else:
        _ghi_tat_ca(bo, doc, ket_qua, noi_dung=noi_dung, ten=ten, by=by)
    if not ket_qua.loi:
        ket_qua.vi_pham = _kiem_quy_tac(bo, doc)
    return ket_qua


def _kiem_quy_tac(
    bo: BoBaoCao, doc: KetQuaDoc, *, bo_qua: Collection[str] = ()
) -> dict[str, list[ViPham]]:
    """Form → findings on the figures of its sheet; ``bo_qua``: sheets with cells not understood."""
    cac_bang = {ma: bang for ma, bang in doc.cac_bang.items() if ma not in bo_qua}
    if not cac_bang:
        return {}
    quy_tac = doc_quy_tac(bo.ky.ky.ngay_cuoi)
    kem = doc_cac_so_lieu_kem(cac_bang.values())
    return {
        ma: run_checks(bang, quy_tac=quy_tac, kem=k)
        for (ma, bang), k in zip(cac_bang.items(), kem, strict=True)
    }


def _doc_het(tep: BinaryIO) -> bytes:
    """The bytes, at most one over the limit (the reader then says that it is too large)."""
    tep.seek(0)
    return tep.read(GioiHanTep().dung_luong + 1)


def _tep_da_nop(bo: BoBaoCao, noi_dung: bytes) -> Tep | None:
    return Tep.objects.filter(
        loai=TEP_NOP,
        sha256=hashlib.sha256(noi_dung).hexdigest(),
        doi_tuong_loai=ContentType.objects.get_for_model(BoBaoCao),
        doi_tuong_id=bo.pk,
    ).first()


def _ngay(tep: Tep) -> str:
    return timezone.localtime(tep.tao_luc).strftime("%d/%m/%Y lúc %H:%M")


def _tu_choi_bieu(doc: KetQuaDoc, by: Any) -> None:
    """Changes in forms this user may not type now are errors, one for each form."""
    for ma, cac_o in doc.cac_o.items():
        if not cac_o:
            continue
        try:
            kiem_tra_duoc_nhap(doc.cac_phieu[ma], by=by)
        except PermissionDenied:
            cau = (
                f"Biểu {ma} không giao cho tài khoản của bạn nhưng tệp có {len(cac_o)} ô thay đổi. "
                "Khôi phục các ô này hoặc nhờ người được giao nộp."
            )
            doc.loi.append(_loi_bieu(ma, cac_o, doc, cau, "khong_duoc_giao"))
        except ValidationError as exc:
            doc.loi.append(_loi_bieu(ma, cac_o, doc, " ".join(exc.messages), "khong_nhap_luc_nay"))


def _loi_bieu(ma: str, cac_o: list[GhiO], doc: KetQuaDoc, cau: str, ma_loi: str) -> LoiO:
    dau = doc.toa_do.get((ma, cac_o[0].chi_tieu, cac_o[0].cot), "")
    return LoiO(ma, dau, cau, ma_loi)


def _ghi_tat_ca(
    bo: BoBaoCao, doc: KetQuaDoc, ket_qua: KetQuaNap, *, noi_dung: bytes, ten: str, by: Any
) -> None:
    """All forms in one transaction, forms locked in one order so that uploads never deadlock."""
    xung_dot: dict[str, set[tuple[str, str]]] = {}
    try:
        with transaction.atomic():
            khoa_cac_phieu(bo.pk, [p.pk for p in doc.cac_phieu.values()])
            cu = _tep_da_nop(bo, noi_dung)
            if cu is not None:
                ket_qua.trung_lap, ket_qua.tep = True, cu
                return
            theo_phieu = {doc.cac_phieu[ma].pk: cac_o for ma, cac_o in doc.cac_o.items() if cac_o}
            ghi_duoc = ghi_nhieu_phieu(bo.pk, theo_phieu, by=by, ly_do=_LY_DO)
            ma_cua = {p.pk: ma for ma, p in doc.cac_phieu.items()}
            for pk, kq in ghi_duoc.items():
                ket_qua.da_ghi += kq.da_ghi
                ket_qua.khong_doi += kq.khong_doi
                xung_dot[ma_cua[pk]] = {(x.chi_tieu, x.cot) for x in kq.xung_dot}
            ket_qua.tep = luu_tep(
                noi_dung,
                loai=TEP_NOP,
                ten=ten,
                kieu_noi_dung=XLSX,
                by=by,
                don_vi=bo.don_vi,
                doi_tuong=bo,
            )
            _luu_xung_dot(doc, xung_dot, ket_qua.tep, by)
            ghi(
                "bobaocao.nop_tep",
                bo,
                by=by,
                du_lieu={
                    "tep": ket_qua.tep.pk,
                    "sha256": ket_qua.tep.sha256,
                    "so_o": ket_qua.da_ghi,
                    "xung_dot": sum(len(x) for x in xung_dot.values()),
                },
            )
    except (ValidationError, PermissionDenied) as exc:
        ket_qua.da_ghi, ket_qua.tep = 0, None
        cac_cau = exc.messages if isinstance(exc, ValidationError) else [str(exc)]
        ket_qua.loi.extend(LoiO("", "", cau, "khong_ghi_duoc") for cau in cac_cau)
        return
    ket_qua.xung_dot = _xung_dot(doc, xung_dot)


def _luu_xung_dot(
    doc: KetQuaDoc, xung_dot: Mapping[str, set[tuple[str, str]]], tep: Tep, by: Any
) -> None:
    """Conflicts stay with the upload until somebody has chosen, whatever becomes of the page."""
    con, da_ghi = [], []
    for ma, cac_o in doc.cac_o.items():
        phieu = doc.cac_phieu[ma]
        for o in cac_o:
            if (o.chi_tieu, o.cot) in xung_dot.get(ma, ()):
                con.append((phieu, o, doc.toa_do.get((ma, o.chi_tieu, o.cot), "")))
            else:
                da_ghi.append((phieu, o))
    luu_xung_dot(tep, con, da_ghi, by=by)


def _xung_dot(doc: KetQuaDoc, khoa: Mapping[str, set[tuple[str, str]]]) -> list[XungDotTep]:
    """Both figures of each conflict, with who wrote the one on the system; one query."""
    can = {
        (doc.cac_phieu[ma].pk, o.chi_tieu, o.cot): (ma, o)
        for ma, cac_o in doc.cac_o.items()
        for o in cac_o
        if (o.chi_tieu, o.cot) in khoa.get(ma, ())
    }
    if not can:
        return []
    ban_ghi = (
        GiaTri.objects.hien_tai()
        .filter(phieu__in={k[0] for k in can}, chi_tieu__ma__in={k[1] for k in can})
        .select_related("chi_tieu", "nguoi")
        .order_by("phieu__bieu_mau__thu_tu", "chi_tieu__thu_tu", "cot")
    )
    ket_qua = []
    for g in ban_ghi:
        ma, o = can.get((g.phieu_id, g.chi_tieu.ma, g.cot), ("", None))
        if o is not None:
            ket_qua.append(
                XungDotTep(
                    bieu=ma,
                    o=doc.toa_do.get((ma, o.chi_tieu, o.cot), ""),
                    chi_tieu=o.chi_tieu,
                    cot=o.cot,
                    cua_tep=_chu(o),
                    dang_co=_chu(g),
                    nguoi=str(g.nguoi or "Hệ thống"),
                    luc=g.ghi_luc,
                    phien_ban=g.phien_ban,
                )
            )
    return ket_qua


def _chu(o: GhiO | GiaTri) -> str:
    """The content of a cell in words."""
    if o.so is not None:
        return in_ra(o.so)
    return in_ra(o.chu) if o.chu else f"«{TrangThaiO(o.trang_thai_o).label}»"
