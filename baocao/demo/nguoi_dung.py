"""People of the demo at the web portal: in-process requests through every middleware."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baocao.bang import dung_bang
from baocao.checks import run_checks
from baocao.choices import KY_HIEU_O, KieuSo, TrangThaiO
from baocao.models import BoBaoCao, PhieuBieu, YKien
from baocao.services.nhap_lieu import GhiO
from baocao.services.tai_khoan_mau import MAT_KHAU
from cucctdp.formats.so import dinh_dang

LY_DO = "Biến động do đơn hàng quý này tăng theo mùa vụ, Sở đã rà soát với doanh nghiệp."


class BuocHong(Exception):
    """A step of the demo did not do what it should; the message says what came back."""


def phieu_cua(bo: BoBaoCao, ma: str) -> PhieuBieu:
    """The form as it stands now."""
    return PhieuBieu.objects.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(
        bo=bo, bieu_mau__ma=ma
    )


def chu_cua(o: GhiO) -> str:
    """What a person types for a cell."""
    if o.trang_thai_o != TrangThaiO.CO_GIA_TRI:
        return KY_HIEU_O[TrangThaiO(o.trang_thai_o)]
    return dinh_dang(o.so) if o.so is not None else o.chu


class NguoiDung:
    """A person of the Sở, logged in with a password."""

    def __init__(self, username: str):
        self.client = Client(HTTP_HOST="127.0.0.1", raise_request_exception=True)
        if not self.client.login(username=username, password=MAT_KHAU):
            raise BuocHong(f"Không đăng nhập được tài khoản «{username}».")

    def _gui(self, duong: str, du_lieu: dict[str, Any]) -> None:
        tra = self.client.post(duong, du_lieu)
        if tra.status_code != 302:
            raise BuocHong(f"POST {duong}: {tra.status_code}. {_cau(tra.content.decode())}")

    def go(self, phieu: PhieuBieu, cac_o: Iterable[GhiO]) -> None:
        """Type cells into the grid and save; lists go into their boxes."""
        du_lieu: dict[str, str] = {}
        bang = dung_bang(phieu)
        for o in cac_o:
            khoa = f"{o.chi_tieu}.{o.cot}"
            co = bang.o(o.chi_tieu, o.cot)
            ban = co.phien_ban if co else 0
            dong = bang.dong_cua(o.chi_tieu)
            if dong is not None and dong.chi_tieu.danh_sach:
                if o.cot == bang.cot_chinh[1]:
                    du_lieu |= _danh_sach(khoa, o, ban, dong.chi_tieu.danh_sach["cot"])
            else:
                du_lieu |= {f"o:{khoa}": chu_cua(o), f"g:{khoa}": f"{ban}|"}
        self._gui(f"/so/phieu/{phieu.pk}/", {**du_lieu, "sl": "uoc", "sl_goc": "uoc"})

    def tai_mau(self, bo: BoBaoCao) -> bytes:
        """Download the pre-filled workbook."""
        tra = self.client.get(f"/so/bo/{bo.pk}/excel/mau/")
        if tra.status_code != 200:
            raise BuocHong(f"Tải tệp mẫu: {tra.status_code}.")
        return bytes(tra.content)

    def nap_tep(self, bo: BoBaoCao, noi_dung: bytes) -> None:
        """Upload a filled workbook."""
        tep = SimpleUploadedFile("bao-cao.xlsx", noi_dung)
        tra = self.client.post(f"/so/bo/{bo.pk}/excel/", {"tep": tep})
        if tra.status_code != 200:
            raise BuocHong(f"Nạp tệp Excel: {tra.status_code}. {_cau(tra.content.decode())}")

    def giai_trinh(self, phieu: PhieuBieu) -> int:
        """Explain every warning that asks for it; return how many."""
        can = [v for v in run_checks(dung_bang(phieu)) if v.can_giai_trinh and not v.da_giai_trinh]
        for v in can:
            self._gui(
                f"/so/phieu/{phieu.pk}/giai-trinh/",
                {"quy_tac": v.quy_tac, "chi_tieu": v.chi_tieu, "cot": v.cot, "noi_dung": LY_DO},
            )
        return len(can)

    def buoc_phieu(self, phieu: PhieuBieu, duong: str) -> None:
        """Press a button of a form."""
        self._gui(f"/so/phieu/{phieu.pk}/buoc/{duong}/", {"ly_do": "", "xac_nhan_som": "1"})

    def buoc_bo(self, bo: BoBaoCao, duong: str) -> None:
        """Press a button of the pack."""
        self._gui(f"/so/bo/{bo.pk}/buoc/{duong}/", {"ly_do": ""})

    def tra_loi(self, bo: BoBaoCao, y_kien: YKien, chu: str) -> None:
        """Answer a remark of the Cục."""
        self._gui(f"/so/bo/{bo.pk}/y-kien/{y_kien.pk}/", {"tra_loi": chu})


def _danh_sach(khoa: str, o: GhiO, ban: int, cot: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Boxes of a list; numbers are typed with a decimal comma."""
    la_so = {c["ma"] for c in cot if c["kieu"] != KieuSo.VAN_BAN}
    du_lieu = {f"s:{khoa}": o.trang_thai_o, f"g:{khoa}": f"{ban}||"}
    for i, muc in enumerate(json.loads(o.chu) if o.chu else []):
        for ma, chu in muc.items():
            du_lieu[f"d:{khoa}.{i}.{ma}"] = str(chu).replace(".", ",") if ma in la_so else chu
    return du_lieu


def _cau(html: str) -> str:
    """Refusal sentences of a page, for the terminal."""
    from django.utils.html import strip_tags

    chu = " ".join(strip_tags(html).split())
    vi_tri = max(chu.find("Chưa"), 0)
    return chu[vi_tri : vi_tri + 600]
