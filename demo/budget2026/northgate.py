"""Northgate: the ring road, the hospital, many young families and few places to meet."""

from __future__ import annotations

from demo.shapes import Place, ProposalData

NORTHGATE: tuple[ProposalData, ...] = (
    ProposalData(
        key="rain-gardens",
        title="Rain gardens along Northgate Road, second try and cheaper",
        body="""
Last year this got a great many votes and no money. So here it is again, and we did what the result page
told us: make it cost less.

What changed: 14 beds instead of 18. We left out the four in front of the hospital, because the ambulance
bay gets rebuilt anyway and the hospital will pay for its own. We also dropped the granite edging for plain
concrete.

What stays: beds 30 cm lower than the pavement, so the rain from the road runs into them and not into our
cellars. My cellar has been under water three times in five years. Number 88 has given up and put in a pump.

Cost last year €295,000. With the changes the water department's own price list gives €236,000.
""",
        author="abena",
        co_authors=("radu", "ingrid"),
        category="water",
        district="north",
        place=Place(190, 120, "Northgate Road 40 to 112"),
        days=-19,
        hour=9,
        supporters=297,
        cost=23_600_000,
        tags=("water", "heat", "trees"),
        status="under_review",
    ),
    ProposalData(
        key="ring-noise",
        title="Noise wall for the flats on the ring road",
        body="""
We measured 71 dB on the balcony at ten at night. With a phone, I know, but three phones. The city's own
noise map says 68. From 65 on it makes you ill, that is not me, that is the health office.

The wall ends at number 30 and starts again at 64. In between live 210 households. I asked why and was told
that the land in the gap belonged to the railway. The railway sold it in 2020!!

A green wall with ivy is fine. Glass is fine. Anything.
""",
        author="radu",
        category="neighbours",
        district="north",
        place=Place(146, 90, "Ring Road 30 to 64"),
        days=-15,
        hour=22,
        supporters=241,
        cost=39_000_000,
        tags=("noise",),
    ),
    ProposalData(
        key="repair-workshop",
        title="A repair workshop in the old petrol station",
        body="""
The petrol station at the north gate has been empty since 2022. It has a pit, a roof, a toilet and
electricity. Everything else we need is a bench and people, and the people exist: on the first Saturday of
the month 20 of us already repair bikes, lamps and trousers in the parish hall, and every time we have to
carry everything in and out again.

Open Wed and Sat. Free, you pay for the parts.
""",
        author="hanno",
        category="neighbours",
        district="north",
        place=Place(120, 138, "Former petrol station, Northgate Road 3"),
        days=-12,
        hour=10,
        supporters=151,
        cost=11_000_000,
        tags=("repair", "sharing"),
    ),
    ProposalData(
        key="repair-cafe",
        title="Repair café for Northgate",
        body="""
A place where you can bring a broken toaster and somebody who knows helps you. With coffee. In my home town
there was one and it was where I learned the language, honestly, more than in the course.
""",
        author="leyla",
        category="neighbours",
        district="north",
        place=Place(132, 142, "Northgate, somewhere near the tram"),
        days=-6,
        hour=15,
        supporters=68,
        tags=("repair", "sharing"),
    ),
    ProposalData(
        key="taller-reparacion",
        title="Un taller de reparación de bicis en Puerta Norte",
        body="""
En todo el barrio no hay un solo sitio donde arreglar una bici. El más cercano está en el Puerto Viejo, a
cuatro kilómetros, y si tienes la bici rota no llegas.

La gasolinera vacía de la entrada sería perfecta. Herramientas atadas con cadena, un inflador bueno y dos
tardes por semana alguien que sepa. Yo sé y me apunto los miércoles.
""",
        author="diego",
        category="neighbours",
        district="north",
        place=Place(122, 134, "Old petrol station, Northgate Road"),
        days=-9,
        hour=19,
        supporters=54,
        lang="es",
        cost=4_000_000,
        tags=("repair", "cycling", "sharing"),
    ),
    ProposalData(
        key="arabic-library",
        title="رفّ كتب عربية للأطفال في مكتبة البوابة الشمالية",
        body="""
في مكتبة حيّنا كتب للأطفال بالإنجليزية والتركية والبولندية، ولا يوجد فيها كتاب عربي واحد. أولادي يتكلمون
العربية في البيت لكنهم لا يقرؤونها، وكثير من العائلات هنا في الوضع نفسه.

أقترح رفًّا فيه نحو ثلاثمئة كتاب مصوّر، وساعة قراءة يوم السبت يقرأ فيها أحد الآباء أو الأمهات بصوت عالٍ. أنا
مستعد للبدء، ومعي ثلاث عائلات أخرى.

الساعة مفتوحة للجميع، فمن لا يعرف العربية يستمع وينظر إلى الصور، ونقرأ بعدها قصة بالإنجليزية.
""",
        author="yusuf",
        category="learning",
        district="north",
        place=Place(208, 140, "Northgate library"),
        days=-11,
        hour=20,
        supporters=102,
        lang="ar",
        cost=900_000,
        tags=("library", "children"),
        status="accepted",
    ),
    ProposalData(
        key="basketball-half",
        title="Half a basketball court",
        body="""
a hoop. just one hoop and a bit of flat ground. there are 4 blocks of flats here and the next hoop is at the
school and the school is locked
""",
        author="jelena",
        category="play",
        district="north",
        place=Place(164, 72, "Green between Beacon Street 5 and 11"),
        days=-10,
        hour=22,
        supporters=126,
        cost=2_200_000,
        tags=("sport", "teenagers"),
    ),
    ProposalData(
        key="hospital-stop-bench",
        title="Benches at the hospital bus stop",
        body="""
People come out of the hospital after an operation and there is one bench, three seats, always taken. The
bus comes every 20 minutes. I am a nurse, I see them sit on the kerb. Two more benches with backs, and one
higher seat to lean on for people who cannot sit down low.
""",
        author="kasia",
        category="access",
        district="north",
        place=Place(246, 104, "Bus stop Hospital, main entrance"),
        days=-13,
        hour=6,
        supporters=183,
        cost=800_000,
        tags=("benches", "bus stop", "older people"),
        status="accepted",
    ),
    ProposalData(
        key="plac-zabaw",
        title="Ogrodzenie placu zabaw przy obwodnicy",
        body="""
Plac zabaw przy Beacon Street jest dziesięć metrów od obwodnicy i nie ma żadnego płotu. W zeszłym tygodniu
piłka wypadła na jezdnię i chłopiec pobiegł za nią. Skończyło się na strachu.

Wystarczy niski płot z furtką, która sama się zamyka, i kilka krzaków od strony ulicy, żeby było mniej
kurzu. Mam dwoje małych dzieci i dziś chodzimy na plac tylko we dwoje dorosłych.
""",
        author="kasia",
        category="play",
        district="north",
        place=Place(172, 66, "Playground, Beacon Street"),
        days=-7,
        hour=21,
        supporters=91,
        lang="pl",
        cost=1_500_000,
        tags=("children", "safety"),
    ),
    ProposalData(
        key="playground-fence",
        title="Fence the Beacon Street playground",
        body="It is right next to the ring road. A fence and a gate, that is all. Small kids run!",
        author="jelena",
        category="play",
        district="north",
        place=Place(170, 68, "Beacon Street playground"),
        days=-4,
        hour=18,
        supporters=44,
        tags=("children", "safety"),
    ),
    ProposalData(
        key="underpass",
        title="Light and paint for the underpass to the hospital",
        body="""
I finish at ten at night. There are two ways home: eight minutes through the underpass or twenty-five
minutes round by the bridge. I take the twenty-five and so does every woman on my ward.

Bright lamps, the bushes at both ends cut back so you can see who stands there, a mirror in the bend. And
let the school paint the walls. A place that somebody painted is a place somebody looks after.
""",
        author="kasia",
        category="walking",
        district="north",
        place=Place(228, 88, "Underpass, Ring Road to hospital"),
        days=-18,
        hour=23,
        supporters=276,
        cost=6_800_000,
        tags=("light", "safety", "walking"),
        status="under_review",
    ),
    ProposalData(
        key="cancha-cubierta",
        title="Techo para la cancha de Puerta Norte",
        body="""
De octubre a marzo llueve casi cada tarde y la cancha queda vacía. Un techo sencillo, sin paredes, como el
de los aparcamientos. Jugarían los chicos, pero también podría montarse allí el mercadillo o una fiesta del
barrio.
""",
        author="diego",
        category="play",
        district="north",
        place=Place(206, 84, "Sports ground, Hospital Street"),
        days=-5,
        hour=17,
        supporters=39,
        lang="es",
        cost=32_000_000,
        tags=("sport", "winter"),
    ),
    ProposalData(
        key="speed-hospital-street",
        title="30 km/h on Hospital Street",
        body="""
Ambulances may go as fast as they like. Everybody else can go 30. It is 400 metres!! You lose 24 seconds.
""",
        author="ingrid",
        category="walking",
        district="north",
        place=Place(226, 124, "Hospital Street"),
        days=-14,
        hour=9,
        supporters=97,
        tags=("speed", "noise"),
        status="rejected",
        reason="""
Hospital Street is a state road, so the city may not set its speed limit. We have asked the state's road
office for 30 km/h at night, with your noise figures attached. Its answer will be published here.
""",
    ),
)
