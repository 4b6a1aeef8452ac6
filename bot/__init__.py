"""The shell: settings, the command line, the service that takes a turn, channels and staff."""
