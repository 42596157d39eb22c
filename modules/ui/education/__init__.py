"""The education page's tools: today's plan, the tutor, quizzes."""
