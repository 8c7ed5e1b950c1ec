// The door for trustees: opens the link somebody came by. What their own page computes with does not load here.
import { openLink } from "./trustee/link.js";

openLink();
