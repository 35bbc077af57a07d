"""Limits and sentences of a rule: a slip is told by the form and never reaches a door."""

import pytest

from cucctdp.quy_tac.nguong import cau_hong, loi_nguong
from cumcongnghiep.models import QuyTac
from cumcongnghiep.services.du_lieu_goc import THU_MUC, _quy_tac, nap

MAU = {
    "sai_so": "0.1", "thang": 6, "han": "2026-12-31", "loai": ["bql"], "bao_truoc": [15, 7],
    "dong": {"02": ["5", "4", "3"]}, "cau": {"thieu": "Thiếu {n}."},
}  # fmt: skip


@pytest.mark.parametrize(
    ("doi", "loi"),
    [
        ({}, []),
        ({"sai_so": "0.25", "thang": 12, "them": 1, "bao_truoc": [20, 10, 5]}, []),
        ({"sai_so": 0.5, "han": "2027-06-30", "loai": []}, []),
        ({"sai_so": "0,5"}, ["«sai_so» phải là số; phần thập phân viết sau dấu chấm."]),
        ({"thang": "sáu"}, ["«thang» phải là số; phần thập phân viết sau dấu chấm."]),
        ({"han": "31/12/2026"}, ["«han» phải là ngày dạng 2026-12-31."]),
        ({"loai": "bql"}, ["«loai» phải là một danh sách, viết trong ngoặc vuông."]),
        ({"bao_truoc": ["x"]}, ["«bao_truoc» phải là số; phần thập phân viết sau dấu chấm."]),
        ({"dong": {"02": ["5"]}}, ["«dong.02» phải nêu đủ 3 dòng của biểu."]),
        ({"dong": {}}, ["Thiếu mục «dong.02»."]),
        ({"dong": []}, ["«dong» phải gồm các mục có tên, viết trong ngoặc nhọn."]),
        (
            {"cau": {"thieu": "Thiếu {n"}},
            [
                (
                    "«cau.thieu»: Dấu ngoặc nhọn phải đi từng cặp, bên trong là tên chỗ điền, ví "
                    "dụ {ten}."
                )
            ],
        ),
    ],
)
def test_limits_keep_what_the_test_reads(doi, loi):
    assert loi_nguong(MAU, {**MAU, **doi}) == loi


def test_all_faults_at_once_and_a_missing_name_is_one():
    assert loi_nguong(MAU, {}) == [f"Thiếu mục «{k}»." for k in MAU]
    assert loi_nguong(MAU, 5) == ["Ngưỡng phải gồm các mục có tên, viết trong ngoặc nhọn."]


@pytest.mark.parametrize(
    ("cau", "hong"),
    [("{x} ha", False), ("50%", False), ("{", True), ("{}", True), ("{0}", True), ("{x.y}", True)],
)
def test_a_sentence_must_be_fillable(cau, hong):
    assert cau_hong(cau) is hong


def test_shipped_rules_satisfy_themselves():
    for _, gia_tri in _quy_tac(THU_MUC):
        assert loi_nguong(gia_tri["nguong"], gia_tri["nguong"]) == []
        assert not cau_hong(gia_tri["thong_bao"])


def test_the_form_of_a_rule_tells_both_faults(db):
    nap()
    q = QuyTac.objects.get(ma="V27")
    q.nguong, q.thong_bao = {"thap": "3", "cao": "hai lăm"}, "Suất {s"

    with pytest.raises(Exception, match="thong_bao") as loi:
        q.full_clean()

    assert loi.value.message_dict == {
        "thong_bao": ["Dấu ngoặc nhọn phải đi từng cặp, bên trong là tên chỗ điền, ví dụ {ten}."],
        "nguong": [
            "Thiếu mục «tham_chieu».",
            "«cao» phải là số; phần thập phân viết sau dấu chấm.",
        ],
    }
