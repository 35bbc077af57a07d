"""The measure of upload speed works on a real pack and writes nothing."""

from baocao.do_luong.workbook import do_workbook
from baocao.models import GiaTri


def test_measure_names_ratio_limit_and_floor(kich_ban):
    truoc = GiaTri.objects.count()

    ket_qua = do_workbook()

    assert set(ket_qua) == {"ten", "ti_le", "nguong", "san"}
    assert ket_qua["ti_le"] > 1
    assert GiaTri.objects.count() == truoc
