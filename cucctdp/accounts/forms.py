"""allauth's forms in our words."""

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as MatKhauGoc
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from cucctdp.accounts.models import User


class DangNhapForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "Tên đăng nhập"
        login.widget.attrs.update(
            {"autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
        )
        password.label = "Mật khẩu"
        _gon(login, password)


class DoiMatKhauForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cu, moi, nhac = (self.fields[ten] for ten in ("oldpassword", "password1", "password2"))
        cu.label = "Mật khẩu đang dùng"
        moi.label = "Mật khẩu mới"
        nhac.label = "Nhập lại mật khẩu mới"
        _gon(cu, moi, nhac)

    def clean(self):
        cleaned_data = forms.Form.clean(self) or self.cleaned_data
        moi, nhac = cleaned_data.get("password1"), cleaned_data.get("password2")
        if moi and nhac and moi != nhac:
            self.add_error("password2", "Hai lần nhập mật khẩu mới không giống nhau.")
        return cleaned_data


class XacNhanMatKhauForm(MatKhauGoc):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Mật khẩu"
        _gon(self.fields["password"])


class _CoMa:
    """A box for a code of digits: the number keys on a telephone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Mã xác thực"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        _gon(self.fields["code"])


class NhapMaForm(_CoMa, AuthenticateForm):
    def clean_code(self):
        """A locked account gets the answer of a wrong code, even to a right one."""
        if User.objects.get(pk=self.user.pk).dang_bi_khoa:
            raise get_adapter().validation_error("incorrect_code")
        return super().clean_code()


class XacNhanMaForm(_CoMa, ReauthenticateForm):
    pass


class BatHaiLopForm(_CoMa, ActivateTOTPForm):
    pass


def _gon(*fields):
    """Labels stand above the boxes: no placeholders, no links inside help texts."""
    for field in fields:
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)
