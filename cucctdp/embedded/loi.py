"""The one error of this package: a Vietnamese sentence the user can act on."""


class LoiMayChu(Exception):
    """An embedded server cannot be started; the text says why and what to do."""
