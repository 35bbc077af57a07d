"""Joins allauth's signals to the services; nothing is decided here."""

from allauth.account.signals import password_changed, password_set, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from allauth.socialaccount.models import SocialAccount
from django.db.models.signals import pre_save
from django.dispatch import receiver

from cucctdp.accounts import services
from cucctdp.accounts.models import User
from cucctdp.audit.record import ghi


@receiver(user_logged_in)
def da_dang_nhap(sender, user, **kwargs):
    services.ghi_dang_nhap(user=user)


@receiver([password_changed, password_set])
def da_doi_mat_khau(sender, user, **kwargs):
    services.ghi_doi_mat_khau(user=user)


@receiver(authentication_failed)
def sai_ma_hai_lop(sender, user, **kwargs):
    """A wrong code counts like a wrong password: the factor is guessed at too."""
    services.ghi_dang_nhap_sai(user=user)


@receiver(authenticator_added)
def da_bat_hai_lop(sender, user, authenticator, **kwargs):
    if authenticator.type == Authenticator.Type.TOTP:
        ghi("bat_xac_thuc_hai_lop", user, by=user)


@receiver(authenticator_removed)
def da_tat_hai_lop(sender, user, authenticator, **kwargs):
    """Without the second factor the short password no longer suffices: ask for a new one."""
    if authenticator.type == Authenticator.Type.TOTP:
        User.objects.filter(pk=user.pk).update(phai_doi_mat_khau=True)
        ghi("tat_xac_thuc_hai_lop", user, by=user)


@receiver(pre_save, sender=SocialAccount)
def khong_giu_thong_tin_sso(sender, instance, **kwargs):
    """Claims of the identity provider are personal data we have no use for: keep only ``sub``."""
    instance.extra_data = {}
