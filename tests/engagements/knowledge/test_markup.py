from engagements.knowledge.markup import Block, blocks


def test_paragraphs_headings_and_lists_are_told_apart():
    text = "Først.\nSamme afsnit.\n\n## Hvad hjælper\nDet her.\n- ét\n- to\n\n- en ny liste\n\n\nSidst."

    assert blocks(text) == [
        Block("paragraph", ["Først.", "Samme afsnit."]),
        Block("heading", ["Hvad hjælper"]),
        Block("paragraph", ["Det her."]),
        Block("list", ["ét", "to"]),
        Block("list", ["en ny liste"]),
        Block("paragraph", ["Sidst."]),
    ]


def test_nothing_else_has_a_meaning():
    assert blocks("**fed** <b>tag</b>\n#hashtag\n-uden mellemrum") == [
        Block("paragraph", ["**fed** <b>tag</b>", "#hashtag", "-uden mellemrum"])
    ]
    assert blocks("\n \n") == []


def test_two_headings_are_two():
    assert blocks("## En\n## To") == [Block("heading", ["En"]), Block("heading", ["To"])]
