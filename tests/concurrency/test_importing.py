"""Two people import one file at the same moment, or two files of one name: nothing doubles or is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from processes.models import Process
from tests.concurrency.threads import at_once
from tests.voting.test_importing import write_file
from voting.models import Round
from voting.pabulib.importing import Imported, import_pb

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_file_becomes_one_election_and_the_second_is_told(tmp_path: Path) -> None:
    file = write_file(tmp_path)
    results = at_once([lambda: import_pb(path=file)] * 2, tmp_path)
    made = [result.created for result in results if isinstance(result, Imported)]
    assert sorted(made) == [False, True], results
    assert (Process.objects.count(), Round.objects.count()) == (1, 1)


def test_two_files_of_one_name_become_two_elections(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
    one, other = write_file(folders[0]), write_file(folders[1], budget="200")
    results = at_once([lambda: import_pb(path=one), lambda: import_pb(path=other)], tmp_path)
    assert [isinstance(result, Imported) for result in results] == [True, True], results
    assert len(set(Process.objects.values_list("slug", flat=True))) == 2
