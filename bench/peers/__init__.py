"""The bots of other houses that do the same work as ours."""
