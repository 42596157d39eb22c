"""Measuring Vouch: public benchmarks with gold labels, and the figures computed over them."""
