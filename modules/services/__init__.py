"""Work that outlives a page's script run: taking documents in, answering, switching engines."""
