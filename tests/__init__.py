"""The tests, as one package: without this a folder named like a library would hide it."""
