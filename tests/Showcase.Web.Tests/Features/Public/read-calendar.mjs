// Reads a feed with two parsers that know nothing of this project: ical.js goes by the feed's own VTIMEZONE, node-ical by the zone's name.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const text = readFileSync(process.argv[2], "utf8");
const calendar = new ICAL.Component(ICAL.parse(text));
const zones = calendar.getAllSubcomponents("vtimezone").map(zone => new ICAL.Timezone(zone));
const utc = time => {
    const zone = zones.find(known => known.tzid === time.zone?.tzid || known.tzid === time.timezone);
    if (zone) time.zone = zone;
    return time.toJSDate().toISOString();
};
const events = calendar.getAllSubcomponents("vevent").map(component => {
    const event = new ICAL.Event(component);
    return {
        uid: event.uid, sequence: event.sequence, summary: event.summary, location: event.location, description: event.description,
        zone: component.getFirstProperty("dtstart").getParameter("tzid") ?? null,
        start: utc(event.startDate), end: utc(event.endDate),
    };
});
const other = Object.values(nodeIcal.sync.parseICS(text)).filter(item => item.type === "VEVENT")
    .map(item => ({ uid: item.uid, start: item.start.toISOString(), end: item.end.toISOString(), summary: item.summary }));
console.log(JSON.stringify({ zones: zones.map(zone => zone.tzid), events, other }));
