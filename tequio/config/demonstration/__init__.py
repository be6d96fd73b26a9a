"""Six exercises made from documents, through the importer, with a life of their own."""
