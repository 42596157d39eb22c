"""One file for each outside library or server. Foreign exceptions stop here."""
