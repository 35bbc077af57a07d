"""The inspection file (hồ sơ thanh tra): everything about one đề án in one zip that proves itself.

Built by a job; ``docs/kiem_ho_so.py`` verifies it without this system.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.accounts.models import User
from cucctdp.audit.models import SuKien
from cucctdp.audit.record import ghi
from cucctdp.files.models import CongViec, Tep
from cucctdp.files.services import TienDo, chay_cong_viec, doc_tep, luu_tep, tao_cong_viec
from cucctdp.formats.chu import khoa_tim
from cucctdp.pdf.bang import BangSoLieu, Cot, Hang
from cucctdp.pdf.render import render_pdf
from khuyencong.giay_to import GIAY_TO, danh_sach_giay_to, ve
from khuyencong.giay_to.ten import thuc_hien
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import DeAn, HieuQua, NopNghiemThu, YeuCauBoSung
from khuyencong.quyen_tep import HO_SO_THANH_TRA, duoc_lap_ho_so

LOAI_VIEC = HO_SO_THANH_TRA
ZIP = "application/zip"
MUC_LUC = "00-muc-luc.pdf"
BAN_KE = "manifest.json"
_KHOA = f"{LOAI_VIEC}:"
# Zip keeps local time of each member; one fixed moment makes equal contents equal bytes.
_LUC_CO_DINH = (1980, 1, 1, 0, 0, 0)
_NHOM = {
    "1": "01-dang-ky", "2": "01-dang-ky", "11": "01-dang-ky",
    "4a": "02-tham-dinh", "4b": "02-tham-dinh", "bien-ban-tham-dinh": "02-tham-dinh",
    "to-trinh": "03-phe-duyet", "quyet-dinh": "03-phe-duyet",
    "3a": "05-thuc-hien", "3b": "05-thuc-hien",
    "qd-dieu-chinh": "05-thuc-hien", "qd-ngung": "05-thuc-hien",
    "5a": "06-nghiem-thu", "5b": "06-nghiem-thu", "5c": "06-nghiem-thu",
    "6": "07-quyet-toan", "7": "07-quyet-toan", "8a": "07-quyet-toan", "8b": "07-quyet-toan",
    "9": "07-quyet-toan", "10": "07-quyet-toan",
}  # fmt: skip


@dataclass(frozen=True)
class ThanhPhan:
    """One member of the zip."""

    duong_dan: str
    mo_ta: str
    noi_dung: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.noi_dung).hexdigest()


@transaction.atomic
def yeu_cau_ho_so(de_an: DeAn, *, by: Any) -> CongViec:
    """Queue the build of the inspection file of one đề án; an open job is returned instead.

    An open job that shows no life (its message or its worker was lost) is queued again.
    Raises PermissionDenied without the right or outside scope.
    """
    from khuyencong.tasks import dung_ho_so_thanh_tra

    if not (by.is_active and by.has_perm("khuyencong.view_dean") and duoc_lap_ho_so(by)):
        raise PermissionDenied("Tài khoản của bạn không có quyền lập hồ sơ thanh tra.")
    if not DeAn.objects.visible_to(by).filter(pk=de_an.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    viec, moi = tao_cong_viec(
        loai=LOAI_VIEC,
        ten=f"Hồ sơ thanh tra {de_an.ma}",
        khoa=f"{_KHOA}{de_an.pk}",
        by=by,
        don_vi=de_an.don_vi,
    )
    song = viec.nhip_tim or viec.tao_luc
    if moi or song < timezone.now() - timedelta(seconds=settings.VIEC_TREO_SAU):
        transaction.on_commit(lambda: dung_ho_so_thanh_tra.delay(viec.pk))
    return viec


def viec_cuoi(de_an: DeAn) -> CongViec | None:
    """The last job of a đề án: open, failed, or done with its file as ``ket_qua``."""
    return (
        CongViec.objects.filter(loai=LOAI_VIEC, khoa=f"{_KHOA}{de_an.pk}")
        .select_related("ket_qua", "nguoi_tao")
        .order_by("-pk")
        .first()
    )


def dung_ho_so(viec_id: int) -> CongViec:
    """Build the file of a queued job; called again for a finished job it does nothing.

    Raises ValidationError naming every stored file that is lost or changed; the job then failed.
    """
    khoa = CongViec.objects.values_list("khoa", flat=True).get(pk=viec_id, loai=LOAI_VIEC)
    de_an_id = int(khoa.removeprefix(_KHOA))
    return chay_cong_viec(viec_id, lambda tien_do: _lam(viec_id, de_an_id, tien_do))


def _lam(viec_id: int, de_an_id: int, tien_do: TienDo) -> Tep:
    de_an = DeAn.objects.select_related("thuc_hien", "don_vi").get(pk=de_an_id)
    tien_do.bao(10, "Đọc hồ sơ.")
    noi_dung = dong_goi(de_an)
    tien_do.bao(90, f"Đã đóng gói {len(noi_dung)} byte, đang lưu.")
    by = CongViec.objects.select_related("nguoi_tao").get(pk=viec_id).nguoi_tao
    with transaction.atomic():
        tep = luu_tep(
            noi_dung,
            loai=HO_SO_THANH_TRA,
            ten=f"ho-so-thanh-tra-{de_an.ma}.zip",
            kieu_noi_dung=ZIP,
            by=by,
            don_vi=de_an.don_vi,
            doi_tuong=de_an,
        )
        # About the file, not the đề án: making the extract must not change the next one.
        ghi("hosothanhtra.lap", tep, by=by, du_lieu={"de_an": de_an.ma, "sha256": tep.sha256})
    return tep


def dong_goi(de_an: DeAn, *, ve: Callable[..., bytes] = ve) -> bytes:
    """The zip of one đề án; the same bytes as long as its records are the same.

    ``ve`` draws one paper, as ``giay_to.ve``.
    Raises ValidationError naming every stored file that is lost or changed on disk.
    """
    cac_su_kien = list(
        SuKien.objects.filter(
            doi_tuong_loai=DeAn._meta.label_lower, doi_tuong_id=str(de_an.pk)
        ).order_by("chuoi", "so")
    )
    # Papers are drawn as of the last thing that happened, whenever the file is asked for.
    luc = max((s.luc for s in cac_su_kien), default=de_an.tao_luc)
    h = doc_ho_so(de_an, hom_nay=timezone.localdate(luc))
    cac = [
        *_giay_to(h, ve),
        *_tep_da_nop(h),
        ThanhPhan("08-so-cai/so-cai.csv", "Sổ cái kinh phí, mọi bút toán", _so_cai(h)),
        ThanhPhan("09-du-lieu/ho-so.json", "Dữ liệu của hồ sơ trong hệ thống", _du_lieu(h)),
        ThanhPhan("10-nhat-ky/nhat-ky.json", "Trích nhật ký sự kiện, kèm mã băm",
                  _nhat_ky(cac_su_kien)),
    ]  # fmt: skip
    cac.sort(key=lambda t: t.duong_dan)
    cac.insert(0, ThanhPhan(MUC_LUC, "Mục lục", _muc_luc(h, cac)))
    return _nen([*cac, ThanhPhan(BAN_KE, "Bản kê mã băm", _ban_ke(h, cac))])


def _giay_to(h: HoSo, ve: Callable[..., bytes]) -> Iterator[ThanhPhan]:
    dem: dict[str, int] = {}
    for g in danh_sach_giay_to(h):
        dem[g.ma] = dem.get(g.ma, 0) + 1
        ten = f"{_NHOM[g.ma]}/{GIAY_TO[g.ma].ma_tep}-{dem[g.ma]}.pdf"
        yield ThanhPhan(ten, g.ten, ve(g.ma, h, **g.tham_so))


def _ten_tep(ten: str) -> str:
    """A stored name that is safe in any archive: ASCII, no folder, its extension kept."""
    than, cham, duoi = ten.rpartition(".")
    gon = [re.sub(r"[^a-z0-9]+", "-", khoa_tim(p)).strip("-")[:60] for p in (than or duoi, duoi)]
    return f"{gon[0] or 'tep'}.{gon[1][:8]}" if cham and gon[1] else gon[0] or "tep"


def _da_nop(h: HoSo) -> list[NopNghiemThu]:
    """Every minute of acceptance handed in, also those that wait or were sent back."""
    return list(NopNghiemThu.objects.filter(hop_dong__de_an=h.de_an).order_by("pk"))


def _tep_da_nop(h: HoSo) -> list[ThanhPhan]:
    """Every uploaded file: documents of the checklist, signed minutes, contracts, acceptances.

    The scan of a minute taken into the books stands with its acceptance.
    """
    can = [
        *((t.tep_id, "04-tai-lieu-nop", f"{t.ma} – {t.ten}") for t in h.tai_lieu),
        *((t.tep_ky_id, "02-tham-dinh", f"Bản ký: {t}") for t in h.tham_dinh),
        *((d.tep_id, "05-thuc-hien", f"Bản ký: {d}") for d in h.hop_dong),
        *((n.tep_id, "06-nghiem-thu", f"Bản ký: {n}") for n in h.nghiem_thu),
        *(
            (n.tep_id, "06-nghiem-thu", f"Hồ sơ đã nộp, {n.get_trang_thai_display().lower()}: {n}")
            for n in _da_nop(h)
            if n.nghiem_thu_id is None
        ),
    ]
    cac_tep = Tep.objects.in_bulk({i for i, _, _ in can if i})
    kq: list[ThanhPhan] = []
    loi: list[str] = []
    for tep_id, nhom, mo_ta in can:
        if not tep_id:
            continue
        tep = cac_tep[tep_id]
        try:
            noi_dung = doc_tep(tep)
        except FileNotFoundError:
            loi.append(f"Tệp «{tep.ten}» ({mo_ta}) không còn trong kho.")
            continue
        except ValueError as e:
            loi.append(f"{e} ({mo_ta})")
            continue
        thu_tu = sum(k.duong_dan.startswith(f"{nhom}/") for k in kq) + 1
        kq.append(ThanhPhan(f"{nhom}/tep-{thu_tu:03d}-{_ten_tep(tep.ten)}", mo_ta, noi_dung))
    if loi:
        raise ValidationError(loi)
    return kq


def _so_cai(h: HoSo) -> bytes:
    ra = io.StringIO()
    viet = csv.writer(ra, lineterminator="\r\n")
    viet.writerow(
        ["id", "ngay", "loai", "nguon", "nam", "so_tien_dong", "hop_dong", "thu_huong", "dot",
         "chung_tu", "dao_cua", "ly_do", "nguoi", "ghi_luc", "nguoi_ten", "thu_huong_ten"]
    )  # fmt: skip
    nguoi = User.objects.in_bulk({b.nguoi_id for b in h.but_toan if b.nguoi_id})
    ten: dict[int | None, str] = {pk: u.ten_hien_thi for pk, u in nguoi.items()}
    thu_huong: dict[int | None, str] = {t.pk: str(t) for t in h.moi_thu_huong}
    so_hop_dong: dict[int | None, str] = {d.pk: d.so for d in h.hop_dong}
    for b in h.but_toan:
        viet.writerow(
            [b.pk, b.ngay.isoformat(), b.loai, b.nguon, b.nam, int(b.so_tien),
             so_hop_dong.get(b.hop_dong_id, ""), b.thu_huong_id or "", b.dot_id or "", b.chung_tu,
             b.dao_cua_id or "", b.ly_do, b.nguoi_id or "", b.luc.isoformat(),
             ten.get(b.nguoi_id, ""), thu_huong.get(b.thu_huong_id, "")]
        )  # fmt: skip
    # The mark lets spreadsheet programs read Vietnamese letters.
    return ra.getvalue().encode("utf-8-sig")


def _json(du_lieu: Any) -> bytes:
    return (json.dumps(du_lieu, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _du_lieu(h: HoSo) -> bytes:
    phieu = [p.pk for p in h.tham_dinh]
    cac: dict[str, Iterable[Any]] = {
        "de_an": [h.de_an],
        "noi_dung": h.noi_dung,
        # Also those a stop has dropped: «hieu_luc» tells.
        "moi_thu_huong": h.moi_thu_huong,
        "du_toan": h.du_toan,
        "tai_lieu": h.tai_lieu,
        "yeu_cau_bo_sung": YeuCauBoSung.objects.filter(de_an=h.de_an).order_by("pk"),
        "tham_dinh": h.tham_dinh,
        "tieu_chi": [t for p in h.tham_dinh for t in p.tieu_chi.all()] if phieu else [],
        "thanh_vien_hop": [t for p in h.tham_dinh for t in p.thanh_vien.all()] if phieu else [],
        "hop_dong": h.hop_dong,
        "tien_do": h.tien_do,
        "nghiem_thu": h.nghiem_thu,
        "nop_nghiem_thu": _da_nop(h),
        "chung_tu": h.chung_tu,
        "phai_hoan_tra": h.hoan_tra,
        "dieu_chinh": h.dieu_chinh,
        "hieu_qua": HieuQua.objects.filter(thu_huong__noi_dung__de_an=h.de_an).order_by("pk"),
    }
    return _json(
        {ten: json.loads(serializers.serialize("json", rows)) for ten, rows in cac.items()}
    )


def _nhat_ky(cac_su_kien: list[SuKien]) -> bytes:
    """Events as they were hashed: bam = SHA-256(bam_truoc, newline, canonical JSON)."""
    return _json(
        [{"noi_dung": s.noi_dung(), "bam_truoc": s.bam_truoc, "bam": s.bam} for s in cac_su_kien]
    )


def _muc_luc(h: HoSo, cac: list[ThanhPhan]) -> bytes:
    # A hash is one word of 64 letters; in four groups it fits a column.
    hang = tuple(
        Hang(
            (
                str(stt), t.duong_dan, t.mo_ta, len(t.noi_dung),
                " ".join(t.sha256[i : i + 16] for i in range(0, 64, 16)),
            )
        )
        for stt, t in enumerate(cac, 1)
    )  # fmt: skip
    bang = BangSoLieu(
        tieu_de=f"Danh mục {len(cac)} tệp trong hồ sơ",
        cot=(
            Cot("STT", kieu="stt", rong=11),
            Cot("Tệp", kieu="chu", rong=68),
            Cot("Nội dung", kieu="chu", rong=78),
            Cot("Số byte", rong=20),
            Cot("SHA-256", kieu="chu", rong=75),
        ),
        hang=hang,
    )
    don_vi = thuc_hien(h)
    return render_pdf(
        "khuyencong/giay_to/muc_luc.html",
        {
            "de_an": h.de_an, "don_vi": don_vi, "bang": bang, "ban_ke": BAN_KE,
            "minh_hoa": h.de_an.minh_hoa, "ngay": h.hom_nay,
        },
        tieu_de=f"Hồ sơ thanh tra {h.de_an.ma}",
        tac_gia=don_vi,
        tu_khoa=("HO-SO-THANH-TRA", h.de_an.ma),
    )  # fmt: skip


def _ban_ke(h: HoSo, cac: list[ThanhPhan]) -> bytes:
    return _json(
        {
            "phien_ban": 1,
            "de_an": {"ma": h.de_an.ma, "ten": h.de_an.ten},
            "so_lieu_den": h.hom_nay.isoformat(),
            "nhat_ky": "10-nhat-ky/nhat-ky.json",
            "tep": [
                {"duong_dan": t.duong_dan, "mo_ta": t.mo_ta, "kich_thuoc": len(t.noi_dung),
                 "sha256": t.sha256}
                for t in cac
            ],
        }
    )  # fmt: skip


def _nen(cac: list[ThanhPhan]) -> bytes:
    """Stored, not deflated: papers and scans are packed already, and the bytes stay the same
    under every version of zlib.
    """
    ra = io.BytesIO()
    with zipfile.ZipFile(ra, "w", zipfile.ZIP_STORED) as z:
        for t in cac:
            muc = zipfile.ZipInfo(t.duong_dan, _LUC_CO_DINH)
            muc.external_attr = 0o644 << 16
            z.writestr(muc, t.noi_dung)
    return ra.getvalue()
