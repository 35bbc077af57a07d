"""The grid's rules, judged by the server and by a real Chromium from the same definition."""

import json
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from baocao.bang import dung_bang, tinh_lai
from baocao.checks import run_checks
from baocao.checks.run import doc_quy_tac
from baocao.checks.so_lieu_kem import SoLieuKem
from baocao.choices import TinhHan, TrangThaiBo, TrangThaiO
from baocao.models import BieuMau, BoBaoCao, ChiTieu, GiaTri, PhieuBieu
from baocao.portal.quy_tac_js import bang_cho_trang
from baocao.services.ky import tao_ky
from tests.baocao.portal.conftest import mo
from tests.baocao.test_bieu_thuc_js import trang_js  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.trinh_duyet]
LAN_DIEN = 60

CHAY_JS = """
async ({ bang, cacLan }) => {
  const { BangTinh } = await import("/js/so/quy_tac.js");
  const { raChu } = await import("/js/thap_phan.js");
  const b = new BangTinh(bang);
  return cacLan.map((o) => {
    for (const [khoa, chu] of Object.entries(o)) b.datChu(khoa, chu);
    const tinh = b.tinhLai().map((khoa) => {
      const so = b.o.get(khoa);
      return [khoa, so === null ? null : raChu(so)];
    });
    const vp = b.kiemTra();
    return { vp: vp.map((v) => [v.quy_tac, v.muc_do, v.chi_tieu, v.cot, v.thong_bao]), tinh };
  });
}
"""


def _nop_ky_truoc(bo, ma_ky, rd):
    """A sent period before this one, so that rules have a history."""
    luc = timezone.now()
    bo_truoc = BoBaoCao.objects.create(
        ky=tao_ky(ma_ky)[0],
        don_vi=bo.don_vi,
        trang_thai=TrangThaiBo.TIEP_NHAN,
        tinh_han=TinhHan.DUNG_HAN,
        gui_luc=luc,
        gui_lan_dau_luc=luc,
        tiep_nhan_luc=luc,
    )
    for cua_bo in PhieuBieu.objects.filter(bo=bo).select_related("bieu_mau"):
        phieu = PhieuBieu.objects.create(bo=bo_truoc, bieu_mau=cua_bo.bieu_mau)
        cot = [c.ma for c in phieu.bieu_mau.cot.filter(kieu_cot="nhap")]
        GiaTri.objects.bulk_create(
            GiaTri(
                phieu=phieu, chi_tieu=ct, cot=c, phien_ban=1, so=Decimal(rd.randrange(1, 900)),
                trang_thai_o=TrangThaiO.CO_GIA_TRI, trang_thai_sl="uoc", ghi_luc=timezone.now(),
            )
            for ct in ChiTieu.objects.filter(bieu_mau=phieu.bieu_mau, cong_thuc="")
            if ct.la_so
            for c in cot
            if c not in ct.cot_khong_ap_dung
        )  # fmt: skip


def _chu(rd):
    return rd.choice(
        ["", "-", "x", "0", "5", "-3", "104", "99,5", "12,25", str(rd.randrange(10**6)),
         f"{rd.randrange(1000)},{rd.randrange(1000):03d}", str(rd.randrange(10**12))]
    )  # fmt: skip


def _dien(bang, o_gui):
    """Put typed texts into the server's table, as a save would."""
    for khoa, chu in o_gui.items():
        ma, _, cot = khoa.rpartition(".")
        dong = bang.dong_cua(ma)
        tt, so = TrangThaiO.CO_GIA_TRI, None
        if chu in ("", "-", "x"):
            tt = {
                "": TrangThaiO.CHUA_CO_SO_LIEU,
                "-": TrangThaiO.KHONG_PHAT_SINH,
                "x": TrangThaiO.KHONG_AP_DUNG,
            }[chu]
        else:
            so = Decimal(chu.replace(",", "."))
        dong.o[cot] = replace(dong.o[cot], so=so, trang_thai_o=tt)
    tinh_lai(bang)


@pytest.mark.django_db
@pytest.mark.parametrize("ma_bieu", ["Q01", "Q04", "Q05"])
def test_luat_cua_bieu_cho_cung_ket_qua_o_hai_noi(ma_bieu, trang_js, mau, tay_ninh, cuc):  # noqa: F811
    rd = random.Random(ma_bieu)
    mo("2026-9T", {"Q01", "Q04", "Q05"}, by=cuc)
    bo = BoBaoCao.objects.get(don_vi=tay_ninh)
    for ma_ky in ("2025-9T", "2026-6T"):
        _nop_ky_truoc(bo, ma_ky, rd)
    phieu = PhieuBieu.objects.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(
        bo=bo, bieu_mau=BieuMau.objects.get(ma=ma_bieu)
    )
    bang, kem = dung_bang(phieu), SoLieuKem()
    quy_tac = doc_quy_tac(bang.ky.ngay_cuoi)
    du_lieu = json.loads(json.dumps(bang_cho_trang(bang, quy_tac, kem)))
    cot_chu = {c.ma for c in bang.cot if c.kieu_cot == "van_ban"}
    cac_o = [o for d in bang if d.chi_tieu.la_so for o in d.o.values()]
    nhap = [f"{o.chi_tieu}.{o.cot}" for o in cac_o if o.nhap_duoc and o.cot not in cot_chu]
    cac_lan = [{k: _chu(rd) for k in nhap if rd.random() < 0.8} for _ in range(LAN_DIEN)]
    cho_trang = {q["ma"] for q in du_lieu["quy_tac"]}

    kq_js = trang_js.evaluate(CHAY_JS, {"bang": du_lieu, "cacLan": cac_lan})

    co_vi_pham = set()
    for lan, js in zip(cac_lan, kq_js, strict=True):
        _dien(bang, lan)
        py = [
            [v.quy_tac, v.muc_do, v.chi_tieu, v.cot, v.thong_bao]
            for v in run_checks(bang, quy_tac=quy_tac, kem=kem)
            if v.quy_tac in cho_trang
        ]
        assert sorted(js["vp"]) == sorted(py)
        for khoa, chu in js["tinh"]:
            ma, _, cot = khoa.rpartition(".")
            assert (None if chu is None else Decimal(chu)) == bang.so(ma, cot), khoa
        co_vi_pham |= {v[0] for v in py}
    assert len(co_vi_pham) >= 4
