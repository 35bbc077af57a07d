"""Loads the province profile and product lists; only adds what is missing.

The file names the 63 units before 01/7/2025; a present unit has what any of its predecessors had.
Provinces keep these rows, so a load never changes or removes one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from baocao.models import ChiTieu, DongTheoHoSo, HoSoTinh, SanPhamTinh
from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh, KeThua

_TAT_CA = "tat_ca"
GHI_CHU_RIENG = "Sản phẩm riêng của tỉnh."


def nap_ho_so(du_lieu: dict[str, Any]) -> Counter[str]:
    """Add missing rows of profile, conditional rows and product lists; return «them», «giu».

    Does nothing for units that are not loaded yet.
    """
    don_vi = {(d.bo_ma, d.ma): d for d in DonViHanhChinh.objects.all()}
    sau = defaultdict(list)
    for cu, moi in KeThua.objects.filter(cu__bo_ma=BoMa.B63).values_list("cu__ma", "moi__ma"):
        sau[cu].append(moi)
    tu = du_lieu["hieu_luc_tu"]
    can_cu = du_lieu["can_cu"]

    def cua(cac_ma: str | Iterable[str]) -> list[DonViHanhChinh]:
        """Units of both code sets that a list of former codes stands for, each once."""
        if cac_ma == _TAT_CA:
            return list(don_vi.values())
        khoa = {(str(BoMa.B63), ma) for ma in cac_ma}
        khoa |= {(str(BoMa.B34), moi) for _, ma in set(khoa) for moi in sau[ma]}
        return [don_vi[k] for k in sorted(khoa) if k in don_vi]

    dem: Counter[str] = Counter()
    ho_so = [
        HoSoTinh(don_vi=d, doi_tuong=ten, hieu_luc_tu=tu[d.bo_ma], can_cu=can_cu)
        for ten, cac_ma in du_lieu["doi_tuong"].items()
        for d in cua(cac_ma)
        if d.bo_ma in tu
    ]
    _them(HoSoTinh, ho_so, ("don_vi_id", "doi_tuong"), dem)
    dong = du_lieu["dong"]
    _them(
        DongTheoHoSo,
        [
            DongTheoHoSo(
                doi_tuong=muc["doi_tuong"],
                bieu=muc["bieu"],
                chi_tieu=ma,
                loai_ky=muc.get("loai_ky") or [],
                can_cu=dong["can_cu"],
                hieu_luc_tu=dong["hieu_luc_tu"],
            )
            for muc in dong["muc"]
            for ma in muc["chi_tieu"]
        ],
        ("doi_tuong", "bieu", "chi_tieu"),
        dem,
    )
    _them(SanPhamTinh, _san_pham(du_lieu, cua, tu), ("don_vi_id", "ma"), dem)
    return dem


def _san_pham(du_lieu: dict[str, Any], cua: Any, tu: dict[str, Any]) -> list[SanPhamTinh]:
    """National rows a unit ticks, and its own products numbered on from SP36."""
    q02 = ChiTieu.objects.filter(bieu_mau__ma="Q02").order_by("-bieu_mau__phien_ban")
    dong = {c.ma: c for c in reversed(q02)}
    ket = [
        SanPhamTinh(
            don_vi=d,
            ma=ma,
            ten=dong[ma].ten.removeprefix("– "),
            dvt=dong[ma].dvt,
            chi_tieu=ma,
            he_so=Decimal(1),
            hieu_luc_tu=tu[d.bo_ma],
        )
        for ma, cac_ma in du_lieu["san_pham"].items()
        if ma in dong
        for d in cua(cac_ma)
        if d.bo_ma in tu
    ]
    da_co: dict[int, set[str]] = defaultdict(set)
    for muc in du_lieu["san_pham_rieng"]:
        for d in cua([muc["don_vi"]]):
            if muc["ten"] in da_co[d.pk]:
                continue
            ket.append(
                SanPhamTinh(
                    don_vi=d,
                    ma=f"SP{36 + len(da_co[d.pk])}",
                    ten=muc["ten"],
                    dvt=muc["dvt"],
                    ghi_chu=GHI_CHU_RIENG,
                    hieu_luc_tu=tu[d.bo_ma],
                )
            )
            da_co[d.pk].add(muc["ten"])
    return ket


def _them(model: Any, cac_dong: list[Any], khoa: tuple[str, ...], dem: Counter[str]) -> None:
    """Create the rows whose key no row has yet, whatever its dates."""
    co = set(model.objects.values_list(*khoa))
    moi = [d for d in cac_dong if tuple(getattr(d, ten) for ten in khoa) not in co]
    model.objects.bulk_create(moi)
    dem["them"] += len(moi)
    dem["giu"] += len(cac_dong) - len(moi)
