"""What a chart draws, for tests that count marks and labels and never look at pixels."""

from bs4 import BeautifulSoup

from innocity.presentation import charts
from innocity.presentation.charts import Chart


def words(chart: Chart) -> list[str]:
    """The texts of a chart in the order in which they are drawn."""
    assert chart.figure is not None
    soup = BeautifulSoup(charts.svg(chart.figure), "xml")
    return [element.get_text().strip() for element in soup.find_all("text")]


def bars(chart: Chart) -> list[tuple[float, float, str]]:
    """The bars of a chart: where each begins and how far it goes, with its colour."""
    from matplotlib.colors import to_hex

    assert chart.figure is not None
    return [
        (round(bar.get_x(), 4), round(bar.get_width(), 4), to_hex(bar.get_facecolor()))
        for bar in chart.figure.axes[0].patches
    ]
