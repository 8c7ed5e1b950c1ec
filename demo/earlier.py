"""Ideas of the two decisions that are further on, and what the city said to them: all in time but one."""

from __future__ import annotations

from demo.shapes import AnswerData, ProposalData

EARLIER: tuple[ProposalData, ...] = (
    ProposalData(
        key="walking-bus",
        process="streets",
        title="Signs for a walking bus to Kiln Street school",
        body="""
Every morning eleven children walk from the tram stop to the school with one parent. Small signs on the lamp
posts would show where the next ones can join, and drivers would know that we come.
""",
        author="samira",
        category="walking",
        district="kiln",
        days=-72,
        hour=19,
        supporters=124,
        status="accepted",
    ),
    ProposalData(
        key="school-street-noon",
        process="streets",
        title="Close Linden Row at noon, too",
        body="""
In the morning the street in front of the school is closed for half an hour, and it works. At noon it is open,
and the cars stand on the pavement with their engines running.
""",
        author="tomas",
        category="walking",
        district="linden",
        days=-68,
        hour=21,
        supporters=131,
        status="under_review",
    ),
    ProposalData(
        key="ball-wall",
        process="last-budget",
        title="A wall to kick a ball against, behind the depot",
        body="""
We kick against the garage doors because there is nothing else. Mr Adeyemi says the noise drives him mad. A
concrete wall behind the depot would cost less than new doors.
""",
        author="paul",
        category="play",
        district="kiln",
        days=-380,
        hour=17,
        supporters=140,
        status="accepted",
    ),
)  # fmt: skip

EARLIER_ANSWERS: tuple[AnswerData, ...] = (
    AnswerData(
        proposal="walking-bus",
        headline="Yes. The signs hang before the autumn holidays.",
        body="""
Eight signs cost about €900, so nobody has to vote on them. We meet the parents at the tram stop and choose
the lamp posts together.
""",
        department="Streets and transport",
        signatory="mensah",
        reference="S-{year}/0046",
        days=-22,
        hour=10,
    ),
    AnswerData(
        proposal="ball-wall",
        headline="Yes, as part of the depot's new yard.",
        body="""
The yard behind the depot is paved next spring. We put the wall on its east side, away from the bedrooms, and
it does not count against the budget.
""",
        department="Parks department",
        signatory="brandt",
        reference="P-{last_year}/0211",
        days=-330,
        hour=11,
    ),
)
