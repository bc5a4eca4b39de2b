"""Numbers only: arrays in, a frozen result out, one published method per file."""
