"""From graded evidence on transnational organized crime to quantified threats, priorities and strategy."""

__version__ = "0.1.0"
