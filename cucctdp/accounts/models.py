"""Users with a role, a unit and form groups; assignments of officers; old password hashes."""

import datetime
import unicodedata
from functools import cached_property
from typing import Any

import pghistory
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from cucctdp.accounts.choices import LoaiTaiKhoan, NhomBieu
from cucctdp.accounts.roles import (
    LUA_CHON_VAI_TRO,
    VAI_TRO,
    VAI_TRO_QUAN_TRI,
    VAI_TRO_SO,
    VAI_TRO_TO_CHUC,
    VaiTro,
)
from cucctdp.donvi.services import ids_ke_thua_nhieu


class QuanLyTaiKhoan(UserManager):
    """Creates accounts; usernames are kept in lower case so that one name is one person."""

    def create_user(self, username, email=None, password=None, **extra_fields):
        """Like Django's, but through ``set_password``: the first password is remembered too."""
        user = self.model(
            username=username.strip().lower(), email=self.normalize_email(email), **extra_fields
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username, email=None, password=None, **extra_fields):
        """Make the first administrator; there are no all-powerful accounts in this system."""
        from cucctdp.accounts.services import cap_tai_khoan

        return cap_tai_khoan(
            username=username,
            ho_ten=extra_fields.get("ho_ten", username),
            vai_tro="quan_tri",
            email=email or "",
            mat_khau=password,
            by=None,
        ).user


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    level=pghistory.Statement,
    exclude=["password", "last_login", "so_lan_sai"],
)
class User(AbstractUser):
    """One person or one machine; never shared (TCVN 14423:2026)."""

    chuoi_nhat_ky = "tai_khoan"

    first_name = None
    last_name = None
    ho_ten = models.CharField("họ và tên", max_length=150)
    chuc_vu = models.CharField("chức vụ", max_length=150, blank=True)
    vai_tro = models.CharField("vai trò", max_length=30, choices=LUA_CHON_VAI_TRO)
    to_chuc = models.ForeignKey(
        "donvi.ToChuc",
        verbose_name="cơ quan, đơn vị công tác",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tai_khoan",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tai_khoan",
        help_text="Bắt buộc với tài khoản của Sở; để trống với tài khoản trung ương.",
    )
    nhom_bieu = ArrayField(
        models.CharField(max_length=3, choices=NhomBieu.choices),
        verbose_name="nhóm biểu",
        default=list,
        blank=True,
        help_text=(
            "Các nhóm biểu được giao. Chuyên viên và trưởng phòng phải có ít nhất một nhóm; "
            "vai trò khác để trống nghĩa là mọi nhóm."
        ),
    )
    loai_tai_khoan = models.CharField(
        "loại tài khoản",
        max_length=10,
        choices=LoaiTaiKhoan.choices,
        default=LoaiTaiKhoan.CA_NHAN,
    )
    phai_doi_mat_khau = models.BooleanField("phải đổi mật khẩu", default=True)
    doi_mat_khau_luc = models.DateTimeField("đổi mật khẩu lúc", null=True, blank=True)
    khoa_den = models.DateTimeField("khóa đăng nhập đến", null=True, blank=True)
    so_lan_sai = models.PositiveSmallIntegerField("số lần đăng nhập sai liên tiếp", default=0)

    objects = QuanLyTaiKhoan()

    REQUIRED_FIELDS = ["ho_ten"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                name="tai_khoan_vai_tro_co_trong_bang",
                condition=Q(vai_tro__in=list(VAI_TRO)),
                violation_error_message="Vai trò không có trong bảng vai trò.",
            ),
            models.CheckConstraint(
                name="tai_khoan_so_co_tinh",
                condition=(
                    Q(vai_tro__in=VAI_TRO_SO, don_vi__isnull=False)
                    | (~Q(vai_tro__in=VAI_TRO_SO) & Q(don_vi__isnull=True))
                ),
                violation_error_message=(
                    "Tài khoản của Sở phải gắn với một tỉnh, thành phố; tài khoản trung ương "
                    "thì không."
                ),
            ),
            models.CheckConstraint(
                name="tai_khoan_vung_co_to_chuc",
                condition=~Q(vai_tro__in=VAI_TRO_TO_CHUC) | Q(to_chuc__isnull=False),
                violation_error_message="Tài khoản của trung tâm vùng phải ghi trung tâm.",
            ),
            models.CheckConstraint(
                name="tai_khoan_quan_tri_theo_vai_tro",
                condition=(
                    Q(vai_tro__in=VAI_TRO_QUAN_TRI, is_staff=True)
                    | (~Q(vai_tro__in=VAI_TRO_QUAN_TRI) & Q(is_staff=False))
                ),
            ),
            models.CheckConstraint(
                name="tai_khoan_khong_toan_quyen", condition=Q(is_superuser=False)
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="tai_khoan_ten_duy_nhat",
                violation_error_message="Tên đăng nhập này đã có người dùng.",
            ),
        ]

    def __str__(self):
        return self.ten_hien_thi

    def clean(self) -> None:
        super().clean()
        self.username = self.username.lower()
        self.ho_ten = unicodedata.normalize("NFC", self.ho_ten).strip()
        self.chuc_vu = unicodedata.normalize("NFC", self.chuc_vu).strip()
        hang = VAI_TRO.get(self.vai_tro)
        loi = {}
        if hang is None:
            return
        self.is_staff = hang.vao_quan_tri
        if hang.la_so and self.don_vi_id is None:
            loi["don_vi"] = f"Vai trò «{hang.ten}» phải gắn với một tỉnh, thành phố."
        if not hang.la_so and self.don_vi_id is not None:
            loi["don_vi"] = f"Vai trò «{hang.ten}» không gắn với tỉnh nào: để trống ô này."
        if hang.theo_to_chuc and self.to_chuc_id is None:
            loi["to_chuc"] = f"Vai trò «{hang.ten}» phải ghi trung tâm nơi công tác."
        if not hang.moi_nhom and not self.nhom_bieu:
            loi["nhom_bieu"] = f"Vai trò «{hang.ten}» phải có ít nhất một nhóm biểu."
        if not hang.dang_nhap and self.loai_tai_khoan != LoaiTaiKhoan.DICH_VU:
            loi["loai_tai_khoan"] = f"Vai trò «{hang.ten}» chỉ dùng cho tài khoản dịch vụ."
        if loi:
            raise ValidationError(loi)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.is_staff = self.hang_vai_tro.vao_quan_tri
        if "vai_tro" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "is_staff"}
        super().save(*args, **kwargs)

    @property
    def hang_vai_tro(self) -> VaiTro:
        """This account's row of the role table."""
        return VAI_TRO[self.vai_tro]

    @property
    def ten_hien_thi(self) -> str:
        """Full name, or the login name while the full name is unknown."""
        return self.ho_ten or self.username

    def get_full_name(self) -> str:
        return self.ten_hien_thi

    def get_short_name(self) -> str:
        return self.ten_hien_thi

    @property
    def la_so(self) -> bool:
        """Belongs to a provincial department (Sở Công Thương)."""
        return self.hang_vai_tro.la_so

    @property
    def theo_to_chuc(self) -> bool:
        """Sees by organisation, not by province (a regional centre)."""
        return self.hang_vai_tro.theo_to_chuc

    @property
    def duoc_giao(self) -> bool:
        """Sees what was appointed to the account one by one (a reporter of clusters)."""
        return self.hang_vai_tro.duoc_giao

    @property
    def vao_cong(self) -> bool:
        """Works in the portal, not in the admin."""
        return self.hang_vai_tro.vao_cong

    @property
    def noi_lam(self) -> str:
        """The province, else the organisation; for the head of the portal."""
        return str((self.don_vi and self.don_vi.ten_goi) or self.to_chuc or "")

    @property
    def la_cuc(self) -> bool:
        """Belongs to the Cục."""
        return self.hang_vai_tro.la_cuc

    @property
    def dang_bi_khoa(self) -> bool:
        """Locked now, by failed logins or by an administrator."""
        return not self.is_active or (self.khoa_den is not None and self.khoa_den > timezone.now())

    def pham_vi_don_vi(self) -> set[int] | None:
        """Ids of the administrative units whose data this user may see; None means all of them.

        Cached on the instance: one request loads the user once, so a changed assignment
        counts from the next request.
        """
        return self._pham_vi_don_vi

    @cached_property
    def _pham_vi_don_vi(self) -> set[int] | None:
        if not self.is_active:
            return set()
        pham_vi = self.hang_vai_tro.pham_vi
        if pham_vi == "toan_quoc":
            return None
        if pham_vi == "tinh":
            return ids_ke_thua_nhieu([self.don_vi_id]) if self.don_vi_id else set()
        if pham_vi == "phan_cong":
            phan_cong = self.phan_cong.hieu_luc(timezone.localdate())
            return ids_ke_thua_nhieu(phan_cong.values_list("don_vi_id", flat=True))
        return set()

    def thay_don_vi(self, don_vi_id: int) -> bool:
        """True when the unit is within ``pham_vi_don_vi``; one's own province asks nothing."""
        cua_minh = self.is_active and self.hang_vai_tro.pham_vi == "tinh"
        if cua_minh and don_vi_id == self.don_vi_id:
            return True
        pham_vi = self.pham_vi_don_vi()
        return pham_vi is None or don_vi_id in pham_vi

    def pham_vi_nhom(self) -> set[str] | None:
        """Form groups this user works on; None means all of them, an empty set none."""
        if self.nhom_bieu:
            return set(self.nhom_bieu)
        hang = self.hang_vai_tro
        return None if hang.moi_nhom and hang.pham_vi not in ("khong", "duoc_giao") else set()


class PhanCongQuerySet(models.QuerySet):
    def hieu_luc(self, ngay: datetime.date):
        """Assignments in force on ``ngay`` (both ends count)."""
        return self.filter(Q(den_ngay__isnull=True) | Q(den_ngay__gte=ngay), tu_ngay__lte=ngay)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    level=pghistory.Statement,
)
class PhanCong(models.Model):
    """Assignment (phân công theo dõi) of an officer of the Cục to one province."""

    user = models.ForeignKey(
        User, verbose_name="cán bộ", on_delete=models.CASCADE, related_name="phan_cong"
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="phan_cong",
    )
    tu_ngay = models.DateField("từ ngày", default=timezone.localdate)
    den_ngay = models.DateField(
        "đến ngày", null=True, blank=True, help_text="Để trống khi chưa biết ngày thôi theo dõi."
    )

    objects = PhanCongQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công theo dõi tỉnh"
        verbose_name_plural = "phân công theo dõi tỉnh"
        ordering = ["user_id", "don_vi_id", "tu_ngay"]
        constraints = [
            models.CheckConstraint(
                name="phan_cong_ngay_dung_thu_tu",
                condition=Q(den_ngay__isnull=True) | Q(den_ngay__gte=F("tu_ngay")),
                violation_error_message="Ngày thôi theo dõi phải từ ngày bắt đầu trở đi.",
            ),
            models.UniqueConstraint(
                fields=["user", "don_vi", "tu_ngay"],
                name="phan_cong_duy_nhat",
                violation_error_message="Cán bộ đã được phân công tỉnh này từ ngày đó.",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.don_vi}"

    def clean(self):
        super().clean()
        if self.user_id and self.user.hang_vai_tro.pham_vi != "phan_cong":
            raise ValidationError(
                f"Chỉ phân công tỉnh cho chuyên viên Cục; «{self.user}» có vai trò "
                f"«{self.user.hang_vai_tro.ten}»."
            )


class MatKhauCu(models.Model):
    """Hash of a password once used, so that it is not used again (QCVN 12:2026/BCA)."""

    user = models.ForeignKey(
        User, verbose_name="tài khoản", on_delete=models.CASCADE, related_name="mat_khau_cu"
    )
    bam = models.CharField("giá trị băm", max_length=256)
    luc = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "mật khẩu đã dùng"
        verbose_name_plural = "mật khẩu đã dùng"
        default_permissions = ()
        ordering = ["-luc", "-id"]

    def __str__(self):
        return f"{self.user} – {timezone.localtime(self.luc):%d/%m/%Y %H:%M}"
