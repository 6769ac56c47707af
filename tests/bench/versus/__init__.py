"""The same work done by studyapp and by Anki's own core: `python -m tests.bench anki`."""
