"""The one table of papers: which of them a round or a dossier can print now, who reads them.

Rights stand here beside the paper: no door prints what another would refuse. ``CONG_KHAI``: whoever
sees the round; ``NOI_BO``: who runs it, sits in its council, or sees the whole country; ``DIEM``:
to whom the scores are, after the opening minute (``quyen_diem``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from cucctdp.van_ban import ToGiay
from sanpham_tieubieu.choices import DA_CONG_NHAN, DA_DANG_KY, LoaiBan, TrangThaiKhung
from sanpham_tieubieu.giay_to import bien_ban, cong_nhan, dang_ky, ten, to_chuc
from sanpham_tieubieu.giay_to.du_lieu import KyIn, doc_ho_so, doc_ky, doc_so_phieu
from sanpham_tieubieu.models import (
    HoSoDangKy,
    KetQua,
    KhungDiem,
    KyBinhChon,
    PhanCong,
    PhienHop,
    QuyetDinhCongNhan,
    ThanhVienBan,
    VanBanGui,
)
from sanpham_tieubieu.quyen_diem import doi_mo_diem, xem_diem_duoc
from sanpham_tieubieu.quyen_ky import APP, dieu_hanh_duoc
from sanpham_tieubieu.statistics.ket_qua import bang_tong_hop

CONG_KHAI, NOI_BO, DIEM = "cong_khai", "noi_bo", "diem"
MINH_HOA = "Số liệu minh họa, không phải hồ sơ thật"
DU_THAO = (
    "Văn bản do hệ thống lập từ hồ sơ của kỳ, chưa ký; cần đối chiếu căn cứ, thẩm quyền với văn "
    "bản hiện hành trước khi ký. Văn bản đã ban hành là bản ký lưu kèm hồ sơ."
)
MAU_DUNG_LAI = (
    "{mau} Thông tư số 26/2014/TT-BCT: các trường của mẫu do hệ thống dựng lại, cần đối chiếu với "
    "bản ban hành trước khi ký."
)
_QUYEN_LAM = ("lap_ky", "dieu_hanh_ky", "tham_tra_ho_so", "ky_quyet_dinh")
_DA_CHON = ("hd_chon", *DA_CONG_NHAN)


@dataclass(frozen=True)
class GiayKy:
    """A kind of paper of a round. ``dong``: rows it can be printed for, None one for the round."""

    ma: str
    ten: str
    ai: str
    ve: Callable[[KyIn, Any, Any], ToGiay]
    dong: Callable[[KyIn, Any], Iterable[Any]]


@dataclass(frozen=True)
class GiayToIn:
    """One paper that can be printed now; ``dong_id`` names the row where there is a choice."""

    ma: str
    nhan: str
    dong: Any = None

    @property
    def dong_id(self) -> int | None:
        return None if self.dong is None else int(self.dong.pk)


def doc_phien_hop(k: KyIn) -> PhienHop | None:
    return PhienHop.objects.filter(ky=k.ky).prefetch_related("co_mat").first()


def _giai(k: KyIn) -> dict[int, str]:
    return dict(KetQua.objects.filter(ho_so__ky=k.ky).values_list("ho_so", "giai"))


def _duoc_chon(k: KyIn, qd: QuyetDinhCongNhan | None = None) -> list[HoSoDangKy]:
    """What a decision recognises; before any, what the council chose."""
    rows = HoSoDangKy.objects.filter(ky=k.ky, trang_thai__in=_DA_CHON)
    if qd is not None:
        rows = HoSoDangKy.objects.filter(ket_qua__quyet_dinh=qd)
    return doc_ho_so(k, rows)


def _khung(k: KyIn) -> list[KhungDiem]:
    """Of each group the rubric in use, else its newest draft."""
    cac: dict[str, KhungDiem] = {}
    rows = KhungDiem.objects.filter(ky=k.ky).exclude(trang_thai=TrangThaiKhung.THAY_THE)
    for x in rows.order_by("ma_nhom", "phien_ban").prefetch_related("tieu_chi"):
        cu = cac.get(x.ma_nhom)
        if cu is None or cu.trang_thai != TrangThaiKhung.DA_DUYET:
            cac[x.ma_nhom] = x
    return list(cac.values())


def _mot(co: Callable[[KyIn, Any], object]) -> Callable[[KyIn, Any], list[None]]:
    return lambda k, user: [None] if co(k, user) else []


def _ho_so_thay(k: KyIn, user: Any) -> Any:
    """Registered dossiers of the round within the scope of the account."""
    return HoSoDangKy.objects.visible_to(user).filter(ky=k.ky, trang_thai__in=DA_DANG_KY)


def _danh_sach_gui(k: KyIn, user: Any) -> list[Any]:
    """The whole list the account sees, then each letter's own."""
    if not user.has_perm(f"{APP}.view_hosodangky") or not _ho_so_thay(k, user).exists():
        return []
    gui = VanBanGui.objects.visible_to(user).filter(ky=k.ky).select_related("don_vi", "xa")
    return [None, *gui.distinct()]


def _trich_ngang(k: KyIn, user: Any, gui: VanBanGui | None) -> ToGiay:
    rows = _ho_so_thay(k, user)
    if gui is not None:
        rows = rows.filter(van_ban_gui=gui)
    return dang_ky.trich_ngang(k, doc_ho_so(k, rows), gui=gui)


def _quyet_dinh(k: KyIn, user: Any) -> list[Any]:
    """Decisions that were made; before the first its draft, once the council chose."""
    co = list(k.ky.quyet_dinh.all())
    if co:
        return co
    duoc = k.ky.da_mo_diem() and noi_bo(user, k.ky)
    return [None] if duoc and _co_chon(k) else []


def _co_chon(k: KyIn) -> bool:
    return HoSoDangKy.objects.filter(ky=k.ky, trang_thai__in=_DA_CHON).exists()


def _tong_hop(k: KyIn, _user: Any, _dong: Any) -> ToGiay:
    return bien_ban.tong_hop(k, bang_tong_hop(k.ky), doc_so_phieu(k.ky))


def _bien_ban_hop(k: KyIn, _user: Any, hop: PhienHop) -> ToGiay:
    cac = doc_ho_so(k, HoSoDangKy.objects.filter(ky=k.ky))
    return bien_ban.hop_hoi_dong(k, hop, bang_tong_hop(k.ky), {h.pk: h for h in cac})


def _to_trinh(k: KyIn, _user: Any, _dong: Any) -> ToGiay:
    return cong_nhan.to_trinh(k, _duoc_chon(k), doc_phien_hop(k), _giai(k))


def _ban(loai: LoaiBan, ma: str, ten_giay: str) -> GiayKy:
    return GiayKy(
        ma,
        ten_giay,
        NOI_BO,
        lambda k, _u, _d: to_chuc.quyet_dinh_ban(k, loai),
        _mot(lambda k, _u: k.thanh_vien(loai)),
    )


_BANG = (
    GiayKy("ke-hoach", "Kế hoạch bình chọn", CONG_KHAI, lambda k, _u, _d: to_chuc.ke_hoach(k),
           _mot(lambda k, _u: True)),
    _ban(LoaiBan.HOI_DONG, "qd-hoi-dong", "Quyết định thành lập Hội đồng bình chọn"),
    _ban(LoaiBan.GIAM_KHAO, "qd-giam-khao", "Quyết định thành lập Ban Giám khảo"),
    _ban(LoaiBan.GIUP_VIEC, "qd-giup-viec", "Quyết định thành lập Tổ chuyên môn giúp việc"),
    GiayKy("qd-khung-diem", "Quyết định phê duyệt khung điểm", NOI_BO,
           lambda k, _u, _d: to_chuc.quyet_dinh_khung_diem(k, _khung(k)),
           _mot(lambda k, _u: KhungDiem.objects.filter(ky=k.ky).exists())),
    GiayKy("pl5", "Phụ lục 5: Danh sách trích ngang sản phẩm đăng ký", CONG_KHAI, _trich_ngang,
           _danh_sach_gui),
    GiayKy("bien-ban-tong-hop", "Biên bản tổng hợp kết quả chấm điểm", DIEM, _tong_hop,
           _mot(lambda k, _u: PhanCong.objects.filter(ho_so__ky=k.ky).exists())),
    GiayKy("bien-ban-hop", "Biên bản họp Hội đồng bình chọn", DIEM, _bien_ban_hop,
           lambda k, _u: [h] if (h := doc_phien_hop(k)) else []),
    GiayKy("to-trinh", "Tờ trình đề nghị công nhận", NOI_BO, _to_trinh,
           _mot(lambda k, _u: k.ky.da_mo_diem() and _co_chon(k))),
    GiayKy("qd-cong-nhan", "Quyết định công nhận, cấp giấy chứng nhận", CONG_KHAI,
           lambda k, _u, qd: cong_nhan.quyet_dinh(k, _duoc_chon(k, qd), qd, _giai(k)),
           _quyet_dinh),
    GiayKy("thong-bao", "Thông báo kết quả bình chọn", CONG_KHAI,
           lambda k, _u, _d: cong_nhan.thong_bao(
               k, [h for h in _duoc_chon(k) if h.trang_thai in DA_CONG_NHAN], _giai(k)),
           _mot(lambda k, _u: k.ky.quyet_dinh.all())),
)  # fmt: skip
GIAY_KY: dict[str, GiayKy] = {g.ma: g for g in _BANG}
GIAY_HO_SO = {
    "pl1": "Phụ lục 1: Phiếu đăng ký tham gia bình chọn",
    "pl2": "Phụ lục 2: Bản thuyết minh, giới thiệu sản phẩm",
    "thong-bao": "Thông báo kết quả",
}
_MAU = {"pl1": "Phụ lục 1", "pl2": "Phụ lục 2", "pl5": "Phụ lục 5", "pl4": "Phụ lục 4"}


def noi_bo(user: Any, ky: KyBinhChon) -> bool:
    """Whether the account reads working papers of the round."""
    if not getattr(user, "is_active", False):
        return False
    if any(dieu_hanh_duoc(user, ky, q) for q in _QUYEN_LAM):
        return True
    if user.pham_vi_don_vi() is None and user.has_perm(f"{APP}.view_banbinhchon"):
        return True
    hoi_dong = ThanhVienBan.objects.filter(ban__ky=ky, ban__loai=LoaiBan.HOI_DONG)
    return bool(hoi_dong.filter(nhan_su__tai_khoan=user, thoi_tu__isnull=True).exists())


def duoc_doc(user: Any, ky: KyBinhChon, ai: str) -> bool:
    """Whether an account that sees the round reads papers of that kind."""
    if ai == CONG_KHAI:
        return True
    return noi_bo(user, ky) if ai == NOI_BO else xem_diem_duoc(user, ky)


def cac_giay_ky(k: KyIn, user: Any) -> list[GiayToIn]:
    """Papers of the round that this account can print now, in the order of its life."""
    duoc = {ai: duoc_doc(user, k.ky, ai) for ai in (CONG_KHAI, NOI_BO, DIEM)}
    kq = []
    for g in _BANG:
        if duoc[g.ai]:
            for dong in g.dong(k, user):
                nhan = g.ten if dong is None or g.ma == "bien-ban-hop" else f"{g.ten} – {dong}"
                kq.append(GiayToIn(g.ma, nhan, dong))
    return kq


def dung_giay_ky(ma: str, k: KyIn, user: Any, dong_id: int | None = None) -> ToGiay:
    """One paper of a round for an account that sees it.

    Raises ChuaMoDiem before the opening minute of a paper with scores, PermissionDenied without
    the right, ValidationError when there is no such paper now.
    """
    g = GIAY_KY.get(ma)
    if g is None:
        raise ValidationError("Không có giấy tờ này.")
    if g.ai == DIEM:
        doi_mo_diem(k.ky)
    if not duoc_doc(user, k.ky, g.ai):
        raise PermissionDenied("Giấy tờ này dành cho nơi tổ chức và Hội đồng bình chọn.")
    for dong in g.dong(k, user):
        if dong_id is None or (dong is not None and dong.pk == dong_id):
            return _hoan_chinh(g.ma, g.ten, k, g.ve(k, user, dong))
    raise ValidationError("Kỳ bình chọn chưa có số liệu để in giấy tờ này.")


def cac_giay_ho_so(h: HoSoDangKy) -> list[GiayToIn]:
    """Papers of a dossier that can be printed now."""
    co_thong_bao = h.trang_thai in (*DA_CONG_NHAN, "khong_dat", "hd_khong_chon")
    co = h.ky.quyet_dinh.exists() and co_thong_bao
    return [GiayToIn(ma, t) for ma, t in GIAY_HO_SO.items() if ma != "thong-bao" or co]


def dung_giay_ho_so(ma: str, h: HoSoDangKy) -> ToGiay:
    """One paper of a dossier that the account sees. Raises ValidationError when there is none."""
    if ma not in {g.ma for g in cac_giay_ho_so(h)}:
        raise ValidationError("Hồ sơ chưa có số liệu để in giấy tờ này.")
    k = doc_ky(h.ky)
    [h] = doc_ho_so(k, HoSoDangKy.objects.filter(pk=h.pk))
    if ma == "thong-bao":
        to = cong_nhan.thong_bao_ho_so(k, h, KetQua.objects.filter(ho_so=h).first())
    else:
        to = (dang_ky.phieu_dang_ky if ma == "pl1" else dang_ky.thuyet_minh)(k, h)
    return _hoan_chinh(ma, GIAY_HO_SO[ma], k, to, h.ten_san_pham)


def hoan_chinh_phieu(k: KyIn, to: ToGiay, ma_so: str) -> ToGiay:
    """A scoring sheet with what every paper carries."""
    return _hoan_chinh("pl4", "Phiếu chấm điểm", k, to, ma_so)


def _hoan_chinh(ma: str, ten_giay: str, k: KyIn, to: ToGiay, cua: str = "") -> ToGiay:
    """Warnings and metadata that every paper carries."""
    mau = _MAU.get(ma)
    ghi_chu = MAU_DUNG_LAI.format(mau=mau) if mau else DU_THAO
    if to.ghi_chu:
        ghi_chu = f"{to.ghi_chu} {ghi_chu}"
    return replace(
        to,
        canh_bao=". ".join(c for c in (to.canh_bao, MINH_HOA if k.ky.minh_hoa else "") if c),
        ghi_chu=ghi_chu,
        tieu_de=" – ".join(c for c in (ten_giay, cua, str(k.ky)) if c),
        tac_gia=ten.hoi_dong(k),
        tu_khoa=("BINH-CHON", ma.upper()),
    )
