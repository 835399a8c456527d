"""One reader for each format of file: from its bytes to a document, text with places."""
