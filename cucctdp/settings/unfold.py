"""Theme of the admin: title, colours, side bar."""

from django.templatetags.static import static

from cucctdp.settings.thuc_don import THUC_DON

UNFOLD = {
    "SITE_TITLE": "cucctdp",
    "SITE_HEADER": "Công Thương địa phương",
    "SITE_SUBHEADER": "Cục ĐMST, CĐX và Khuyến công",
    "SITE_SYMBOL": "account_balance",
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda request: static("img/favicon.svg"),
        }
    ],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "DASHBOARD_CALLBACK": "cucctdp.dashboard.dashboard_callback",
    "STYLES": [lambda request: static("css/admin.css")],
    "BORDER_RADIUS": "6px",
    "COLORS": {
        "primary": {
            "50": "239 246 255",
            "100": "219 234 254",
            "200": "191 219 254",
            "300": "147 197 253",
            "400": "96 165 250",
            "500": "37 99 235",
            "600": "29 78 216",
            "700": "30 64 175",
            "800": "30 58 138",
            "900": "23 37 84",
            "950": "15 23 42",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": THUC_DON,
    },
}
