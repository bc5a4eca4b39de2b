"""The shared words and value types that every other room speaks in."""
