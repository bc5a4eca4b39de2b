"""What do experts believe, how sure are they, how far do they agree, and how well have they judged before?"""
