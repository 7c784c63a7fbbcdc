// One's own camera and microphone: asked for, looked at, chosen, and shut.

const WIDTH = { ideal: 640 }
const BARS_PER_LEVEL = 40

const wish = (kind, id) => (kind === "camera" ? { video: { width: WIDTH, deviceId: id } } : { audio: { deviceId: id } })

export class Media {
  tracks = { camera: null, mic: null }
  off = { camera: false, mic: false }

  /** Ask for both; who has only one of them, or allows only one, goes on with that one. */
  async open() {
    const both = await this.#ask({ ...wish("camera"), ...wish("mic") })
    if (both) return this.#keep(both)
    for (const kind of ["camera", "mic"]) this.#keep(await this.#ask(wish(kind)))
  }

  /** Use another camera or microphone. */
  async choose(kind, id) {
    const found = await this.#ask(wish(kind, { exact: id }))
    if (!found) return false
    this.tracks[kind]?.stop()
    this.#keep(found)
    return true
  }

  async #ask(constraints) {
    // Browsers hide the cameras from pages that do not come over https.
    return navigator.mediaDevices?.getUserMedia(constraints).catch(() => null)
  }

  #keep(stream) {
    for (const track of stream?.getTracks() ?? []) {
      const kind = track.kind === "video" ? "camera" : "mic"
      track.enabled = !this.off[kind]
      this.tracks[kind] = track
    }
  }

  /** The cameras and the microphones there are to choose from. */
  async devices() {
    const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
    const named = (kind) => all.filter((each) => each.kind === kind && each.deviceId && each.label)
    return { camera: named("videoinput"), mic: named("audioinput") }
  }

  /** Shut a camera or a microphone, or open it again; says whether it is shut. */
  toggle(kind) {
    this.off[kind] = !this.off[kind]
    if (this.tracks[kind]) this.tracks[kind].enabled = !this.off[kind]
    return this.off[kind]
  }

  close() {
    for (const track of Object.values(this.tracks)) track?.stop()
    this.tracks = { camera: null, mic: null }
  }
}

/** Show by bars how loud a microphone sounds; returns what ends it. */
export function meter(track, element) {
  const sound = new AudioContext()
  const ear = new AnalyserNode(sound, { fftSize: 512 })
  sound.createMediaStreamSource(new MediaStream([track])).connect(ear)
  const heard = new Float32Array(ear.fftSize)
  const bars = [...element.children]
  const timer = setInterval(() => {
    ear.getFloatTimeDomainData(heard)
    const loud = Math.sqrt(heard.reduce((sum, each) => sum + each * each, 0) / heard.length)
    bars.forEach((bar, index) => bar.classList.toggle("on", index < loud * BARS_PER_LEVEL))
  }, 100)
  return () => { clearInterval(timer); sound.close() }
}

/** A short sound, to hear whether one hears. */
export function tone() {
  const sound = new AudioContext()
  const pitch = new OscillatorNode(sound, { frequency: 440 })
  const soft = new GainNode(sound, { gain: 0.2 })
  pitch.connect(soft).connect(sound.destination)
  pitch.onended = () => sound.close()
  pitch.start()
  pitch.stop(sound.currentTime + 0.6)
}
