"""XLSForms are read as ODK means them, and every fault of them has a place."""
