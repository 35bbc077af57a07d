"""What people are told about records beside the packs: petitions, restatements, waivers.

Steps come from the workflow's signal; what has no step (a record comes in) is told by its door.
The key of a notice counts the decisions of its step, so a step done again is a new occasion.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from baocao import workflow_de_nghi as wd
from baocao import workflow_dieu_chinh as wc
from baocao import workflow_theo_doi as wt
from baocao.choices import TrangThaiBo
from baocao.models import BoBaoCao, DieuChinh, KienNghi, MienTruQuyTac
from baocao.services.nguoi_nhan import SoNguoiNhan
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.thong_bao.choices import Loai
from cucctdp.thong_bao.services import LienKet, gui
from cucctdp.workflow.models import QuyetDinh

_SO_TONG = ("so_tong_hop", "so_lanh_dao")
_CHUYEN_VIEN, _LANH_DAO_PHONG, _LANH_DAO = "cuc_chuyen_vien", "cuc_lanh_dao_phong", "cuc_lanh_dao"


def _gui(
    khoa: str, nguoi: Iterable[Any], tieu_de: str, noi_dung: str, lien_ket: LienKet, *,
    by: Any, khan: bool,
) -> None:  # fmt: skip
    """One notice to these people, never to who did it."""
    gui(
        khoa=khoa,
        nguoi_nhan=[u for u in nguoi if u is not None and (by is None or u.pk != by.pk)],
        tieu_de=tieu_de,
        noi_dung=noi_dung,
        lien_ket=lien_ket,
        loai=Loai.XU_LY,
        khan=khan,
    )


def _khoa(obj: Any, ten: str) -> str:
    """Name of this occasion: the n-th time the step was done on the row."""
    return f"{ten}:{obj.pk}:{QuyetDinh.objects.cua(obj).filter(buoc=ten).count()}"


def _duong(cua_so: str, cua_cuc: str, pk: int) -> Callable[[Any], str]:
    """Address for the reader: the portal for a Sở, the admin for others."""

    def duong(user: Any) -> str:
        return reverse(cua_so if user.la_so else cua_cuc, args=[pk])

    return duong


def _can_bo(don_vi_id: int) -> list[Any]:
    """Officers in charge of a province; without one, the heads of the Cục's rooms."""
    so = SoNguoiNhan()
    return so.cua(don_vi_id, (_CHUYEN_VIEN,)) or so.toan_quoc((_LANH_DAO_PHONG,))


# Petitions.


def _cua_so_kn(kn: KienNghi) -> list[Any]:
    nguoi = SoNguoiNhan().cua(kn.don_vi_id, _SO_TONG)
    return [*nguoi, kn.nguoi_tao] if kn.nguoi_tao and kn.nguoi_tao.la_so else nguoi


def _xu_ly_kn(kn: KienNghi) -> list[Any]:
    return [kn.nguoi_phu_trach] if kn.nguoi_phu_trach else _can_bo(kn.don_vi_id)


def _da_tra_loi_kn(kn: KienNghi) -> list[Any]:
    return [kn.nguoi_tra_loi, kn.nguoi_phu_trach]


def _giao_kn(kn: KienNghi) -> list[Any]:
    return list(SoNguoiNhan().toan_quoc((_LANH_DAO_PHONG,)))


def _han(kn: KienNghi) -> str:
    return f"Trả lời chậm nhất ngày {ngay_ngan(kn.han_tra_loi)}." if kn.han_tra_loi else ""


@dataclass(frozen=True)
class _BaoKienNghi:
    """What is told after one step: sentence of the title, to whom, first words of the text."""

    cau: str
    cho: tuple[Callable[[KienNghi], list[Any]], ...]
    them: Callable[[KienNghi], str] = field(default=lambda kn: "")
    khan: bool = False


_BAO_KIEN_NGHI = {
    wt.KN_TIEP_NHAN.ten: _BaoKienNghi("đã tiếp nhận, chờ giao xử lý", (_giao_kn,)),
    wt.KN_GIAO.ten: _BaoKienNghi(
        "đã giao xử lý",
        (_xu_ly_kn, _cua_so_kn),
        lambda kn: f"Đơn vị được giao: {kn.don_vi_xu_ly}. {_han(kn)}",
    ),
    wt.KN_HOI.ten: _BaoKienNghi(
        "Cục hỏi ý kiến cơ quan khác",
        (_cua_so_kn,),
        lambda kn: f"Cơ quan được hỏi: {kn.co_quan_khac}. {_han(kn)}",
    ),
    wt.KN_TRA_LOI.ten: _BaoKienNghi(
        "Cục đã trả lời, đề nghị Sở đánh giá",
        (_cua_so_kn,),
        lambda kn: f"{kn.get_tra_loi_loai_display()}: {kn.tra_loi_noi_dung[:600]}",
        khan=True,
    ),
    wt.KN_THOA_DANG.ten: _BaoKienNghi("Sở đánh giá thỏa đáng, đã đóng", (_da_tra_loi_kn,)),
    wt.KN_CHUA_THOA_DANG.ten: _BaoKienNghi(
        "Sở đánh giá chưa thỏa đáng", (_da_tra_loi_kn, _giao_kn), khan=True
    ),
    wt.KN_CONG_BO.ten: _BaoKienNghi("câu trả lời đã công bố", (_cua_so_kn, _da_tra_loi_kn)),
    wt.KN_THOI_CONG_BO.ten: _BaoKienNghi("thôi công bố câu trả lời", (_cua_so_kn, _da_tra_loi_kn)),
    wt.KN_DONG.ten: _BaoKienNghi("Cục đã đóng", (_cua_so_kn,)),
    wt.KN_MO_LAI.ten: _BaoKienNghi(
        "Cục mở lại để trả lời tiếp", (_xu_ly_kn, _da_tra_loi_kn, _cua_so_kn), _han, khan=True
    ),
}


def _theo_kien_nghi(kn: KienNghi, ten: str, by: Any, ly_do: str) -> None:
    bao = _BAO_KIEN_NGHI.get(ten)
    if bao is None:
        return
    y = (bao.them(kn), f"Lý do: {ly_do}" if ly_do else "", f"Nội dung: {kn.noi_dung[:300]}")
    _gui(
        _khoa(kn, ten),
        [u for ai in bao.cho for u in ai(kn)],
        f"Kiến nghị {kn.ma} ({kn.don_vi.ten_goi}): {bao.cau}",
        "\n".join(filter(None, y)),
        _duong("so:kien_nghi_xem", "admin:baocao_kiennghi_xem", kn.pk),
        by=by,
        khan=bao.khan,
    )


def kien_nghi_moi(kn: KienNghi) -> None:
    """A petition has come in: to the officers of the province."""
    _gui(
        f"kiennghi.moi:{kn.pk}",
        _can_bo(kn.don_vi_id),
        f"Kiến nghị {kn.ma} ({kn.don_vi.ten_goi}): mới gửi",
        f"{kn.get_nhom_display()}, {kn.get_muc_do_display().lower()}: {kn.noi_dung[:600]}",
        _duong("so:kien_nghi_xem", "admin:baocao_kiennghi_xem", kn.pk),
        by=kn.nguoi_tao,
        khan=False,
    )


def kien_nghi_tu_bo(bo: BoBaoCao, moi: list[KienNghi]) -> None:
    """Petitions of a received pack have entered the register: one notice for all of them."""
    if not moi:
        return
    _gui(
        f"kiennghi.tu_bo:{bo.pk}:{moi[0].pk}",
        _can_bo(bo.don_vi_id),
        f"{bo.don_vi.ten_goi}: {len(moi)} kiến nghị, vướng mắc từ báo cáo {bo.ky} vào sổ",
        "\n".join(f"{k.ma}: {k.noi_dung[:160]}" for k in moi),
        reverse("admin:baocao_kiennghi_changelist"),
        by=None,
        khan=False,
    )


# Restatements.


def _so_dc(dc: DieuChinh, vai_tro: Iterable[str]) -> list[Any]:
    """People of the Sở; of every Sở when the scope or method of an indicator changes for all."""
    so = SoNguoiNhan()
    return so.toan_quoc(vai_tro) if dc.don_vi_id is None else so.cua(dc.don_vi_id, vai_tro)


def _nguoi_dieu_chinh(dc: DieuChinh, ten: str) -> tuple[str, list[Any], bool]:
    """(sentence, people, urgent) of a step; no people: nothing is told."""
    lap, ky, tham_dinh = dc.nguoi_lap, dc.nguoi_ky, dc.nguoi_tham_dinh
    tong_hop = _SO_TONG[:1]
    if ten == wc.TRINH_KY.ten:
        return "chờ lãnh đạo Sở ký", _so_dc(dc, ("so_lanh_dao",)), True
    if ten == wc.SO_TRA_LAI.ten:
        return "lãnh đạo Sở trả lại", [lap, *_so_dc(dc, tong_hop)], True
    if ten == wc.KY_GUI.ten and dc.don_vi_id is not None:
        nguoi = [*_can_bo(dc.don_vi_id), lap, *_so_dc(dc, tong_hop)]
        return "Sở đã ký, gửi Cục", nguoi, False
    if ten in (wc.THAM_DINH.ten, wc.TRINH_DUYET.ten):
        da_cong_bo = dc.bo is not None and dc.bo.trang_thai == TrangThaiBo.DA_CONG_BO
        vai_tro = (_LANH_DAO,) if da_cong_bo else (_LANH_DAO_PHONG,)
        return "chờ lãnh đạo Cục duyệt", list(SoNguoiNhan().toan_quoc(vai_tro)), True
    if ten == wc.TRA_LAI.ten:
        return "Cục trả lại Sở", [lap, ky, *_so_dc(dc, _SO_TONG)], True
    if ten == wc.DUYET.ten:
        return "Cục đã duyệt, đã ghi số mới", [lap, tham_dinh, *_so_dc(dc, _SO_TONG)], False
    if ten == wc.TU_CHOI.ten:
        return "Cục không chấp nhận", [lap, tham_dinh, *_so_dc(dc, _SO_TONG)], True
    return "", [], False


def _theo_dieu_chinh(dc: DieuChinh, ten: str, by: Any, ly_do: str) -> None:
    cau, nguoi, khan = _nguoi_dieu_chinh(dc, ten)
    if not nguoi:
        return
    noi = dc.don_vi.ten_goi if dc.don_vi else "mọi đơn vị"
    ky = f", báo cáo {dc.bo.ky}" if dc.bo else ""
    y = (f"Lý do: {ly_do}" if ly_do else "", f"Diễn giải: {dc.dien_giai[:300]}")
    _gui(
        _khoa(dc, ten),
        nguoi,
        f"Điều chỉnh {dc.ma} ({noi}{ky}): {cau}",
        "\n".join(filter(None, y)),
        _duong("so:dieu_chinh", "admin:baocao_dieuchinh_change", dc.pk),
        by=by,
        khan=khan,
    )


# Waivers.


def _tieu_de_mt(mt: MienTruQuyTac, cau: str) -> str:
    return f"Miễn trừ quy tắc {mt.quy_tac} cho {mt.don_vi.ten_goi}: {cau}"


def _duong_mt(mt: MienTruQuyTac) -> Callable[[Any], str]:
    def duong(user: Any) -> str:
        if user.la_so:
            return reverse("so:trang_chu")
        return reverse("admin:baocao_mientruquytac_change", args=[mt.pk])

    return duong


def mien_tru_moi(mt: MienTruQuyTac) -> None:
    """A waiver is asked for: to those who decide."""
    so = SoNguoiNhan()
    duyet = [u for u in so.toan_quoc((_LANH_DAO_PHONG,)) if u.pk != mt.nguoi_de_nghi_id]
    _gui(
        f"mientruquytac.moi:{mt.pk}",
        duyet or so.toan_quoc((_LANH_DAO,)),
        _tieu_de_mt(mt, "chờ duyệt"),
        f"Đến hết ngày {ngay_ngan(mt.den_ngay)}. Lý do: {mt.ly_do}",
        _duong_mt(mt),
        by=mt.nguoi_de_nghi,
        khan=True,
    )


def _theo_mien_tru(mt: MienTruQuyTac, ten: str, by: Any, ly_do: str) -> None:
    """The Sở hears of a waiver once it counts, and when it counts no more."""
    cua_so = SoNguoiNhan().cua(mt.don_vi_id, ("so_truong_phong", *_SO_TONG[:1]))
    het = f"Hiệu lực đến hết ngày {ngay_ngan(mt.den_ngay)}."
    if ten == wd.DUYET_MIEN_TRU.ten:
        cau, nguoi, noi_dung = "đã duyệt", [mt.nguoi_de_nghi, *cua_so], f"{het} {mt.ly_do}"
    elif ten == wd.TU_CHOI_MIEN_TRU.ten:
        cau, nguoi, noi_dung = "không duyệt", [mt.nguoi_de_nghi], f"Lý do: {ly_do}"
    elif ten == wd.THU_HOI_MIEN_TRU.ten:
        nguoi = [mt.nguoi_de_nghi, *(cua_so if mt.duyet_luc else [])]
        cau, noi_dung = "đã thu hồi, quy tắc áp dụng trở lại", f"Lý do: {ly_do}"
    else:
        return
    _gui(_khoa(mt, ten), nguoi, _tieu_de_mt(mt, cau), noi_dung, _duong_mt(mt), by=by, khan=True)


def theo_buoc(sender: type, *, obj: Any, buoc: Any, by: Any, ly_do: str, **_: Any) -> None:
    """Tell who must act next, or must know, after a step of one of these records."""
    match obj:
        case KienNghi():
            _theo_kien_nghi(obj, buoc.ten, by, ly_do)
        case DieuChinh():
            _theo_dieu_chinh(obj, buoc.ten, by, ly_do)
        case MienTruQuyTac():
            _theo_mien_tru(obj, buoc.ten, by, ly_do)
