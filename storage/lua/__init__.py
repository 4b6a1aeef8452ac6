"""The scripts that Redis runs, each atomic and within one slot."""
