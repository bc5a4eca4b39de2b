"""How many people, seen and unseen, stand behind the overlapping lists of agencies?"""
