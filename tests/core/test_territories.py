from __future__ import annotations

import pytest

from tequio.core.territories import (
    MOST_ROWS,
    OF_A_STATE,
    Node,
    NoTerritories,
    Step,
    TooManyTerritories,
    Tree,
    keys_of,
    read_list,
)


def names(rows: list[list[str]], **options: tuple[str, ...]) -> list[str]:
    return [" / ".join(step.name for step in path) for path in read_list(rows, **options).paths]


def test_two_columns_without_headings_are_delegacion_and_colonia() -> None:
    listed = read_list([["Norte", "Pinos"], ["Norte", "Encinos"], ["Sur", ""], ["NORTE", "pinos "]])
    assert listed.paths[1] == (Step("delegation", "Norte"), Step("colonia", "Pinos"))
    assert [keys_of(path) for path in listed.paths] == [
        ("norte",),
        ("norte", "pinos"),
        ("norte", "encinos"),
        ("sur",),
    ]


def test_headings_in_any_order_a_code_and_a_column_that_means_nothing() -> None:
    rows = [
        ["Padrón de colonias 2021", "", "", ""],
        ["No.", "Clave INEGI", "Delegación", "Colonia"],
        ["1", "140390001", "Norte", "Pinos"],
    ]
    listed = read_list(rows)
    assert listed.codes == {("norte", "pinos"): "140390001"}
    assert listed.remarks == ("No se tomó la columna «No.».",)


def test_an_empty_cell_takes_the_value_above_only_while_nothing_on_its_left_changes() -> None:
    rows = [["Norte", "Pinos"], ["", "Encinos"], ["", ""], ["Sur", "Lagos"]]
    assert names(rows) == ["Norte", "Norte / Pinos", "Norte / Encinos", "Sur", "Sur / Lagos"]
    three = [["Norte", "Pinos", "El Ojo"], ["Sur", "", "La Loma"]]
    assert read_list(three).remarks == ("Renglón 2: le falta el territorio en el que está.",)


def test_a_state_has_regions_with_municipalities() -> None:
    (region, municipality) = read_list([["Costa", "Puerto"]], columns=OF_A_STATE).paths
    assert [step.kind for step in municipality] == ["region", "municipality"]
    assert region == municipality[:1]


def test_what_cannot_be_read_says_why() -> None:
    with pytest.raises(NoTerritories, match="ningún territorio"):
        read_list([["", ""]])
    with pytest.raises(NoTerritories, match="renglón de títulos"):
        read_list([["a", "b", "c", "d"]])
    with pytest.raises(TooManyTerritories):
        read_list([["a"]] * (MOST_ROWS + 1))


TREE = Tree(
    [
        Node(1, None, "sector", "Oriente"),
        Node(2, 1, "delegation", "Norte"),
        Node(3, 2, "colonia", "Pinos"),
        Node(4, None, "delegation", "Antigua", merged=2),
        Node(5, 4, "colonia", "Lagos"),
        Node(6, None, "region", "Costa"),
        Node(7, 6, "municipality", "Puerto"),
        Node(8, None, "delegation", "Vieja", merged=4),
    ]
)


@pytest.mark.covers("req:111")
@pytest.mark.parametrize(
    ("territory", "counted"),
    [(3, "Norte"), (2, "Norte"), (1, "Oriente"), (4, "Norte"), (8, "Norte"), (7, "Costa"), (5, "Norte")],
)
def test_somebody_is_counted_in_the_delegacion_above(territory: int, counted: str) -> None:
    """A colonia in its delegación, a closed one in what it became, a municipality of a state in its region."""
    assert TREE.counted_in(territory).name == counted


def test_a_tree_that_turns_in_a_circle_still_ends() -> None:
    tree = Tree([Node(1, 2, "colonia", "a", merged=2), Node(2, 1, "colonia", "b", merged=1)])
    assert len(tree.path(1)) == 2
    assert tree.counted_in(1).name in {"a", "b"}
