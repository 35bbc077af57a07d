from rest_framework.throttling import SimpleRateThrottle


class TheoKhoaThrottle(SimpleRateThrottle):
    """One bucket per API key, per user, or per address for the unknown."""

    scope = "khoa_api"

    def get_cache_key(self, request, view):
        if request.auth is not None and hasattr(request.auth, "prefix"):
            ai = f"khoa:{request.auth.prefix}"
        elif request.user and request.user.is_authenticated:
            ai = f"nguoi:{request.user.pk}"
        else:
            ai = f"dia_chi:{self.get_ident(request)}"
        return self.cache_format % {"scope": self.scope, "ident": ai}
