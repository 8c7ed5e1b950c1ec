"""The city's static pages."""

from __future__ import annotations

from demo.shapes import ArticleData, PageData, Text

HOW_THE_VOTE_WORKS = PageData(
    "how-the-vote-works",
    Text("How the vote works", "Cómo funciona la votación"),
    Text(
        "From your tick to a built bench, in five steps. If anything here is unclear, call us: 040 555 0140.",
        "De tu marca a un banco construido, en cinco pasos. Si algo no queda claro, llámanos: 040 555 0140.",
    ),
    (
        ArticleData(
            Text("You are on the roll", "Estás en el censo"),
            Text(
                """
Before a vote opens, the city fixes the list of people who may take part. It cannot be changed without an
entry in the public log. On the vote's page you see whether you are on it.
""",
                """
Antes de abrir una votación, el Ayuntamiento fija la lista de quienes pueden participar. No se puede cambiar
sin una entrada en el registro público. En la página de la votación ves si estás en ella.
""",
            ),
        ),
        ArticleData(
            Text("You choose", "Eliges"),
            Text(
                """
Tick the projects you want. Each costs something, and the meter shows what is left. Your ticks are kept if
you close the page, but your ballot is not cast until you have checked it and cast it. Until then, a bar at
the bottom says so.
""",
                """
Marca los proyectos que quieres. Cada uno cuesta algo y el medidor muestra cuánto queda. Tus marcas se
guardan si cierras la página, pero tu papeleta no se entrega hasta que la revisas y la entregas. Mientras
tanto, una barra lo dice.
""",
            ),
        ),
        ArticleData(
            Text("Your ballot goes into the box", "Tu papeleta entra en la urna"),
            Text(
                """
The roll notes that you have voted. The box holds your choices, without your name. No page, list or download
puts the two together. You can vote again until the vote closes; the new ballot takes the place of the old
one.
""",
                """
El censo anota que has votado. La urna guarda tus opciones, sin tu nombre. Ninguna página, lista o descarga
une las dos cosas. Puedes volver a votar hasta el cierre; la nueva papeleta ocupa el lugar de la anterior.
""",
            ),
        ),
        ArticleData(
            Text("The money is shared", "Se reparte el dinero"),
            Text(
                """
We use the method of equal shares. Every voter has the same amount of the budget. A project is bought when
the people who ticked it have enough between them, and each of them pays the same as long as they can. The
project that asks least of each supporter goes first.

Why not simply the projects with most votes? Because then one large group could decide everything. With
equal shares, a group of a tenth of the voters decides on about a tenth of the money.
""",
                """
Usamos el método de partes iguales. Cada votante tiene la misma cantidad del presupuesto. Un proyecto se
compra cuando quienes lo marcaron tienen bastante entre todos, y cada cual paga lo mismo mientras pueda. Va
primero el proyecto que menos pide a cada persona que lo apoya.

¿Por qué no simplemente los más votados? Porque entonces un grupo grande podría decidirlo todo. Con partes
iguales, un grupo que es la décima parte de los votantes decide sobre una décima parte del dinero.
""",
            ),
        ),
        ArticleData(
            Text("You can count it again", "Puedes volver a contarlo"),
            Text(
                """
With the result we publish a file with all ballots, without names. It is in the format that researchers use
(.pb). Anyone can count it again, with our program or with another.
""",
                """
Con el resultado publicamos un archivo con todas las papeletas, sin nombres. Está en el formato que se usa
en la investigación (.pb). Cualquiera puede volver a contarlo, con nuestro programa o con otro.
""",
            ),
        ),
    ),
)

ACCESSIBILITY = PageData(
    "accessibility",
    Text("Accessibility", "Accesibilidad"),
    Text(
        "Everyone who lives here should be able to take part, whatever device, eyes, hands or language they have.",
        "Todas las personas que viven aquí deben poder participar, con cualquier aparato, vista, manos o idioma.",
    ),
    (
        ArticleData(
            Text("What you can expect", "Qué puedes esperar"),
            Text(
                """
We build to WCAG 2.2, level AA. All pages work by keyboard alone, at four times the size, in a dark and a
light form, and without scripts. Meaning is never given by colour alone. Maps always have a list that says
the same.
""",
                """
Seguimos WCAG 2.2, nivel AA. Todas las páginas funcionan solo con el teclado, a cuatro veces su tamaño, en
claro y en oscuro, y sin scripts. El significado nunca depende solo del color. Los mapas tienen siempre una
lista que dice lo mismo.
""",
            ),
        ),
        ArticleData(
            Text("What does not work yet", "Qué no funciona todavía"),
            Text(
                """
Proposals and comments appear in the language they were written in; we do not translate them. Some council
papers from before 2015 are scans that a screen reader cannot read. We type them out if you ask.
""",
                """
Las propuestas y los comentarios aparecen en el idioma en que se escribieron; no los traducimos. Algunos
documentos del pleno anteriores a 2015 son imágenes que un lector de pantalla no puede leer. Los
transcribimos si lo pides.
""",
            ),
        ),
        ArticleData(
            Text("Tell us", "Avísanos"),
            Text(
                """
If something stops you, write to access@city.marenholt.example or call 040 555 0155. Greta Amsel, officer
for access and inclusion, answers within five working days.
""",
                """
Si algo te impide participar, escribe a access@city.marenholt.example o llama al 040 555 0155. Greta Amsel,
responsable de accesibilidad e inclusión, contesta en cinco días laborables.
""",
            ),
        ),
    ),
)

PRIVACY = PageData(
    "privacy",
    Text("Privacy", "Privacidad"),
    Text(
        "What we keep about you, why, and how you get rid of it.",
        "Qué guardamos sobre ti, por qué, y cómo puedes borrarlo.",
    ),
    (
        ArticleData(
            Text("What we keep", "Qué guardamos"),
            Text(
                """
Your e-mail address, the name you chose to show, your language and your district. Your legal name and date
of birth only if a vote needs them. What you wrote, what you support, and that you voted, never how.

We set one cookie, to keep you signed in. No trackers, no adverts, no one else's scripts.
""",
                """
Tu dirección de correo, el nombre que elegiste mostrar, tu idioma y tu distrito. Tu nombre legal y tu fecha
de nacimiento solo si una votación los necesita. Lo que escribiste, lo que apoyas, y que has votado, nunca
qué.

Usamos una cookie, para que sigas dentro de tu cuenta. Sin rastreadores, sin anuncios, sin scripts de
terceros.
""",
            ),
        ),
        ArticleData(
            Text("What others see", "Qué ven los demás"),
            Text(
                """
The name you chose to show, next to what you wrote. Supporters and voters appear as numbers only. In the
public log, staff appear by role, not by name.
""",
                """
El nombre que elegiste mostrar, junto a lo que escribiste. Los apoyos y los votos aparecen solo como
números. En el registro público, el personal aparece por su función, no por su nombre.
""",
            ),
        ),
        ArticleData(
            Text("Take it with you, or have it erased", "Llévatelo o pide que se borre"),
            Text(
                """
In your account you can download everything we hold about you, and have your account erased. Proposals and
comments then stay without your name, because other people have answered them. A ballot stays in the box;
nobody could find it there.
""",
                """
En tu cuenta puedes descargar todo lo que tenemos sobre ti y pedir que se borre. Las propuestas y los
comentarios se quedan entonces sin tu nombre, porque otras personas los han contestado. Una papeleta se
queda en la urna; nadie podría encontrarla allí.
""",
            ),
        ),
    ),
)

CONTACT = PageData(
    "contact",
    Text("Contact", "Contacto"),
    Text(
        "People answer here, not machines.",
        "Aquí contestan personas, no máquinas.",
    ),
    (
        ArticleData(
            Text("Participation office", "Oficina de participación"),
            Text(
                """
Town hall, room 112, Harbour Square 1, Marenholt. Monday to Friday 9:00 to 16:00, Thursday to 19:00. The
entrance on Anchor Street has no steps.

Telephone 040 555 0140, e-mail participation@city.marenholt.example. We speak English, Spanish, Polish and
Turkish, and call an interpreter for other languages. Sign language by appointment.
""",
                """
Ayuntamiento, sala 112, Harbour Square 1, Marenholt. De lunes a viernes de 9:00 a 16:00, jueves hasta las
19:00. La entrada por Anchor Street no tiene escalones.

Teléfono 040 555 0140, correo participation@city.marenholt.example. Hablamos inglés, español, polaco y
turco, y llamamos a un intérprete para otros idiomas. Lengua de signos con cita.
""",
            ),
        ),
        ArticleData(
            Text("Something went wrong in a vote", "Algo ha fallado en una votación"),
            Text(
                "Clerk of elections, 040 555 0177, also on the Sunday when a vote closes, until 20:00.",
                "Secretaría electoral, 040 555 0177, también el domingo en que cierra una votación, hasta las 20:00.",
            ),
        ),
    ),
)

PAGES: tuple[PageData, ...] = (HOW_THE_VOTE_WORKS, ACCESSIBILITY, PRIVACY, CONTACT)
