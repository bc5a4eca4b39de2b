"""How much moves from where to where, worth what, and do two reports of it agree?"""
