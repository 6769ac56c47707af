"""A deck's text changed at one place: where its cards stand, how a text is written, files.

Only `disk` touches files; all else is text in, text out. Every change is one `Splice`, so what
lies outside of it stays byte for byte.
"""
