// Who moves a booth up or down keeps the button under the finger, also when its row changed places.

let pressed

document.addEventListener("submit", ({ submitter }) => { pressed = submitter?.matches("[data-move]") ? submitter.id : undefined })

document.addEventListener("focusin", ({ target }) => { if (target.id !== pressed) pressed = undefined })

new MutationObserver(() => {
  if (pressed && document.activeElement === document.body) document.getElementById(pressed)?.focus({ preventScroll: true })
}).observe(document.body, { childList: true, subtree: true })
