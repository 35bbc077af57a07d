"""The 23 steps of a cluster's life as one table (section 2.1 of the domain file).

A step of a procedure may be recorded only when the step before it exists, and not twice; the
number of the document that already stands is told in the refusal (V18).
"""

from __future__ import annotations

from dataclasses import dataclass

from cumcongnghiep.choices import CoQuan
from cumcongnghiep.choices import LoaiVanBan as L


@dataclass(frozen=True)
class BuocCum:
    """One step: its number, its documents, who issues them, which steps must stand before.

    ``truoc``: numbers of the steps that must have a document; ``nhieu``: may be recorded again;
    ``theo_ho_so``: stands in one procedure (thành lập or mở rộng), not in the cluster at large.
    Steps without a document (quy hoạch, hoạt động, lấp đầy) are read off facts.
    """

    so: int
    ten: str
    van_ban: tuple[str, ...]
    ben: str
    truoc: tuple[int, ...] = ()
    nhieu: bool = False
    theo_ho_so: bool = False


BUOC: tuple[BuocCum, ...] = (
    BuocCum(1, "Trong quy hoạch", (), CoQuan.UBND_TINH),
    BuocCum(2, "Văn bản đề nghị đầu tiên", (L.DE_NGHI,), CoQuan.DN, (), True, True),
    BuocCum(3, "Thông báo tiếp nhận", (L.TIEP_NHAN,), CoQuan.UBND_XA, (2,), False, True),
    BuocCum(4, "Trình Sở Công Thương", (L.TRINH_SO,), CoQuan.UBND_XA, (3,), False, True),
    BuocCum(5, "Lấy ý kiến sở, ngành", (L.LAY_Y_KIEN,), CoQuan.SCT, (4,), False, True),
    BuocCum(6, "Lập Hội đồng", (L.HOI_DONG,), CoQuan.UBND_TINH, (5,), False, True),
    BuocCum(7, "Ban hành tiêu chí", (L.TIEU_CHI,), CoQuan.HOI_DONG, (6,), False, True),
    BuocCum(8, "Chấm điểm", (L.CHAM_DIEM,), CoQuan.HOI_DONG, (7,), False, True),
    BuocCum(9, "Báo cáo thẩm định", (L.THAM_DINH,), CoQuan.SCT, (8,), False, True),
    BuocCum(
        10, "Thành lập, mở rộng", (L.THANH_LAP, L.MO_RONG), CoQuan.UBND_TINH, (9,), False, True
    ),
    BuocCum(11, "Quy hoạch chi tiết 1/500", (L.QHCT,), CoQuan.UBND_XA, (10,), True),
    BuocCum(12, "Dự án hạ tầng", (L.DU_AN, L.GCN_DAU_TU), CoQuan.CDT, (11,), True),
    BuocCum(13, "Giải phóng mặt bằng", (L.GPMB,), CoQuan.UBND_XA, (10,), True),
    BuocCum(14, "Cho thuê đất", (L.CHO_THUE_DAT,), CoQuan.UBND_TINH, (13,), True),
    BuocCum(15, "Môi trường", (L.DTM, L.GPMT), CoQuan.CDT, (11,), True),
    BuocCum(16, "Khởi công", (L.KHOI_CONG,), CoQuan.CDT, (12,), True),
    BuocCum(17, "Xây dựng hạ tầng", (L.NGHIEM_THU,), CoQuan.CDT, (16,), True),
    BuocCum(18, "Quy chế dịch vụ công cộng", (L.QUY_CHE,), CoQuan.CDT, (10,), True),
    BuocCum(19, "Thu hút dự án thứ cấp", (), CoQuan.CDT),
    BuocCum(20, "Hoạt động", (), CoQuan.CDT),
    BuocCum(21, "Lấp đầy", (), CoQuan.CDT),
    BuocCum(22, "Điều chỉnh quyết định", (L.DIEU_CHINH, L.GIAO_CDT), CoQuan.UBND_TINH, (10,), True),
    BuocCum(23, "Bãi bỏ, di dời", (L.BAI_BO, L.DI_DOI), CoQuan.UBND_TINH, (), True),
)
THEO_SO = {b.so: b for b in BUOC}
THEO_LOAI = {loai: b for b in BUOC for loai in b.van_ban}
