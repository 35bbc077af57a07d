"""Parts of the OpenAPI description that every API of ours shares."""

from rest_framework import serializers


class LoiSerializer(serializers.Serializer):
    ma_loi = serializers.IntegerField()
    thong_diep = serializers.CharField()
    chi_tiet = serializers.JSONField(help_text="Danh sách câu, hoặc câu theo tên tham số.")
