"""The steps a pack has been through, with their moments: what a bulk load has to write down."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from baocao import workflow as w
from baocao.choices import TrangThaiBo as B
from baocao.choices import TrangThaiPhieu as P
from baocao.models import BoBaoCao, LanGui, PhieuBieu
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import Step

# How far along the line each state stands.
_BAC = {
    B.CHUA_NHAP: 0,
    B.DANG_NHAP: 1,
    B.CHO_PHONG: 2,
    B.CHO_KY: 3,
    B.DA_GUI: 4,
    B.DANG_KIEM_TRA: 5,
    B.TRA_LAI: 6,
    B.TIEP_NHAN: 6,
}


@dataclass(frozen=True, slots=True)
class NguoiBo:
    """Who did the steps of a pack: two people in the room, the Sở's leader, two at the Cục."""

    chuyen_vien: Any
    truong_phong: Any
    lanh_dao: Any
    cuc_chuyen_vien: Any
    cuc_lanh_dao_phong: Any


@dataclass(frozen=True, slots=True)
class Nhip:
    """Moments of the steps around the moment of sending."""

    gui: datetime

    @property
    def nhap(self) -> datetime:
        return self.gui - timedelta(days=2)

    @property
    def trinh(self) -> datetime:
        return self.gui - timedelta(days=1)

    @property
    def duyet(self) -> datetime:
        return self.gui - timedelta(hours=20)

    @property
    def chuyen(self) -> datetime:
        return self.gui - timedelta(hours=3)

    @property
    def nhan(self) -> datetime:
        return self.gui + timedelta(hours=18)

    @property
    def tra(self) -> datetime:
        return self.gui + timedelta(hours=22)

    @property
    def de_nghi(self) -> datetime:
        return self.gui + timedelta(hours=24)

    @property
    def tiep_nhan(self) -> datetime:
        return self.gui + timedelta(hours=27)


@dataclass(frozen=True, slots=True)
class BuocDaQua:
    """One decision to write; ``bieu`` "" means the pack itself."""

    bieu: str
    ten: str
    nhan: str
    tu: str
    den: str
    nguoi: Any
    luc: datetime
    vong: int = 1
    ly_do: str = ""
    du_lieu: dict[str, Any] = field(default_factory=dict)


def _buoc(bieu: str, buoc: Step, tu: str, nguoi: Any, luc: datetime, **khac: Any) -> BuocDaQua:
    return BuocDaQua(bieu, buoc.ten, buoc.nhan, tu, buoc.den or tu, nguoi, luc, **khac)


def cac_buoc(
    muc: Any,
    nhip: Nhip,
    *,
    bo: BoBaoCao,
    phieu: Mapping[str, PhieuBieu],
    truoc: str,
    lan_gui: LanGui | None,
) -> Iterator[BuocDaQua]:
    """Yield the decisions in the order the doors would have written them.

    ``truoc``: state the pack was found in; another than «Chưa nhập» (published figures noted
    before) starts with one decision that says the pack was opened again.
    """
    bac, ng = _BAC[B(muc.den)], muc.nguoi
    bieu = [ma for ma, p in phieu.items() if not p.bieu_mau.la_tinh_toan and muc.o.get(ma)]
    if truoc != B.CHUA_NHAP and bac:
        yield BuocDaQua(
            "", "bobaocao.mo_lai_nap_hang_loat", "Mở lại để bổ sung số ngoài nguồn công bố",
            truoc, B.CHUA_NHAP, None, nhip.nhap - timedelta(minutes=1),
        )  # fmt: skip
    if bac >= _BAC[B.DANG_NHAP]:
        for ma in bieu:
            if phieu[ma].trang_thai == P.CHUA_NHAP:
                yield _buoc(ma, w.BAT_DAU_NHAP, P.CHUA_NHAP, ng.chuyen_vien, nhip.nhap)
        yield _buoc("", w.BO_BAT_DAU, B.CHUA_NHAP, ng.chuyen_vien, nhip.nhap)
    if bac >= _BAC[B.CHO_PHONG]:
        for ma in bieu:
            yield _buoc(ma, w.TRINH_PHONG, P.DANG_NHAP, ng.chuyen_vien, nhip.trinh)
        yield _buoc("", w.BO_TRINH_PHONG, B.DANG_NHAP, ng.chuyen_vien, nhip.trinh)
    if bac >= _BAC[B.CHO_KY]:
        for ma in bieu:
            yield _buoc(ma, w.DUYET_PHONG, P.CHO_PHONG, ng.truong_phong, nhip.duyet)
        yield _buoc("", w.CHUYEN_LANH_DAO, B.CHO_PHONG, ng.truong_phong, nhip.chuyen)
    if lan_gui is not None:
        du_lieu = {"sha256": lan_gui.sha256, "lan": lan_gui.lan}
        yield _buoc("", w.KY_GUI, B.CHO_KY, ng.lanh_dao, nhip.gui, du_lieu=du_lieu)
    if bac >= _BAC[B.DANG_KIEM_TRA]:
        yield _buoc("", w.NHAN_KIEM_TRA, B.DA_GUI, ng.cuc_chuyen_vien, nhip.nhan)
    if muc.den == B.TRA_LAI:
        yield from _tra_lai(muc, nhip, bieu)
    if muc.den == B.TIEP_NHAN:
        yield _buoc("", w.DE_NGHI_TIEP_NHAN, B.DANG_KIEM_TRA, ng.cuc_chuyen_vien, nhip.de_nghi)
        yield _buoc("", w.TIEP_NHAN, B.DANG_KIEM_TRA, ng.cuc_lanh_dao_phong, nhip.tiep_nhan)


def _tra_lai(muc: Any, nhip: Nhip, bieu: list[str]) -> Iterator[BuocDaQua]:
    nguoi, ly_do = muc.nguoi.cuc_chuyen_vien, muc.ly_do_tra
    yield _buoc("", w.TRA_LAI, B.DANG_KIEM_TRA, nguoi, nhip.tra, vong=2, ly_do=ly_do)
    hoi = {y.bieu for y in muc.y_kien} or set(bieu)
    for ma in bieu:
        if ma in hoi:
            yield BuocDaQua(
                ma, "phieubieu.mo_lai", "Mở lại để bổ sung", P.QUA_PHONG, P.DANG_NHAP,
                nguoi, nhip.tra, vong=2, ly_do=ly_do,
            )  # fmt: skip


def ghi_quyet_dinh(
    cac_buoc: Iterable[tuple[BoBaoCao, Mapping[str, PhieuBieu], BuocDaQua]],
) -> None:
    """Insert the decisions of many packs at once, in order."""
    loai_bo = ContentType.objects.get_for_model(BoBaoCao)
    loai_phieu = ContentType.objects.get_for_model(PhieuBieu)
    QuyetDinh.objects.bulk_create(
        (
            QuyetDinh(
                doi_tuong_loai=loai_phieu if b.bieu else loai_bo,
                doi_tuong_id=phieu[b.bieu].pk if b.bieu else bo.pk,
                buoc=b.ten,
                nhan=b.nhan,
                vong=b.vong,
                tu_trang_thai=b.tu,
                den_trang_thai=b.den,
                nguoi=b.nguoi,
                ly_do=b.ly_do,
                du_lieu=b.du_lieu,
                luc=b.luc,
            )
            for bo, phieu, b in cac_buoc
        ),
        batch_size=2000,
    )
