"""Configuration packs: templates, rules, thresholds and calendar carried to another installation.

A pack is a zip of JSON files with a list of their hashes. It goes in through the doors of the
fixture loader (`du_lieu_goc`): a template version that reports hold is refused, a row that a person
changed here is kept. Nothing is written until the difference has been looked at.
"""

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction
from django.db.models import Model
from django.utils import timezone

from baocao.bieu_thuc import BieuThuc, BieuThucSai
from baocao.checks.registry import ten_cac_phep
from baocao.choices import TrangThaiBieu
from baocao.models import (
    BieuMau,
    ChiTieu,
    CotBieu,
    GoiCauHinh,
    NgayNghi,
    NguongKiemTra,
    QuyDinhKiemTra,
    QuyTacKiemTra,
    QuyTacLich,
)
from baocao.services.bieu_mau import con_thieu
from baocao.services.du_lieu_goc import DaDungKhongSua, dat_dong, ghi_bieu
from baocao.services.tep_goi import (
    DINH_DANG,
    MUC_LUC,
    bam,
    danh_sach,
    json_chuan,
    mo_goi,
)
from cucctdp.audit.record import ghi
from cucctdp.donvi.models import DonViHanhChinh

# A pack puts templates in force, so who loads one may do that too.
QUYEN = (
    "baocao.change_bieumau",
    "baocao.ap_dung_bieumau",
    "baocao.change_quytackiemtra",
    "baocao.change_quytaclich",
)
BO_BIEU = "bieu_mau.json"
# file: (model, fields of the key)
BANG: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "quy_tac.json": (QuyTacKiemTra, ("ma", "hieu_luc_tu")),
    "nguong.json": (NguongKiemTra, ("ma", "ten", "chi_tieu", "don_vi", "hieu_luc_tu")),
    "quy_dinh_kiem_tra.json": (QuyDinhKiemTra, ("loai_ky", "bieu", "hieu_luc_tu")),
    "lich.json": (QuyTacLich, ("ma", "hieu_luc_tu")),
    "ngay_nghi.json": (NgayNghi, ("ngay",)),
}
_SAI_KIEU = (TypeError, ValueError, OverflowError)
_LY_DO = {"sua_tay": "Dòng này đã được sửa trên hệ thống này nên giữ nguyên."}


@dataclass(frozen=True, slots=True)
class DongGoi:
    """One row that a pack would change; ``khac``: (field, value here, value in the pack)."""

    loai: str
    khoa: str
    ket: str
    khac: tuple[tuple[str, str, str], ...] = ()
    ly_do: str = ""


@dataclass
class KetQuaGoi:
    """What a pack does here: counts by kind of row («them», «doi», «giu», «tu_choi»), and rows."""

    bam_goi: str
    nguon: str
    dem: dict[str, Counter[str]] = field(default_factory=dict)
    dong: list[DongGoi] = field(default_factory=list)

    @property
    def bam(self) -> str:
        """Hash of pack and difference: what was shown is what is applied, or nothing is."""
        return bam([self.bam_goi, [[d.loai, d.khoa, d.ket, d.khac, d.ly_do] for d in self.dong]])

    def tong(self, ket: str) -> int:
        """Rows of all kinds with one outcome."""
        return sum(d[ket] for d in self.dem.values())


def xuat_goi(*, by: Any) -> bytes:
    """The configuration of this installation as a zip; drafts of templates stay at home.

    ``by`` None is the command line. Raises PermissionDenied.
    """
    kiem_quyen(by)
    noi_dung = {BO_BIEU: json_chuan([_bieu_ra(b) for b in _cac_bieu()])}
    for ten, (model, _) in BANG.items():
        noi_dung[ten] = json_chuan([_dong_ra(d) for d in model._default_manager.order_by("pk")])
    tep = {ten: hashlib.sha256(b).hexdigest() for ten, b in sorted(noi_dung.items())}
    noi_dung[MUC_LUC] = json_chuan(
        {
            "dinh_dang": DINH_DANG,
            "nguon": settings.DIA_CHI_HE_THONG,
            "tao_luc": timezone.now().isoformat(),
            "tep": tep,
            "bam": bam(tep),
        }
    )
    ra = BytesIO()
    with zipfile.ZipFile(ra, "w", zipfile.ZIP_DEFLATED) as goi:
        for ten, b in noi_dung.items():
            goi.writestr(ten, b)
    ghi("cauhinh.xuat_goi", by=by, du_lieu={"bam": bam(tep)})
    return ra.getvalue()


@transaction.atomic
def nap_goi(
    noi_dung: bytes,
    *,
    by: Any,
    that: bool = False,
    da_xem: str = "",
    goi: GoiCauHinh | None = None,
) -> KetQuaGoi:
    """Compare a pack with this installation; with ``that`` also write it.

    ``da_xem``: ``bam`` of the difference somebody agreed to; when it is another one by now nothing
    is written. A user writes only a pack that another user brought (``goi``); the command line
    (``by`` None) writes at once. Raises ValidationError for a pack that is broken,
    PermissionDenied.
    """
    kiem_quyen(by)
    if that and by is not None and (goi is None or goi.nguoi_nap_id == by.pk):
        raise PermissionDenied("Gói cấu hình do một người nạp, người khác đưa vào áp dụng.")
    muc_luc, cac_tep = mo_goi(noi_dung)
    ket = KetQuaGoi(muc_luc["bam"], str(muc_luc.get("nguon", ""))[:200])
    moc = transaction.savepoint()
    for bieu in danh_sach(cac_tep, BO_BIEU):
        _nap_bieu(bieu, ket)
    for ten, (model, khoa) in BANG.items():
        _nap_bang(model, khoa, danh_sach(cac_tep, ten), ket)
    if da_xem and da_xem != ket.bam:
        raise ValidationError(
            "Cấu hình của hệ thống này đã đổi sau khi bạn xem so sánh. Hãy xem lại rồi nạp."
        )
    if not that:
        transaction.savepoint_rollback(moc)
        return ket
    dem = {ten: ket.tong(ten) for ten in ("them", "doi", "giu", "tu_choi")}
    ghi("cauhinh.nap_goi", by=by, du_lieu={"bam": ket.bam_goi, "nguon": ket.nguon, **dem})
    return ket


def kiem_quyen(by: Any) -> None:
    """Raise PermissionDenied for who may not carry configuration; None is the command line."""
    if by is not None and not (by.is_active and by.has_perms(QUYEN)):
        raise PermissionDenied("Tài khoản của bạn không có quyền chuyển cấu hình.")


# -- out -------------------------------------------------------------------------------------


def _cac_bieu() -> Iterator[BieuMau]:
    yield from (
        BieuMau.objects.exclude(trang_thai=TrangThaiBieu.NHAP)
        .prefetch_related("cot", "chi_tieu")
        .order_by("ma", "phien_ban")
    )


def _bieu_ra(bieu: BieuMau) -> dict[str, Any]:
    return _dong_ra(bieu) | {
        "cot": [_dong_ra(c, bo="bieu_mau") for c in bieu.cot.all()],
        "chi_tieu": [_dong_ra(c, bo="bieu_mau") for c in bieu.chi_tieu.all()],
    }


def _dong_ra(dong: Model, bo: str = "") -> dict[str, Any]:
    """Every field of a row but its key in the database, as JSON has it."""
    return {
        f.name: f"{dv.bo_ma}:{dv.ma}"
        if f.name == "don_vi" and (dv := getattr(dong, "don_vi")) is not None  # noqa: B009
        else getattr(dong, f.name)
        for f in dong._meta.concrete_fields
        if not f.primary_key and f.name != bo
    }


# -- in --------------------------------------------------------------------------------------


def _doc(model: type[Model], tho: dict[str, Any], bo: str = "") -> dict[str, Any]:
    """Values of a row as the model has them; ValidationError names the fields that are wrong."""
    cac_truong = {
        f.name: f for f in model._meta.concrete_fields if not f.primary_key and f.name != bo
    }
    la, thieu = sorted(set(tho) - set(cac_truong)), sorted(set(cac_truong) - set(tho))
    if la or thieu:
        loi = [f"trường lạ: {', '.join(la)}"] if la else []
        loi += [f"thiếu trường: {', '.join(thieu)}"] if thieu else []
        raise ValidationError(f"Hai hệ thống khác phiên bản ({'; '.join(loi)}).")
    gia_tri: dict[str, Any] = {}
    for ten, truong in cac_truong.items():
        if ten == "don_vi":
            gia_tri[ten] = _don_vi(tho[ten])
        elif truong.get_internal_type() in ("CharField", "TextField", "SlugField"):
            if not isinstance(tho[ten], str):
                raise ValidationError(f"Trường {truong.verbose_name} phải là chữ.")
            gia_tri[ten] = tho[ten]
        else:
            gia_tri[ten] = truong.to_python(tho[ten])
        if truong.choices and gia_tri[ten] not in (*dict(truong.flatchoices), *truong.empty_values):
            raise ValidationError(f"Trường {truong.verbose_name} không có «{gia_tri[ten]}».")
    return gia_tri


def _don_vi(khoa: Any) -> DonViHanhChinh | None:
    if khoa is None:
        return None
    bo_ma, _, ma = str(khoa).partition(":")
    don_vi = DonViHanhChinh.objects.filter(bo_ma=bo_ma, ma=ma).first()
    if don_vi is None:
        raise ValidationError(f"Hệ thống này không có đơn vị {khoa}.")
    return don_vi


def _khac(
    model: type[Model], cu: dict[str, Any], moi: dict[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    ten = {f.name: str(getattr(f, "verbose_name", f.name)) for f in model._meta.concrete_fields}
    return tuple(
        (ten[k], _chu(cu[k]), _chu(moi[k])) for k in sorted(moi) if k in cu and cu[k] != moi[k]
    )


def _chu(gia_tri: Any) -> str:
    if isinstance(gia_tri, dict | list):
        return json.dumps(gia_tri, ensure_ascii=False, sort_keys=True, default=str)
    return "" if gia_tri is None else str(gia_tri)


def _gia_tri_cua(dong: Model, bo: str = "") -> dict[str, Any]:
    return {
        f.name: getattr(dong, f.name)
        for f in dong._meta.concrete_fields
        if not f.primary_key and f.name != bo
    }


def _loi(exc: Exception) -> str:
    if isinstance(exc, ValidationError):
        return " ".join(exc.messages)
    if isinstance(exc, DaDungKhongSua):
        return str(exc).replace("tăng phien_ban trong tệp thay vì sửa", "nạp thành phiên bản mới")
    if isinstance(exc, _SAI_KIEU):
        return "Dòng này có giá trị sai kiểu, hoặc có ký tự không lưu được."
    return "Dòng này trái với ràng buộc của hệ thống (trùng hoặc chồng ngày hiệu lực)."


def _them_dong(ket: KetQuaGoi, dong: DongGoi) -> None:
    ket.dem.setdefault(dong.loai, Counter())[dong.ket] += 1
    if dong.ket != "giu":
        ket.dong.append(dong)


def _nap_bang(
    model: type[Model], khoa: tuple[str, ...], cac_dong: list[dict[str, Any]], ket: KetQuaGoi
) -> None:
    loai = str(model._meta.verbose_name)
    rows = model._default_manager.select_related(*(["don_vi"] if "don_vi" in khoa else []))
    co = {tuple(getattr(d, k) for k in khoa): _gia_tri_cua(d) for d in rows}
    for tho in cac_dong:
        ten = " ".join(str(tho[k]) for k in khoa if tho.get(k))
        try:
            moi = _doc(model, tho)
            cu = co.get(tuple(moi[k] for k in khoa))
            if cu == moi:
                _them_dong(ket, DongGoi(loai, ten, "giu"))
                continue
            if model is QuyTacKiemTra:
                _kiem_quy_tac(moi)
            with transaction.atomic():
                phan_khoa = {k: moi[k] for k in khoa}
                gia_tri = {k: v for k, v in moi.items() if k not in khoa}
                _, kq = dat_dong(model, phan_khoa, gia_tri)
        except (ValidationError, Error, *_SAI_KIEU) as exc:
            _them_dong(ket, DongGoi(loai, ten, "tu_choi", ly_do=_loi(exc)))
            continue
        _them_dong(ket, _dong(model, ten, kq, cu or {}, moi))


def _dong(
    model: type[Model], ten: str, kq: str, cu: dict[str, Any], moi: dict[str, Any]
) -> DongGoi:
    """Outcome of the loader as a line of the comparison."""
    loai = str(model._meta.verbose_name)
    if kq in _LY_DO:
        return DongGoi(loai, ten, "tu_choi", _khac(model, cu, moi), _LY_DO[kq])
    return DongGoi(loai, ten, kq, _khac(model, cu, moi) if kq == "doi" else ())


def _kiem_quy_tac(moi: dict[str, Any]) -> None:
    """A rule that could not run here is refused, as the rule editor does."""
    if moi["loai"] == QuyTacKiemTra.Loai.DIEU_KIEN:
        try:
            BieuThuc(moi["dieu_kien"])
        except BieuThucSai as loi:
            raise ValidationError(f"Điều kiện chưa đúng: {loi}.") from loi
    elif moi["ham"] not in ten_cac_phep():
        raise ValidationError(f"Hệ thống này không có phép kiểm tra «{moi['ham']}».")


def _kiem_bieu(khoa: dict[str, Any], kq: list[tuple[Any, str, str]]) -> None:
    """A version that the template editor would not let into force is refused."""
    bieu = BieuMau.objects.get(**khoa)
    da_ghi = any(k in ("them", "doi") for _, _, k in kq)
    if da_ghi and bieu.trang_thai != TrangThaiBieu.THOI and (loi := con_thieu(bieu)):
        raise ValidationError(loi)


def _nap_bieu(tho: dict[str, Any], ket: KetQuaGoi) -> None:
    """One version of a form, whole or refused whole."""
    tho = dict(tho)
    ten = f"{tho.get('ma', '?')} phiên bản {tho.get('phien_ban', '?')}"
    loai = str(BieuMau._meta.verbose_name)
    con = {CotBieu: tho.pop("cot", []), ChiTieu: tho.pop("chi_tieu", [])}
    try:
        moi = _doc(BieuMau, tho)
        khoa = {k: moi.pop(k) for k in ("ma", "phien_ban")}
        cac_con = {m: [_doc(m, d, "bieu_mau") for d in rows] for m, rows in con.items()}
        co = BieuMau.objects.filter(**khoa).prefetch_related("cot", "chi_tieu").first()
        if co is not None and co.trang_thai == TrangThaiBieu.NHAP:
            raise ValidationError("Hệ thống này đang soạn bản thảo cùng số phiên bản.")
        cu: dict[tuple[Any, str], dict[str, Any]] = {}
        if co is not None:
            cu[BieuMau, ""] = _gia_tri_cua(co)
            cu |= {(CotBieu, c.ma): _gia_tri_cua(c, "bieu_mau") for c in co.cot.all()}
            cu |= {(ChiTieu, c.ma): _gia_tri_cua(c, "bieu_mau") for c in co.chi_tieu.all()}
        la_moi = {(m, d["ma"]): d for m, rows in cac_con.items() for d in rows}
        doi = {m: [d for d in rows if cu.get((m, d["ma"])) != d] for m, rows in cac_con.items()}
        with transaction.atomic():
            kq = ghi_bieu(khoa, moi, cot=doi[CotBieu], chi_tieu=doi[ChiTieu])
            _kiem_bieu(khoa, kq)
    except (ValidationError, DaDungKhongSua, Error, *_SAI_KIEU) as exc:
        _them_dong(ket, DongGoi(loai, ten, "tu_choi", ly_do=_loi(exc)))
        return
    da_ghi = {(m, ma) for m, ma, _ in kq}
    for m, ma in la_moi:
        if (m, ma) not in da_ghi:
            _them_dong(ket, DongGoi(str(m._meta.verbose_name), f"{ten}, {ma}", "giu"))
    for m, ma, k in kq:
        dong_moi = la_moi.get((m, ma), moi)
        ten_dong = f"{ten}, {ma}" if ma else ten
        _them_dong(ket, _dong(m, ten_dong, k, cu.get((m, ma), {}), dong_moi))
