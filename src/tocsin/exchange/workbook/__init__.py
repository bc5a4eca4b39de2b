"""How do ministries edit actions and budget in a spreadsheet, and how does that come back without losing anything?"""
