"""A linked-data publisher for cooperation agreements between Japanese local governments."""

__version__ = "0.1.0"
