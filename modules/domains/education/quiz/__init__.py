"""Quizzes from the course's own pages: items are made, validated before anybody sees them, and graded by rules."""
