"""What the tests of the language server share: the program, and a raw client."""

import os

import pytest

from .wire import Client


@pytest.fixture(scope="session")
def program():
    """The path of the built program."""
    return os.environ["SMTPCONF_PROGRAM"]


@pytest.fixture
def connect(program, tmp_path):
    """Makes raw clients whose workspace is a new folder, and ends them."""
    clients = []

    def new(**options):
        clients.append(Client(program, tmp_path, **options))
        return clients[-1]

    yield new
    for client in clients:
        client.kill()
