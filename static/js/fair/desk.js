// The desk follows the clock: when a talk comes near, begins or ends, the page is drawn anew.
// Its address names the open talk, so that a fresh drawing never swaps the notes under one's hands.
import { redraw } from "../live.js"

const desk = () => document.querySelector("[data-desk]")

if (desk()) history.replaceState({}, "", desk().dataset.address)

setInterval(() => {
  const due = Date.parse(desk()?.dataset.nextChange)
  if (due <= Date.now()) redraw()
}, 20_000)
