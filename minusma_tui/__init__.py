"""A terminal dashboard for the drawdown of a UN peace mission."""

__version__ = "0.1.0"
