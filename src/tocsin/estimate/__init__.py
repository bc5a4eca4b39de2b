"""From graded claims to quantities with their uncertainty: people, volumes, values."""
