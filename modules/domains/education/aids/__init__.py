"""Study aids made of a course's material by rules: every line quotes the place that vouches for it."""
