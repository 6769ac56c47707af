"""The same work done by studyapp and by Anki's own core, side by side: `python -m tests.bench anki`."""
