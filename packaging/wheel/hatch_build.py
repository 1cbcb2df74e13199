"""Tells hatchling what only packaging/build knows: the version, the address and the machines for the program."""

import os

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


class Metadata(MetadataHookInterface):
    """The version and the address of the project."""

    def update(self, metadata: dict) -> None:
        """Completes the metadata."""
        metadata["version"] = os.environ["SMTPCONF_VERSION"]
        metadata["urls"] = {"Repository": os.environ["SMTPCONF_HOME"]}


class Tag(BuildHookInterface):
    """The tag of the wheel: a static program runs with glibc and with musl, whatever their version."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Sets the tag."""
        machine = os.environ["SMTPCONF_MACHINE"]
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-manylinux_2_17_{machine}.manylinux2014_{machine}.musllinux_1_1_{machine}"
