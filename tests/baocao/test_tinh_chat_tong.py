"""Adding up, as a property of EVERY additive indicator of the templates: regions are the sums of
their provinces, and a total is the same on both boundary bases.
"""

import random
from collections import defaultdict
from decimal import Decimal

import pytest
from django.utils import timezone

from baocao.choices import CachTongHop, KieuCot, TinhHan, TrangThaiBo, TrangThaiO
from baocao.models import BoBaoCao, GiaTri, PhieuBieu
from baocao.services.ky import bieu_cua_ky
from baocao.statistics import bang_so
from cucctdp.donvi.choices import MucDichPhanVung
from cucctdp.donvi.models import DonViHanhChinh, PhanVung, ThanhVienVung
from tests.baocao.so_lieu_mau import ky

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

# A year and a quarter in the 63 units, nine months in the 34; typed additive rows of each.
SO_DONG = {"2024-N": 255, "2025-Q1": 186, "2025-9T": 185}


def dien_du(ma_ky):
    """Every unit files every typed additive row in one column; {(form, row, column): figures}."""
    rd, dong_ky, luc = random.Random(ma_ky), ky(ma_ky), timezone.now()
    don_vi = list(DonViHanhChinh.objects.filter(bo_ma=dong_ky.bo_ma_don_vi))
    cac_bo = BoBaoCao.objects.bulk_create(
        BoBaoCao(
            ky=dong_ky, don_vi=d, trang_thai=TrangThaiBo.TIEP_NHAN, tiep_nhan_luc=luc,
            gui_luc=luc, gui_lan_dau_luc=luc, tinh_han=TinhHan.DUNG_HAN,
        )
        for d in don_vi
    )  # fmt: skip
    o, gia_tri = [], []
    theo_khoa = defaultdict(dict)
    for bieu in bieu_cua_ky(dong_ky):
        cot = next((c.ma for c in bieu.cot.all() if c.kieu_cot == KieuCot.NHAP and _chinh(c)), None)
        cac_ct = [
            ct
            for ct in bieu.chi_tieu.all()
            if ct.tong_hop == CachTongHop.CONG
            and ct.la_so
            and not ct.cong_thuc
            and ct.dung_o_ky(dong_ky.loai)
            and cot not in ct.cot_khong_ap_dung
        ]
        if cot is None or not cac_ct or bieu.la_tinh_toan:
            continue
        phieu = PhieuBieu.objects.bulk_create(PhieuBieu(bo=bo, bieu_mau=bieu) for bo in cac_bo)
        for ct in cac_ct:
            o.append((bieu.ma, ct.ma, cot))
            for p in phieu:
                so = Decimal(rd.randrange(-10 if ct.cho_am else 0, 10**7)).scaleb(-ct.so_le)
                co = rd.random() > 0.05  # the others: không phát sinh, which is 0
                theo_khoa[ct.ma, cot][p.bo.don_vi.khoa] = so if co else Decimal(0)
                gia_tri.append(
                    GiaTri(
                        phieu=p, chi_tieu=ct, cot=cot, so=so if co else None, ghi_luc=luc,
                        trang_thai_o=TrangThaiO.CO_GIA_TRI if co else TrangThaiO.KHONG_PHAT_SINH,
                        trang_thai_sl="uoc",
                    )
                )  # fmt: skip
    GiaTri.objects.bulk_create(gia_tri, batch_size=2000)
    return o, theo_khoa


def _chinh(cot):
    return cot.ma in ("A3", "A4", "C5", "M1")


def _vung(dong_ky):
    """{region: keys of its units} of the six regions of the period's own units."""
    phan_vung = PhanVung.objects.filter(
        muc_dich=MucDichPhanVung.KINH_TE_XA_HOI, bo_ma=dong_ky.bo_ma_don_vi
    )
    rows = ThanhVienVung.objects.filter(vung__phan_vung__in=phan_vung).select_related(
        "vung", "don_vi"
    )
    theo_vung = defaultdict(set)
    for r in rows:
        theo_vung[r.vung.ma].add(r.don_vi.khoa)
    return theo_vung


@pytest.mark.parametrize("ma_ky", SO_DONG)
def test_every_additive_indicator_adds_up_on_both_bases(ma_ky):
    o, da_nop = dien_du(ma_ky)
    dong_ky = ky(ma_ky)
    assert len(o) == SO_DONG[ma_ky]

    ca_nuoc = {d: bang_so(ky=ma_ky, o=o, cap="ca_nuoc", dia_gioi=d) for d in ("63", "hien_hanh")}
    tinh = bang_so(ky=ma_ky, o=o, cap="tinh", dia_gioi="hien_hanh")
    vung = bang_so(ky=ma_ky, o=o, cap="vung", dia_gioi="theo_thoi_diem")
    tinh_ky = bang_so(ky=ma_ky, o=o, cap="tinh", dia_gioi="theo_thoi_diem")

    theo_vung = _vung(dong_ky)
    assert len(theo_vung) == 6
    sai = []
    for _, ma, cot in o:
        can = sum(da_nop[ma, cot].values(), Decimal(0))
        cac_tong = {
            "cả nước, 63": ca_nuoc["63"][ma, cot, "VN"].gia_tri,
            "cả nước, 34": ca_nuoc["hien_hanh"][ma, cot, "VN"].gia_tri,
            "34 tỉnh": sum(s.gia_tri for k, s in tinh.items() if k[:2] == (ma, cot)),
            "sáu vùng": sum(vung[ma, cot, v].gia_tri for v in theo_vung),
        }
        sai += [(ma, ten, so, can) for ten, so in cac_tong.items() if so != can]
        for v, khoa in theo_vung.items():
            so = sum(tinh_ky[ma, cot, k].gia_tri for k in khoa)
            if vung[ma, cot, v].gia_tri != so or so != sum(da_nop[ma, cot][k] for k in khoa):
                sai.append((ma, v, vung[ma, cot, v].gia_tri, so))
    assert sai == []
