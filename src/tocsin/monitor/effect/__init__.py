"""Did a policy or an operation work, against what was expected of it, and did the problem move elsewhere?"""
