"""The import of the province's table of clusters in the portal of a Sở."""

_SUA = "so_chuyen_vien so_truong_phong"
_GOC = "/so/cum-cong-nghiep/nhap/"

BANG = {
    "cum_bieu:nhap": (_GOC, 403, {200: _SUA, 302: "an_danh"}),
    "cum_bieu:nhap_tep_mau": (f"{_GOC}tep-mau/", 403, {200: _SUA, 302: "an_danh"}),
    "cum_bieu:nhap_xuat": (f"{_GOC}xuat/", 403, {200: _SUA, 302: "an_danh"}),
    "cum_bieu:nhap_ghep": (f"{_GOC}0/ghep-cot/", 403, {405: _SUA, 302: "an_danh"}),
    **{
        f"cum_bieu:{ten}": (f"{_GOC}0/{duoi}", 403, {404: _SUA, 302: "an_danh"})
        for ten, duoi in (
            ("nhap_phien", ""),
            ("nhap_dong", "dong/1/"),
            ("nhap_viec", "viec/ghi/"),
        )
    },
}
