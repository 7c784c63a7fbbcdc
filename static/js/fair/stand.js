// While somebody types about their booth, the server draws how students would see it. Nothing is kept.
import { ask } from "../live.js"

const DRAW_AFTER = 600

let waiting

// Files stay here until the form is saved: the line carries words only.
const words = (form) => new URLSearchParams([...new FormData(form)].filter(([, said]) => typeof said === "string"))

document.addEventListener("input", ({ target: { form } }) => {
  if (!form || !("preview" in form.dataset)) return
  clearTimeout(waiting)
  waiting = setTimeout(() => ask("stand:preview", words(form)), DRAW_AFTER)
})
