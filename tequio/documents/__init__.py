"""Issued documents and the sources kept: folio, version, hash, bytes."""
