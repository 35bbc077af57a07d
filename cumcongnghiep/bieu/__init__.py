"""The four statutory forms as data: rows, what fills them, what they must satisfy."""
