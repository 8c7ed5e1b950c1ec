// Everything here is an extra: each page works without it.
import { countLetters } from "./ui/count.js";
import { guardSubmits } from "./ui/submit.js";
import { keepTyping } from "./ui/keep.js";
import { closeOnEscape, focusErrors } from "./ui/focus.js";
import { reportTrouble } from "./ui/trouble.js";

countLetters();
guardSubmits();
keepTyping();
closeOnEscape();
focusErrors();
reportTrouble();
