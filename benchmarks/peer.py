"""Checks a configuration with PyYAML and jsonschema-rs, as a peer in the benchmark: peer.py FILE."""

import json
import sys
from pathlib import Path

import jsonschema_rs
import yaml

validator = jsonschema_rs.validator_for(json.loads(Path("schemas/smtpconf.schema.json").read_text()))
with open(sys.argv[1]) as file:
    sys.exit(not validator.is_valid(yaml.load(file, Loader=yaml.CSafeLoader)))
