"""Versions of a questionnaire compared."""
