// Everything here is an extra: each page works without it.
import { countLetters } from "./ui/count.js";
import { guardSubmits, leaveOutEmpty } from "./ui/submit.js";
import { keepTyping } from "./ui/keep.js";
import { closeOnEscape, focusErrors } from "./ui/focus.js";
import { reportTrouble } from "./ui/trouble.js";

countLetters();
guardSubmits();
keepTyping();
closeOnEscape();
focusErrors();
reportTrouble();
leaveOutEmpty();

// What waits on this device to be cast has a bar on every page; more is fetched only where there is something.
try {
  if (Object.keys(localStorage).some((key) => /^plaza\.(sealed|choice)\./.test(key))) import("./casting/bar.js");
} catch {
  // No permission to look: then nothing was kept either.
}
