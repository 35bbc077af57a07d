from django.apps import AppConfig
from django.contrib import admin


class AccountsConfig(AppConfig):
    name = "cucctdp.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"

    def ready(self):
        from allauth.account.decorators import secure_admin_login

        from cucctdp.accounts import signals  # noqa: F401  (connects the receivers)

        # The admin's own login form would pass by the lock and the second factor.
        admin.site.login = secure_admin_login(admin.site.login)
