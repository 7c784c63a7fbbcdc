// What every page does by itself. It listens on document, so it survives morphing,
// and it holds no words: those come along in data attributes, in the page's language.

const root = document.documentElement

/** Say something to people who listen instead of look: one polite region per page. */
export function say(text) {
  const region = document.getElementById("say")
  if (!region || !text) return
  region.textContent = ""
  setTimeout(() => { region.textContent = text }, 50)
}

// Buttons: each selector and what a press on it does.

const presses = {
  "[data-theme-toggle]": switchTheme,
  "[data-peek]": peek,
  "[data-print]": () => print(),
  "[data-copy]": copy,
  "[aria-disabled=true][data-why]": explain,
}

document.addEventListener("click", event => {
  for (const [selector, press] of Object.entries(presses)) {
    const button = event.target.closest(selector)
    if (button) press(button, event)
  }
  closeMenus(menu => !menu.contains(event.target))
})

function switchTheme() {
  const device = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"
  root.dataset.theme = (root.dataset.theme || device) === "dark" ? "light" : "dark"
  try { localStorage.setItem("theme", root.dataset.theme) } catch { /* Then only for this page. */ }
}

function peek(button) {
  const input = document.getElementById(button.dataset.peek)
  const shown = input.type === "password"
  input.type = shown ? "text" : "password"
  button.setAttribute("aria-pressed", shown)
}

/** Copy what stands in a field. Where a page may not, it stays selected, ready to be copied by hand. */
async function copy(button) {
  const field = document.getElementById(button.dataset.copy)
  field.select()
  try { await navigator.clipboard.writeText(field.value) } catch { return }
  button.lastElementChild.textContent = button.dataset.done
  say(button.dataset.done)
}

/** A button that cannot be used now says why, and keeps the focus. */
function explain(button, event) {
  event.preventDefault()
  say(button.dataset.why)
}

// Menus are <details class="menu">: they open by themselves, here they learn to close.

document.addEventListener("keydown", event => {
  if (event.key === "Escape") closeMenus(() => true)
})

function closeMenus(which) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!which(menu)) continue
    const hadFocus = menu.contains(document.activeElement)
    menu.open = false
    if (hadFocus) menu.querySelector("summary").focus()
  }
}

// Time left: <span data-countdown="2026-11-26T11:15:00Z" data-say-60="…" data-say-15="…">.

const leftBefore = new WeakMap()

function countDown() {
  for (const clock of document.querySelectorAll("[data-countdown]")) {
    const left = Math.max(0, Math.round((Date.parse(clock.dataset.countdown) - Date.now()) / 1000))
    const before = leftBefore.get(clock) ?? left
    leftBefore.set(clock, left)
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`
    for (const mark of [60, 15]) {
      if (before > mark && left <= mark) say(clock.getAttribute(`data-say-${mark}`))
    }
  }
}

countDown()
setInterval(countDown, 1000)

// The line: <html data-line> changes, the banner follows in CSS, and here it is said aloud.

let line = root.dataset.line

new MutationObserver(() => {
  const before = line
  line = root.dataset.line
  const words = document.getElementById("say")?.dataset
  if (line === "down" && before !== "down") say(words?.down)
  if (line === "up" && before === "down") say(words?.up)
}).observe(root, { attributeFilter: ["data-line"] })

// A page that came back with errors starts at their summary.

document.querySelector("[data-focus]")?.focus()
