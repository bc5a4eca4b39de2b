"""How much moves through a market from origin to destination, what is it worth, and which trade reports do not agree?"""
