"""Who matters to whom, and how far is that known when ties are missing?"""
