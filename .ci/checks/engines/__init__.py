"""Tests of built folders with the mail engines that read them."""
