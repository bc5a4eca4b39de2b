"""From pictures of threats to an order with reasons, and to what would be worth finding out before acting on it."""
