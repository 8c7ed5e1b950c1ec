// Writing an idea: marks by buttons, a look at the result, tags by one tap, and a draft that saves itself.
import { autosave } from "./write/autosave.js";
import { markByButtons } from "./write/marks.js";
import { offerTags } from "./write/tags.js";

document.querySelectorAll("[data-scripted]").forEach((part) => (part.hidden = false));
document.querySelectorAll("form[data-autosave]").forEach(autosave);
document.querySelectorAll("[data-marks]").forEach(markByButtons);
document.querySelectorAll("[data-tags]").forEach(offerTags);
