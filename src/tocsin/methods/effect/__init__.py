"""Did it work: how does what was seen after an interruption differ from what would have been without it?"""
