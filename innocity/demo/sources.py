"""Where the invented facts lie, and how every row of them says that it is invented."""

from pathlib import Path

FACTS = Path(__file__).parent / "facts"
SOURCE = "synthetic, 合成示例数据"
