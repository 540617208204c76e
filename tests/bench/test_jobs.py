"""Jobs go to another process and come back as they were."""

from pathlib import Path

from innocity.bench.jobs import Book, Job, read, write


def test_jobs_come_back_as_they_were(tmp_path: Path) -> None:
    stage, card = Book("1.ipynb", "out/1.ipynb", {"period": "2023-Q1"}), Book("5.ipynb", "out/a.ipynb", {"unit": "a"})
    job = Job("city", {"A": "b"}, (stage,), (card,))
    write(tmp_path / "jobs.json", [job])
    assert read(tmp_path / "jobs.json") == [job]
    assert job.books == (stage, card)
