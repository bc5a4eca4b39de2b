"""One frozen class per kind of record: the only schema that reading, writing, checking and documentation share."""
