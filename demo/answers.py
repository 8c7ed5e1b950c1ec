"""Official answers to proposals of this year's budget. The signatory is a key of demo.people."""

from __future__ import annotations

from demo.shapes import AnswerData

ANSWERS: tuple[AnswerData, ...] = (
    AnswerData(
        proposal="shade-sails",
        headline="We will cost this. One question is open.",
        body="""
The posts need foundations, and a gas pipe runs along the east fence. We can place all four posts west of
it. Trees on the south side are possible from November. Could two sails be enough if they are larger? Please
tell us by {day+7}.
""",
        department="Parks department",
        signatory="brandt",
        reference="P-{year}/0147",
        days=-3,
        hour=10,
    ),
    AnswerData(
        proposal="quay-noise",
        headline="Not possible in this budget. Your wish goes to another office.",
        body="""
The Neighbourhood Budget pays for things that are built or bought. A person on call for two summers is a
wage, and rule 3 leaves wages out.

The rule you ask for already exists: harbour by-law, paragraph 9, no amplified music after 22:00. We have
passed your proposal, your 226 supporters and the discussion to the public order office. It will tell the
district council by {day+26} how it means to check the rule next summer.
""",
        department="Culture and libraries",
        signatory="oyelaran",
        reference="C-{year}/0031",
        days=-4,
        hour=9,
    ),
    AnswerData(
        proposal="swim-ladder",
        headline="Yes. It can go on the ballot.",
        body="""
We looked at the quay wall with the swimming club on {day-7}. The rail fits between the second and the third
ladder and needs no permit. With the stainless version, which lasts longer in salt water, we expect €29,500
instead of €26,000.

The club will keep the key and train ten helpers. Thank you for the drawing.
""",
        department="Access and inclusion",
        signatory="amsel",
        reference="A-{year}/0012",
        days=-5,
        hour=14,
    ),
    AnswerData(
        proposal="arabic-library",
        headline="Yes, and you do not have to wait for the vote.",
        body="""
Three hundred picture books cost about €5,400. That is below the sum we may spend without a vote, so we have
ordered the first hundred. They will be on the shelf from {day+20}.

The reading hour can start on any Saturday at 11:00 in the children's room. Please call the branch library on
040 555 0162 and ask for Ms Tedesco.
""",
        department="Culture and libraries",
        signatory="oyelaran",
        reference="C-{year}/0028",
        days=-2,
        hour=11,
    ),
    AnswerData(
        proposal="hospital-stop-bench",
        headline="Yes. Two benches and one high seat are possible.",
        body="""
The stop belongs to the city and there is room on both sides of the shelter. We propose wood with arm rests,
as at Quay 4. Cost with foundations: €9,200. The hospital will clear the snow.
""",
        department="Streets and transport",
        signatory="mensah",
        reference="S-{year}/0055",
        days=-6,
        hour=9,
    ),
    AnswerData(
        proposal="holt-bus-late",
        headline="Not in this budget, but we will test it.",
        body="""
A bus line costs money every week, and this budget may only pay once. So we have to take the proposal off
the list.

The wish is a good one and the numbers are clear. The transport office will run a bus at 23:10 from Central
Station to Holt Church, Fridays and Saturdays, for six months from {day+45}. If on average twelve people
ride, it stays.
""",
        department="Streets and transport",
        signatory="mensah",
        reference="S-{year}/0058",
        days=-3,
        hour=15,
    ),
    AnswerData(
        proposal="speed-hospital-street",
        headline="We may not decide this. We have asked those who may.",
        body="""
Hospital Street is a state road. Its speed limit is set by the state's road office, not by the city. We have
sent your proposal there on {day-9} with our own noise figures, 66 dB at night, and asked for 30 km/h
between 22:00 and 06:00.

When the answer comes, we will publish it here, whatever it says.
""",
        department="Streets and transport",
        signatory="mensah",
        reference="S-{year}/0049",
        days=-8,
        hour=13,
    ),
    AnswerData(
        proposal="holt-steps-bench",
        headline="Yes, five of the six benches.",
        body="""
We walked up Church Lane with Ms Ahlers on {day-10}, and sat down where she would sit down. Five places are
on city land. The sixth belongs to the parish; we have asked it.

Oak, with back and arm rests, facing the bay. Cost for five: €13,800, for six: €16,500. Two neighbours have
asked for the same; we suggest that the three proposals are joined.
""",
        department="Parks department",
        signatory="brandt",
        reference="P-{year}/0139",
        days=-5,
        hour=16,
    ),
    AnswerData(
        proposal="holt-meadow",
        headline="Yes. We start in July.",
        body="""
Two cuts a year cost us less than twelve. We only ask for the sign, €1,500, and a little patience: in the
first two years a meadow looks like a lawn that nobody mowed.
""",
        department="Parks department",
        signatory="brandt",
        reference="P-{year}/0131",
        days=-9,
        hour=10,
    ),
    AnswerData(
        proposal="rain-gardens",
        headline="Your sum is right. One thing has to be settled: parking.",
        body="""
We checked the price: €236,000 is realistic, and we would set aside €12,000 for pipes that are not on any
plan.

14 beds take 24 parking spaces. We are talking to the hospital about cheaper evening parking. The answer
will be here before the vote, so that everybody knows what they are choosing.
""",
        department="Water and drains",
        signatory="prochazka",
        reference="W-{year}/0007",
        days=-10,
        hour=12,
    ),
    AnswerData(
        proposal="school-yard-open",
        headline="We would like to try it for one summer.",
        body="""
The insurance covers it. What we need is somebody who locks up at 20:00. The school's caretaker has said no,
and he is within his rights. Do five families want to share the key? Please write to us by {day+9}.
""",
        department="Schools and youth",
        signatory="lindqvist",
        reference="Y-{year}/0019",
        days=-1,
        hour=11,
    ),
)
