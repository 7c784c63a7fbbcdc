// One connection between two browsers, by perfect negotiation: both may offer at any moment, and when
// offers cross, the polite side takes its own back. The host begins each connection and gives it a name;
// signals of an earlier one are thrown away.

const GATHER = 60 // milliseconds in which ways to reach us are collected into one signal

export class Call {
  remote = new MediaStream()
  began = Date.now()
  #waiting = []
  #found = []
  #making = false
  #ignoring = false
  #turn = Promise.resolve()

  constructor(name, { ice, polite, send, changed }) {
    Object.assign(this, { name, polite, changed })
    this.send = (said) => send({ call: name, ...said })
    const pc = (this.pc = new RTCPeerConnection({ iceServers: ice }))
    pc.ontrack = ({ track }) => { this.remote.addTrack(track); changed() }
    pc.onconnectionstatechange = () => changed()
    pc.onnegotiationneeded = () => this.#offer()
    pc.oniceconnectionstatechange = () => { if (pc.iceConnectionState === "failed") pc.restartIce() }
    pc.onicecandidate = ({ candidate }) => candidate && this.#gather(candidate)
  }

  /** The host's first step; what can be sent later, such as a screen, has its place from the start. */
  begin(tracks) {
    this.pc.addTransceiver(tracks.mic ?? "audio", { direction: "sendrecv" })
    this.pc.addTransceiver(tracks.camera ?? "video", { direction: "sendrecv" })
  }

  /** Send another picture or sound, or none; nothing has to be negotiated for that. */
  use(kind, track) {
    const line = this.pc.getTransceivers().find((each) => each.receiver.track.kind === kind)
    return line?.sender.replaceTrack(track)
  }

  /** A signal from the other side, each in its turn. */
  hear(said, tracks) {
    this.#turn = this.#turn.then(() => this.#heard(said, tracks)).catch(() => this.changed())
    return this.#turn
  }

  get state() { return this.pc.connectionState }

  close() {
    this.pc.onconnectionstatechange = this.pc.ontrack = this.pc.onicecandidate = null
    this.pc.close()
  }

  async #offer() {
    try {
      this.#making = true
      await this.pc.setLocalDescription()
      this.send({ description: this.pc.localDescription })
    } catch {
      this.changed() // closed meanwhile
    } finally {
      this.#making = false
    }
  }

  #gather(candidate) {
    if (this.#found.push(candidate) > 1) return
    setTimeout(() => this.send({ candidates: this.#found.splice(0) }), GATHER)
  }

  async #heard({ description, candidates }, tracks) {
    if (description) await this.#described(description, tracks)
    // What comes before the description waits for it.
    if (candidates) this.#waiting.push(...candidates)
    if (!this.pc.remoteDescription) return
    for (const candidate of this.#waiting.splice(0)) {
      await this.pc.addIceCandidate(candidate).catch((fault) => { if (!this.#ignoring) throw fault })
    }
  }

  async #described(description, tracks) {
    const crossed = description.type === "offer" && (this.#making || this.pc.signalingState !== "stable")
    this.#ignoring = crossed && !this.polite
    if (this.#ignoring) return
    const first = !this.pc.remoteDescription
    await this.pc.setRemoteDescription(description)
    if (description.type !== "offer") return
    if (first) await this.#join(tracks)
    await this.pc.setLocalDescription()
    this.send({ description: this.pc.localDescription })
  }

  /** Put one's own picture and sound on the lines that the host has laid. */
  async #join(tracks) {
    for (const line of this.pc.getTransceivers()) {
      line.direction = "sendrecv"
      await line.sender.replaceTrack(line.receiver.track.kind === "video" ? tracks.camera : tracks.mic)
    }
  }
}
