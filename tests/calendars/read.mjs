// What ical.js and node-ical read in each file of a folder, a line of JSON each.
import { readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"

const [folder, packages] = process.argv.slice(2)
const load = createRequire(`${packages}/package.json`)
const { default: ICAL } = await import(load.resolve("ical.js"))
const nodeIcal = load("node-ical")
const FAR = new Date("2030-01-01T00:00:00Z")

const compact = iso => iso.slice(0, 19).replace(/[-:]/g, "") + "Z"
const moment = time => (time.isDate ? time.toString().replaceAll("-", "") : compact(time.toJSDate().toISOString()))
const seen = (uid, start, end, state, title, sequence) => ({ uid, start, end, state, title, sequence })

function byIcalJs(text) {
  const root = new ICAL.Component(ICAL.parse(text))
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone)
  const events = root.getAllSubcomponents("vevent").map(each => new ICAL.Event(each))
  const found = []
  for (const event of events.filter(each => !each.isRecurrenceException())) {
    for (const other of events) if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other)
    const show = (item, start, end) =>
      found.push(seen(item.uid, moment(start), moment(end), item.component.getFirstPropertyValue("status"), item.summary, item.sequence ?? 0))
    if (!event.isRecurring()) { show(event, event.startDate, event.endDate); continue }
    const times = event.iterator()
    for (let next = times.next(); next && next.toJSDate() < FAR; next = times.next()) {
      const details = event.getOccurrenceDetails(next)
      show(details.item, details.startDate, details.endDate)
    }
  }
  return found
}

function byNodeIcal(text) {
  const words = value => (typeof value === "object" ? value.val : value)
  const when = (date, isDay) => {
    if (!isDay) return compact(date.toISOString())
    const pad = number => String(number).padStart(2, "0")
    return `${date.getFullYear()}${pad(date.getMonth() + 1)}${pad(date.getDate())}`
  }
  const found = []
  for (const event of Object.values(nodeIcal.sync.parseICS(text))) {
    if (event.type !== "VEVENT") continue
    const isDay = event.datetype === "date"
    const show = (item, start, end) =>
      found.push(seen(item.uid, when(start, isDay), when(end, isDay), item.status, words(item.summary), Number(item.sequence ?? 0)))
    if (!event.rrule) { show(event, event.start, event.end); continue }
    const times = nodeIcal.expandRecurringEvent(event, { from: new Date("2026-01-01T00:00:00Z"), to: FAR })
    for (const time of times) show(time.event, time.start, time.end)
  }
  return found
}

for (const name of readdirSync(folder).filter(each => each.endsWith(".ics")).sort()) {
  const text = readFileSync(`${folder}/${name}`, "utf8")
  for (const [reader, read] of [["ical.js", byIcalJs], ["node-ical", byNodeIcal]]) {
    let found
    try { found = read(text) } catch (error) { found = String(error) }
    console.log(JSON.stringify({ reader, name, found }))
  }
}
