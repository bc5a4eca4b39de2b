"""The documents of a strategy: strategy, action plan, ministerial brief and briefing, from one view of the dossier."""
