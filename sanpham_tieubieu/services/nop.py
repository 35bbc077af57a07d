"""A dossier handed in, checked, supplemented, accepted with its code number, refused, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.workflow.steps import BuocBiTuChoi, Step, perform
from sanpham_tieubieu.choices import PhanHoSo, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.giai_doan import Viec, vuong_viec
from sanpham_tieubieu.models import HoSoDangKy, YeuCauBoSung
from sanpham_tieubieu.quyen_ky import doi_ky
from sanpham_tieubieu.rules import chan, kiem_tra_ho_so
from sanpham_tieubieu.services.bao import bao_ben_nop
from sanpham_tieubieu.services.cua import gom, khoa_ho_so, khoa_ky
from sanpham_tieubieu.services.ho_so import loi_chung, yeu_cau_mo
from sanpham_tieubieu.workflow import (
    CHAP_NHAN,
    NOP,
    NOP_BO_SUNG,
    RUT,
    TAM_DUNG,
    THU_HOI,
    TIEP_TUC,
    TU_CHOI,
    XET_LAI,
    YEU_CAU_BO_SUNG,
)

_HAN_NHAN = "R32"


def loi_nop(ho_so: HoSoDangKy, luc: datetime | None = None) -> list[str]:
    """Every reason why a draft may not be handed in at a moment (now by default): the phase, then
    the rules that stop.
    """
    luat = chan(kiem_tra_ho_so(ho_so, "nop", luc_nop=luc))
    gio = vuong_viec(ho_so.ky, Viec.NOP, luc)
    if any(cau.startswith(_HAN_NHAN) for cau in luat):
        gio = []
    return gio + luat


def loi_chap_nhan(ho_so: HoSoDangKy) -> list[str]:
    """Every reason why a dossier may not be accepted as it stands."""
    return vuong_viec(ho_so.ky, Viec.KIEM_TRA) + chan(kiem_tra_ho_so(ho_so, "hop_le"))


def _khoa(ho_so: HoSoDangKy) -> HoSoDangKy:
    """The round first, then the dossier: every door locks in this order."""
    khoa_ky(ho_so.ky_id)
    return khoa_ho_so(ho_so)


def _tu_choi(buoc: Step, cau: Sequence[str]) -> None:
    if cau:
        raise BuocBiTuChoi(buoc, dict.fromkeys(cau))


@transaction.atomic
def nop(
    ho_so: HoSoDangKy, *, by: Any, nhan_luc: datetime | None = None, ly_do: str = ""
) -> HoSoDangKy:
    """Hand a draft in. Raises BuocBiTuChoi with every reason; the draft stays as it was.

    ``nhan_luc``: the minute at which its paper sets were received before they were typed in; who
    checks the dossiers of the round vouches for it with a reason.
    """
    ho_so = _khoa(ho_so)
    if nhan_luc is not None:
        doi_ky(by, ho_so.ky, "tham_tra_ho_so")
    if ho_so.trang_thai == TrangThaiHoSo.NHAP:
        _tu_choi(NOP, _loi_nhan_giay(nhan_luc, ly_do) + loi_nop(ho_so, nhan_luc))
    luc = nhan_luc or timezone.now()
    return perform(
        NOP,
        ho_so,
        by=by,
        ly_do=ly_do,
        gan={"nop_luc": luc},
        du_lieu={"nhan_luc": nhan_luc.isoformat()} if nhan_luc is not None else None,
    )


def _loi_nhan_giay(nhan_luc: datetime | None, ly_do: str) -> list[str]:
    if nhan_luc is None:
        return []
    loi = []
    if nhan_luc > timezone.now():
        loi.append("Giờ nhận hồ sơ giấy ở tương lai.")
    if len(ly_do.strip()) < 10:
        loi.append("Nêu lý do ghi hồ sơ giấy nhận trước, ít nhất 10 ký tự.")
    return loi


@transaction.atomic
def yeu_cau_bo_sung(
    ho_so: HoSoDangKy, *, cac_phan: Sequence[str], noi_dung: str, han: date, by: Any
) -> HoSoDangKy:
    """Ask for a supplement: only the questioned parts are open again, until ``han``."""
    ho_so = _khoa(ho_so)
    loi = vuong_viec(ho_so.ky, Viec.KIEM_TRA)
    if not cac_phan or set(cac_phan) - set(PhanHoSo.values):
        loi.append("Chọn ít nhất một phần hồ sơ phải bổ sung.")
    if han < timezone.localdate():
        loi.append(f"Hạn bổ sung {han:%d/%m/%Y} đã qua.")
    _tu_choi(YEU_CAU_BO_SUNG, loi)
    ho_so = perform(
        YEU_CAU_BO_SUNG,
        ho_so,
        by=by,
        ly_do=noi_dung,
        du_lieu={"cac_phan": list(cac_phan), "han": han.isoformat()},
    )
    yeu_cau = YeuCauBoSung(
        ho_so=ho_so,
        cac_phan=list(dict.fromkeys(cac_phan)),
        noi_dung=noi_dung.strip(),
        han=han,
        nguoi=by,
    )
    yeu_cau.full_clean()
    yeu_cau.save()
    bao_ben_nop(
        ho_so,
        khoa=f"bo_sung:{yeu_cau.pk}",
        tieu_de=f"Bổ sung hồ sơ «{ho_so.ten_san_pham}» trước {han:%d/%m/%Y}",
        noi_dung=yeu_cau.noi_dung,
    )
    return ho_so


@transaction.atomic
def gia_han_bo_sung(ho_so: HoSoDangKy, *, han: date, ly_do: str, by: Any) -> YeuCauBoSung:
    """Give more time for an open request."""
    ho_so = _khoa(ho_so)
    doi_ky(by, ho_so.ky, "tham_tra_ho_so")
    yeu_cau = yeu_cau_mo(ho_so)
    if yeu_cau is None:
        raise ValidationError("Hồ sơ không chờ bổ sung.")
    loi = []
    if han <= yeu_cau.han or han < timezone.localdate():
        loi.append("Hạn mới phải sau hạn cũ và chưa qua.")
    if len(ly_do.strip()) < 10:
        loi.append("Nêu lý do gia hạn, ít nhất 10 ký tự.")
    gom(loi)
    truoc, yeu_cau.han = yeu_cau.han, han
    yeu_cau.save(update_fields=["han"])
    ghi(
        "hosobinhchon.gia_han_bo_sung",
        ho_so,
        by=by,
        ly_do=ly_do,
        du_lieu={"truoc": truoc.isoformat(), "han": han.isoformat()},
    )
    bao_ben_nop(
        ho_so,
        khoa=f"gia_han:{yeu_cau.pk}:{han}",
        tieu_de=f"Gia hạn bổ sung hồ sơ «{ho_so.ten_san_pham}» đến {han:%d/%m/%Y}",
        noi_dung=ly_do,
    )
    return yeu_cau


@transaction.atomic
def nop_bo_sung(ho_so: HoSoDangKy, *, by: Any) -> HoSoDangKy:
    """Answer the request for supplement within its time; the next round of checking begins."""
    ho_so = _khoa(ho_so)
    yeu_cau = yeu_cau_mo(ho_so)
    if ho_so.trang_thai == TrangThaiHoSo.YEU_CAU_BO_SUNG:
        loi = vuong_viec(ho_so.ky, Viec.BO_SUNG)
        if yeu_cau is not None and yeu_cau.han < timezone.localdate():
            loi.append(f"Đã hết hạn bổ sung ngày {yeu_cau.han:%d/%m/%Y}.")
        _tu_choi(NOP_BO_SUNG, loi + chan(kiem_tra_ho_so(ho_so, "nop")))
    ho_so = perform(NOP_BO_SUNG, ho_so, by=by, gan=lambda h: {"vong": h.vong + 1})
    if yeu_cau is not None:
        yeu_cau.tra_loi_luc = timezone.now()
        yeu_cau.save(update_fields=["tra_loi_luc"])
    return ho_so


def ma_so_moi(ho_so: HoSoDangKy) -> str:
    """Next code of the group in the round, «TCMN-007»; the round is locked by the caller.

    A code once given is never given again, not even when its dossier was withdrawn.
    """
    dau = f"{ho_so.ma_nhom[:8]}-"
    cac = HoSoDangKy.objects.filter(ky=ho_so.ky_id, ma_so__startswith=dau).values_list(
        "ma_so", flat=True
    )
    so = max((int(ma.rpartition("-")[2]) for ma in cac), default=0) + 1
    return f"{dau}{so:03d}"


@transaction.atomic
def chap_nhan(ho_so: HoSoDangKy, *, by: Any, y_kien: str = "") -> HoSoDangKy:
    """Find a dossier in order and give it its code; from now on it is frozen."""
    ho_so = _khoa(ho_so)
    if ho_so.trang_thai == TrangThaiHoSo.DA_NOP:
        _tu_choi(CHAP_NHAN, loi_chap_nhan(ho_so))
    ma_so = ho_so.ma_so if ho_so.ma_so.startswith(f"{ho_so.ma_nhom[:8]}-") else ma_so_moi(ho_so)
    ho_so = perform(
        CHAP_NHAN, ho_so, by=by, ly_do=y_kien, gan={"ma_so": ma_so}, du_lieu={"ma_so": ma_so}
    )
    bao_ben_nop(
        ho_so,
        khoa=f"hop_le:{ho_so.pk}:{ho_so.vong}",
        tieu_de=f"Hồ sơ «{ho_so.ten_san_pham}» hợp lệ",
        noi_dung=f"Mã số bình chọn: {ma_so}.",
    )
    return ho_so


@transaction.atomic
def doi_nhom(ho_so: HoSoDangKy, *, ma_nhom: str, ly_do: str, by: Any) -> HoSoDangKy:
    """Put a dossier that is being checked into the group it belongs to (Điều 5)."""
    ho_so = _khoa(ho_so)
    doi_ky(by, ho_so.ky, "tham_tra_ho_so")
    loi = []
    if ho_so.trang_thai != TrangThaiHoSo.DA_NOP:
        loi.append(f"Hồ sơ «{ho_so.get_trang_thai_display()}»; chỉ xếp lại nhóm khi đang kiểm tra.")
    if ma_nhom == ho_so.ma_nhom:
        loi.append("Hồ sơ đã ở nhóm này.")
    if len(ly_do.strip()) < 10:
        loi.append("Nêu lý do xếp lại nhóm, ít nhất 10 ký tự.")
    truoc, ho_so.ma_nhom = ho_so.ma_nhom, ma_nhom
    gom(loi + loi_chung(ho_so, ho_so.ky.ngay_bat_dau))
    ho_so.save(update_fields=["ma_nhom", "sua_luc"])
    ghi(
        "hosobinhchon.doi_nhom",
        ho_so,
        by=by,
        ly_do=ly_do,
        du_lieu={"truoc": truoc, "moi": ma_nhom},
    )
    bao_ben_nop(
        ho_so,
        khoa=f"doi_nhom:{ho_so.pk}:{ho_so.sua_luc:%Y%m%d%H%M%S}",
        tieu_de=f"Hồ sơ «{ho_so.ten_san_pham}» được xếp lại nhóm",
        noi_dung=ly_do,
    )
    return ho_so


def _dong_yeu_cau(ho_so: HoSoDangKy) -> None:
    YeuCauBoSung.objects.filter(ho_so=ho_so, tra_loi_luc__isnull=True).update(
        tra_loi_luc=timezone.now()
    )


@transaction.atomic
def tu_choi(ho_so: HoSoDangKy, *, ly_do: str, by: Any) -> HoSoDangKy:
    """Find a dossier not in order; an open request for supplement is closed with it."""
    ho_so = _khoa(ho_so)
    _tu_choi(TU_CHOI, vuong_viec(ho_so.ky, Viec.KIEM_TRA))
    ho_so = perform(TU_CHOI, ho_so, by=by, ly_do=ly_do)
    _dong_yeu_cau(ho_so)
    bao_ben_nop(
        ho_so,
        khoa=f"khong_hop_le:{ho_so.pk}:{ho_so.vong}",
        tieu_de=f"Hồ sơ «{ho_so.ten_san_pham}» không hợp lệ",
        noi_dung=ly_do,
    )
    return ho_so


@transaction.atomic
def xet_lai(ho_so: HoSoDangKy, *, ly_do: str, by: Any) -> HoSoDangKy:
    """Take a conclusion back while the round has not begun to score; the code is kept."""
    return perform(XET_LAI, _khoa(ho_so), by=by, ly_do=ly_do, gan=lambda h: {"vong": h.vong + 1})


@transaction.atomic
def rut(ho_so: HoSoDangKy, *, ly_do: str, by: Any) -> HoSoDangKy:
    """The establishment withdraws, before the scores are opened."""
    ho_so = perform(RUT, _khoa(ho_so), by=by, ly_do=ly_do)
    _dong_yeu_cau(ho_so)
    return ho_so


@transaction.atomic
def tam_dung(ho_so: HoSoDangKy, *, ly_do: str, by: Any) -> HoSoDangKy:
    """Suspend a dossier because of a complaint; its state is kept for ``tiep_tuc``."""
    return perform(TAM_DUNG, _khoa(ho_so), by=by, ly_do=ly_do, gan=_giu_trang_thai(ho_so))


def _giu_trang_thai(ho_so: HoSoDangKy) -> dict[str, Any]:
    truoc = HoSoDangKy.objects.values_list("trang_thai", flat=True).get(pk=ho_so.pk)
    return {"truoc_tam_dung": truoc}


@transaction.atomic
def tiep_tuc(ho_so: HoSoDangKy, *, ly_do: str, by: Any) -> HoSoDangKy:
    """End a suspension. The dossier goes where it stood; behind its round it joins it.

    Accepted before scoring began, it is scored when its round scores now; scored before the
    scores were opened, its scoring has ended with that of the others.
    """
    return perform(
        TIEP_TUC,
        _khoa(ho_so),
        by=by,
        ly_do=ly_do,
        gan=lambda h: {"trang_thai": _sau_tam_dung(h), "truoc_tam_dung": ""},
    )


def _sau_tam_dung(h: HoSoDangKy) -> str:
    if h.truoc_tam_dung == TrangThaiHoSo.HOP_LE and h.ky.trang_thai == TrangThaiKy.CHAM:
        return str(TrangThaiHoSo.DANG_CHAM)
    if h.truoc_tam_dung == TrangThaiHoSo.DANG_CHAM and h.ky.da_mo_diem():
        return str(TrangThaiHoSo.DA_CHAM)
    return h.truoc_tam_dung


@transaction.atomic
def thu_hoi(ho_so: HoSoDangKy, *, ly_do: str, by: Any) -> HoSoDangKy:
    """Mark a recognition as revoked; the certificate is revoked by its own door."""
    return perform(THU_HOI, _khoa(ho_so), by=by, ly_do=ly_do, gan={"truoc_tam_dung": ""})
