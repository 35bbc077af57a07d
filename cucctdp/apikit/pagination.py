from rest_framework.pagination import PageNumberPagination


class TrangChuan(PageNumberPagination):
    """Pages of 100, at most 1.000."""

    page_size = 100
    page_size_query_param = "so_dong"
    max_page_size = 1000
    page_query_param = "trang"
