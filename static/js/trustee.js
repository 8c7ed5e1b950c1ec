// A trustee's own page. The sheet lives in the memory of this tab and nowhere else: not in a store, a cookie, an
// address, or anything that is sent.
import { openLink } from "./trustee/link.js";
import { begin } from "./trustee/steps.js";

openLink();
const root = document.getElementById("trustee");
if (root) begin(root);
