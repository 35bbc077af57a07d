"""What the tests of the portal send and read: files, form rows, the faults of an answer."""

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7 thu"


def pdf(ten="quet.pdf", noi_dung=PDF):
    return SimpleUploadedFile(ten, noi_dung, content_type="application/pdf")


def cac_loi(tra):
    """Every sentence of a refused form."""
    return {cau for cac in tra.context["form"].errors.values() for cau in cac}


def bang(*dong, so=None):
    gui = {"d-TOTAL_FORMS": str(so or len(dong)), "d-INITIAL_FORMS": "0"}
    return gui | {f"d-{i}-{k}": v for i, x in enumerate(dong) for k, v in x.items()}


def du_toan(nhap, **khac):
    return {
        "noi_dung_id": str(nhap.cac_noi_dung.get().pk), "muc_chi": "Máy sấy",
        "don_vi_tinh": "máy", "so_luong": "1", "don_gia": "700.000.000",
        "kcqg": "300.000.000", "doi_ung": "400.000.000",
    } | khac  # fmt: skip
