"""Is it changing, is it new, and did the change come from what is counted or from the counting?"""
