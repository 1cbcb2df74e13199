"""Tests on a machine on which everything goes wrong."""
