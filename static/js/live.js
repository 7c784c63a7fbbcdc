// The whole live line: commands out, patches in, and a page that heals itself after every gap.
import { io } from "../vendor/socket.io.esm.min.js"
import { Idiomorph } from "../vendor/idiomorph.esm.min.js"
import { say } from "./ui.js"

const root = document.documentElement
const ANSWER_WITHIN = 5000
const BUSY_AFTER = 400
const SAVE_AFTER = 800

export const line = io({ transports: ["websocket"], randomizationFactor: 0.8 })

// ---- drawing ----

const isTyped = (e) =>
  (e instanceof HTMLInputElement && (["checkbox", "radio"].includes(e.type) ? e.checked !== e.defaultChecked : e.type !== "hidden" && e.value !== e.defaultValue)) ||
  (e instanceof HTMLTextAreaElement && e.value !== e.defaultValue) ||
  (e instanceof HTMLSelectElement && [...e.options].some((o) => o.selected !== o.defaultSelected))

// A field in use keeps its text. A button in use is drawn anew in place: it may mean something else by now.
const isInUse = (e) => e === document.activeElement && e.matches("input, select, textarea")

// The hidden fields of a form say what its text was typed on, so they wait until it is sent.
const isHeld = (e) =>
  e.type === "hidden" && e.form && [...e.form.elements].some((f) => isTyped(f) || (f === document.activeElement && f.matches("textarea")))

const isOlder = (drawing, shown) => Number(drawing.dataset?.version ?? Infinity) < Number(shown.dataset?.version ?? -Infinity)

function beforeNodeMorphed(shown, drawing) {
  if (shown.nodeType !== Node.ELEMENT_NODE) return true
  if ("keep" in shown.dataset) return false // a part that a script of its own has in hand
  if (isTyped(shown) || isInUse(shown) || isHeld(shown) || isOlder(drawing, shown) || shown.name === "key") return false
  if (shown.tagName === "DETAILS") drawing.open = shown.open
  // What a page had to say, it says once: drawing it anew must not take that away.
  return shown.id !== "notices" || drawing.childElementCount > 0
}

const morph = (shown, drawing) => Idiomorph.morph(shown, drawing, { callbacks: { beforeNodeMorphed } })

const parse = (html) => new DOMParser().parseFromString(html, "text/html")

function show(html) {
  for (const drawing of parse(html).body.children) {
    const shown = document.getElementById(drawing.id)
    if (shown && "gone" in drawing.dataset) shown.remove()
    else if (shown) morph(shown, drawing)
    else if (drawing.dataset.into) {
      const list = document.querySelector(drawing.dataset.into)
      "first" in drawing.dataset ? list?.prepend(drawing) : list?.append(drawing)
      say(drawing.dataset.say) // what is new for people who listen, if it says so
    }
  }
}

let drawn = 0

export async function redraw(url = location.href) {
  const turn = ++drawn
  const response = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null)
  if (turn !== drawn || !response || response.status >= 500) return false
  const page = parse(await response.text())
  if (turn !== drawn) return false
  document.title = page.title
  delete root.dataset.answer
  root.lang = page.documentElement.lang
  const token = "meta[name=csrf-token]"
  document.head.querySelector(token)?.setAttribute("content", page.head.querySelector(token)?.content ?? "")
  morph(document.body, page.body)
  return response.url
}

async function visit(url) {
  document.getElementById("notices").replaceChildren()
  const reached = await redraw(url)
  if (!reached) return location.assign(url)
  history.pushState({}, "", reached + new URL(url, location.href).hash)
  const there = location.hash ? document.querySelector(location.hash) : null
  there?.focus({ preventScroll: true })
  there?.scrollIntoView({ block: "nearest" })
  watch().catch(() => {}) // The line is gone; when it comes back everything is joined anew.
}

addEventListener("popstate", () => redraw())

// When a drawing takes the pressed button away, the focus goes to the part of the page around it.
let focused, around

document.addEventListener("focusin", ({ target }) => {
  focused = target
  around = target.parentElement?.closest("[tabindex='-1']")?.id
})

new MutationObserver(() => {
  if (!around || focused.isConnected || document.activeElement !== document.body) return
  document.getElementById(around)?.focus({ preventScroll: true })
}).observe(document.body, { childList: true, subtree: true })

// ---- telling ----

function notice(kind, text) {
  const list = document.getElementById("notices")
  const banner = document.getElementById(`notice-${kind}`).content.firstElementChild.cloneNode(true)
  banner.querySelector("strong").textContent = text
  list.replaceChildren(banner)
  banner.scrollIntoView({ block: "nearest" })
  if (kind === "ok") say(text)
}

// ---- the line ----

const rooms = () => [...document.querySelectorAll("[data-watch]")].flatMap((e) => e.dataset.watch.split(" ")).filter(Boolean)

const watch = async () => line.connected && line.timeout(ANSWER_WITHIN).emitWithAck("watch", rooms(), root.lang)

line.on("connect", async () => {
  try {
    await watch()
    // The answer to a form holds what was typed and what is wrong; its address gives another page.
    if (!("answer" in root.dataset)) await redraw()
    root.dataset.line = "up"
  } catch {
    line.disconnect().connect()
  }
})

line.on("disconnect", (reason) => {
  root.dataset.line = "down"
  // The server hung up: signed out, or other rights. The page it gives now is the true one.
  if (reason === "io server disconnect") location.reload()
})

line.on("connect_error", () => (root.dataset.line = "down"))

line.on("patch", (html) => {
  const watched = rooms().join()
  show(html)
  // What is drawn may have a room of its own.
  if (rooms().join() !== watched) watch().catch(() => {})
})

/** Ask something whose answer comes as a patch; without a line nothing happens. */
export const ask = (command, body) =>
  line.connected && line.timeout(ANSWER_WITHIN).emitWithAck(command, body.toString()).catch(() => {})

// ---- forms ----

const newKey = (form) => {
  const key = form.elements.key
  if (key) key.value = crypto.randomUUID?.() ?? String(Math.random()).slice(2) + Date.now()
}

function stampToken(form) {
  if (form.elements.csrf_token) return
  const token = document.createElement("input")
  Object.assign(token, { type: "hidden", name: "csrf_token", value: document.querySelector("meta[name=csrf-token]").content })
  form.append(token)
}

// What was sent is no longer half-typed: from here on the server's drawing counts again.
// What was typed while it was on its way still is.
function settle(form, sent) {
  for (const field of form.elements) {
    if (field.options) for (const option of field.options) option.defaultSelected = option.selected
    else if ("defaultChecked" in field && ["checkbox", "radio"].includes(field.type)) field.defaultChecked = field.checked
    else if ("defaultValue" in field && !["file", "hidden"].includes(field.type)) field.defaultValue = sent?.get(field.name) ?? field.value
  }
}

// A form for one message after another starts empty again.
function clear(form, sent) {
  for (const field of form.querySelectorAll("textarea, input:not([type=hidden])"))
    if (field.value === sent.get(field.name)) field.value = field.defaultValue = ""
}

async function send(form, submitter) {
  if (form.getAttribute("aria-busy")) return
  const button = submitter ?? form.querySelector("[type=submit], button:not([type])")
  const body = new URLSearchParams(new FormData(form, submitter))
  form.setAttribute("aria-busy", "true")
  const slow = setTimeout(() => button?.setAttribute("aria-busy", "true"), BUSY_AFTER)
  try {
    const answer = await line.timeout(ANSWER_WITHIN).emitWithAck(form.dataset.command, body.toString())
    if (answer.error) {
      if ("submitOnChange" in form.dataset) form.reset() // a tick that was refused is none
      return notice("danger", answer.error)
    }
    newKey(form)
    settle(form, body)
    if ("clears" in form.dataset) clear(form, body)
    saveSoon(form)
    document.querySelector("#notices .danger")?.remove()
    if (answer.go) await visit(answer.go)
    if (answer.notice) "quiet" in form.dataset ? say(answer.notice) : notice("ok", answer.notice)
  } catch {
    // Nobody knows whether it was done: show what is true. The key stays, so trying again is safe.
    await redraw()
    notice("danger", document.getElementById("say").dataset.unknown)
  } finally {
    clearTimeout(slow)
    form.removeAttribute("aria-busy")
    button?.removeAttribute("aria-busy")
  }
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event
  if (form.method === "get" && "visit" in form.dataset) {
    event.preventDefault()
    const query = new URLSearchParams(new FormData(form, submitter))
    settle(form)
    visit(`${form.action.split(/[?#]/)[0]}?${query}${form.dataset.visit}`)
  } else if (form.dataset.command && line.connected) {
    event.preventDefault()
    send(form, submitter)
  } else if (form.method === "post") {
    stampToken(form)
  }
})

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-visit]")
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return
  event.preventDefault()
  visit(link.href)
})

document.addEventListener("change", (event) => {
  const form = event.target.form
  if (form && "submitOnChange" in form.dataset) form.requestSubmit()
})

// ---- saving by itself ----

const saving = new WeakMap()

const saveNow = (form) =>
  "autosave" in form.dataset && line.connected && [...form.elements].some(isTyped) && form.requestSubmit()

function saveSoon(form) {
  clearTimeout(saving.get(form))
  saving.set(form, setTimeout(() => saveNow(form), SAVE_AFTER))
}

document.addEventListener("input", (event) => {
  if (event.target.form) saveSoon(event.target.form)
})

// Who leaves the form at once, for another page perhaps, loses nothing; its own buttons send it themselves.
document.addEventListener("focusout", ({ target: { form }, relatedTarget }) => {
  if (form && !form.contains(relatedTarget)) saveNow(form)
})
