"""Files that a Sở attaches to its petition: PDF, pictures, Word; known by content, not by name."""

import zipfile
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from baocao.choices_theo_doi import TrangThaiKienNghi
from baocao.models import KienNghi
from baocao.services.theo_doi import LOAI_TEP, TEP_TOI_DA, tep_cua
from cucctdp.audit.record import ghi
from cucctdp.files.models import Tep
from cucctdp.files.services import PDF, luu_tep

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SO_TEP_TOI_DA = 10
_GIAI_NEN_TOI_DA = 200 * 1024 * 1024
_DAU = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
CHI_NHAN = "chỉ nhận PDF, ảnh (PNG, JPEG) và Word (.docx) không có macro."


@transaction.atomic
def dinh_kem(kn: KienNghi, *, noi_dung: bytes, ten: str, by: Any) -> Tep:
    """Attach one file to a petition that is not closed; the Cục sees it at once.

    Raises ValidationError with everything wrong, PermissionDenied for others than who may send
    petitions of this province.
    """
    if not by.has_perm("baocao.gui_kiennghi"):
        raise PermissionDenied("Tài khoản của bạn không có quyền gửi kiến nghị.")
    kn = KienNghi.objects.select_for_update(of=("self",)).get(pk=kn.pk)
    pham_vi = by.pham_vi_don_vi()
    if pham_vi is not None and kn.don_vi_id not in pham_vi:
        raise PermissionDenied("Kiến nghị này không thuộc phạm vi của bạn.")
    kieu, loi = xem_tep(noi_dung, ten)
    if kn.trang_thai == TrangThaiKienNghi.DA_DONG:
        loi.append("Kiến nghị đã đóng, không thêm tệp được.")
    da_co = list(tep_cua(kn).values_list("sha256", flat=True))
    if len(da_co) >= SO_TEP_TOI_DA:
        loi.append(f"Kiến nghị đã có {SO_TEP_TOI_DA} tệp; gộp các tệp rồi gửi lại.")
    if loi:
        raise ValidationError(loi)
    tep = luu_tep(
        noi_dung,
        loai=LOAI_TEP,
        ten=ten,
        kieu_noi_dung=kieu,
        by=by,
        don_vi=kn.don_vi,
        doi_tuong=kn,
    )
    if tep.sha256 in da_co:
        raise ValidationError(f"Tệp «{ten}» đã đính kèm rồi.")
    ghi("kiennghi.dinh_kem", kn, by=by, du_lieu={"sha256": tep.sha256, "ten": ten})
    return tep


def xem_tep(noi_dung: bytes, ten: str) -> tuple[str, list[str]]:
    """(content type, faults) of an upload; the type is "" when it is none of those taken."""
    loi = []
    if len(noi_dung) > TEP_TOI_DA:
        loi.append(f"Tệp «{ten}» lớn quá 20 MB. Hãy giảm độ phân giải hoặc tách tệp.")
    if not noi_dung:
        return "", [f"Tệp «{ten}» rỗng (0 byte)."]
    kieu = next((k for dau, k in _DAU if noi_dung.startswith(dau)), "")
    if not kieu and noi_dung.startswith(b"PK\x03\x04") and not loi:
        kieu = DOCX if _la_word(noi_dung) else ""
    if not kieu and not loi:
        loi.append(f"Tệp «{ten}»: {CHI_NHAN}")
    return kieu, loi


def _la_word(noi_dung: bytes) -> bool:
    """A .docx without macros that unpacks to a sane size."""
    try:
        with zipfile.ZipFile(BytesIO(noi_dung)) as goi:
            cac_phan = goi.infolist()
    except (zipfile.BadZipFile, ValueError):
        return False
    ten = {p.filename for p in cac_phan}
    return (
        {"[Content_Types].xml", "word/document.xml"} <= ten
        and not any(t.lower().endswith("vbaproject.bin") for t in ten)
        and sum(p.file_size for p in cac_phan) <= _GIAI_NEN_TOI_DA
        and not any(p.flag_bits & 0x1 for p in cac_phan)
    )
