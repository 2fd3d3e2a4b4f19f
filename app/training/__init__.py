"""Training: what a run is. Knows nothing of Flask or of messages."""
