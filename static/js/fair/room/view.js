// What the stage shows: oneself while waiting, the other one in the talk, and words for how it stands.

const find = (name) => document.querySelector(`[data-${name}]`)
const words = () => JSON.parse(find("stage").dataset.words)
const own = new MediaStream()

/** One's own picture as a stream that stays the same, whatever camera or screen is in it. */
function ownPicture({ picture, shut }) {
  const [shown] = own.getVideoTracks()
  if (shown !== picture) {
    if (shown) own.removeTrack(shown)
    if (picture) own.addTrack(picture)
  }
  return picture && !shut ? own : null
}

function play(video, stream, { muted, mirrored }) {
  video.muted = muted
  video.classList.toggle("mirrored", mirrored)
  if (video.srcObject !== stream) video.srcObject = stream
  // Browsers may want a press before they make a sound.
  if (stream) video.play().catch((fault) => { if (fault.name === "NotAllowedError") find("sound").hidden = false })
}

function write(name, text) {
  const element = find(name)
  element.hidden = !text
  if (element.textContent !== text) element.textContent = text
}

function caption({ stands, theirs, isScreen }) {
  if (stands !== "connected") return ""
  if (isScreen) return words().sharing
  if (theirs.screen) return words().shares
  return theirs.off ? words().camera_off : ""
}

/** Draw the stage: `stands` is "" while waiting, else connecting, connected, lost or down. */
export function draw(now) {
  const { isIn, stands, remote, theirs, isScreen } = now
  const mine = ownPicture(now)
  const theirPicture = stands === "connected" && (theirs.screen || !theirs.off) ? remote : null
  const seen = isIn ? theirPicture : mine
  // Sound comes along also while there is no picture to see.
  play(find("big"), isIn ? remote : mine, { muted: !isIn, mirrored: !isIn })
  play(find("small"), mine, { muted: true, mirrored: !isScreen })
  find("big").hidden = !seen
  find("face").toggleAttribute("hidden", Boolean(seen))
  find("pip").hidden = !isIn || !mine
  find("stage").querySelector("[data-press=screen]").hidden = !isIn || !navigator.mediaDevices?.getDisplayMedia
  write("who", isIn ? words().name : seen ? words().self : "")
  write("caption", isIn ? caption(now) : "")
  find("conn").hidden = !stands
  find("conn").dataset.live = stands === "connected" ? "on" : "off"
  write("conn-words", stands ? words()[stands] : "")
}

/** Say of camera and microphone whether they work. */
export function check(tracks) {
  for (const kind of ["camera", "mic"]) {
    const is = tracks[kind] ? "yes" : "no"
    for (const each of document.querySelectorAll(`[data-check=${kind}]`)) each.hidden = each.dataset.is !== is
  }
  find("checks").querySelector("[data-press=again]").hidden = Boolean(tracks.camera && tracks.mic)
}

/** Let people choose from the cameras and microphones that there are. */
export function offer(all, tracks) {
  if (!find("devices")) return
  for (const [kind, devices] of Object.entries(all)) {
    const now = tracks[kind]?.getSettings().deviceId
    const options = devices.map((each) => new Option(each.label, each.deviceId, false, each.deviceId === now))
    document.querySelector(`[data-choice=${kind}]`).replaceChildren(...options)
  }
  find("devices").hidden = !all.camera.length && !all.mic.length
}

/** The browser makes a sound now that somebody pressed something. */
export function unmute(button) {
  button.hidden = true
  find("big").play()
}
