"""What is kept: one SQLite database a data folder, and the one place where ownership is checked."""
