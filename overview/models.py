"""Gathers the models of the wing's rooms."""
