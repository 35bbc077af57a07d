"""Official documents as PDF: layout of NĐ 30/2020/NĐ-CP, fonts and fetching under control."""
