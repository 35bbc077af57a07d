"""Receive many packs: the same refusal sentences before (dry run) and while doing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.messages import constants

from baocao import workflow as w
from baocao.models import BoBaoCao
from baocao.services.quy_trinh import tiep_nhan as tiep_nhan_mot
from cucctdp.workflow.steps import BuocBiTuChoi, ly_do_tu_choi


@dataclass
class KetQua:
    """Packs that are (or would be) received, and refused ones with all reasons."""

    nhan: list[BoBaoCao] = field(default_factory=list)
    tu_choi: list[tuple[BoBaoCao, list[str]]] = field(default_factory=list)

    def thong_bao(self) -> list[tuple[int, str]]:
        """(level, sentence) to show after the work."""
        cau = []
        if self.nhan:
            ten = ", ".join(f"{b.don_vi.ten_goi} ({b.ky})" for b in self.nhan)
            cau.append((constants.SUCCESS, f"Đã tiếp nhận {len(self.nhan)} bộ: {ten}."))
        cau += [
            (constants.WARNING, f"{b.don_vi.ten_goi} ({b.ky}): {' '.join(ly_do)}")
            for b, ly_do in self.tu_choi
        ]
        return cau


def xem_truoc(cac_bo: Iterable[BoBaoCao], *, by: Any) -> KetQua:
    """What receiving would do now; writes nothing."""
    ket_qua = KetQua()
    for bo in cac_bo:
        if ly_do := ly_do_tu_choi(w.TIEP_NHAN, bo, by):
            ket_qua.tu_choi.append((bo, ly_do))
        else:
            ket_qua.nhan.append(bo)
    return ket_qua


def tiep_nhan(cac_bo: Iterable[BoBaoCao], *, by: Any) -> KetQua:
    """Receive what may be received, each pack by itself; the others stay as they are."""
    ket_qua = KetQua()
    for bo in cac_bo:
        try:
            tiep_nhan_mot(bo, by=by)
        except BuocBiTuChoi as loi:
            ket_qua.tu_choi.append((bo, loi.ly_do))
        else:
            ket_qua.nhan.append(bo)
    return ket_qua
