"""Which option comes first, and what would be worth finding out before choosing?"""
