"""The Excel workbook of a pack: made, read back, written in, and marked with what is wrong."""

from baocao.workbook.danh_dau import danh_dau_loi
from baocao.workbook.doc import KetQuaDoc, doc_tep
from baocao.workbook.mau import tao_tep_mau
from baocao.workbook.nap import KetQuaNap, nap_tep

__all__ = ["KetQuaDoc", "KetQuaNap", "danh_dau_loi", "doc_tep", "nap_tep", "tao_tep_mau"]
