"""What to look at: the catalogue of functions, their sampling and their drawing."""
