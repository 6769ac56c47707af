from studyapp.curve.names import CATALOGUE
from studyapp.curve.relatives import FAMILIES, relatives


def test_the_family_comes_first_and_all_others_follow() -> None:
    found = relatives("gelu")

    assert found[:2] == ("gelu_tanh", "gelu_sigmoid")
    assert set(found) == {e.name for e in CATALOGUE if e.kind == "curve"} - {"gelu"}


def test_a_search_finds_parts_of_names_and_aliases_however_they_are_written() -> None:
    assert relatives("relu", "LeakyRe") == ("leaky_relu",)
    assert "sigmoid" in relatives("relu", "logistic")
    assert relatives("relu", "no such thing") == ()


def test_what_the_catalogue_does_not_have_has_no_family() -> None:
    assert len(relatives("x + 1")) == len(relatives("gelu")) + 1


def test_a_function_is_of_one_family() -> None:
    names = [name for family in FAMILIES for name in family]

    assert len(names) == len(set(names))
