"""Tests of the proof of routing."""
