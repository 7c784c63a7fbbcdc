// How long a queue takes changes with the clock, so who stands in one sees the page drawn anew each minute.
import { redraw } from "../live.js"

setInterval(() => document.querySelector("[data-queue-place]") && redraw(), 60_000)
