"""Observations: numbers about an area and a period, in prose and in tables."""
