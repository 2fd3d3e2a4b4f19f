"""The only package that imports Flask: pages, sockets, messages."""
