"""The commands of `samspil`."""
