"""Ideas that belong to no single district."""

from __future__ import annotations

from demo.shapes import Place, ProposalData

WHOLE_CITY: tuple[ProposalData, ...] = (
    ProposalData(
        key="taps-stops",
        title="Water taps at four tram stops",
        body="""
At Kilnfield, Northgate, Quay 4 and the hospital. Low basins for children and dogs. The fountains of last
year are all in parks; people wait for the tram at the stop.
""",
        author="tomas",
        category="water",
        district=None,
        place=Place(276, 320, "Kilnfield tram stop and three more"),
        days=-14,
        hour=18,
        supporters=94,
        cost=4_800_000,
        tags=("water", "tram", "dogs"),
    ),
    ProposalData(
        key="sign-language",
        title="Sign language at every council counter, by tablet",
        body="""
I am deaf. For a new passport I needed three appointments, because the interpreter could come on Thursdays
only and the counter was open on Thursdays until twelve.

There is a service where an interpreter appears on a screen within two minutes. The tax office of the state
has it. The city would need eleven tablets, a stand for each, and the first year of the service.

It also helps hearing people: the same service does Arabic, Tigrinya and Ukrainian.
""",
        author="oleks",
        co_authors=("yusuf",),
        category="access",
        district=None,
        days=-16,
        hour=12,
        supporters=223,
        cost=5_600_000,
        tags=("signs",),
        status="under_review",
    ),
    ProposalData(
        key="plain-letters",
        title="Letters from the city that you can understand",
        body="""
I speak the language quite well and I did not understand my own rent benefit letter. I took it to my
neighbour, who is a teacher, and she read it twice and said: I think they want your signature.

Take the fifty letters that are sent most. Rewrite them. Test them with people.
""",
        author="leyla",
        category="access",
        district=None,
        days=-7,
        hour=16,
        supporters=248,
        cost=6_000_000,
        tags=("signs",),
    ),
    ProposalData(
        key="cargo-trailers",
        title="Bike trailers next to the cargo bikes",
        body="""
The free cargo bikes are great but always booked on Saturdays. A trailer costs a tenth and everybody already
has a bike. Two per station.
""",
        author="ravi",
        category="cycling",
        district=None,
        days=-9,
        hour=13,
        supporters=59,
        cost=1_400_000,
        tags=("cycling", "sharing"),
    ),
    ProposalData(
        key="musica-calle",
        title="Un escenario pequeño que se pueda pedir prestado",
        body="""
Cuando una calle quiere hacer una fiesta, el escenario cuesta más que todo lo demás: ochocientos euros por
una tarde. El ayuntamiento tiene dos, pero solo para actos oficiales.

Propongo un remolque que se abre y se convierte en escenario, con dos altavoces y luces. Se pide por la web,
se deja una fianza y lo devuelves limpio. Tres en la ciudad y se amortiza en un verano. Toco en una banda y
sé montarlo en veinte minutos; enseño a quien quiera.
""",
        author="diego",
        category="culture",
        district=None,
        days=-15,
        hour=20,
        supporters=138,
        lang="es",
        cost=7_800_000,
        tags=("music", "sharing"),
    ),
    ProposalData(
        key="night-toilet",
        title="Public toilets that are open at night",
        body="""
I drive a taxi. So do 60 others. There are bus drivers, nurses, bakers, people on their way home. After
22:00 there is not one public toilet open in this city. I will not describe what follows from that. Four
would be enough: station, hospital, Harbour Square, market.
""",
        author="radu",
        category="access",
        district=None,
        days=-11,
        hour=3,
        supporters=169,
        cost=22_000_000,
        tags=("toilets",),
    ),
    ProposalData(
        key="sombra-paradas",
        title="Sombra en las paradas de autobús",
        body="""
En verano la marquesina de cristal es un invernadero. Pintar el techo de blanco y plantar un árbol al lado
sería suficiente. Empezar por las veinte paradas con más gente.
""",
        author="carmen",
        category="cycling",
        district=None,
        days=-8,
        hour=18,
        supporters=121,
        lang="es",
        cost=9_000_000,
        tags=("bus stop", "shade", "heat"),
    ),
    ProposalData(
        key="free-pads",
        title="Free period products in school and library toilets",
        body="""
Toilet paper is free, nobody finds that odd. A dispenser costs 90 euros, filling it costs about 200 a year.
The school nurse buys them from her own money at the moment. We asked for two years at our school and were
told it is a matter for the city, so: dear city.
""",
        author="clara",
        category="learning",
        district=None,
        days=-6,
        hour=20,
        supporters=214,
        cost=1_700_000,
        tags=("school", "library", "toilets"),
    ),
    ProposalData(
        key="war-memorial",
        title="A plaque for the brickworkers of 1919",
        body="""
Seventeen people were shot at the north gate on 3 June 1919 and there is nothing there, only a bus stop.
Names are in the city archive, I copied them out. A plaque with the seventeen names. It does not have to say
whose fault it was.
""",
        author="hanno",
        category="culture",
        district="north",
        place=Place(116, 128, "Bus stop North Gate"),
        days=-18,
        hour=14,
        supporters=83,
        cost=400_000,
        tags=("history",),
    ),
    ProposalData(
        key="tree-sponsor",
        title="Tell us which tree is thirsty",
        body="""
Many of us would carry a bucket down, we just don't know to which tree. A little tag with a number on each
young tree, and a page that shows green, yellow, red. The parks department has the list of trees already, I
asked, it's open data. I would write the page for free, I only need somebody to keep the list fresh and
4,000 tags.
""",
        author="ravi",
        category="green",
        district=None,
        days=-4,
        hour=23,
        supporters=157,
        cost=1_200_000,
        tags=("trees", "heat", "sharing"),
    ),
    ProposalData(
        key="clases-abuelos",
        title="Clases de móvil para mayores, dadas por jóvenes",
        body="""
Mi nieta me enseñó a pedir cita en el médico por el móvil y tardamos una tarde. A mis amigas no les enseña
nadie y tienen que ir hasta la ventanilla a hacer cola.

Una tarde a la semana en cada biblioteca, un joven con un mayor, y al joven se le cuenta como prácticas del
instituto. Solo hacen falta seis tabletas, café y alguien que abra la puerta.
""",
        author="carmen",
        category="learning",
        district=None,
        days=-5,
        hour=10,
        supporters=133,
        lang="es",
        cost=900_000,
        tags=("library", "older people", "teenagers"),
    ),
    ProposalData(
        key="benches-everywhere",
        title="More benches",
        body="Everywhere. My feet hurt.",
        author="theo",
        category="access",
        district=None,
        days=-1,
        hour=9,
        supporters=31,
        tags=("benches",),
    ),
)
