"""Reading papers: what each asked, did, used, found and leaves open, in its own sentences; and how to cite it."""
