"""Accounts by role, in their groups, able to log in: ``tai_khoan("cuc_lanh_dao")``."""

from typing import Any

import factory

from cucctdp.accounts.choices import NhomBieu
from cucctdp.accounts.groups import nhom_cua
from cucctdp.accounts.models import PhanCong, User
from cucctdp.accounts.roles import VAI_TRO

MAT_KHAU = "Mat-khau thu nghiem 1"


class UserFactory(factory.django.DjangoModelFactory):
    """A user in exactly the group of the role; ``so_*`` roles need ``don_vi``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi.dung{n}")
    ho_ten = factory.Sequence(lambda n: f"Nguyễn Văn Thử {n}")
    vai_tro = "cuc_lanh_dao"
    phai_doi_mat_khau = False

    @factory.lazy_attribute
    def nhom_bieu(self):
        return [] if VAI_TRO[self.vai_tro].moi_nhom else list(NhomBieu.values)

    @factory.lazy_attribute
    def loai_tai_khoan(self):
        return "ca_nhan" if VAI_TRO[self.vai_tro].dang_nhap else "dich_vu"

    @factory.lazy_attribute
    def to_chuc(self):
        from tests.factories.donvi import ToChucFactory

        if not VAI_TRO[self.vai_tro].theo_to_chuc:
            return None
        return ToChucFactory(loai="trung_tam_kc", don_vi=None)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        mat_khau = kwargs.pop("password", MAT_KHAU)
        user = model_class.objects.create_user(*args, password=mat_khau, **kwargs)
        user.groups.set([nhom_cua(user.vai_tro)])
        return user


class PhanCongFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PhanCong

    user = factory.SubFactory(UserFactory, vai_tro="cuc_chuyen_vien")


def tai_khoan(vai_tro: str, **kwargs: Any) -> User:
    """One user of a role, all form groups where the role must name them."""
    return UserFactory(vai_tro=vai_tro, **kwargs)
