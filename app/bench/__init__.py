"""Measurements: how fast the engine, the server and the page are, against bars."""
