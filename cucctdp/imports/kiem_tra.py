"""Checks of staged rows, a block at a time; the verdict of a row does not depend on its block."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from openpyxl.utils import get_column_letter

from cucctdp.excel.dong import CHUA_TINH, LOI_CONG_THUC
from cucctdp.imports.choices import KetLuan
from cucctdp.imports.chuyen_doi import OSai
from cucctdp.imports.dang_ky import Cot, DauTep, DongDoc, SoDangKy, bam
from cucctdp.imports.ghep_cot import soat_tieu_de
from cucctdp.imports.models import DongNhap, PhienNhap

TRUNG = "trung_trong_tep"
_NHO_TOI_DA = 20_000


class BoKiem:
    """The checker of one session: register, mapping, shared look-ups, memory of cells read."""

    def __init__(self, phien: PhienNhap, so: SoDangKy, *, by: Any) -> None:
        self.phien = phien
        self.so = so
        self.rong = len(phien.tieu_de)
        self.nc = so.ngu_canh(by, phien.don_vi)
        self.by = by
        self.cot: list[tuple[Cot, int, str]] = [
            (c, phien.anh_xa[c.ten], get_column_letter(phien.anh_xa[c.ten] + 1))
            for c in so.cot
            if c.ten in phien.anh_xa
        ]
        self._nho: dict[str, dict[str, Any]] = {c.ten: {} for c, _, _ in self.cot}
        self._loi_dau: list[dict[str, Any]] = []
        tren = [(dong, list(o)) for dong, o in phien.dau_tep]
        dau = DauTep(tren, phien.tieu_de, phien.dong_tieu_de, phien.anh_xa)
        if so.co_dinh:
            self._loi_dau = [*soat_tieu_de(so, dau), *so.soat_dau(dau, self.nc)]
        elif so.bang_tu_do:
            self._loi_dau = so.soat_dau(dau, self.nc)

    def dong_dau(self) -> list[DongNhap]:
        """What is wrong with the head of a fixed form, staged as the row of its heading."""
        if not self._loi_dau:
            return []
        return [
            DongNhap(
                phien=self.phien,
                so=self.phien.dong_tieu_de,
                tho=self.phien.tieu_de,
                ket_luan=KetLuan.LOI,
                loi=self._loi_dau,
                ma_loi=sorted({item["ma"] for item in self._loi_dau}),
            )
        ]

    def kiem(self, khoi: Sequence[tuple[int, list[str]]]) -> list[DongNhap]:
        """Staged rows (unsaved) of a block of (row number, texts), in order."""
        cac_dong = [self._doc(so, tho) for so, tho in khoi]
        for dong in cac_dong:
            self.so.hoan_thien(dong, self.nc)
        self.so.soat_khoi(cac_dong, self.nc)
        self.so.tim_dich([d for d in cac_dong if not d.co_loi], self.nc)
        dich = self.so.doc_trang_thai({d.dich for d in cac_dong if d.dich is not None})
        return [self._ket_luan(d, tho, dich) for d, (_, tho) in zip(cac_dong, khoi, strict=True)]

    def _doc(self, so: int, tho: list[str]) -> DongDoc:
        """Convert every mapped cell; each bad one is told, the others are still read."""
        dong = DongDoc(so=so, gia_tri={})
        o: dict[str, tuple[str, str]] = {}
        dong._o = o
        for cot, i, chu_cot in self.cot:
            chu = tho[i] if i < len(tho) else ""
            # A column that only the staged row has is no cell of the officer's file.
            o[cot.ten] = (f"{chu_cot}{so}" if i < self.rong else "", chu)
            if not chu:
                continue
            kq = self._mot_o(cot, chu)
            if isinstance(kq, OSai):
                dong.bao(cot.ten, kq.ma, str(kq))
            elif isinstance(kq, tuple):
                dong.gia_tri[cot.ten], cau = kq
                dong.bao(cot.ten, "can_xem_lai", str(cau), muc="canh_bao")
            else:
                dong.gia_tri[cot.ten] = kq
        da_bao = {item["cot"] for item in dong.loi}
        for cot in self.so.cot:
            if self.so.co_dinh and cot.ten not in self.phien.anh_xa:
                continue  # told once, at the heading
            if cot.bat_buoc and cot.ten not in dong.gia_tri and cot.ten not in da_bao:
                dong.bao(cot.ten, "thieu", f"Thiếu «{cot.nhan}». Hãy điền ô này.")
        return dong

    def _mot_o(self, cot: Cot, chu: str) -> Any:
        nho = self._nho[cot.ten]
        if chu in nho:
            return nho[chu]
        kq: Any
        if chu in LOI_CONG_THUC:
            kq = OSai("loi_cong_thuc", _CAU_CHUA_TINH if chu == CHUA_TINH else _CAU_CONG_THUC)
        else:
            try:
                kq = cot.doi(chu)
            except OSai as exc:
                kq = exc
        if len(nho) < _NHO_TOI_DA:
            nho[chu] = kq
        return kq

    def _ket_luan(self, dong: DongDoc, tho: list[str], dich: dict[int, Any]) -> DongNhap:
        truoc = dich.get(dong.dich) if dong.dich is not None else None
        so_sanh = {k: v for k, v in dong.gia_tri.items() if k in self.so.truong}
        them = {k: v for k, v in dong.gia_tri.items() if k in self.so.chi_khi_them}
        if dong.co_loi:
            ket_luan = KetLuan.LOI
        elif truoc is None:
            ket_luan = KetLuan.MOI
        elif any(truoc[k] != v for k, v in so_sanh.items()):
            ket_luan = KetLuan.DOI
        else:
            ket_luan = KetLuan.GIONG
        return DongNhap(
            phien=self.phien,
            so=dong.so,
            tho=tho,
            sach=so_sanh if truoc else so_sanh | them,
            ket_luan=ket_luan,
            loi=dong.loi,
            ma_loi=sorted({item["ma"] for item in dong.loi}),
            khoa=dong.khoa,
            khoa_phu=dong.khoa_phu,
            dich_id=dong.dich if truoc is not None else None,
            truoc=truoc or {},
            bam_truoc=bam(truoc) if truoc else "",
        )


_CAU_CHUA_TINH = "Ô có công thức chưa được tính. Hãy mở tệp bằng Excel, bấm Lưu rồi tải lên lại."
_CAU_CONG_THUC = "Ô đang chứa lỗi công thức của Excel. Hãy sửa công thức hoặc gõ lại giá trị."


def danh_dau_trung(phien: PhienNhap, so: SoDangKy) -> None:
    """Tell every row that means the same record as an earlier row; linear in the rows.

    Windows, not joins: the planner does not know yet how many rows were staged, and would loop.
    """
    i = phien.anh_xa.get(so.cot_khoa)
    chu_cot = get_column_letter(i + 1) if i is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH d AS (
                SELECT id, so, khoa, khoa_phu, dich_id FROM imports_dongnhap
                WHERE phien_id = %(phien)s
            ), k AS (
                SELECT id, so, khoa AS k, true AS chinh FROM d WHERE khoa <> ''
                UNION ALL
                SELECT id, so, khoa_phu, false FROM d WHERE khoa_phu <> ''
            ), m AS (
                SELECT id, so, CASE WHEN chinh THEN min(so) OVER (PARTITION BY k)
                    ELSE min(so) FILTER (WHERE chinh) OVER (PARTITION BY k) END AS truoc
                FROM k
                UNION ALL
                SELECT id, so, min(so) OVER (PARTITION BY dich_id) FROM d
                WHERE dich_id IS NOT NULL
            ), trung AS (
                SELECT id, so, min(truoc) AS truoc FROM m WHERE truoc < so GROUP BY id, so
            )
            UPDATE imports_dongnhap x SET
                ket_luan = 'loi',
                ma_loi = array_append(x.ma_loi, %(ma)s),
                loi = x.loi || jsonb_build_array(jsonb_build_object(
                    'cot', %(cot)s::text, 'o', %(chu_cot)s || trung.so, 'ma', %(ma)s::text,
                    'muc', 'loi', 'gia_tri', '',
                    'thong_diep', 'Dòng này và dòng ' || trung.truoc || ' của tệp cùng chỉ một bản '
                    || 'ghi. Hãy xóa một dòng, hoặc sửa cho khác nhau.'))
            FROM trung WHERE x.id = trung.id AND NOT %(ma)s = ANY(x.ma_loi)
            """,
            {
                "phien": phien.pk,
                "ma": TRUNG,
                "cot": so.cot_khoa,
                "chu_cot": chu_cot,
            },
        )
