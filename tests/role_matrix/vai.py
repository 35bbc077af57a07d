"""Groups of roles that the tables of pages name."""

QUAN_TRI_WEB = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
TRU_BO = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao quan_tri kiem_toan"
TRU_QUAN_TRI = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao kiem_toan"
TRU_KIEM_TOAN = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao quan_tri"
XEM_BO = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao kiem_toan"
CUC_BO = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao"
SO = "so_chuyen_vien so_truong_phong so_tong_hop so_lanh_dao so_van_thu"
# With the centre, whose own rights are those of khuyến công only.
MOI_SO = f"{SO} so_khuyen_cong"
# Entrants, communes and judges of the product selection: what was appointed to them, nothing else.
BINH_CHON = "sp_co_so sp_xa sp_giam_khao"
# With the regional centres, which enter the portal for khuyến công alone, the reporters of
# clusters and the people of the selection: scope without a province.
NGOAI_SO = f"vung_khuyen_cong ccn_bao_cao {BINH_CHON}"
MOI_CONG = f"{MOI_SO} {NGOAI_SO}"
KHONG_MO = "cuc_chuyen_vien bo_lanh_dao quan_tri kiem_toan"
KHONG_KIEM = "cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
THONG_KE = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao api_client kiem_toan"
SOAN_BIEU = "cuc_chuyen_vien quan_tri"
KHONG_SOAN_BIEU = "cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao kiem_toan"
AP_DUNG_BIEU = "cuc_lanh_dao_phong quan_tri"
KHONG_AP_DUNG_BIEU = "cuc_chuyen_vien cuc_lanh_dao bo_lanh_dao kiem_toan"
