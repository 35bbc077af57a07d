"""Rules V01–V42 (section 6.2 of the domain file): one test a code, weight and words as data.

A cluster, at a door or on its page::

    x = doc_xet([cum], hom_nay=hom_nay)[cum.pk]      # 22 queries whatever the number of clusters
    x.thu_tuc, x.van_ban, x.dia_ban = ho_so, van_ban, dia_ban      # what is being asked
    for v in kiem_tra_cum(x, "mo_rong"):
        ...                                          # v.chan stops; str(v) is the sentence

Moments: «ho_so» (a dossier is judged), «thanh_lap», «mo_rong» (the decision is recorded),
«giao_cdt», «cham_diem», «van_ban» (any document), «cum» (identity and communes), «dat», «du_an»,
«ha_tang», «so_lieu» (one kind of fact), «cap_nhat» (the whole cluster as it stands: its page, an
import). An import builds ``XetCum`` over a ``HoSoCum`` of unsaved rows: no rule makes a query.

A form: fill a ``BieuXet`` and call ``kiem_tra_bieu(b, danh_muc=…, hom_nay=…)``.

No rule blocks on a figure whose text was not seen (``CheDo.chac_chan``) or on facts marked «cần
xác minh»: it warns. Limits without a number in the law stand in ``QuyTac.nguong``.
"""

from cucctdp.quy_tac import Loi, ViPham
from cumcongnghiep.rules import (  # noqa: F401  (each module registers its rules)
    bieu,
    dat,
    dia_diem,
    dieu_kien,
    du_an,
    ha_tang,
    van_ban,
)
from cumcongnghiep.rules.bo_may import LUC, SO_BIEU, SO_CUM, kiem_tra_bieu, kiem_tra_cum
from cumcongnghiep.rules.dieu_kien import KetLuanDiaBan, ket_luan_dia_ban
from cumcongnghiep.rules.doc import doc_xet
from cumcongnghiep.rules.kieu import BieuXet, DiaBanXet, DiemXet, PhieuXet, VanBanTrung
from cumcongnghiep.rules.xet import XetCum

__all__ = [
    "LUC",
    "SO_BIEU",
    "SO_CUM",
    "BieuXet",
    "DiaBanXet",
    "DiemXet",
    "KetLuanDiaBan",
    "Loi",
    "PhieuXet",
    "VanBanTrung",
    "ViPham",
    "XetCum",
    "doc_xet",
    "ket_luan_dia_ban",
    "kiem_tra_bieu",
    "kiem_tra_cum",
]
