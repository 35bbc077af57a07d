"""Password rules of TCVN 14423:2026 and QCVN 12:2026/BCA, as Django password validators."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone

_LOP = (
    ("chữ thường", str.islower),
    ("chữ hoa", str.isupper),
    ("chữ số", str.isdigit),
    ("ký tự đặc biệt", lambda ky_tu: not ky_tu.isalnum()),
)


class DoManhMatKhau:
    """At least 14 characters; with a second factor, at least 8 of four classes."""

    def validate(self, password, user=None):
        if not _co_hai_lop(user):
            dai = settings.MAT_KHAU_DAI_TOI_THIEU
            if len(password) < dai:
                raise ValidationError(
                    f"Mật khẩu phải có ít nhất {dai} ký tự khi chưa bật xác thực hai lớp.",
                    code="qua_ngan",
                )
            return
        loi = []
        dai = settings.MAT_KHAU_DAI_TOI_THIEU_HAI_LOP
        if len(password) < dai:
            loi.append(ValidationError(f"Mật khẩu phải có ít nhất {dai} ký tự.", code="qua_ngan"))
        thieu = [ten for ten, la in _LOP if not any(map(la, password))]
        if thieu:
            loi.append(
                ValidationError(f"Mật khẩu còn thiếu: {', '.join(thieu)}.", code="thieu_lop")
            )
        if loi:
            raise ValidationError(loi)

    def get_help_text(self):
        return (
            f"Ít nhất {settings.MAT_KHAU_DAI_TOI_THIEU} ký tự; nếu đã bật xác thực hai lớp thì ít "
            f"nhất {settings.MAT_KHAU_DAI_TOI_THIEU_HAI_LOP} ký tự gồm chữ thường, chữ hoa, chữ số "
            "và ký tự đặc biệt."
        )


class KhongDungLai:
    """Not one of the last ten passwords; remembers the hash of every new one."""

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        so = settings.MAT_KHAU_NHO_LAI
        gan_day = user.mat_khau_cu.values_list("bam", flat=True)[:so]
        if any(check_password(password, bam) for bam in gan_day):
            raise ValidationError(
                f"Mật khẩu này đã dùng trong {so} lần gần nhất; hãy chọn mật khẩu khác.",
                code="dung_lai",
            )

    def password_changed(self, password, user=None):
        """Called by Django after the user is saved with a new password, whatever the path."""
        if user is None or user.pk is None:
            return
        luc = timezone.now()
        user.mat_khau_cu.create(bam=user.password, luc=luc)
        type(user).objects.filter(pk=user.pk).update(doi_mat_khau_luc=luc)
        user.doi_mat_khau_luc = luc
        giu = user.mat_khau_cu.values_list("pk", flat=True)[: settings.MAT_KHAU_NHO_LAI]
        user.mat_khau_cu.exclude(pk__in=list(giu)).delete()

    def get_help_text(self):
        return f"Không trùng {settings.MAT_KHAU_NHO_LAI} mật khẩu gần nhất."


def _co_hai_lop(user) -> bool:
    return (
        user is not None
        and user.pk is not None
        and Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    )
