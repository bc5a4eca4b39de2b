"""What drives the answer: which input carries how much of the uncertainty of a result?"""
