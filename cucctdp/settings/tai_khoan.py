"""Accounts: password rules, lock, second factor, SSO. Imported by ``base``.

The numbers are the floor of TCVN 14423:2026 and QCVN 12:2026/BCA; an installation may be
stricter through the environment.
"""

import datetime

from cucctdp.settings.env import bi_mat, env

ACCOUNT_SESSION_REMEMBER = (
    False  # the cookie dies with the browser, the session after 15 idle minutes
)
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Guessing one account is counted in the database (see accounts.services); this one is per address.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip", "login": "120/m/ip"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {
    "login": "cucctdp.accounts.forms.DangNhapForm",
    "change_password": "cucctdp.accounts.forms.DoiMatKhauForm",
    "reauthenticate": "cucctdp.accounts.forms.XacNhanMatKhauForm",
}
MFA_FORMS = {
    "authenticate": "cucctdp.accounts.forms.NhapMaForm",
    "reauthenticate": "cucctdp.accounts.forms.XacNhanMaForm",
    "activate_totp": "cucctdp.accounts.forms.BatHaiLopForm",
}
SOCIALACCOUNT_ADAPTER = "cucctdp.accounts.adapter.TaiKhoanSsoAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "cucctdp.accounts.adapter.HaiLopAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are granted by an administrator, never by mail

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "cucctdp.accounts.validators.DoManhMatKhau"},
    {"NAME": "cucctdp.accounts.validators.KhongDungLai"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "ho_ten", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
MAT_KHAU_DAI_TOI_THIEU = env.int("MAT_KHAU_DAI_TOI_THIEU", default=14)
MAT_KHAU_DAI_TOI_THIEU_HAI_LOP = env.int("MAT_KHAU_DAI_TOI_THIEU_HAI_LOP", default=8)
MAT_KHAU_NHO_LAI = env.int("MAT_KHAU_NHO_LAI", default=10)
MAT_KHAU_QUAN_TRI_SO_NGAY = env.int("MAT_KHAU_QUAN_TRI_SO_NGAY", default=60)
DANG_NHAP_SAI_TOI_DA = env.int("DANG_NHAP_SAI_TOI_DA", default=5)
DANG_NHAP_SAI_KHOA = datetime.timedelta(hours=env.int("DANG_NHAP_SAI_KHOA_GIO", default=12))

# Roles that enter /admin/ must have TOTP; production turns it on by default.
MFA_BAT_BUOC = env.bool("MFA_BAT_BUOC", default=False)

# Single sign-on of the ministry (OpenID Connect). Off until OIDC_ISSUER is set:
#   OIDC_ISSUER         address of the provider, the part before /.well-known/openid-configuration
#   OIDC_CLIENT_ID      client id given by the provider
#   OIDC_CLIENT_SECRET  client secret given by the provider
#   OIDC_TEN            name on the button
# Only the scope "openid" is asked for: the account keeps the provider's ``sub``, nothing else.
# An officer links the provider to an account already granted, once, on the page
# /tai-khoan/3rdparty/; a login never creates an account.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "SCOPE": ["openid"],
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": env.str("OIDC_TEN", default="Đăng nhập một lần của Bộ"),
                    "client_id": bi_mat("OIDC_CLIENT_ID"),
                    "secret": bi_mat("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ],
        }
    }
    if OIDC_ISSUER
    else {}
)
