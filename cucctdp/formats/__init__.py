"""Numbers, money, periods, dates and Vietnamese text: the lowest room, imports nothing of ours."""
