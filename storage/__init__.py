"""Remembering: interviews in Redis, submissions and the journal in SQL, all of it sealed."""
