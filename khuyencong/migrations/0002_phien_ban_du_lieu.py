"""The right to see statistics, and the data version their ETags follow.

One version for khuyến công, raised once a transaction and only at its end: writers of different
đề án must not queue behind one row, nor hold it while they wait for another đề án.
"""

from django.db import migrations

TANG = """
CREATE FUNCTION khuyencong_tang_phien_ban() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('khuyencong.phien_ban', true) IS DISTINCT FROM txid_current()::text THEN
        PERFORM set_config('khuyencong.phien_ban', txid_current()::text, true);
        INSERT INTO apikit_phienbandulieu (linh_vuc, ky, cap, so, luc)
        VALUES ('khuyencong', '', 'chung', 1, clock_timestamp())
        ON CONFLICT (linh_vuc, ky, cap)
        DO UPDATE SET so = apikit_phienbandulieu.so + 1, luc = excluded.luc;
    END IF;
    RETURN NULL;
END $$;
"""
# What B1–B9 read; names of establishments and organisations show in the lists.
BANG = {
    "khuyencong_buttoan": "INSERT",
    **dict.fromkeys(
        (
            "khuyencong_dean",
            "khuyencong_deannoidung",
            "khuyencong_thuhuong",
            "khuyencong_hopdong",
            "khuyencong_tiendo",
            "khuyencong_nghiemthu",
            "khuyencong_hieuqua",
            "khuyencong_kehoach",
            "khuyencong_noidung",
            "khuyencong_dieuchinhdean",
            "khuyencong_nghiavuhoantra",
        ),
        "INSERT OR UPDATE OR DELETE",
    ),
    "donvi_coso": "UPDATE OF ten",
    "donvi_tochuc": "UPDATE OF ten_goi",
}
TAO = "\n".join(
    f"CREATE CONSTRAINT TRIGGER kc_phien_ban AFTER {viec} ON {bang} "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION khuyencong_tang_phien_ban();"
    for bang, viec in BANG.items()
)
BO = (
    "\n".join(f"DROP TRIGGER kc_phien_ban ON {bang};" for bang in BANG)
    + "DROP FUNCTION khuyencong_tang_phien_ban();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("khuyencong", "0001_initial"),
        ("apikit", "0001_initial"),
        ("donvi", "0003_khoa_ngoai_kep"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="dean",
            options={
                "ordering": ["-nam", "ma"],
                "permissions": [
                    ("lap_dean", "Lập, sửa, nộp đề án"),
                    ("tham_dinh_so_dean", "Thẩm định cấp cơ sở (Sở)"),
                    ("gui_cuc_dean", "Ký gửi Cục (lãnh đạo Sở)"),
                    ("tham_dinh_bo_dean", "Thẩm định cấp Bộ (Cục)"),
                    ("phe_duyet_dean", "Ghi quyết định phê duyệt"),
                    ("ky_hop_dong_dean", "Ký hợp đồng, tạm ứng, thanh lý"),
                    ("bao_cao_dean", "Báo cáo tiến độ, nộp hồ sơ nghiệm thu, quyết toán"),
                    ("xem_thongke", "Xem thống kê khuyến công"),
                ],
                "verbose_name": "đề án khuyến công",
                "verbose_name_plural": "đề án khuyến công",
            },
        ),
        migrations.RunSQL(TANG + TAO, BO),
    ]
