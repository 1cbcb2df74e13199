"""Certificates for the relays of the tests, right and wrong ones, from authorities that exist only there."""

import datetime
import functools
import ipaddress
import ssl
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from .states import State

DAY = datetime.timedelta(days=1)


def _pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _names(host):
    try:
        return [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address(host))]
    except ValueError:
        return [x509.DNSName(host)]


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _identifier(key):
    return x509.SubjectKeyIdentifier.from_public_key(key)


@dataclass(frozen=True)
class Validity:
    """From when, and until when, a certificate is valid, counted from now."""

    since: datetime.timedelta = -30 * DAY
    until: datetime.timedelta = DAY


class Authority:
    """Issues certificates."""

    def __init__(self, name, issuer=None, place=None, validity=None):
        """Makes a key and a certificate of its own, which another authority may issue.

        `place` is where its certificate is; what it issues says so.
        """
        self._place = place
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name(name)
        validity = validity or Validity(until=99 * DAY)
        self._certificate = (issuer or self)._issue(self._name, self._key.public_key(), validity, None)

    def _issue(self, name, key, validity, names):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + validity.since)
            .not_valid_after(now + validity.until)
            .add_extension(x509.BasicConstraints(ca=names is None, path_length=None), critical=True)
            .add_extension(_identifier(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(_identifier(self._key.public_key())),
                critical=False,
            )
        )
        if self._place is not None:
            place = x509.AccessDescription(
                AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(self._place)
            )
            builder = builder.add_extension(x509.AuthorityInformationAccess([place]), critical=False)
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self._key, hashes.SHA256())

    @property
    def pem(self):
        """The certificate of the authority itself."""
        return self._certificate.public_bytes(serialization.Encoding.PEM)

    def context(self, host, folder, validity=None, names=None, chain=()):
        """How a server presents a certificate for a host; the folder keeps the files that are needed for that.

        `names` are those in the certificate if they are not those of the host; `chain` are authorities whose
        certificates are presented as well.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        names = _names(host) if names is None else names
        certificate = self._issue(_name(host), key.public_key(), validity or Validity(), names)
        return _context(key, [certificate, *(authority._certificate for authority in chain)], folder)

    def pair(self, host, validity):
        """A key, and a certificate for a host."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._issue(_name(host), key.public_key(), validity, _names(host))
        return _pem(key) + certificate.public_bytes(serialization.Encoding.PEM)

    def own_context(self, folder, validity):
        """How a server presents a certificate that it issued itself, for the name of this authority."""
        host = self._name.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
        certificate = self._issue(self._name, self._key.public_key(), validity, _names(host))
        return _context(self._key, [certificate], folder)


def _context(key, certificates, folder):
    file = folder / f"certificate-{certificates[0].serial_number}.pem"
    file.write_bytes(_pem(key) + b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


class Certificates:
    """What relays present in each state."""

    def __init__(self, folder):
        """Makes two authorities, of which clients trust the first."""
        self._folder = folder
        self._trusted, self._other = Authority("the authority of the tests"), Authority("another authority")
        self.file = folder / "authority.pem"
        self.file.write_bytes(self._trusted.pem)

    @functools.lru_cache(maxsize=None)  # noqa: B019 — there is one for a whole run
    def context(self, host, state):
        """How the relay with a host name presents itself in a state."""
        match state:
            case State.OTHER_NAME:
                return self._trusted.context("somebody.else.test", self._folder)
            case State.NAME_BELOW:
                return self._trusted.context(f"below.{host}", self._folder)
            case State.OTHER_AUTHORITY:
                return self._other.context(host, self._folder)
            case State.EXPIRED:
                return self._trusted.context(host, self._folder, Validity(until=-DAY))
            case _:
                return self._trusted.context(host, self._folder)
