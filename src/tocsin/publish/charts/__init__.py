"""One file per chart form; the question picks the form, and every chart carries its data, sources, method and recipe."""

from tocsin.publish.charts.chart import Chart, ChartData

__all__ = ["Chart", "ChartData"]
