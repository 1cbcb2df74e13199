"""Talks to the language server of a built program, as editors do; run by pytest."""
