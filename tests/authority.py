"""A time-stamping authority of the tests: its certificates, and replies of any day (RFC 3161), made offline."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime(2024, 9, 2, 18, 30, 5, tzinfo=UTC)
"""A day on which the authority's certificates are valid; today they have expired."""
EXPIRES = datetime(2025, 3, 1, tzinfo=UTC)
SHA256, SHA1 = "2.16.840.1.101.3.4.2.1", "1.3.14.3.2.26"
SIGNED_DATA, STAMP_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE, ECDSA_SHA256 = "1.2.840.113549.1.9.16.2.47", "1.2.840.10045.4.3.2"
INTEGER, OCTETS, OID, TIME, SEQUENCE, SET, ZERO = 2, 4, 6, 0x18, 0x30, 0x31, 0xA0


def der(tag: int, *parts: bytes) -> bytes:
    """A value of ASN.1, as DER writes it."""
    body = b"".join(sorted(parts) if tag == SET else parts)
    size = len(body)
    counted = size.to_bytes((size.bit_length() + 7) // 8 or 1)
    return bytes([tag, *([] if size < 128 else [0x80 | len(counted)]), *counted]) + body


def number(value: int) -> bytes:
    return der(INTEGER, value.to_bytes(value.bit_length() // 8 + 1))


def oid(dotted: str) -> bytes:
    first, second, *others = map(int, dotted.split("."))
    return der(OID, bytes([first * 40 + second]), *map(_base_128, others))


def _base_128(value: int) -> bytes:
    digits = [value & 127]
    while value := value >> 7:
        digits.insert(0, value & 127 | 128)
    return bytes(digits)


@dataclass(frozen=True)
class Authority:
    """Its root and its own certificate, with the key of the second."""

    root: x509.Certificate
    own: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        """What stands beside a seal: the root."""
        return self.root.public_bytes(Encoding.PEM)

    @property
    def own_pem(self) -> bytes:
        return self.own.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def reply(
        self, data: bytes, at: datetime = DAY, *, digest: str = SHA256, certificate: bool = True, status: int = 0
    ) -> bytes:
        """The reply that stamps `data` at a time; with a status other than 0 and 1, one that refuses."""
        answer = der(SEQUENCE, number(status))
        return der(SEQUENCE, answer, *([self._token(data, at, digest, certificate)] if status < 2 else []))

    def _token(self, data: bytes, at: datetime, digest: str, certificate: bool) -> bytes:
        summed = hashlib.new({SHA256: "sha256", SHA1: "sha1"}[digest], data).digest()
        imprint = der(SEQUENCE, der(SEQUENCE, oid(digest)), der(OCTETS, summed))
        moment = der(TIME, f"{at:%Y%m%d%H%M%SZ}".encode())
        info = der(SEQUENCE, number(1), oid("1.2.3.4.1"), imprint, number(7), moment)
        given = [der(ZERO, self.own.public_bytes(Encoding.DER))] if certificate else []
        content = der(SEQUENCE, oid(STAMP_INFO), der(ZERO, der(OCTETS, info)))
        algorithm = der(SEQUENCE, oid(SHA256))
        signed = der(SEQUENCE, number(3), der(SET, algorithm), content, *given, der(SET, self._signature(info)))
        return der(SEQUENCE, oid(SIGNED_DATA), der(ZERO, signed))

    def _signature(self, info: bytes) -> bytes:
        own = hashlib.sha256(self.own.public_bytes(Encoding.DER)).digest()
        certificate = der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, der(OCTETS, own))))
        values = {
            CONTENT_TYPE: oid(STAMP_INFO),
            MESSAGE_DIGEST: der(OCTETS, hashlib.sha256(info).digest()),
            SIGNING_CERTIFICATE: certificate,
        }
        attributes = der(SET, *(der(SEQUENCE, oid(name), der(SET, value)) for name, value in values.items()))
        signer = der(SEQUENCE, self.own.issuer.public_bytes(), number(self.own.serial_number))
        return der(
            SEQUENCE,
            number(1),
            signer,
            der(SEQUENCE, oid(SHA256)),
            bytes([ZERO]) + attributes[1:],
            der(SEQUENCE, oid(ECDSA_SHA256)),
            der(OCTETS, self.key.sign(attributes, ec.ECDSA(hashes.SHA256()))),
        )


@cache
def authority(name: str = "Autoridad de Prueba", expires: datetime = EXPIRES) -> Authority:
    """An authority of that name, whose certificates expire on that day."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    top, own = _subject(f"Raíz de {name}"), _subject(name)
    root = _certificate(top, root_key, top, expires, x509.BasicConstraints(True, None))
    stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return Authority(
        root.sign(root_key, hashes.SHA256()),
        _certificate(own, key, top, expires, stamping).sign(root_key, hashes.SHA256()),
        key,
    )


def _subject(name: str) -> x509.Name:
    pairs = ((NameOID.COUNTRY_NAME, "MX"), (NameOID.ORGANIZATION_NAME, "Notaría"), (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(*each) for each in pairs])


def _certificate(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    expires: datetime,
    extension: x509.ExtensionType,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(DAY - timedelta(days=365))
        .not_valid_after(expires)
        .add_extension(extension, critical=True)
    )
