"""The plan in the columns of Mẫu 2 (TT 36/2013/TT-BCT): each row a draft, the file whole or not.

Year, source and unit of money stand in the head of the form; amounts are kept in whole đồng.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from cucctdp.donvi.models import CoSo, DonViHanhChinh, ToChuc
from cucctdp.formats.chu import khoa_tim
from cucctdp.imports.chuyen_doi import chu
from cucctdp.imports.dang_ky import Cot, DauTep, DongDoc, GiaTri, SoDangKy, dang_ky, muc_loi
from cucctdp.imports.ghep_cot import la_tieu_de
from cucctdp.imports.nhap_tep.tra_cuu import TraTinh, pham_vi_phien
from khuyencong.choices import NGUON_KHUYEN_CONG, Nguon
from khuyencong.models import DeAn
from khuyencong.nhap_tep import soat, soat_luat, trang_thai
from khuyencong.nhap_tep.doc_o import (
    TRIEU,
    doc_dau_bieu,
    gon,
    khoang_ngay,
    ma_de_an,
    so_tien,
    tach_noi_dung,
    van_ban,
)
from khuyencong.nhap_tep.tra_cuu import NguCanh
from khuyencong.services.de_an import phan_mo
from khuyencong.services.mau_2 import lap_tu_mau_2, sua_theo_mau_2, xoa_ban_nhap

_TONG = {"cong", "tong", "tong cong", "tong so"}
_DAI = 20_000


def _tien(ten: str, nhan: str, *dong_nghia: str, **khac: Any) -> Cot:
    return Cot(
        ten=ten,
        nhan=f"{nhan} (triệu đồng)",
        doi=so_tien,
        dong_nghia=dong_nghia,
        truong=ten != "tong",
        la_so=True,
        huong_dan="Theo đơn vị ghi ở đầu biểu; bỏ trống nếu không có.",
        **khac,
    )


@dang_ky
class SoMau2(SoDangKy):
    ma = "mau_2"
    ten = "Biểu tổng hợp đề án (Mẫu 2)"
    mo_hinh = DeAn
    quyen = "imports.nhap_de_an"
    cot_khoa = "ten"
    co_dinh = True
    ca_tep = True
    so_huu = ("cac_noi_dung",)
    gioi_thieu = (
        "Mỗi dòng một đề án, đúng các cột của Mẫu 2 TT 36/2013/TT-BCT. Đầu biểu phải ghi năm kế "
        "hoạch, «khuyến công quốc gia» hoặc «khuyến công địa phương», và đơn vị tính (không ghi: "
        "triệu đồng). Dòng mới thành đề án đang soạn; cả tệp đúng mới được ghi."
    )
    ten_loi = soat.TEN_LOI
    truong = (
        "nam",
        "nguon",
        "don_vi_id",
        "ten",
        "thuc_hien_id",
        "thu_huong",
        "dia_diem",
        "muc_tieu",
        "noi_dung",
        "quy_mo",
        "tu_ngay",
        "den_ngay",
        *trang_thai.TIEN,
        "can_cu_uu_tien",
    )
    cot = (
        Cot(ten="stt", nhan="STT", doi=chu(20), truong=False, dong_nghia=("số TT", "TT")),
        Cot(
            ten="ten",
            nhan="Tên đề án",
            doi=chu(500),
            bat_buoc=True,
            dong_nghia=("tên đề án, nhiệm vụ", "đề án"),
            vi_du="Hỗ trợ ứng dụng máy sấy chè",
        ),
        Cot(
            ten="thuc_hien",
            nhan="Đơn vị thực hiện",
            doi=chu(260),
            bat_buoc=True,
            truong=False,
            vi_du="Trung tâm Khuyến công và Xúc tiến thương mại Gia Lai",
            huong_dan="Tên hoặc mã trong danh mục tổ chức.",
        ),
        Cot(
            ten="thu_huong",
            nhan="Đơn vị thụ hưởng",
            doi=van_ban(2000),
            vi_du="Công ty TNHH Chè Bàu Cạn (MST 5900123456)",
            huong_dan="Cơ sở đã có trong danh mục, kèm mã số thuế. Đề án nhóm: để trống.",
        ),
        Cot(
            ten="dia_diem",
            nhan="Địa điểm",
            doi=van_ban(2000),
            bat_buoc=True,
            dong_nghia=("địa điểm thực hiện",),
            vi_du="Xã Bàu Cạn, Gia Lai",
            huong_dan="Xã, phường nơi sản xuất, rồi tỉnh; đề án nhóm chỉ cần tỉnh.",
        ),
        Cot(
            ten="muc_tieu_ca",
            nhan="Mục tiêu, nội dung, quy mô",
            doi=van_ban(_DAI),
            bat_buoc=True,
            truong=False,
            vi_du="Mục tiêu: …  Nội dung: KT4 – Máy sấy chè (1 cơ sở)  Quy mô: …",
        ),
        Cot(
            ten="thoi_gian",
            nhan="Thời gian",
            doi=khoang_ngay,
            bat_buoc=True,
            truong=False,
            dong_nghia=("thời gian thực hiện", "thời gian từ đến", "thời gian từ – đến"),
            vi_du="15/01/2026–30/11/2026",
        ),
        _tien("tong", "Tổng kinh phí", "tổng số", "tổng cộng", bat_buoc=True),
        _tien("kcqg", "KCQG", "kinh phí KCQG", "khuyến công quốc gia"),
        _tien("kcdp", "KCĐP", "kinh phí KCĐP", "khuyến công địa phương"),
        _tien("doi_ung", "Đối ứng", "kinh phí đối ứng", "thụ hưởng"),
        _tien("khac", "Nguồn khác", "khác", "lồng ghép, khác"),
        Cot(
            ten="can_cu_uu_tien",
            nhan="Ưu tiên (địa bàn, ngành)",
            doi=chu(255),
            dong_nghia=("ưu tiên",),
        ),
        Cot(ten="ghi_chu", nhan="Ghi chú", doi=chu(500), truong=False),
    )

    # -- reading ---------------------------------------------------------------------------
    def ngu_canh(self, by: Any, don_vi: Any = None) -> NguCanh:
        return NguCanh(by, pham_vi_phien(by, don_vi), don_vi_dau=don_vi.pk if don_vi else None)

    def soat_dau(self, dau: DauTep, nc: NguCanh) -> list[dict[str, Any]]:
        """Year, source and unit of money; each must be told once."""
        doc = doc_dau_bieu([c for _, o in dau.tren for c in o if c], dau.tieu_de)
        loi = []

        def bao(ma: str, cau: str) -> None:
            loi.append(muc_loi(o=f"A{max(1, dau.dong - 1)}", ma=ma, thong_diep=cau))

        if len(doc.nam) == 1:
            (nc.nam,) = doc.nam
        elif doc.nam:
            cac = ", ".join(map(str, sorted(doc.nam)))
            bao("dau_bieu", f"Đầu biểu ghi nhiều năm ({cac}); chỉ ghi một «năm …» kế hoạch.")
        else:
            bao("dau_bieu", "Phần trên tiêu đề chưa ghi năm kế hoạch, ví dụ «năm 2026».")
        if len(doc.nguon) == 1:
            (nc.nguon,) = doc.nguon
        else:
            bao(
                "dau_bieu",
                "Phần trên tiêu đề phải ghi đúng một chế độ: «khuyến công quốc gia» hoặc «khuyến "
                "công địa phương».",
            )
        if len(doc.don_vi_tien) > 1:
            bao("dau_bieu", "Đầu biểu và tiêu đề cột ghi các đơn vị tính tiền khác nhau.")
        nc.don_vi_tien = next(iter(doc.don_vi_tien)) if len(doc.don_vi_tien) == 1 else TRIEU
        return loi

    def la_dong_phu(self, o: Sequence[str]) -> bool:
        """The total at the foot, and the second storey of the heading."""
        chu_dau = next((c for c in o if c), "")
        return khoa_tim(gon(chu_dau)).rstrip(":") in _TONG or la_tieu_de(self, o)

    def hoan_thien(self, dong: DongDoc, nc: NguCanh) -> None:
        g = dong.gia_tri
        if nc.nam:
            g["nam"] = nc.nam
        if nc.nguon:
            g["nguon"] = nc.nguon
        soat.dia_diem(dong, nc)
        soat.thuc_hien(dong, nc)
        soat.thu_huong(dong, nc)
        soat.noi_dung(dong, nc)
        soat.thoi_gian(dong)
        soat.tien(dong, nc)
        ten = ""
        if g.get("ten"):
            ten = ":".join(
                str(p)
                for p in ("n", g.get("nam"), g.get("nguon"), g.get("don_vi_id"),
                          g.get("thuc_hien_id"), khoa_tim(g["ten"])[:200])
            )  # fmt: skip
        ma = ma_de_an(g.get("ghi_chu", ""))
        dong.khoa, dong.khoa_phu = (f"m:{ma}", ten) if ma else (ten, "")
        if not ma:
            soat_luat.soat(dong, nc)
        if g.get("ghi_chu") and gon(g["ghi_chu"]) not in (ma, f"Mã {ma}"):
            cau = "Ghi chú chỉ dùng để nhận ra đề án theo mã; phần chữ khác không được lưu."
            dong.bao("ghi_chu", "ghi_chu_bo", cau, muc="canh_bao")

    def tim_dich(self, cac_dong: Sequence[DongDoc], nc: NguCanh) -> None:
        """By the code in the note, else by year, source, province, unit and name."""
        ma = {d.khoa[2:] for d in cac_dong if d.khoa.startswith("m:")}
        theo_ma = dict(self.queryset(nc.by).filter(ma__in=ma).values_list("ma", "pk"))
        theo_ten: dict[str, list[int]] = {}
        thuc_hien = {d.gia_tri["thuc_hien_id"] for d in cac_dong}
        nam = {d.gia_tri["nam"] for d in cac_dong if "nam" in d.gia_tri}
        hien_nay = trang_thai.tinh_hien_nay()
        for pk, *phan, ten in (
            self.queryset(nc.by)
            .filter(nam__in=nam, thuc_hien__in=thuc_hien)
            .values_list("pk", "nam", "nguon", "don_vi", "thuc_hien", "ten")
        ):
            phan[2] = hien_nay.get(phan[2], phan[2])
            khoa = ":".join(map(str, ("n", *phan, khoa_tim(ten)[:200])))
            theo_ten.setdefault(khoa, []).append(pk)
        for d in cac_dong:
            if d.khoa.startswith("m:"):
                d.dich = theo_ma.get(d.khoa[2:])
                if d.dich is None:
                    cau = f"Không có đề án mã {d.khoa[2:]} trong phạm vi của bạn."
                    d.bao("ghi_chu", "ma_khong_co", cau)
                continue
            cac = theo_ten.get(d.khoa, [])
            if len(cac) > 1:
                cau = f"Đã có {len(cac)} đề án cùng tên. Ghi mã đề án ở cột «Ghi chú»."
                d.bao("ten", "nhieu_ban_ghi", cau)
            d.dich = cac[0] if len(cac) == 1 else None
        self._soat_dich([d for d in cac_dong if not d.co_loi], nc)

    def _soat_dich(self, cac_dong: Sequence[DongDoc], nc: NguCanh) -> None:
        """What the form may set: a new đề án of one row, or the open parts of one with one row."""
        dich = [d.dich for d in cac_dong if d.dich is not None]
        truoc = trang_thai.doc_trang_thai(dich)
        de_an = {d.pk: d for d in DeAn.objects.filter(pk__in=dich)}
        for d in cac_dong:
            if d.dich is None:
                soat.de_an_moi(d)
                soat_luat.tach(d, nc)
                continue
            t = truoc[d.dich]
            doi = {k for k, v in d.gia_tri.items() if k in self.truong and t[k] != v}
            if doi and d.khoa.startswith("m:"):
                soat_luat.soat(d, nc)
            if doi:
                soat.de_an_cu(d, doi, t, mo=bool(phan_mo(de_an[d.dich])), de_an=de_an[d.dich])

    def doc_trang_thai(self, cac_pk: Iterable[int], *, khoa: bool = False) -> dict[int, GiaTri]:
        cac = list(cac_pk)
        if khoa:
            rows = DeAn.objects.filter(pk__in=cac).order_by("pk")
            list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
        return trang_thai.doc_trang_thai(cac)

    # -- writing ---------------------------------------------------------------------------
    def tao(self, cac_gia_tri: Sequence[GiaTri], *, by: Any) -> list[int]:
        return [
            lap_tu_mau_2(g, cac_noi_dung=_noi_dung(g["noi_dung"]), by=by).pk for g in cac_gia_tri
        ]

    def sua(self, cac_sua: Mapping[int, GiaTri], *, by: Any) -> None:
        truoc = trang_thai.doc_trang_thai(cac_sua)
        for de_an in DeAn.objects.filter(pk__in=cac_sua).order_by("pk"):
            doi = {k: v for k, v in cac_sua[de_an.pk].items() if truoc[de_an.pk][k] != v}
            noi_dung = _noi_dung(doi["noi_dung"]) if "noi_dung" in doi else None
            sua_theo_mau_2(de_an, doi, cac_noi_dung=noi_dung, by=by)

    def xoa(self, cac_pk: Sequence[int], *, by: Any) -> None:
        for de_an in DeAn.objects.filter(pk__in=cac_pk).order_by("pk"):
            xoa_ban_nhap(de_an, by=by)

    # -- export and words ------------------------------------------------------------------
    def dau_xuat(self, queryset: models.QuerySet) -> list[str]:
        cac = set(queryset.order_by().values_list("nam", "nguon").distinct())
        if len(cac) != 1:
            raise ValidationError(
                "Mẫu 2 là biểu của một năm và một chế độ. Hãy lọc danh sách theo một năm kế hoạch "
                "và một chế độ (quốc gia hoặc địa phương) rồi xuất."
            )
        ((nam, nguon),) = cac
        return [
            "Mẫu 2 (TT 36/2013/TT-BCT)",
            f"BIỂU TỔNG HỢP ĐỀ ÁN: KẾ HOẠCH {Nguon(nguon).label.upper()} NĂM {nam}",
            "Đơn vị tính: triệu đồng",
        ]

    def dau_mau(self) -> list[str]:
        nguon, nam = Nguon.KCQG.label.upper(), timezone.localdate().year + 1
        return [
            "Mẫu 2 (TT 36/2013/TT-BCT)",
            f"BIỂU TỔNG HỢP ĐỀ ÁN: KẾ HOẠCH {nguon} NĂM {nam}",
            "Đơn vị tính: triệu đồng",
        ]

    def dong_xuat(self, queryset: models.QuerySet) -> Iterator[Mapping[str, str]]:
        return trang_thai.dong_xuat(queryset, TraTinh().ten)

    def nhan_truong(self, truong: str) -> str:
        rieng = {
            "nam": "Năm kế hoạch",
            "nguon": "Chế độ",
            "don_vi_id": "Tỉnh, thành phố",
            "thuc_hien_id": "Đơn vị thực hiện",
            "muc_tieu": "Mục tiêu",
            "noi_dung": "Nội dung",
            "quy_mo": "Quy mô",
            "tu_ngay": "Từ ngày",
            "den_ngay": "Đến ngày",
        }
        return rieng.get(truong) or super().nhan_truong(truong)

    def hien(self, truong: str, cac_gia_tri: set[Any]) -> Mapping[Any, str]:
        if truong == "nguon":
            return {n.value: str(n.label) for n in NGUON_KHUYEN_CONG}
        if truong == "don_vi_id":
            rows = DonViHanhChinh.objects.filter(pk__in=cac_gia_tri)
            return dict(rows.values_list("pk", "ten_goi"))
        if truong == "thuc_hien_id":
            rows = ToChuc.objects.filter(pk__in=cac_gia_tri)
            return dict(rows.values_list("pk", "ten_goi"))
        if truong == "thu_huong":
            so = {int(c) for g in cac_gia_tri for c in g.split(",") if c}
            ten = dict(CoSo.objects.filter(pk__in=so).values_list("pk", "ten"))
            return {
                g: "; ".join(ten.get(int(c), c) for c in g.split(",") if c) for g in cac_gia_tri
            }
        if truong == "dia_diem":
            dia = trang_thai.GhiDia(TraTinh().ten)
            return {g: dia.dia_diem(g, None) if g else "" for g in cac_gia_tri}
        if truong in ("tu_ngay", "den_ngay"):
            return {g: "/".join(reversed(g.split("-"))) for g in cac_gia_tri}
        if truong in trang_thai.TIEN:
            return {g: soat.trieu_chu(g) for g in cac_gia_tri}
        return {g: str(g) for g in cac_gia_tri}


def _noi_dung(chu_o: str) -> list[dict[str, Any]]:
    return [
        {"noi_dung": n.ma, "ten": n.ten, "so_luong": n.so_luong, "don_vi_tinh": n.don_vi_tinh}
        for n in tach_noi_dung(chu_o)
    ]
