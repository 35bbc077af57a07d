"""REST: statistics and the small lists that explain them."""
