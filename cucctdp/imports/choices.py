from django.db import models


class TrangThaiPhien(models.TextChoices):
    """Life of an import session; long steps run as jobs."""

    GHEP_COT = "ghep_cot", "Chờ ghép cột"
    DANG_KIEM = "dang_kiem", "Đang đọc và kiểm tra"
    CHO_GHI = "cho_ghi", "Đã kiểm tra, chờ ghi"
    DANG_GHI = "dang_ghi", "Đang ghi"
    DA_GHI = "da_ghi", "Đã ghi"
    DANG_HOAN_TAC = "dang_hoan_tac", "Đang hoàn tác"
    DA_HOAN_TAC = "da_hoan_tac", "Đã hoàn tác"
    DA_BO = "da_bo", "Đã bỏ"


class KetLuan(models.TextChoices):
    """What a staged row would do to the register."""

    MOI = "moi", "Thêm mới"
    DOI = "doi", "Thay đổi"
    GIONG = "giong", "Không đổi"
    LOI = "loi", "Có lỗi"


class KetQua(models.TextChoices):
    """What became of a staged row after committing and after undoing."""

    CHUA = "chua", "Chưa ghi"
    DA_GHI = "da_ghi", "Đã ghi"
    TU_CHOI = "tu_choi", "Không ghi vì bản ghi đã đổi"
    HOAN_TAC = "hoan_tac", "Đã hoàn tác"
    GIU = "giu", "Giữ vì đã sửa sau khi nhập"
    KHONG_DUOC = "khong_duoc", "Không hoàn tác được"


# Steps that a job is working on.
DANG_CHAY = frozenset(
    {TrangThaiPhien.DANG_KIEM, TrangThaiPhien.DANG_GHI, TrangThaiPhien.DANG_HOAN_TAC}
)
