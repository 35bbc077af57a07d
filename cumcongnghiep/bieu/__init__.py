"""The four statutory forms as data: rows, what fills them, what they must satisfy.

``mau.MAU`` the forms, ``dong_cum`` what a cluster adds to each row, ``rang_buoc`` the constraints.
"""
