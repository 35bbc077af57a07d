"""Liveness and readiness: database, cache and worker."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from cucctdp.files.services import worker_con_song


@never_cache
def suc_khoe(request):
    """200 when database and cache answer; the worker is reported, not required."""
    tinh_hinh = {"co_so_du_lieu": _csdl(), "bo_nho_dem": _dem()}
    khoe = all(tinh_hinh.values())
    tinh_hinh["worker"] = tinh_hinh["bo_nho_dem"] and worker_con_song()
    return JsonResponse(tinh_hinh, status=200 if khoe else 503)


def _csdl():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _dem():
    try:
        cache.set("suc_khoe", "1", 5)
    except (RedisError, OSError):
        return False
    return True
