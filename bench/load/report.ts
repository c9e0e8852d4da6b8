import { assumptions, type Costs, type Row } from "#bench/load/bill.ts";
import { habits } from "#bench/load/crowd.ts";
import type { Sample } from "#bench/load/samples.ts";

type Report = {
  machine: string[];
  when: string;
  asked: { viewers: number; seconds: number; where: string };
  samples: Sample[];
  failures: Map<string, number>;
  costs: Costs | null;
  bill: Row[];
};

type Plot = { title: string; unit: string; lines: { name: string; pick: (sample: Sample) => number }[] };

const plots: Plot[] = [
  { title: "Sockets", unit: "", lines: [{ name: "open", pick: ({ sockets }) => sockets }] },
  { title: "Frames delivered a second", unit: "", lines: [{ name: "frames", pick: ({ frames }) => frames }] },
  {
    title: "From an order or a line of chat to a viewer, p99",
    unit: "ms",
    lines: [{ name: "p99", pick: ({ frameP99 }) => frameP99 }],
  },
  { title: "Bytes of a frame", unit: "B", lines: [{ name: "mean", pick: ({ bytes }) => bytes }] },
  {
    ...{ title: "Arrivals, orders, places in line a second", unit: "" },
    lines: [
      { name: "arrivals", pick: ({ arrivals }) => arrivals },
      { name: "orders", pick: ({ orders }) => orders },
      { name: "places", pick: ({ joins }) => joins },
    ],
  },
  {
    title: "Order, from request to answer, p99",
    unit: "ms",
    lines: [{ name: "p99", pick: ({ orderP99 }) => orderP99 }],
  },
  {
    ...{ title: "Processor", unit: "cores" },
    lines: [
      { name: "server", pick: ({ server }) => server },
      { name: "this generator", pick: ({ generator }) => generator },
    ],
  },
  { title: "Memory of the server", unit: "MB", lines: [{ name: "resident", pick: ({ memoryMb }) => memoryMb }] },
  { title: "Event loop late, p99", unit: "ms", lines: [{ name: "p99", pick: ({ loopP99 }) => loopP99 }] },
];

const size = { width: 420, height: 170, left: 56, bottom: 20, top: 8 };
const colours = ["#0b6bcb", "#c2410c", "#15803d"];

export function writeReport(report: Report): string {
  const { asked, samples, when, machine, failures } = report;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>The room under load: ${asked.viewers} viewers</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:920px;margin:2rem auto;padding:0 1rem;color:#1c1917}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.25rem .75rem;border-bottom:1px solid #d6d3d1;text-align:right}
td:first-child,th:first-child{text-align:left}figure{display:inline-block;margin:0 1rem 1rem 0}figcaption{font-weight:600}
svg text{font:11px system-ui,sans-serif;fill:#57534e}</style>
<h1>The room under load</h1>
<p>${asked.viewers} viewers in ${asked.seconds} s, ${asked.where}, ${when}. ${machine.map(escapeHtml).join(" ")} The load came from the same machine: every
figure shares its cores with it.</p>
<p>Everybody arrives in the first third. One in ten is a guest with an account. ${percent(habits.like)} like once a second, ${percent(habits.chat)} chat
once in ten seconds, ${percent(habits.join)} take a place in the drop's line in the five seconds before its draw at two thirds, ${percent(habits.order)} order in
the last third. Viewers and guests come from many addresses of this machine (127.0.0.x); no limit was lifted.</p>
${plots.map((plot) => draw(plot, samples)).join("\n")}
<h2>What did not work</h2>
${failures.size === 0 ? "<p>Nothing.</p>" : `<table>${[...failures].map(([what, count]) => `<tr><td>${escapeHtml(what)}<td>${count}`).join("")}</table>`}
${report.costs ? describeBill(report.costs, report.bill) : "<p>The run was too short or too small for a bill.</p>"}
</html>
`;
}

function describeBill(costs: Costs, bill: Row[]): string {
  const { perDelivery, bytesPerFrame, framesPerSecond, bytesPerSocket, perArrival, viewers } = costs;
  const rows = bill.map(
    (row) =>
      `<tr><td>${row.viewers.toLocaleString("en")}, ${row.name}<td>${short(row.cores)}<td>${row.processes}<td>${short(row.gigabits)}<td>${short(row.memoryGb)}<td>${short(row.arrivalCores)}<td>${row.machines}<td>${short((row.viewers * assumptions.videoMegabits) / 1000)}`,
  );
  return `<h2>What one costs here</h2>
<table><tr><th>with ${viewers} viewers<th>
<tr><td>processor for one frame to one viewer, all they do included<td>${short(perDelivery * 1e6)} µs
<tr><td>bytes of a frame<td>${short(bytesPerFrame)}
<tr><td>frames to a viewer a second<td>${short(framesPerSecond)}
<tr><td>memory of a viewer<td>${short(bytesPerSocket / 1000)} kB
<tr><td>processor for an arrival<td>${short(perArrival * 1e6)} µs</table>
<h2>Bill</h2>
<table><tr><th>viewers<th>cores<th>room processes<th>frames Gbit/s<th>memory GB<th>cores to let them in<th>machines<th>video Gbit/s (a CDN)
${rows.join("\n")}</table>
<p>Assumed, not measured: costs grow with viewers and stay the same for each; a process may be ${percent(assumptions.fullness)} busy and a network card
${percent(assumptions.network)} full; a machine has ${assumptions.cores} cores, ${assumptions.gigabits} Gbit/s and ${assumptions.memoryGb} GB; one machine in four is
spare; ${assumptions.aroundFrame} bytes go around each frame; everybody comes within ${assumptions.arriveSeconds} s. Not in it: the proxy and TLS in front (about as
many cores again at five frames a second), pages, PostgreSQL, Redis, and the video, of which the last column is ${assumptions.videoMegabits} Mbit/s each.</p>`;
}

function draw({ title, unit, lines }: Plot, samples: Sample[]): string {
  const until = Math.max(1, ...samples.map(({ at }) => at));
  const values = lines.flatMap(({ pick }) => samples.map(pick)).filter(Number.isFinite);
  const most = Math.max(1e-9, ...values);
  const x = (at: number) => size.left + (at / until) * (size.width - size.left - 8);
  const y = (value: number) => size.height - size.bottom - (value / most) * (size.height - size.bottom - size.top);
  const paths = lines.map(({ pick }, index) => {
    const points = samples.filter((sample) => Number.isFinite(pick(sample)));
    const path = points
      .map((sample, at) => `${at === 0 ? "M" : "L"}${x(sample.at).toFixed(1)} ${y(pick(sample)).toFixed(1)}`)
      .join("");
    return `<path d="${path}" fill="none" stroke="${colours[index]}" stroke-width="1.5"/>`;
  });
  const names = lines.map(({ name }, index) => `<tspan fill="${colours[index]}" dx="8">${name}</tspan>`).join("");
  return `<figure><figcaption>${title}</figcaption><svg width="${size.width}" height="${size.height}" role="img" aria-label="${title}">
<line x1="${size.left}" x2="${size.width}" y1="${y(0)}" y2="${y(0)}" stroke="#d6d3d1"/><line x1="${size.left}" x2="${size.width}" y1="${y(most)}" y2="${y(most)}" stroke="#e7e5e4"/>
<text x="${size.left - 4}" y="${y(most) + 8}" text-anchor="end">${short(most)} ${unit}</text><text x="${size.left - 4}" y="${y(0)}" text-anchor="end">0</text>
<text x="${size.left}" y="${size.height - 4}">0 s${lines.length > 1 ? names : ""}</text><text x="${size.width}" y="${size.height - 4}" text-anchor="end">${Math.round(until)} s</text>
${paths.join("\n")}</svg></figure>`;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const short = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(3)).toLocaleString("en") : "?");
const escapeHtml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
