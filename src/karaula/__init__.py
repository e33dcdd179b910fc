"""Karaula: an open regional analytical hub on organised crime."""

__version__ = "0.1.0"
