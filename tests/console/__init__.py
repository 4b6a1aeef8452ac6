"""The staff's pages, over the real registry."""
