"""Everything that changes an account. ``by=None`` means the system itself (commands, demo data).

Rows are locked ``FOR NO KEY UPDATE``: the event log refers to users by foreign key, and a
stronger lock would make a log writer and an account change wait for each other.
"""

import datetime
import secrets
import string
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.accounts.choices import LoaiTaiKhoan
from cucctdp.accounts.groups import nhom_cua
from cucctdp.accounts.models import PhanCong, User
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.audit.context import yeu_cau_hien_tai
from cucctdp.audit.record import ghi

_DAC_BIET = "!#%*+-=?@"
_LOP_KY_TU = (string.ascii_lowercase, string.ascii_uppercase, string.digits, _DAC_BIET)


@dataclass(frozen=True)
class TaiKhoanMoi:
    """A new account and its first password, shown once and stored nowhere."""

    user: User
    mat_khau_tam: str


def mat_khau_ngau_nhien(so_ky_tu: int = 18) -> str:
    """Return a random password with all four classes of characters."""
    ky_tu = [secrets.choice(lop) for lop in _LOP_KY_TU]
    ky_tu += [secrets.choice("".join(_LOP_KY_TU)) for _ in range(so_ky_tu - len(ky_tu))]
    secrets.SystemRandom().shuffle(ky_tu)
    return "".join(ky_tu)


@transaction.atomic
def cap_tai_khoan(
    *,
    username: str,
    ho_ten: str,
    vai_tro: str,
    don_vi: Any = None,
    to_chuc: Any = None,
    nhom_bieu: Iterable[str] = (),
    chuc_vu: str = "",
    email: str = "",
    loai_tai_khoan: str | None = None,
    mat_khau: str | None = None,
    phai_doi_mat_khau: bool = True,
    by: User | None,
) -> TaiKhoanMoi:
    """Create an account in the group of its role; a password is drawn when none is given.

    Raises ValidationError with every fault of the input at once, PermissionDenied when ``by``
    may not add accounts.
    """
    _can_quyen(by, "accounts.add_user")
    hang = VAI_TRO.get(vai_tro)
    la_may = hang is not None and not hang.dang_nhap
    mac_dinh = LoaiTaiKhoan.DICH_VU if la_may else LoaiTaiKhoan.CA_NHAN
    user = User(
        username=username.strip().lower(),
        ho_ten=ho_ten,
        vai_tro=vai_tro,
        don_vi=don_vi,
        to_chuc=to_chuc,
        nhom_bieu=list(nhom_bieu),
        chuc_vu=chuc_vu,
        email=email,
        loai_tai_khoan=loai_tai_khoan or mac_dinh,
        phai_doi_mat_khau=phai_doi_mat_khau and not la_may,
    )
    mat_khau_tam = "" if la_may else (mat_khau or mat_khau_ngau_nhien())
    loi: dict[str, list[Any]] = {}
    for kiem_tra in (
        lambda: user.full_clean(exclude=["password"]),
        lambda: la_may or validate_password(mat_khau_tam, user),
    ):
        try:
            kiem_tra()
        except ValidationError as exc:
            chi_tiet = (
                exc.error_dict if hasattr(exc, "error_dict") else {"mat_khau": exc.error_list}
            )
            loi |= chi_tiet
    if loi:
        raise ValidationError(loi)
    if la_may:
        user.set_unusable_password()
    else:
        user.set_password(mat_khau_tam)
    user.save()
    user.groups.set([nhom_cua(vai_tro)])
    ghi("cap_tai_khoan", user, by=by, du_lieu=_mo_ta(user))
    return TaiKhoanMoi(user, mat_khau_tam)


@transaction.atomic
def sua_thong_tin(
    *, user: User, ho_ten: str, chuc_vu: str = "", email: str = "", by: User | None
) -> User:
    """Change name, title and e-mail address; role and unit have their own service."""
    _can_quyen(by, "accounts.change_user")
    row = _khoa_dong(user)
    row.ho_ten, row.chuc_vu, row.email = ho_ten, chuc_vu, email
    row.full_clean(exclude=["password"])
    row.save(update_fields=["ho_ten", "chuc_vu", "email"])
    ghi("sua_thong_tin", row, by=by)
    return row


@transaction.atomic
def doi_vai_tro(
    *,
    user: User,
    vai_tro: str,
    don_vi: Any = None,
    to_chuc: Any = None,
    nhom_bieu: Iterable[str] = (),
    ly_do: str = "",
    by: User | None,
) -> User:
    """Give ``user`` another role, unit or form groups; it ends in exactly the role's group.

    Nobody changes the own role. Open assignments to provinces end when the new role has none.
    """
    _can_quyen(by, "accounts.change_user")
    _khong_tu_lam(user, by, "Không ai được tự đổi vai trò của mình; hãy nhờ một quản trị khác.")
    row = _khoa_dong(user)
    truoc = _mo_ta(row)
    row.vai_tro = vai_tro
    row.don_vi = don_vi
    row.to_chuc = to_chuc
    row.nhom_bieu = list(nhom_bieu)
    row.full_clean(exclude=["password"])
    row.save()
    row.groups.set([nhom_cua(vai_tro)])
    row.user_permissions.clear()
    if row.hang_vai_tro.pham_vi != "phan_cong":
        _ket_thuc_phan_cong(row)
    ghi("doi_vai_tro", row, by=by, ly_do=ly_do, du_lieu={"truoc": truoc, "sau": _mo_ta(row)})
    return row


@transaction.atomic
def khoa_tai_khoan(
    *, user: User, ly_do: str, den: datetime.datetime | None = None, by: User | None
) -> User:
    """Lock until ``den``, or until somebody unlocks; open sessions end at their next request."""
    _can_quyen(by, "accounts.change_user")
    _khong_tu_lam(user, by, "Không tự khóa tài khoản của mình; hãy nhờ một quản trị khác.")
    if len(ly_do.strip()) < 10:
        raise ValidationError({"ly_do": "Ghi lý do khóa, ít nhất 10 ký tự."})
    if den is not None and den <= timezone.now():
        raise ValidationError({"den": "Thời điểm mở khóa phải ở tương lai."})
    row = _khoa_dong(user)
    if den is None:
        row.is_active = False
    else:
        row.khoa_den = den
    row.save(update_fields=["is_active", "khoa_den"])
    ghi("khoa_tai_khoan", row, by=by, ly_do=ly_do, du_lieu={"den": den})
    return row


@transaction.atomic
def mo_khoa(*, user: User, ly_do: str = "", by: User | None) -> User:
    """Unlock an account, whoever or whatever locked it."""
    _can_quyen(by, "accounts.change_user")
    _khong_tu_lam(user, by, "Không tự mở khóa tài khoản của mình; hãy nhờ một quản trị khác.")
    row = _khoa_dong(user)
    row.is_active = True
    row.khoa_den = None
    row.so_lan_sai = 0
    row.save(update_fields=["is_active", "khoa_den", "so_lan_sai"])
    ghi("mo_khoa", row, by=by, ly_do=ly_do)
    return row


@transaction.atomic
def dat_lai_mat_khau(*, user: User, by: User | None) -> str:
    """Draw a temporary password, to be changed at the next login; return it, shown once."""
    _can_quyen(by, "accounts.change_user")
    _khong_tu_lam(user, by, "Đổi mật khẩu của mình ở trang «Đổi mật khẩu».")
    row = _khoa_dong(user)
    if not row.hang_vai_tro.dang_nhap:
        raise ValidationError("Tài khoản dịch vụ không có mật khẩu; hãy cấp khóa API.")
    mat_khau = mat_khau_ngau_nhien()
    row.set_password(mat_khau)
    row.phai_doi_mat_khau = True
    row.save()
    ghi("dat_lai_mat_khau", row, by=by)
    return mat_khau


@transaction.atomic
def go_xac_thuc_hai_lop(*, user: User, ly_do: str = "", by: User | None) -> None:
    """Remove the second factor of somebody who lost the phone and the recovery codes."""
    _can_quyen(by, "accounts.change_user")
    _khong_tu_lam(user, by, "Tự gỡ xác thực hai lớp ở trang «Xác thực hai lớp».")
    row = _khoa_dong(user)
    Authenticator.objects.filter(user=row).delete()
    row.phai_doi_mat_khau = True
    row.save(update_fields=["phai_doi_mat_khau"])
    ghi("go_xac_thuc_hai_lop", row, by=by, ly_do=ly_do)


def phan_cong(
    *,
    user: User,
    don_vi: Any,
    tu_ngay: datetime.date,
    den_ngay: datetime.date | None = None,
    by: User | None,
) -> PhanCong:
    """Assign an officer of the Cục to a province from one day to another (both count)."""
    return luu_phan_cong(
        phan_cong=PhanCong(user=user, don_vi=don_vi, tu_ngay=tu_ngay, den_ngay=den_ngay), by=by
    )


@transaction.atomic
def luu_phan_cong(*, phan_cong: PhanCong, by: User | None) -> PhanCong:
    """Save a new or changed assignment and record it."""
    _can_quyen(by, "accounts.change_user")
    _khong_tu_lam(phan_cong.user, by, "Không tự phân công cho mình.")
    phan_cong.full_clean()
    phan_cong.save()
    ghi(
        "phan_cong",
        phan_cong.user,
        by=by,
        du_lieu={
            "don_vi": str(phan_cong.don_vi),
            "don_vi_id": phan_cong.don_vi_id,
            "tu_ngay": phan_cong.tu_ngay,
            "den_ngay": phan_cong.den_ngay,
        },
    )
    return phan_cong


@transaction.atomic
def ghi_dang_nhap_sai(*, user: User) -> bool:
    """Count one failed login; at the limit lock the account. Return whether it is locked now.

    At most five failures, then locked twelve hours or until an administrator unlocks
    (QCVN 12:2026/BCA); both numbers are settings.
    """
    row = _khoa_dong(user)
    if row.dang_bi_khoa:
        ghi("dang_nhap_sai", row, du_lieu={"dang_khoa": True})
        return True
    row.so_lan_sai = 1 if row.khoa_den is not None else row.so_lan_sai + 1
    row.khoa_den = None
    den_han = row.so_lan_sai >= settings.DANG_NHAP_SAI_TOI_DA
    if den_han:
        row.khoa_den = timezone.now() + settings.DANG_NHAP_SAI_KHOA
    row.save(update_fields=["so_lan_sai", "khoa_den"])
    ghi("dang_nhap_sai", row, du_lieu={"lan": row.so_lan_sai})
    if den_han:
        ghi("khoa_tu_dong", row, du_lieu={"den": row.khoa_den})
    return den_han


@transaction.atomic
def ghi_dang_nhap(*, user: User) -> None:
    """Record a completed login (all factors passed) and forget the failures before it.

    The country is written when the proxy in front names it.
    """
    row = _khoa_dong(user)
    if row.so_lan_sai or row.khoa_den is not None:
        row.so_lan_sai = 0
        row.khoa_den = None
        row.save(update_fields=["so_lan_sai", "khoa_den"])
    yeu_cau = yeu_cau_hien_tai()
    quoc_gia = yeu_cau.quoc_gia if yeu_cau else None
    ghi("dang_nhap", row, by=row, du_lieu={"quoc_gia": quoc_gia} if quoc_gia else None)


@transaction.atomic
def ghi_doi_mat_khau(*, user: User) -> None:
    """Record that the user chose a new password; the order to change it is fulfilled."""
    User.objects.filter(pk=user.pk).update(phai_doi_mat_khau=False)
    user.phai_doi_mat_khau = False
    ghi("doi_mat_khau", user, by=user)


def _khoa_dong(user: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _can_quyen(by: User | None, quyen: str) -> None:
    if by is not None and not by.has_perm(quyen):
        raise PermissionDenied("Bạn không có quyền quản lý tài khoản.")


def _khong_tu_lam(user: User, by: User | None, thong_bao: str) -> None:
    if by is not None and by.pk == user.pk:
        raise ValidationError(thong_bao)


def _ket_thuc_phan_cong(user: User) -> None:
    hom_nay = timezone.localdate()
    hom_qua = hom_nay - datetime.timedelta(days=1)
    user.phan_cong.filter(tu_ngay__gte=hom_nay).delete()
    user.phan_cong.hieu_luc(hom_nay).update(den_ngay=hom_qua)


def _mo_ta(user: User) -> dict[str, Any]:
    return {
        "vai_tro": user.vai_tro,
        "don_vi": str(user.don_vi) if user.don_vi_id else None,
        "to_chuc": str(user.to_chuc) if user.to_chuc_id else None,
        "nhom_bieu": user.nhom_bieu,
        "loai_tai_khoan": user.loai_tai_khoan,
    }
