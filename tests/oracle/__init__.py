"""The expression language against JavaRosa, the engine of ODK, on the same forms."""
