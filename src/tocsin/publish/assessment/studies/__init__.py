"""How is the answer of each kind of study told to readers?"""
