"""What all tests share."""

from hypothesis import settings

# How long an example takes says how busy the machine is; benchmarks tell how fast the code is.
settings.register_profile("vouch", deadline=None)
settings.load_profile("vouch")
