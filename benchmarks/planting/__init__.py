"""Plants defects into contracts, one at a time, each with the place where a tool should find it.

A planter looks for something in a contract that it can spoil, with patterns of its own, and returns the edit; None
where the contract has nothing of the kind. What it looks for is simpler than what the tools understand: a benchmark
that asked the tools where to plant would plant only what they see.
"""
