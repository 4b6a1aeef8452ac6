"""The engine, tested on questionnaires made of functions."""
