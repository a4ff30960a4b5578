"""Time stamps of a third party (RFC 3161) beside a seal, verified without a network or a clock.

The reply of the authority and its certificates stand beside the list of sums that they stamp. The certificates are
judged at the time of the stamp, so that a stamp stays valid after they expire.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from micrositio.formats.checksums import SUMS
from micrositio.model.plan import TimeStamp
from micrositio.problems.kinds import Kind

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, Name
    from rfc3161_client import TimeStampResponse

REPLY, CERTIFICATES = BESIDE = (f"{SUMS}.tsr", f"{SUMS}.pem")
"""Names of the files beside a seal: the authority's reply, and its certificates up to its root."""
_BLOCK = re.compile(rb"-----BEGIN ([^-]*)-----")
_HASHES = {"2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512"}
"""Names of the digests that a stamp may hold, by object identifier."""


def verified(data: bytes, reply: bytes, certificates: bytes) -> TimeStamp | Kind:
    """Returns the stamp that `reply` puts on `data`, or what is wrong with it; `certificates` are those trusted."""
    trusted = _trusted(certificates)
    response = _response(reply)
    if response is None:
        return Kind.STAMP_UNREADABLE
    if not _is_about(data, response):
        return Kind.STAMP_OTHER
    if not response.signed_data.certificates:
        return Kind.STAMP_UNSIGNED
    if not trusted:
        return Kind.STAMP_CERTIFICATES
    return _signed_by(response, trusted, data) or Kind.STAMP_UNTRUSTED


def _trusted(data: bytes) -> list[Certificate]:
    """Returns the certificates in PEM, or an empty list if one cannot be read or something else stands among them."""
    import ssl

    from cryptography.x509 import InvalidVersion, load_pem_x509_certificates

    if {each[1] for each in _BLOCK.finditer(data)} != {b"CERTIFICATE"}:
        return []
    try:
        # OpenSSL reads them first: the library that verifies stops the whole program at one that OpenSSL refuses.
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=data.decode("ascii", "ignore"))
        return load_pem_x509_certificates(data)
    except (ssl.SSLError, ValueError, InvalidVersion):
        return []


def _response(reply: bytes) -> TimeStampResponse | None:
    """Returns the reply of an authority, or None if it cannot be read or grants no stamp."""
    from rfc3161_client import decode_timestamp_response

    try:
        response = decode_timestamp_response(reply)
        return response if response.status == 0 and response.tst_info and response.signed_data else None
    except ValueError:
        return None


def _is_about(data: bytes, response: TimeStampResponse) -> bool:
    stamped = response.tst_info.message_imprint
    name = _HASHES.get(stamped.hash_algorithm.dotted_string)
    return name is not None and hashlib.new(name, data).digest() == stamped.message


def _signed_by(response: TimeStampResponse, trusted: Sequence[Certificate], data: bytes) -> TimeStamp | None:
    """Returns the stamp if a certificate in the reply signed it and `trusted` lead from it to a root, else None."""
    from cryptography.x509 import InvalidVersion, load_der_x509_certificate
    from rfc3161_client import VerificationError, VerifierBuilder

    try:
        VerifierBuilder(roots=list(trusted)).build().verify_message(response, data)
        given = [load_der_x509_certificate(each) for each in response.signed_data.certificates]
        (signer,) = response.signed_data.signer_infos
        own = next(each for each in given if (each.issuer, each.serial_number) == (signer.issuer, signer.serial_number))
        expires = min(each.not_valid_after_utc for each in (*given, *trusted))
        return TimeStamp(_name(own.subject), response.tst_info.gen_time, expires)
    except (VerificationError, ValueError, InvalidVersion):
        return None


def _name(subject: Name) -> str:
    """Returns the name of an authority, with that of its organisation, as its certificate gives them."""
    from cryptography.x509 import NameOID

    parts = [
        str(found.value)
        for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
        for found in subject.get_attributes_for_oid(oid)[:1]
    ]
    return ", ".join(dict.fromkeys(parts)) or subject.rfc4514_string()
