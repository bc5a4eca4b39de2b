"""How many are there in all, when only those on overlapping lists were seen?"""
