"""Excel's own checks on entry cells: a number of the right kind, or one of the three symbols."""

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from baocao.choices import KieuSo
from cucctdp.formats.so import dinh_dang

_KY_HIEU = "Hoặc gõ «-» (không phát sinh), «...» (chưa có số liệu), «x» (không áp dụng)."
_CAU = {
    KieuSo.SO_NGUYEN: "Ô này chỉ nhận số nguyên",
}


def rang_buoc(ws: Worksheet, vung: str, kieu: str, *, cam_am: bool, dai: int) -> None:
    """Put the check for cells of a kind (KieuSo) on a range of one column.

    ``dai``: characters a text may have.

    Index and share bounds are rules with dated thresholds, so the server checks those.
    """
    if kieu == KieuSo.VAN_BAN:
        dv = DataValidation(
            type="textLength", operator="lessThanOrEqual", formula1=str(dai), allow_blank=True
        )
        dv.error = f"Văn bản dài tối đa {dinh_dang(dai)} ký tự."
    else:
        o = vung.partition(":")[0]
        dieu_kien = [f"ISNUMBER({o})"]
        if cam_am:
            dieu_kien.append(f"N({o})>=0")
        if kieu == KieuSo.SO_NGUYEN:
            dieu_kien.append(f"INT(N({o}))=N({o})")
        ky_hieu = ",".join(f'{o}="{s}"' for s in ("-", "...", "…", "x"))
        dv = DataValidation(
            type="custom",
            formula1=f"OR(AND({','.join(dieu_kien)}),{ky_hieu})",
            allow_blank=True,
        )
        cau = _CAU.get(KieuSo(kieu), "Ô này chỉ nhận số")
        dv.error = f"{cau}{', không âm' if cam_am else ''}. {_KY_HIEU}"
    dv.errorTitle = "Giá trị không hợp lệ"
    dv.showErrorMessage = True
    dv.add(vung)
    ws.add_data_validation(dv)
