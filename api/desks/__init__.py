"""What the command line, the API and the pages do alike: look up and keep, review, ingest as a job."""
