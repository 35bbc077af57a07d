"""Staged rows as a page shows them: what the file says, what would change, what is wrong."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cucctdp.imports.choices import KetLuan
from cucctdp.imports.dang_ky import SoDangKy
from cucctdp.imports.models import DongNhap, PhienNhap

# Words of the rules, for the filter; a register adds its own in ``ten_loi``.
TEN_LOI = {
    "thieu": "Thiếu ô bắt buộc",
    "trung_trong_tep": "Trùng dòng trong tệp",
    "cong_thuc": "Giống công thức",
    "loi_cong_thuc": "Lỗi công thức Excel",
    "qua_dai": "Quá dài",
    "khong_co_trong_danh_sach": "Không có trong danh sách",
    "khong_ro_co_khong": "Không rõ có hay không",
    "khong_phai_ngay": "Không phải ngày",
    "khong_phai_so": "Không phải số",
    "ngoai_khoang": "Ngoài khoảng cho phép",
    "can_xem_lai": "Đã tự sửa, cần xem lại",
    "ngoai_pham_vi": "Ngoài phạm vi",
    "ma_so_thue_sai": "Mã số thuế sai",
    "dinh_danh_sai": "Số định danh sai",
    "nganh_khong_co": "Mã ngành không có",
    "tinh_khong_ro": "Tỉnh không rõ",
    "xa_khong_co": "Xã, phường không có",
    "xa_mo_ho": "Xã, phường không rõ ở đâu",
    "nhieu_ban_ghi": "Khớp nhiều bản ghi",
    "nhan_theo_ten": "Nhận theo tên và xã",
    "co_the_trung": "Có thể trùng",
    "ma_sai": "Mã sai",
    "cap_tren_khong_co": "Chưa có cấp trên",
    "doi_ten": "Đổi tên",
    "tieu_de_la": "Cột không có trong biểu",
    "tieu_de_trung": "Cột có hai lần",
    "tieu_de_thieu": "Thiếu cột của biểu",
    "bi_tu_choi": "Bị từ chối khi ghi",
}


@dataclass(frozen=True)
class OXem:
    """One field: its name, old words ("" for a new record), new words."""

    nhan: str
    cu: str
    moi: str


@dataclass(frozen=True)
class DongXem:
    dong: DongNhap
    ten: str
    o: list[OXem]
    la_thay_doi: bool


def dong_xem(so: SoDangKy, phien: PhienNhap, cac_dong: Sequence[DongNhap]) -> list[DongXem]:
    """Rows of one page; one query a looked-up field, whatever the number of rows."""
    gia_tri: dict[str, set[Any]] = defaultdict(set)
    for d in cac_dong:
        for k, v in d.sach.items():
            if k in so.truong:
                gia_tri[k] |= {v, d.truoc.get(k)}
    chu = {k: so.hien(k, v - {None}) for k, v in gia_tri.items()}
    nhan = {k: so.nhan_truong(k) for k in gia_tri}
    i_ten = phien.anh_xa.get(so.cot_khoa, 0)

    def words(k: str, v: Any) -> str:
        return "" if v is None else chu[k].get(v, str(v))

    ket_qua = []
    for d in cac_dong:
        if d.so <= phien.dong_tieu_de:
            ket_qua.append(DongXem(d, "Phần đầu biểu", [], False))
            continue
        doi = d.ket_luan == KetLuan.DOI
        o = [
            OXem(nhan[k], words(k, d.truoc.get(k)) if doi else "", words(k, v))
            for k, v in d.sach.items()
            if k in so.truong and (not doi or d.truoc.get(k) != v)
        ]
        ten = d.tho[i_ten] if i_ten < len(d.tho) else ""
        ket_qua.append(DongXem(d, ten, o, doi))
    return ket_qua
