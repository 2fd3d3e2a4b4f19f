"""The command line: what a person types, and the one line they read when it fails."""
