"""How are uncertain quantities drawn, joined and summed up? The one family that the others may use."""
