"""Stand-ins for whole parts of Vouch, for tests of the parts around them."""
