"""Words that hold a sentence together and say nothing of what it is about, by language, without accents.

Only words of three letters and more: shorter ones are never marked. A language that is not here loses nothing
but a few marks too many.
"""

from __future__ import annotations

import re

WORDS = """
ca: als amb aquest aquesta com del dels els les mes molt pel pels per quan que sense ser son sota tot una
    unes uns
cs: ale bez byl byla jako jeho jejich jen jsou kde kdy kdyz ktera ktere ktery mezi nad nebo pod podle pri
    pro tak take ten tento toto vice vsech vsechny
da: alle den der det dette eller end for fra har hos hvor ikke ind med mellem men mere mod nar nogle nye
    ogsa over som til ved vil
de: aber alle als auch auf aus bei beim das dass dem den der des die durch ein eine einem einen einer
    eines fur gegen hat ihr ihre ist kein keine mehr mit nach nicht nur oder ohne sein sich sie sind uber
    und uns unser unter vom von vor war weil wenn wer wie wir wird zum zur zwischen
en: all and any are been but can could did does each for from had has have her his how into its just more
    most much not off our out over per please should some such than that the their them then there these
    they this those too under until was were what when where which who why will with without would you
    your
es: algun alguna algunas algunos aquel aunque como con contra cual cuando del desde donde ella ellas ellos
    entre era esa ese esta estan estas este esto estos fue hacia han hasta hay las los mas mis mucho muy
    nos nuestra nuestro otra otro para pero por porque pues que quien ser sin sobre son sus tambien tan
    tiene todas todo todos tras una unas uno unos
et: aga ehk kas kes koos kui kuid lisaks meie mis mitte nagu need nii ning oli oma seda see selle siis uks
    vaid voi
eu: ala baina baino bat batean batzuk bere edo egin ere eta gabe gehiago guztiak hau hori horiek izan
fi: ainakin ala ehka eika eli ellei eri etta han hanen ilman itse joiden joka jonka jos jossa jota kaikki
    kanssa koska kuin kun lisaa meidan mika missa mita mutta muun myos niiden niin nyt ole oli olisi olla
    ollut ovat paitsi seka sen siella siina sille siten tai tama tassa tata vaan vai vain voi yli
fr: afin alors aucun aussi autre aux avec bien car ces cet cette chaque chez comme contre dans des donc
    elle entre est eux ils les leur leurs lors mais meme mes moins mon nos notre nous par pas plus pour
    pres que quel quelle qui sans ses son sont sous sur tous tout toute toutes tres une vers vos votre
    vous
hu: ahol aki alatt amely ami azok azt csak egy egyes ezek ezt hogy kell kis mar meg mely mert minden mint
    nagyon nem olyan pedig sem sok szamara tobb vagy van volt
it: agli alcuni alla alle allo anche ancora che chi col come con contro cui dagli dai dal dalla dalle
    degli dei del dell della delle dello dove ecco era gli hanno loro mai meno mio nei nel nella nelle non
    nostra nostro ogni per perche piu pochi poi quale quando questa queste questi questo senza sia sono
    sopra sotto sua sue sugli sui sul sulla suo tra tutta tutte tutti tutto una uno
lt: ant apie bei bet buvo iki jau kad kai kaip kur kurie nei nes nuo per prie savo tai tam tik visi yra
nb: alle den der det dette eller enn for fra har hos hvor ikke inn med mellom men mer mot nar noen nye
    ogsa over som til ved vil
nl: aan alle als beter bij daar dan dat den der deze die dit door een elke geen haar heeft het hier hun
    kan maar meer met mijn naar niet nog onder ons onze ook over per rond tot tussen uit van veel via voor
    waar wat wel werd wie wij worden wordt zal zich zijn zonder
pl: albo ale bez byc byl byla bylo byly czy dla dlaczego gdy gdzie ich jak jako jego jej jest jestesmy juz
    kazdy kiedy ktora ktore ktory lub miedzy moze nad nam nas nasz nasza nie niz oraz pod podczas poniewaz
    przed przez przy sam sie tak takze tam tego tej ten tylko tym wiecej wszystkich wszystkie zas
pt: ainda alguns aos apos aquela aquele aqui ate cada com como contra das dela dele desde deste dos ela
    elas ele eles entre era essa esse esta este foi isso isto mais mas mesmo muito nas nem nos nossa nosso
    num numa para pela pelas pelo pelos por porque qual quando que quem sao sem ser seu seus sob sobre sua
    suas tambem tem todas todo todos uma umas uns
ro: aceasta acest aceste ale alt are asupra care cat catre cea cei cel cele cum daca dar decat deci despre
    din dintre dupa este fara fie fost iar intre langa lor mai mult nici noi nostru nou pana pentru peste
    prin sau spre sub sunt toate toti una unde unei unor unui
sv: alla att aven bara dar den denna det detta efter eller ett finns flera for fran genom har hos hur inte
    kan man med mellan men mer mot nagon nar och ocksa over samt sin sina som till under utan vad var vara
    vid vill
tr: ama ancak bir bunun cok daha degil diye gibi hem her icin ile ise kadar olan olarak oldugu olmak onun
    sonra tum uzere var veya
"""
JOINING = {
    code: frozenset(words.split())
    for code, words in re.findall(r"^(\w\w): ((?:.|\n )+)", WORDS, re.MULTILINE)
}
JOINING |= dict.fromkeys(("nn", "no"), JOINING["nb"])
