"""The dossier: a folder of plain files that holds the evidence, graded, linked and checked."""
