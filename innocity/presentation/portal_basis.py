"""What a page of the portal was made from, as it says itself in its head."""

_BASIS = '<meta name="basis" content="'


def basis_of(page: str) -> str | None:
    """The digest of what a page was made from; None where it is not a portal."""
    _, found, rest = page.partition(_BASIS)
    return rest.partition('"')[0] if found else None
