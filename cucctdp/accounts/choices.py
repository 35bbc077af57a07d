"""Fixed lists of the accounts room; roles live in ``roles``."""

from django.db import models


class NhomBieu(models.TextChoices):
    """Form groups (nhóm biểu): which forms of a report pack an officer works on."""

    TH = "TH", "Tổng hợp"
    CN = "CN", "Công nghiệp"
    TM = "TM", "Thương mại"
    NL = "NL", "Năng lượng"
    KC = "KC", "Khuyến công"
    CCN = "CCN", "Cụm công nghiệp"


class LoaiTaiKhoan(models.TextChoices):
    """Account types (TCVN 14423:2026): a person, a technician, or a machine."""

    CA_NHAN = "ca_nhan", "Cá nhân"
    KY_THUAT = "ky_thuat", "Kỹ thuật"
    DICH_VU = "dich_vu", "Dịch vụ (máy gọi máy)"
