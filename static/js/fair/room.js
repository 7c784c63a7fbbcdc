// The room of a talk in the browser: who one is comes from the page, who may come in from the server.
// The page may be drawn anew at any moment; the stage is left alone then, and the door says how it stands.
import { line } from "../live.js"
import { Call } from "./room/call.js"
import { Media, meter, tone } from "./room/media.js"
import { check, draw, offer, unmute } from "./room/view.js"

const root = document.documentElement
const tab = Array.from(crypto.getRandomValues(new Uint8Array(12)), (each) => each.toString(16).padStart(2, "0")).join("")
const LOOK_EVERY = 3000
const PATIENCE = 9000
const media = new Media()

const find = (name) => document.querySelector(`[data-${name}]`)
const stage = () => find("stage")
const isHost = () => stage()?.dataset.polite === "false"
const isIn = () => find("door")?.dataset.door === "in"

let call = null
let seated = false
let taken = false
let screen = null
let theirs = {}
let hush = () => {}

// ---- the line ----

const ask = (command, fields) =>
  line.timeout(5000).emitWithAck(command, new URLSearchParams({ booking_id: stage().dataset.booking, tab, ...fields }).toString())

// A picture that does not come keeps a page loading for ever, so nobody calls before it has loaded.
const loaded = new Promise((done) => document.readyState === "complete" ? done() : addEventListener("load", done, { once: true }))

async function enter() {
  await loaded
  if (!stage() || taken || root.dataset.line !== "up") return
  const answer = await ask("room:enter", {}).catch(() => ({}))
  if (!answer.ok) return
  seated = true
  join()
}

const send = (said) => { if (line.connected && stage()) ask("room:signal", { body: JSON.stringify(said) }).catch(() => {}) }

const mine = ({ booking_id }) => !taken && stage()?.dataset.booking === String(booking_id)

line.on("room:seat", (said) => {
  if (!mine(said) || said.tab === tab) return
  taken = true
  leave()
  const note = find("taken")
  note.hidden = false
  note.focus()
})

line.on("room:peer", (said) => { if (mine(said) && isHost()) begin() })

line.on("room:signal", ({ booking_id, body }) => {
  if (!mine({ booking_id }) || !seated) return
  const said = JSON.parse(body)
  if (said.bye) { theirs = {}; drop() }
  else if (said.again) { if (isHost() && !isYoung()) begin() }
  else if (said.shows) { theirs = said.shows; show() }
  else if (isHost() ? call?.name === said.call : pickUp(said)) call.hear(said, sent())
})

addEventListener("pagehide", () => { if (call) send({ bye: true }) })

// ---- the call ----

const sent = () => ({ camera: screen ?? media.tracks.camera, mic: media.tracks.mic })
const isYoung = () => call && Date.now() - call.began < PATIENCE && ["new", "connecting"].includes(call.state)

function make(name) {
  call?.close()
  const ice = JSON.parse(find("room").dataset.ice)
  call = new Call(name, { ice, polite: !isHost(), send, changed })
  show()
  return call
}

function begin() {
  if (!isIn() || !seated || taken) return
  make(crypto.getRandomValues(new Uint32Array(2)).join("-")).begin(sent())
}

/** A student follows the host into each new call. */
function pickUp(said) {
  if (call?.name !== said.call && said.description?.type === "offer") make(said.call)
  return call?.name === said.call
}

function drop() {
  call?.close()
  call = null
  show()
}

function leave() {
  drop()
  stopScreen()
  hush()
  media.close()
}

function join() {
  if (isIn() && isHost()) begin()
  show()
}

function tell() { send({ shows: { off: media.off.camera || !media.tracks.camera, screen: Boolean(screen) } }) }

function changed() {
  if (call?.state === "connected") tell()
  show()
}

// Whoever waits too long in an open room asks anew: signals may get lost, browsers may fall asleep.
setInterval(() => {
  if (!stage()) { if (call || media.tracks.camera || media.tracks.mic) leave(); return }
  if (!isIn() || taken || call?.state === "connected" || isYoung()) return
  if (isHost()) { if (call) begin() } else send({ again: true })
}, LOOK_EVERY)

// ---- what one sees ----

function state() {
  if (root.dataset.line === "down") return "down"
  if (!isIn()) return ""
  if (call?.state === "connected") return "connected"
  return wasIn || ["disconnected", "failed"].includes(call?.state) ? "lost" : "connecting"
}

let wasIn = false

function show() {
  if (!stage()) return
  const stands = state()
  if (stands === "connected") wasIn = true
  draw({
    stands,
    isIn: isIn(),
    remote: call?.remote ?? null,
    theirs,
    picture: sent().camera,
    shut: !screen && media.off.camera,
    isScreen: Boolean(screen),
  })
}

// ---- camera and sound ----

async function open() {
  await media.open()
  if (!stage()) return media.close()
  used()
  offer(await media.devices(), media.tracks)
}

/** After another camera or microphone: the checks, the bars, and what the other side gets. */
function used() {
  check(media.tracks)
  hush()
  hush = media.tracks.mic ? meter(media.tracks.mic, find("level")) : () => {}
  call?.use("video", sent().camera)
  call?.use("audio", sent().mic)
  if (call?.state === "connected") tell()
  show()
}

document.addEventListener("change", async ({ target }) => {
  const kind = target.dataset?.choice
  if (kind && (await media.choose(kind, target.value))) used()
})

// ---- buttons ----

async function share() {
  if (screen) return stopScreen()
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: true }).catch(() => null)
  if (!stream) return
  screen = stream.getVideoTracks()[0]
  screen.onended = stopScreen
  shared()
}

function stopScreen() {
  if (!screen) return
  screen.onended = null
  screen.stop()
  screen = null
  shared()
}

function shared() {
  stage()?.querySelector("[data-press=screen]").setAttribute("aria-pressed", Boolean(screen))
  call?.use("video", sent().camera)
  if (call?.state === "connected") tell()
  show()
}

const presses = {
  mic: (button) => button.setAttribute("aria-pressed", media.toggle("mic")),
  camera: (button) => { button.setAttribute("aria-pressed", media.toggle("camera")); tell(); show() },
  screen: share,
  again: open,
  tone,
  sound: (button) => unmute(button.parentElement),
  here: () => location.reload(),
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-press]")
  if (button) presses[button.dataset.press](button)
})

// ---- the page around it ----

let door = ""
let drawn = null

/** What a new drawing of the page changes: more text, a stage that was not there, a door that opened. */
function look() {
  const chat = find("chat")
  if (chat) chat.scrollTop = chat.scrollHeight
  if (!stage()) return
  if (drawn !== stage()) { drawn = stage(); open(); enter() }
  const now = find("door")?.dataset.door ?? ""
  if (now === door) return
  door = now
  find("checks").open = !isIn()
  join()
}

new MutationObserver(look).observe(document.getElementById("main"), {
  subtree: true, childList: true, attributeFilter: ["data-door"],
})
new MutationObserver(() => { enter(); show() }).observe(root, { attributeFilter: ["data-line"] })
look()
enter()

setInterval(() => {
  const bar = find("runs")
  if (bar) bar.value = (Date.now() - Date.parse(bar.dataset.from)) / 1000
}, 1000)
