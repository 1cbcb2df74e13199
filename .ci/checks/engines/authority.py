"""Certificates for the relays of the tests, right and wrong ones, from authorities that exist only there."""

import datetime
import functools
import ipaddress
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

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


class Authority:
    """Issues certificates."""

    def __init__(self, name):
        """Makes a key and a certificate of its own."""
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._certificate = self._issue(self._name, self._key.public_key(), DAY, None)

    def _issue(self, name, key, until, host):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 30 * DAY)
            .not_valid_after(now + until)
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host is not None:
            builder = builder.add_extension(x509.SubjectAlternativeName(_names(host)), critical=False)
        return builder.sign(self._key, hashes.SHA256())

    @property
    def pem(self):
        """The certificate of the authority itself."""
        return self._certificate.public_bytes(serialization.Encoding.PEM)

    def context(self, host, folder, until=DAY):
        """How a server presents a certificate for a host; the folder keeps the files that are needed for that."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        file = folder / f"certificate-{x509.random_serial_number()}.pem"
        certificate = self._issue(name, key.public_key(), until, host)
        file.write_bytes(_pem(key) + certificate.public_bytes(serialization.Encoding.PEM))
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
                return self._trusted.context(host, self._folder, until=-DAY)
            case _:
                return self._trusted.context(host, self._folder)
