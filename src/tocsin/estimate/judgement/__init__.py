"""What do the experts asked believe together, and how far can each be followed?"""
