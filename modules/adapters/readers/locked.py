"""Office files with a password (an OLE container around the encrypted zip), decrypted in memory."""

from __future__ import annotations

import io
from dataclasses import replace

from modules.adapters.readers.source import Source
from modules.core.errors import Encrypted


def unlock(source: Source) -> Source:
    """Return the source with its decrypted bytes.

    Raises:
        Encrypted: a password is needed, or another one.
    """
    from msoffcrypto import OfficeFile  # type: ignore[import-untyped]
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError  # type: ignore[import-untyped]

    if not source.password:
        raise encrypted("")
    plain = io.BytesIO()
    try:
        with source.open() as file:
            office = OfficeFile(file)
            office.load_key(password=source.password, verify_password=True)
            office.decrypt(plain)
    except (InvalidKeyError, DecryptionError) as exc:
        raise encrypted(source.password) from exc
    return replace(source, unlocked=plain.getvalue())


def encrypted(password: str) -> Encrypted:
    """Return what to tell the visitor about a locked file."""
    if password:
        return Encrypted("That password does not open the file.", "Try another one; capital letters count.")
    return Encrypted("The file is protected by a password.", "Type its password to have it read.")
