from overview.public.texts import read


def test_there_are_five_marks_three_effects_and_every_research_point_has_a_reference():
    assert len(read("marks")["marks"]) == 5
    assert len(read("effects")["effects"]) == 3
    assert [point["references"] for point in read("research")["points"]] == [
        ["Heckman 2008", "Bleses 2010"],
        ["Taggart 2014"],
        ["Taggart 2014"],
    ]
