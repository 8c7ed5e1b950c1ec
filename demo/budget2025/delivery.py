"""News from the 14 funded projects of last year's budget, oldest first, by project key."""

from __future__ import annotations

from demo.shapes import DeliveryData

DELIVERY: dict[str, tuple[DeliveryData, ...]] = {
    "fountains": (
        DeliveryData(
            "in_work",
            "The first two are running",
            "Weir Park and Kiln Park have water since this morning.",
            -190,
        ),
        DeliveryData(
            "in_work",
            "A leak in Northgate",
            """
The pipe in Northgate Road was older than its plan said. The fountain there comes three weeks later and
costs €4,100 more, paid from the reserve.
""",
            -152,
        ),
        DeliveryData(
            "built",
            "All six are running",
            """
The last fountain, at Holt Church, was opened by the two children who had measured the distance to the next
tap. Final cost €124,300.
""",
            -118,
        ),
    ),
    "footbridge-lights": (
        DeliveryData(
            "in_work",
            "Bridge closed for four nights",
            "From {day-176} to {day-172}, between 22:00 and 05:00. A minibus takes you round by the lock.",
            -181,
        ),
        DeliveryData(
            "built",
            "The lamps are on",
            """
112 lamps in the handrail, switched on at dusk on {day-165}. They use as much power as three kettles. Final
cost €161,900.
""",
            -164,
        ),
    ),
    "quiet-garden": (
        DeliveryData(
            "in_work",
            "The wall is up",
            "Bricks from the old kiln, cleaned by the workshop for young people.",
            -140,
        ),
        DeliveryData(
            "built",
            "Open, and quiet",
            "The door from the reading room is open at library hours. Final cost €97,600.",
            -71,
        ),
    ),
    "cinema": (
        DeliveryData(
            "in_work",
            "Container ordered",
            "The screen is six metres wide and takes two people twenty minutes to set up.",
            -210,
        ),
        DeliveryData(
            "built",
            "First film",
            """
640 people came. The projector, the screen and the chairs can be booked at the Harbour Square kiosk. Final
cost €139,800.
""",
            -98,
            20,
        ),
    ),
    "market-trees": (
        DeliveryData(
            "in_work",
            "Half of the trees are planted",
            """
Eight of sixteen stand. The other eight wait for the planting season, because a tree planted in summer
mostly dies.
""",
            -84,
        ),
        DeliveryData(
            "in_work",
            "Stalls move by five metres",
            "Until {day+30} stalls 9 to 12 stand in front of the chemist. The benches come last.",
            -14,
        ),
    ),
    "bird-hide": (
        DeliveryData(
            "in_work",
            "Work stops until the birds have left",
            "The boardwalk crosses a nesting ground, so nobody builds there while birds sit on their eggs.",
            -205,
        ),
        DeliveryData(
            "built",
            "Open every day",
            """
The ramp has a slope of 5%. In the first week visitors noted 41 kinds of birds in the book. Final cost
€86,200.
""",
            -40,
        ),
    ),
    "cargo-bikes": (
        DeliveryData(
            "in_work",
            "Fourteen bikes at seven stations",
            "Booked 2,300 times so far, most of all on Saturdays.",
            -130,
        ),
        DeliveryData(
            "in_work",
            "Ten bikes are late",
            """
The maker has lost its supplier of frames. We pay only for bikes that have arrived. New date: {day+55}.
""",
            -22,
        ),
    ),
    "sledging-lights": (
        DeliveryData(
            "in_work",
            "Poles are standing",
            "Eight poles, no lamps yet. The cable goes in when the ground allows it.",
            -33,
        ),
    ),
    "lindens-crossing": (
        DeliveryData(
            "in_work",
            "Cables first",
            "The old tram cable has to be moved. Elm Row is one-way until {day+21}.",
            -26,
        ),
    ),
    "quay-swim": (
        DeliveryData(
            "in_work",
            "Steps are in, showers are not",
            "You may swim. The showers wait for a part of the drain; we expect them on {day+18}.",
            -19,
        ),
    ),
    "flower-beds": (
        DeliveryData(
            "in_work",
            "Tulips out, lavender in",
            """
Four of nine beds are planted. People asked for the tulip bulbs: 1,100 were given away in one morning.
""",
            -47,
        ),
    ),
    "holt-toilets": (
        DeliveryData("planned", "Two offers, both too high", "We asked again, with a simpler roof.", -160),
        DeliveryData(
            "in_work",
            "Now it fits",
            """
A firm from Marenholt builds both cabins for €181,000. The foundations were poured on {day-12}.
""",
            -11,
        ),
    ),
    "ferry-boarding": (
        DeliveryData(
            "planned",
            "Permit from the port authority is here",
            """
It took five months. The ramps are being built in the yard and go in from {day+75}, one stop at a time.
""",
            -9,
        ),
    ),
    "holt-shelters": (
        DeliveryData(
            "planned",
            "Starts on {day+90}",
            """
The four places are marked with paint. If you think one of them is wrong, call us before {day+30}.
""",
            -16,
        ),
    ),
}
