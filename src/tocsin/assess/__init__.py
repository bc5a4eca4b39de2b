"""From quantities and context to a picture of each threat, scored on one framework, with the harm it does."""
