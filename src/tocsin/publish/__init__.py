"""How does an assessment reach its readers: as figures, charts, pages and documents that say the same thing?"""
