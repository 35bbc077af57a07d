"""Establishments (cơ sở CNNT): found again by tax code, then by name and commune."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from cucctdp.donvi.choices import LoaiHinhCoSo, QuyMo
from cucctdp.donvi.models import CoSo, TenXa
from cucctdp.donvi.models.co_so import khoa_ten_co_so
from cucctdp.donvi.services import co_so_loat
from cucctdp.imports.chuyen_doi import OSai, chu, co_khong, lua_chon
from cucctdp.imports.dang_ky import Cot, DongDoc, GiaTri, SoDangKy, dang_ky
from cucctdp.imports.nhap_tep.tra_cuu import TraTinh, TraXa, nganh_hien_hanh, pham_vi_phien

_MST = re.compile(r"\d{10}(-\d{3})?|\d{12}")
_KE_TOI_DA = 5


def ma_so_thue(van_ban: str) -> str | tuple[str, str]:
    """Tax code; spaces and dots dropped, the zero that Excel eats is put back with a warning."""
    gon = re.sub(r"[\s.'_]", "", van_ban).replace("–", "-")
    if re.fullmatch(r"\d{13}", gon):
        gon = f"{gon[:10]}-{gon[10:]}"
    if _MST.fullmatch(gon):
        return gon
    if re.fullmatch(r"\d{9}|\d{11}", gon):
        return f"0{gon}", (
            f"Mã số thuế «{van_ban}» thiếu một chữ số, đã thêm số 0 ở đầu thành «0{gon}» "
            "(Excel thường bỏ mất số 0). Hãy đối chiếu lại."
        )
    raise OSai(
        "ma_so_thue_sai",
        f"Mã số thuế «{van_ban[:30]}» không đúng: cần 10 chữ số (chi nhánh thêm «-001»), hoặc 12 "
        "chữ số định danh của chủ hộ kinh doanh.",
    )


def so_dinh_danh(van_ban: str) -> str:
    """Personal number of 12 digits; spaces and dots dropped."""
    gon = re.sub(r"[\s.']", "", van_ban)
    if not re.fullmatch(r"\d{12}", gon):
        raise OSai("dinh_danh_sai", f"Số định danh «{van_ban[:30]}» không đúng: cần 12 chữ số.")
    return gon


@dataclass
class NguCanh:
    pham_vi: set[int] | None
    tinh: TraTinh
    xa: TraXa
    nganh: dict[str, int]


@dang_ky
class SoCoSo(SoDangKy):
    ma = "co_so"
    ten = "Cơ sở công nghiệp nông thôn"
    mo_hinh = CoSo
    quyen = "imports.nhap_co_so"
    cot_khoa = "ten"
    gioi_thieu = (
        "Mỗi dòng một cơ sở. Cơ sở đã có được nhận ra theo mã số thuế; nếu không có mã thì theo "
        "tên và xã, phường."
    )
    truong = (
        "ma_so_thue",
        "ten",
        "loai_hinh",
        "quy_mo",
        "xa_id",
        "dia_chi",
        "nganh_id",
        "chu_so_huu_nu",
        "dan_toc_thieu_so",
        "lang_nghe",
        "chu_co_so",
        "dinh_danh_chu",
        "hop_nhat_vao_id",
    )
    cot = (
        Cot(
            ten="ten",
            nhan="Tên cơ sở",
            doi=chu(255),
            bat_buoc=True,
            dong_nghia=(
                "tên cơ sở CNNT",
                "tên doanh nghiệp",
                "đơn vị",
                "tên đơn vị",
                "họ tên chủ hộ",
            ),
            vi_du="Công ty TNHH Chè Tân Cương",
            huong_dan="Theo giấy đăng ký.",
        ),
        Cot(
            ten="ma_so_thue",
            nhan="Mã số thuế",
            doi=ma_so_thue,
            dong_nghia=("MST", "mã số doanh nghiệp", "mã DN", "số đăng ký"),
            vi_du="4600123456",
            huong_dan="Định dạng cột là Văn bản để không mất số 0 đầu.",
        ),
        Cot(
            ten="loai_hinh",
            nhan="Loại hình",
            doi=lua_chon(
                LoaiHinhCoSo.choices,
                {
                    "DN": "doanh_nghiep",
                    "HTX": "hop_tac_xa",
                    "HKD": "ho_kinh_doanh",
                    "Hộ": "ho_kinh_doanh",
                    "Công ty": "doanh_nghiep",
                    "Hộ cá thể": "ho_kinh_doanh",
                    "THT": "to_hop_tac",
                },
            ),
            dong_nghia=("loại hình cơ sở", "loại hình doanh nghiệp", "hình thức tổ chức"),
            vi_du="Doanh nghiệp",
            huong_dan="Bắt buộc với cơ sở mới: Doanh nghiệp, Hợp tác xã, Hộ kinh doanh…",
        ),
        Cot(
            ten="quy_mo",
            nhan="Quy mô",
            doi=lua_chon(QuyMo.choices),
            dong_nghia=("quy mô doanh nghiệp",),
            vi_du="Nhỏ",
        ),
        Cot(
            ten="tinh",
            nhan="Tỉnh, thành phố",
            doi=chu(100),
            dong_nghia=("tỉnh", "tỉnh/thành phố", "thành phố", "tỉnh/TP"),
            truong=False,
            vi_du="Thái Nguyên",
        ),
        Cot(
            ten="xa",
            nhan="Xã, phường",
            doi=chu(100),
            bat_buoc=True,
            dong_nghia=("xã/phường", "xã", "phường", "xã, phường, đặc khu", "mã xã", "phường/xã"),
            truong=False,
            vi_du="Xã Tân Cương",
            huong_dan="Tên hoặc mã 5 chữ số, nơi đặt xưởng sản xuất.",
        ),
        Cot(
            ten="dia_chi",
            nhan="Địa chỉ sản xuất",
            doi=chu(255),
            dong_nghia=("địa chỉ", "địa điểm sản xuất", "nơi sản xuất"),
            vi_du="Xóm Hồng Thái",
        ),
        Cot(
            ten="nganh_id",
            nhan="Mã ngành",
            doi=chu(20),
            dong_nghia=("mã ngành VSIC", "ngành", "mã ngành kinh tế", "ngành nghề"),
            vi_du="1076",
            huong_dan="Mã ngành kinh tế Việt Nam đang có hiệu lực.",
        ),
        Cot(
            ten="chu_so_huu_nu",
            nhan="Chủ là nữ",
            doi=co_khong,
            dong_nghia=("chủ cơ sở là nữ", "nữ làm chủ", "phụ nữ làm chủ"),
            vi_du="Có",
        ),
        Cot(
            ten="dan_toc_thieu_so",
            nhan="Chủ là người dân tộc thiểu số",
            doi=co_khong,
            dong_nghia=("dân tộc thiểu số", "DTTS"),
            vi_du="Không",
        ),
        Cot(ten="lang_nghe", nhan="Làng nghề", doi=chu(150), dong_nghia=("tên làng nghề",)),
        Cot(
            ten="chu_co_so",
            nhan="Chủ cơ sở",
            doi=chu(120),
            dong_nghia=("người đại diện", "giám đốc", "họ tên chủ cơ sở"),
            vi_du="Nguyễn Thị Lan",
        ),
        Cot(
            ten="dinh_danh_chu",
            nhan="Số định danh của chủ",
            doi=so_dinh_danh,
            dong_nghia=("CCCD", "căn cước", "số định danh cá nhân"),
            vi_du="064185001234",
            huong_dan="12 chữ số, định dạng Văn bản.",
        ),
    )

    def ngu_canh(self, by: Any, don_vi: Any = None) -> NguCanh:
        pham_vi = pham_vi_phien(by, don_vi)
        return NguCanh(pham_vi, TraTinh(), TraXa(pham_vi), nganh_hien_hanh())

    def hoan_thien(self, dong: DongDoc, nc: NguCanh) -> None:
        g = dong.gia_tri
        self._tim_xa(dong, nc)
        if (ma := g.get("nganh_id")) is not None:
            pk = nc.nganh.get(re.sub(r"[.\s]", "", ma))
            if pk is None:
                cau = f"Không có mã ngành «{ma}» trong hệ thống ngành đang có hiệu lực."
                dong.bao("nganh_id", "nganh_khong_co", cau)
                del g["nganh_id"]
            else:
                g["nganh_id"] = pk
        ten = f"n:{g.get('xa_id')}:{khoa_ten_co_so(g['ten'])}" if g.get("ten") else ""
        if g.get("ma_so_thue"):
            dong.khoa, dong.khoa_phu = f"t:{g['ma_so_thue']}", ten
        elif g.get("xa_id"):
            dong.khoa = ten

    def _tim_xa(self, dong: DongDoc, nc: NguCanh) -> None:
        g = dong.gia_tri
        tinh = None
        if chu_tinh := g.get("tinh"):
            tinh = nc.tinh.tim(chu_tinh)
            if tinh is None:
                cau = f"Không nhận ra tỉnh, thành phố «{chu_tinh}». Hãy ghi tên đầy đủ."
                dong.bao("tinh", "tinh_khong_ro", cau)
                return
            if nc.pham_vi is not None and tinh not in nc.pham_vi:
                dong.bao(
                    "tinh",
                    "ngoai_pham_vi",
                    f"«{chu_tinh}» không thuộc phạm vi của phiên nhập này. Hãy bỏ dòng hoặc nhờ "
                    "người phụ trách tỉnh đó nhập.",
                )
                return
        if not (chu_xa := g.get("xa")):
            return
        cac = nc.xa.tim(chu_xa, tinh)
        if len(cac) == 1:
            g["xa_id"] = cac[0]
        elif not cac:
            o_dau = f"ở {nc.tinh.ten[tinh]}" if tinh else "trong các tỉnh thuộc phạm vi của bạn"
            dong.bao(
                "xa",
                "xa_khong_co",
                f"Không có xã, phường «{chu_xa}» {o_dau}. Hãy ghi tên đang dùng từ 01/7/2025 hoặc "
                "mã 5 chữ số.",
            )
        else:
            ke = ", ".join(
                f"{nc.xa.ten_goi[pk]} ({nc.tinh.ten.get(nc.xa.tinh[pk], '')})"
                for pk in cac[:_KE_TOI_DA]
            )
            dong.bao(
                "xa",
                "xa_mo_ho",
                f"Có {len(cac)} nơi tên «{chu_xa}»: {ke}. Hãy ghi thêm cột tỉnh, hoặc mã 5 chữ số.",
            )

    def tim_dich(self, cac_dong: Sequence[DongDoc], nc: NguCanh) -> None:
        theo_mst = {
            mst: (pk, tinh)
            for pk, mst, tinh in CoSo.objects.hien_hanh()
            .filter(ma_so_thue__in={d.gia_tri.get("ma_so_thue") for d in cac_dong} - {None})
            .values_list("pk", "ma_so_thue", "xa__tinh")
        }
        khoa = {d.so: khoa_ten_co_so(d.gia_tri["ten"]) for d in cac_dong}
        theo_ten: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        cung_ten = CoSo.objects.hien_hanh().filter(
            ten_khoa__in=set(khoa.values()), xa__in={d.gia_tri["xa_id"] for d in cac_dong}
        )
        for pk, ten, xa, mst in cung_ten.order_by("pk").values_list(
            "pk", "ten_khoa", "xa", "ma_so_thue"
        ):
            theo_ten[ten, xa].append((pk, mst))
        for d in cac_dong:
            mst = d.gia_tri.get("ma_so_thue")
            if mst in theo_mst:
                pk, tinh = theo_mst[mst]
                if nc.pham_vi is not None and tinh not in nc.pham_vi:
                    d.bao(
                        "ma_so_thue",
                        "ngoai_pham_vi",
                        "Mã số thuế này đã thuộc một cơ sở ngoài phạm vi của bạn. Hãy kiểm tra lại "
                        "mã, hoặc báo Cục để xử lý.",
                    )
                else:
                    d.dich = pk
            else:
                self._theo_ten(d, theo_ten.get((khoa[d.so], d.gia_tri["xa_id"]), []))
            if d.dich is None and not d.co_loi and "loai_hinh" not in d.gia_tri:
                d.bao("loai_hinh", "thieu", "Cơ sở mới phải có «Loại hình». Hãy điền ô này.")

    def _theo_ten(self, d: DongDoc, cac: list[tuple[int, str]]) -> None:
        """By name and commune: a record without tax code may get the row's."""
        co_ma = bool(d.gia_tri.get("ma_so_thue"))
        hop = [pk for pk, mst in cac if not (co_ma and mst)]
        if len(hop) == 1:
            d.dich = hop[0]
            if co_ma:
                cau = f"Nhận là cơ sở số {hop[0]} (cùng tên, cùng xã, chưa có mã số thuế)."
                d.bao("ma_so_thue", "nhan_theo_ten", cau, muc="canh_bao")
        elif hop:
            ke = ", ".join(str(pk) for pk in hop[:_KE_TOI_DA])
            d.bao(
                "ten",
                "nhieu_ban_ghi",
                f"Danh mục có {len(hop)} cơ sở cùng tên, cùng xã (số {ke}). Hãy ghi mã số thuế, "
                "hoặc hợp nhất các bản ghi trùng trước.",
            )
        elif cac:
            cau = f"Có thể trùng với cơ sở số {cac[0][0]}: cùng tên, cùng xã, mã số thuế khác."
            d.bao("ten", "co_the_trung", cau, muc="canh_bao")

    def nhan_truong(self, truong: str) -> str:
        return "Xã, phường" if truong == "xa_id" else super().nhan_truong(truong)

    def dong_xuat(self, queryset: models.QuerySet) -> Iterator[Mapping[str, str]]:
        """Merged duplicates stay out. A commune is named when the name finds it, else coded; an
        activity no longer in force is left empty, and an empty cell changes nothing."""
        tinh, xa, nganh = TraTinh(), TraXa(None), nganh_hien_hanh()
        ten_xa = dict(TenXa.objects.filter(hieu_luc_den=None).values_list("xa", "ten_day_du"))
        ma_xa = {pk: ma for ma, pk in xa.theo_ma.items()}
        ma_nganh = {pk: ma for ma, pk in nganh.items()}
        loai_hinh, quy_mo = dict(LoaiHinhCoSo.choices), dict(QuyMo.choices)

        def noi(pk: int, cua: int) -> str:
            ten = ten_xa.get(pk, "")
            return ten if ten and xa.tim(ten, cua) == [pk] else ma_xa[pk]

        cho_xa: dict[int, str] = {}
        for c in queryset.filter(hop_nhat_vao=None).select_related(None).iterator(2000):
            cua = xa.tinh[c.xa_id]
            if c.xa_id not in cho_xa:
                cho_xa[c.xa_id] = noi(c.xa_id, cua)
            yield {
                "ten": c.ten,
                "ma_so_thue": c.ma_so_thue,
                "loai_hinh": str(loai_hinh[c.loai_hinh]),
                "quy_mo": str(quy_mo[c.quy_mo]),
                "tinh": tinh.ten[cua],
                "xa": cho_xa[c.xa_id],
                "dia_chi": c.dia_chi,
                "nganh_id": ma_nganh.get(c.nganh_id, ""),
                "chu_so_huu_nu": "Có" if c.chu_so_huu_nu else "Không",
                "dan_toc_thieu_so": "Có" if c.dan_toc_thieu_so else "Không",
                "lang_nghe": c.lang_nghe,
                "chu_co_so": c.chu_co_so,
                "dinh_danh_chu": c.dinh_danh_chu,
            }

    def tao(self, cac_gia_tri: Sequence[GiaTri], *, by: Any) -> list[int]:
        return co_so_loat.tao_nhieu(cac_gia_tri, by=by)

    def sua(self, cac_sua: Mapping[int, GiaTri], *, by: Any) -> None:
        co_so_loat.sua_nhieu(cac_sua, by=by)

    def xoa(self, cac_pk: Sequence[int], *, by: Any) -> None:
        co_so_loat.xoa_nhieu(cac_pk, by=by)
