"""From priorities to a strategy: is it complete, does it agree with itself, what does it cost and who pays?"""
