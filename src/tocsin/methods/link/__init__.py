"""Is it the same thing twice?"""
