"""A tutor that gives hints before answers: what it may show is decided by rules, whatever a model says."""
