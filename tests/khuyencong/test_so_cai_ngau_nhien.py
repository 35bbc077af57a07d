"""The ledger on random walks: every invariant of the source is kept, the rest refused."""

import random

import pytest
from django.db import IntegrityError, InternalError

from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import Nguon
from khuyencong.models import ButToan
from khuyencong.so_du import so_du
from tests.factories.khuyencong import HopDongFactory, ThuHuongFactory
from tests.khuyencong.cua_so_cai import bo_qua_cua

pytestmark = pytest.mark.django_db

_KHONG_HOP_DONG = (L.PHE_DUYET, L.GIAO)
_CO_HOP_DONG = (L.HOP_DONG, L.TAM_UNG, L.NGHIEM_THU, L.QUYET_TOAN, L.HOAN_TRA)
_HAI_NGUON = (Nguon.KCQG, Nguon.KCDP)
_TRAN = 5000  # đồng, both sources of the State together


def _tong(so, loai, nguon):
    return sum(tien for (x, n, _), tien in so.items() if (x, n) == (loai, nguon))


def _dung(so):
    """The invariants of the issue, written a third time; (kind, source, contract) → đồng."""
    if min(so.values(), default=0) < 0 or sum(_tong(so, L.PHE_DUYET, n) for n in Nguon) > _TRAN:
        return False
    for nguon in _HAI_NGUON:
        duyet, giao = _tong(so, L.PHE_DUYET, nguon), _tong(so, L.GIAO, nguon)
        if giao > duyet or _tong(so, L.HOP_DONG, nguon) > duyet:
            return False
        if _tong(so, L.TAM_UNG, nguon) > giao:
            return False
        for h in (0, 1):
            hop_dong, tam_ung, nghiem_thu, quyet_toan, hoan_tra = (
                so.get((x, nguon, h), 0) for x in _CO_HOP_DONG
            )
            if not (
                tam_ung <= min(hop_dong, max(hop_dong * 7 // 10, nghiem_thu))
                and nghiem_thu <= hop_dong
                and quyet_toan <= nghiem_thu
                and hoan_tra <= tam_ung
            ):
                return False
    return True


def _mot_buoc(ngau, da_ghi, dao):
    """A random next entry: (kind, source, contract, đồng, the entry it reverses)."""
    con = [b for b in da_ghi if b.dao_cua_id is None and b.pk not in dao]
    if con and ngau.random() < 0.15:
        b = ngau.choice(con)
        return b.loai, b.nguon, b.hop_dong_id, -b.so_tien, b
    loai = ngau.choice((*_KHONG_HOP_DONG, *_CO_HOP_DONG))
    return loai, ngau.choice(_HAI_NGUON), None, ngau.choice([50, 100, 200, 500]), None


@pytest.mark.parametrize("hat", range(12))
def test_random_walks_keep_every_invariant_and_the_database_refuses_the_rest(hat):
    """Two contracts, two sources, reversals and a ceiling; the door is never asked."""
    ngau = random.Random(hat)
    t = ThuHuongFactory(tran=_TRAN)
    de_an = t.noi_dung.de_an
    hop_dong = [HopDongFactory(de_an=de_an), HopDongFactory(de_an=de_an)]
    so, da_ghi, dao = {}, [], set()
    nhan = {"moi": 0, "dao": 0}
    tu_choi = {"moi": 0, "dao": 0}
    dau = [(loai, n, None, so_tien, None) for n in _HAI_NGUON
           for loai, so_tien in ((L.PHE_DUYET, 2000), (L.GIAO, 1500))]  # fmt: skip
    for lan in range(200):
        loai, nguon, h_id, tien, goc = dau[lan] if lan < 4 else _mot_buoc(ngau, da_ghi, dao)
        khac = {"thu_huong": t} if loai == L.PHE_DUYET else {}
        thu = 0
        if loai in _CO_HOP_DONG:
            thu = [h.pk for h in hop_dong].index(h_id) if h_id else ngau.randrange(2)
            khac["hop_dong"] = hop_dong[thu]
        if goc is not None:
            khac |= {"dao_cua": goc, "ly_do": "Ghi nhầm số tiền"}
        khoa = (loai, nguon, thu)
        moi = so | {khoa: so.get(khoa, 0) + tien}
        viec = "dao" if goc is not None else "moi"
        if _dung(moi):
            bo_qua_cua(de_an, loai, tien, nguon=nguon, **khac)
            so = moi
            da_ghi.append(ButToan.objects.latest("pk"))
            dao |= {goc.pk} if goc is not None else set()
            nhan[viec] += 1
        else:
            with pytest.raises((IntegrityError, InternalError)):
                bo_qua_cua(de_an, loai, tien, nguon=nguon, **khac)
            tu_choi[viec] += 1

    du = so_du(de_an)
    assert {k: du.cua(k[0], k[1]) for k in so if k[0] in _KHONG_HOP_DONG} == {
        k: v for k, v in so.items() if k[0] in _KHONG_HOP_DONG
    }
    assert {k: du.hop_dong(hop_dong[k[2]].pk, k[0], k[1]) for k in so if k[0] in _CO_HOP_DONG} == {
        k: v for k, v in so.items() if k[0] in _CO_HOP_DONG
    }
    assert min(nhan["moi"], nhan["dao"], tu_choi["moi"]) > 5
    assert tu_choi["dao"] > 0
    assert {b.loai for b in da_ghi if b.hop_dong_id} == set(_CO_HOP_DONG)
    assert {b.hop_dong_id for b in da_ghi} == {None, *(h.pk for h in hop_dong)}
