"""How are scores normalised, weighted, combined and ranked when nothing is certain?"""
