"""What a learner knows and when to look at it again: knowledge tracing for concepts, spaced repetition for cards."""
