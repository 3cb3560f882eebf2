"""Cells with their places, before anybody asks what a table is about."""
