"""The list of winners an office kept: districts, old provinces, groups of 2014, «nt», text dates.

A table of an office, not a form: columns are matched, what it leaves open is asked cell by cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models

from cucctdp.donvi.models import DonViHanhChinh, Xa
from cucctdp.imports.choices import KetLuan
from cucctdp.imports.dang_ky import DauTep, DongDoc, GiaTri, SoDangKy, dang_ky, muc_loi
from cucctdp.imports.models import DongNhap
from cucctdp.imports.nhap_tep.tra_cuu import pham_vi_phien
from sanpham_tieubieu.choices import Cap, KhuVuc
from sanpham_tieubieu.models import DanhHieuCu, SanPham
from sanpham_tieubieu.nhap_tep import doc_o, soat
from sanpham_tieubieu.nhap_tep.cot import COT
from sanpham_tieubieu.nhap_tep.tra_cuu import NguCanh
from sanpham_tieubieu.services import danh_hieu_cu

R55 = "R55"
# Cells that «nt» fills from the row above.
_NHU_TREN = ("ten_co_so", "dia_chi", "huyen", "tinh", "nhom", "quyet_dinh_so", "quyet_dinh_ngay",
             "het_han", "giai", "nam", "cap")  # fmt: skip


@dang_ky
class SoDanhHieuCu(SoDangKy):
    ma = "danh_hieu_cu"
    ten = "Sản phẩm đã được công nhận các năm trước"
    mo_hinh = DanhHieuCu
    quyen = danh_hieu_cu.QUYEN
    cot_khoa = "ten_san_pham"
    bang_tu_do = True
    ma_ca_tep = (R55,)
    gioi_thieu = (
        "Mỗi dòng một sản phẩm. Nhận cả danh sách có dòng tên nhóm, tên huyện, ô «nt», tỉnh cũ, "
        "nhóm ghi theo cách gọi năm 2014, ngày ghi bằng chữ. Chỗ chưa rõ được hỏi lại từng ô, sửa "
        "được ngay trên trang; chưa xác nhận thì chưa ghi gì."
    )
    ten_loi = soat.TEN_LOI
    truong = (
        "cap",
        "nam",
        "khu_vuc",
        "don_vi_id",
        "huyen",
        "xa_id",
        "ten_san_pham",
        "ten_co_so",
        "dia_chi",
        "ma_nhom",
        "giai",
        "gcn_so",
        "quyet_dinh_so",
        "quyet_dinh_ngay",
        "het_han",
        "san_pham_id",
    )
    chi_khi_them = ("nguon_tin",)
    cot = COT

    # -- reading ---------------------------------------------------------------------------
    def ngu_canh(self, by: Any, don_vi: Any = None) -> NguCanh:
        return NguCanh(by, pham_vi_phien(by, don_vi), don_vi)

    def soat_dau(self, dau: DauTep, nc: NguCanh) -> list[dict[str, Any]]:
        """Year, level, region of the title; its totals against each other (R55)."""
        nc.dau = doc_o.doc_dau([c for _, o in dau.tren for c in o if c])
        dk, cn = nc.dau.dang_ky, nc.dau.cong_nhan
        if dk is not None and cn is not None and cn > dk:
            cau = f"R55: Đầu bảng ghi công nhận {cn}, vượt số đăng ký {dk}."
            return [muc_loi(o="", ma=R55, thong_diep=cau)]
        return []

    def doc_dong(
        self, o: list[str], anh_xa: Mapping[str, int], nho: dict[str, Any]
    ) -> list[str] | None:
        """Totals and group rows are no records; what a group row says is written into its rows."""
        co = [c for c in o if c]
        if not co or doc_o.la_tong(co):
            return None
        if (huyen := doc_o.ten_huyen(co)) is not None:
            nho["huyen"] = huyen
            return None
        if (nhom := doc_o.ten_nhom(co)) is not None:
            nho["nhom"], so = nhom
            nho["nhom_so"] = "" if so is None else str(so)
            return None
        o = o + [""] * (max(anh_xa.values(), default=0) + 1 - len(o))
        # A row with a group of its own is none of those the group row counted.
        nhom_i = anh_xa.get("nhom")
        cua_nhom = nhom_i is None or not o[nhom_i] or doc_o.nhu_tren(o[nhom_i])
        for cot in ("huyen", "nhom", "nhom_so") if cua_nhom else ("huyen",):
            if (i := anh_xa.get(cot)) is not None and not o[i] and nho.get(cot):
                o[i] = nho[cot]
        truoc = nho.setdefault("truoc", {})
        for cot in _NHU_TREN:
            if (i := anh_xa.get(cot)) is None:
                continue
            if doc_o.nhu_tren(o[i]) and truoc.get(cot):
                o[i] = truoc[cot]
            truoc[cot] = o[i]
        return o

    def hoan_thien(self, dong: DongDoc, nc: NguCanh) -> None:
        g = dong.gia_tri
        for k in [k for k, v in g.items() if v is None]:
            del g[k]
        soat.doc_dong(dong, nc)
        if all(g.get(k) for k in ("cap", "nam", "don_vi_id", "ten_san_pham")):
            dong.khoa = soat.khoa(g["cap"], g["nam"], g["don_vi_id"], g["ten_san_pham"],
                                  g.get("ten_co_so", ""))  # fmt: skip

    def tim_dich(self, cac_dong: Sequence[DongDoc], nc: NguCanh) -> None:
        """The same product of the same establishment in the same year, level and province."""
        nam = {d.gia_tri["nam"] for d in cac_dong}
        don_vi = {d.gia_tri["don_vi_id"] for d in cac_dong}
        co = {
            soat.khoa(*hang): pk
            for pk, *hang in self.queryset(nc.by)
            .filter(nam__in=nam, don_vi__in=don_vi)
            .values_list("pk", "cap", "nam", "don_vi", "ten_san_pham", "ten_co_so")
        }
        for d in cac_dong:
            d.dich = co.get(d.khoa)

    def soat_ca_tep(self, phien_id: int) -> None:
        """Rows of a group against the number its group row told (R55)."""
        nhom: dict[str, list[DongNhap]] = defaultdict(list)
        for d in DongNhap.objects.filter(phien=phien_id).exclude(khoa_phu="").order_by("so"):
            nhom[d.khoa_phu].append(d)
        sua = []
        for khoa_phu, cac in nhom.items():
            _, ten, ghi = khoa_phu.rsplit(":", 2)
            dau = cac[0]
            if not ghi or int(ghi) == len(cac) or R55 in dau.ma_loi:
                continue
            cau = (
                f"R55: Dòng nhóm {ten} ghi {ghi} sản phẩm, bảng có {len(cac)} dòng. Bổ sung dòng "
                "thiếu, hoặc sửa số ở cột «Số sản phẩm ghi ở dòng nhóm»."
            )
            dau.loi.append(muc_loi(o="", cot="nhom_so", ma=R55, thong_diep=cau, gia_tri=ghi))
            dau.ma_loi.append(R55)
            dau.ket_luan = KetLuan.LOI
            sua.append(dau)
        DongNhap.objects.bulk_update(sua, ["loi", "ma_loi", "ket_luan"])

    # -- writing ---------------------------------------------------------------------------
    def tao(self, cac_gia_tri: Sequence[GiaTri], *, by: Any) -> list[int]:
        return danh_hieu_cu.tao_nhieu(cac_gia_tri, by=by)

    def sua(self, cac_sua: Mapping[int, GiaTri], *, by: Any) -> None:
        danh_hieu_cu.sua_nhieu(cac_sua, by=by)

    def xoa(self, cac_pk: Sequence[int], *, by: Any) -> None:
        danh_hieu_cu.xoa_nhieu(cac_pk, by=by)

    # -- export and words ------------------------------------------------------------------
    def dong_xuat(self, queryset: models.QuerySet) -> Iterator[Mapping[str, str]]:
        rows = queryset.select_related("don_vi", "xa")
        for stt, d in enumerate(rows.iterator(2000), 1):
            yield {
                "stt": str(stt),
                "ten_san_pham": d.ten_san_pham,
                "ten_co_so": d.ten_co_so,
                "dia_chi": d.dia_chi,
                "huyen": d.huyen,
                "xa": d.xa.ma if d.xa else "",
                "tinh": d.don_vi.khoa,
                "nhom": d.ma_nhom,
                "cap": d.get_cap_display(),
                "nam": str(d.nam),
                "giai": d.giai,
                "gcn_so": d.gcn_so,
                "quyet_dinh_so": d.quyet_dinh_so,
                "quyet_dinh_ngay": f"{d.quyet_dinh_ngay:%d/%m/%Y}" if d.quyet_dinh_ngay else "",
                "het_han": f"{d.het_han:%d/%m/%Y}" if d.het_han else "",
                "ma_sp": str(d.san_pham_id or ""),
                "nguon_tin": d.nguon_tin,
            }

    def nhan_truong(self, truong: str) -> str:
        rieng = {
            "don_vi_id": "Tỉnh, thành phố",
            "xa_id": "Xã hiện nay",
            "ma_nhom": "Nhóm",
            "khu_vuc": "Khu vực",
            "san_pham_id": "Sản phẩm trong hệ thống",
        }
        return rieng.get(truong) or super().nhan_truong(truong)

    def hien(self, truong: str, cac_gia_tri: set[Any]) -> Mapping[Any, str]:
        co = {g for g in cac_gia_tri if g}
        if truong == "don_vi_id":
            return dict(DonViHanhChinh.objects.filter(pk__in=co).values_list("pk", "ten_goi"))
        if truong == "xa_id":
            return dict(Xa.objects.filter(pk__in=co).values_list("pk", "ten_goi"))
        if truong == "san_pham_id":
            return dict(SanPham.objects.filter(pk__in=co).values_list("pk", "ten"))
        if truong in ("cap", "khu_vuc"):
            loai: Any = Cap if truong == "cap" else KhuVuc
            return {g: str(loai(g).label) for g in co}
        if truong in ("quyet_dinh_ngay", "het_han"):
            return {g: "/".join(reversed(g.split("-"))) for g in co}
        return {g: str(g) for g in co}
