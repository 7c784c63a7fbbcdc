// A day changes with the clock: a talk comes near, begins, ends. The page says in how many seconds,
// and then draws itself anew. Counting here, not comparing clocks: the device's own may be wrong.
import { redraw } from "../live.js"

const STEP = 5

setInterval(() => {
  const day = document.querySelector("[data-redraw-in]")
  if (!day) return
  day.dataset.redrawIn -= STEP
  if (day.dataset.redrawIn <= 0) redraw()
}, STEP * 1000)
