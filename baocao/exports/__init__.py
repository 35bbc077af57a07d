"""Workbooks that leave the system: the national one of a synthesis run."""

from baocao.exports.so_tong_hop import ve_so_tong_hop

__all__ = ["ve_so_tong_hop"]
