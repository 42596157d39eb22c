"""Makes the sample documents from their readable sources: `python -m data.samples.build`."""
