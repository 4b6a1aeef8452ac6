"""Telling people: what the outbox owes is carried to the channels."""
