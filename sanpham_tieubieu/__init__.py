"""Sản phẩm CNNT tiêu biểu: product awards at four levels."""
