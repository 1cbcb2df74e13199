"""A machine on which everything goes wrong."""
