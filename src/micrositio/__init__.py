"""micrositio: an open-government action plan as a static site that people can check."""

__version__ = "0.2.0"
