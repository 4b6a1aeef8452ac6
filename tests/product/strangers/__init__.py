"""Strangers who walk through the census at random over the real channels, and what must hold."""
