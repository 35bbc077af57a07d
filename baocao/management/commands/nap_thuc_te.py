"""Load the published figures; prints what went in and what has no cell here."""

from django.core.management.base import BaseCommand

from baocao.services.thuc_te import nap


class Command(BaseCommand):
    help = "Nạp số liệu thật đã công bố (có nguồn) từ fixtures/baocao/so_lieu_cong_bo."

    def handle(self, *args, **options):
        ket = nap()
        self.stdout.write(
            f"Số đã công bố: {ket.so_bo} bộ, {ket.so_o} ô, {ket.cap_nhat} lần cập nhật sơ bộ; "
            f"{ket.so_ca_nuoc} số cả nước để đối chiếu."
        )
        for ly_do, so in sorted(ket.bo_qua.items()):
            self.stdout.write(f"  không đưa vào: {so} ({ly_do})")
