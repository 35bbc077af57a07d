import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import cucctdp.formats.fields


class Migration(migrations.Migration):
    dependencies = [
        ("baocao", "0016_tong_hop"),
        ("files", "0002_lich_su_tep"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="XungDotNop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cot", models.CharField(max_length=4, verbose_name="cột")),
                (
                    "dia_chi",
                    models.CharField(blank=True, max_length=10, verbose_name="ô trong tệp"),
                ),
                (
                    "phien_ban_goc",
                    models.PositiveIntegerField(verbose_name="phiên bản lúc tải tệp mẫu"),
                ),
                (
                    "trang_thai_o",
                    models.CharField(
                        choices=[
                            ("co_gia_tri", "Có giá trị"),
                            ("khong_phat_sinh", "Không phát sinh"),
                            ("chua_co_so_lieu", "Chưa có số liệu"),
                            ("khong_ap_dung", "Không áp dụng"),
                        ],
                        max_length=16,
                        verbose_name="trạng thái ô",
                    ),
                ),
                (
                    "so",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=24,
                        null=True,
                        verbose_name="giá trị số",
                    ),
                ),
                (
                    "chu",
                    cucctdp.formats.fields.VanBanField(
                        blank=True, max_length=4000, verbose_name="giá trị chữ"
                    ),
                ),
                (
                    "trang_thai_sl",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("uoc", "Ước tính"),
                            ("so_bo", "Sơ bộ"),
                            ("chinh_thuc", "Chính thức"),
                        ],
                        max_length=10,
                        verbose_name="trạng thái số liệu",
                    ),
                ),
                ("luc", models.DateTimeField(auto_now_add=True, verbose_name="nộp lúc")),
                (
                    "ket_qua",
                    models.CharField(
                        choices=[
                            ("cho", "Chưa chọn"),
                            ("cua_tep", "Lấy số trong tệp"),
                            ("he_thong", "Giữ số trên hệ thống"),
                            ("nop_lai", "Người nộp đã nộp tệp khác"),
                        ],
                        default="cho",
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                ("chon_luc", models.DateTimeField(blank=True, null=True, verbose_name="chọn lúc")),
                (
                    "chi_tieu",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="baocao.chitieu",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "chon_boi",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người chọn",
                    ),
                ),
                (
                    "nguoi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nộp tệp",
                    ),
                ),
                (
                    "phieu",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="xung_dot_nop",
                        to="baocao.phieubieu",
                        verbose_name="phiếu",
                    ),
                ),
                (
                    "tep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.tep",
                        verbose_name="tệp nộp",
                    ),
                ),
            ],
            options={
                "verbose_name": "ô xung đột của tệp nộp",
                "verbose_name_plural": "ô xung đột của tệp nộp",
                "ordering": ["phieu", "chi_tieu", "cot", "luc", "id"],
            },
        ),
        migrations.CreateModel(
            name="XungDotNopEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("cot", models.CharField(max_length=4, verbose_name="cột")),
                (
                    "dia_chi",
                    models.CharField(blank=True, max_length=10, verbose_name="ô trong tệp"),
                ),
                (
                    "phien_ban_goc",
                    models.PositiveIntegerField(verbose_name="phiên bản lúc tải tệp mẫu"),
                ),
                (
                    "trang_thai_o",
                    models.CharField(
                        choices=[
                            ("co_gia_tri", "Có giá trị"),
                            ("khong_phat_sinh", "Không phát sinh"),
                            ("chua_co_so_lieu", "Chưa có số liệu"),
                            ("khong_ap_dung", "Không áp dụng"),
                        ],
                        max_length=16,
                        verbose_name="trạng thái ô",
                    ),
                ),
                (
                    "so",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=24,
                        null=True,
                        verbose_name="giá trị số",
                    ),
                ),
                (
                    "chu",
                    cucctdp.formats.fields.VanBanField(
                        blank=True, max_length=4000, verbose_name="giá trị chữ"
                    ),
                ),
                (
                    "trang_thai_sl",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("uoc", "Ước tính"),
                            ("so_bo", "Sơ bộ"),
                            ("chinh_thuc", "Chính thức"),
                        ],
                        max_length=10,
                        verbose_name="trạng thái số liệu",
                    ),
                ),
                ("luc", models.DateTimeField(auto_now_add=True, verbose_name="nộp lúc")),
                (
                    "ket_qua",
                    models.CharField(
                        choices=[
                            ("cho", "Chưa chọn"),
                            ("cua_tep", "Lấy số trong tệp"),
                            ("he_thong", "Giữ số trên hệ thống"),
                            ("nop_lai", "Người nộp đã nộp tệp khác"),
                        ],
                        default="cho",
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                ("chon_luc", models.DateTimeField(blank=True, null=True, verbose_name="chọn lúc")),
                (
                    "chi_tieu",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="baocao.chitieu",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "chon_boi",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người chọn",
                    ),
                ),
                (
                    "nguoi",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nộp tệp",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="baocao.xungdotnop",
                    ),
                ),
                (
                    "phieu",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="baocao.phieubieu",
                        verbose_name="phiếu",
                    ),
                ),
                (
                    "tep",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.tep",
                        verbose_name="tệp nộp",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="xungdotnop",
            index=models.Index(
                condition=models.Q(("ket_qua", "cho")), fields=["phieu"], name="xungdotnop_cho_chon"
            ),
        ),
        migrations.AddConstraint(
            model_name="xungdotnop",
            constraint=models.UniqueConstraint(
                fields=("tep", "phieu", "chi_tieu", "cot"),
                name="xungdotnop_mot_o_mot_tep",
                violation_error_message="Ô này của tệp đã có trong danh sách xung đột.",
            ),
        ),
        migrations.AddConstraint(
            model_name="xungdotnop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("trang_thai_o", "co_gia_tri"),
                        models.Q(
                            ("so__isnull", False),
                            models.Q(("chu", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("trang_thai_o", "co_gia_tri"), _negated=True),
                        ("so__isnull", True),
                        ("chu", ""),
                    ),
                    _connector="OR",
                ),
                name="xungdotnop_co_so_khi_co_gia_tri",
                violation_error_message="Ô «Có giá trị» phải có số; ô khác thì không.",
            ),
        ),
        migrations.AddConstraint(
            model_name="xungdotnop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("chon_luc__isnull", True), ("ket_qua", "cho")),
                    models.Q(
                        models.Q(("ket_qua", "cho"), _negated=True), ("chon_luc__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="xungdotnop_chon_co_ngay",
                violation_error_message="Ô xung đột đã chọn phải có thời điểm chọn.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="xungdotnop",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_xungdotnopevent" ("chi_tieu_id", "chon_boi_id", "chon_luc", "chu", "cot", "dia_chi", "id", "ket_qua", "luc", "nguoi_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phien_ban_goc", "phieu_id", "so", "tep_id", "trang_thai_o", "trang_thai_sl") SELECT new_values."chi_tieu_id", new_values."chon_boi_id", new_values."chon_luc", new_values."chu", new_values."cot", new_values."dia_chi", new_values."id", new_values."ket_qua", new_values."luc", new_values."nguoi_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phien_ban_goc", new_values."phieu_id", new_values."so", new_values."tep_id", new_values."trang_thai_o", new_values."trang_thai_sl" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3f7f3718f01f812ee1001b1c0b25505eb3f7d842",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bc46b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="baocao_xungdotnop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="xungdotnop",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_xungdotnopevent" ("chi_tieu_id", "chon_boi_id", "chon_luc", "chu", "cot", "dia_chi", "id", "ket_qua", "luc", "nguoi_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phien_ban_goc", "phieu_id", "so", "tep_id", "trang_thai_o", "trang_thai_sl") SELECT new_values."chi_tieu_id", new_values."chon_boi_id", new_values."chon_luc", new_values."chu", new_values."cot", new_values."dia_chi", new_values."id", new_values."ket_qua", new_values."luc", new_values."nguoi_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phien_ban_goc", new_values."phieu_id", new_values."so", new_values."tep_id", new_values."trang_thai_o", new_values."trang_thai_sl" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8008fe33ef9f987a88ca5e72cb54871d632a65f5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_152b2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="baocao_xungdotnop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="xungdotnop",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "baocao_xungdotnopevent" ("chi_tieu_id", "chon_boi_id", "chon_luc", "chu", "cot", "dia_chi", "id", "ket_qua", "luc", "nguoi_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phien_ban_goc", "phieu_id", "so", "tep_id", "trang_thai_o", "trang_thai_sl") SELECT old_values."chi_tieu_id", old_values."chon_boi_id", old_values."chon_luc", old_values."chu", old_values."cot", old_values."dia_chi", old_values."id", old_values."ket_qua", old_values."luc", old_values."nguoi_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phien_ban_goc", old_values."phieu_id", old_values."so", old_values."tep_id", old_values."trang_thai_o", old_values."trang_thai_sl" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f506ab4fcc7581cfb75ecd54e12ec64a21bcf06f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a676f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="baocao_xungdotnop",
                    when="AFTER",
                ),
            ),
        ),
    ]
