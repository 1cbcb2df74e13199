"""What CI checks beyond the tests: one subject per module, run by the scripts in `.ci`.

A module runs alone with `PYTHONPATH=.ci python3 -m checks.NAME`, from the top of the repository.
"""
