// The desk follows the clock: when a talk comes near, begins or ends, the page is drawn anew.
// Its address names the open talk, so that a fresh drawing never swaps the notes under one's hands.
import { redraw } from "../live.js"

const desk = () => document.querySelector("[data-desk]")

if (desk()) history.replaceState({}, "", desk().dataset.address)

setInterval(() => {
  const due = Date.parse(desk()?.dataset.nextChange)
  if (due <= Date.now()) redraw()
}, 20_000)

// When a recorded outcome takes the pressed button away, the focus goes to what stands there now.
let focused, around

document.addEventListener("focusin", ({ target }) => {
  focused = target
  around = target.closest("[data-desk] [tabindex='-1']")?.id
})

new MutationObserver(() => {
  if (!around || focused.isConnected || document.activeElement !== document.body) return
  document.getElementById(around)?.focus({ preventScroll: true })
}).observe(document.body, { childList: true, subtree: true })
