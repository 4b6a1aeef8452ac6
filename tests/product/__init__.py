"""The product as a whole: content, wording and engine together, then every way in."""
