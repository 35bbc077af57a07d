"""KT42: the unit of a pack exists on the closing day (Nghị quyết 202/2025/QH15)."""

from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanhBo
from baocao.checks.registry import phep_kiem_tra


@phep_kiem_tra("ma_don_vi_hieu_luc")
def ma_don_vi_hieu_luc(nc: NguCanhBo) -> Iterator[ViPham]:
    """Old codes after the merger and new codes before it are both wrong."""
    don_vi, ngay = nc.bo.don_vi, nc.bo.ky.den_ngay
    som = don_vi.hieu_luc_tu is not None and ngay < don_vi.hieu_luc_tu
    muon = don_vi.hieu_luc_den is not None and ngay > don_vi.hieu_luc_den
    if som or muon:
        yield nc.vi_pham(don_vi=don_vi.khoa)
