"""SSH keys of people: public keys that nobody has the private half of."""

import base64
import hashlib
import struct


def blob(person):
    """A key of the type ssh-ed25519."""
    parts = b"ssh-ed25519", hashlib.sha256(f"constat demo key {person}".encode()).digest()
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def public(person):
    """As it stands in a file."""
    return f"ssh-ed25519 {base64.b64encode(blob(person)).decode()} {person}"


def fingerprint(person):
    """As `ssh-keygen -lf` prints it, and as the inventory has it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob(person)).digest()).decode().rstrip("=")
