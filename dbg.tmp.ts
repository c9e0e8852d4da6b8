import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createChannels } from "#lib/media/channels.ts";
import { createBoxSplitter } from "#lib/media/boxes.ts";
import { handleMedia } from "#lib/media/http.ts";
import { launchWithFakeCamera } from "#tests/media/browser.ts";
import { listen } from "#tests/media/listen.ts";
import { sendPage, sendSource } from "#tests/media/serve-sources.ts";
// replay recorded takes in real time, so that no encoder runs
const channels = createChannels();
const src = createBoxSplitter().push(readFileSync("/tmp/media/take1.mp4"));
async function replay() { const t = channels.open("s1").startTake({}) as any; channels.open("s1").accept({ takeId: t.takeId, key: t.showKey, n: 0, bytes: src.init!.bytes }); let n = 1; for (const f of src.fragments) { await new Promise(r => setTimeout(r, f.durationSeconds * 1000)); channels.open("s1").accept({ takeId: t.takeId, key: t.showKey, n: n++, bytes: f.bytes }); } }
const viewerPage = `<video muted playsinline style="width:320px"></video><script type="module">
  import { attachLive } from "/components/media/live-source.ts";
  globalThis.ev=[]; const v=document.querySelector("video"); for (const e of ["seeking","seeked","waiting","stalled","ratechange","playing","pause"]) v.addEventListener(e,()=>ev.push(e+"@"+v.currentTime.toFixed(2)+(e=="ratechange"?"x"+v.playbackRate:"")));
  const ab=SourceBuffer.prototype.appendBuffer; SourceBuffer.prototype.appendBuffer=function(d){ev.push("append "+d.byteLength+" off "+this.timestampOffset.toFixed(3)+" "+this.mode+" win "+this.appendWindowStart+".."+this.appendWindowEnd);return ab.call(this,d)};
  globalThis.source = attachLive(v, "/media/s1/live.m3u8");
</script>`;
const site = await listen(createServer((q, r) => {
  if (handleMedia(q, r, channels)) return;
  if (q.url === "/viewer") sendPage(r, viewerPage); else void sendSource(q, r);
}));
const b = await launchWithFakeCamera(); const viewer = await b.newPage();
void (async () => { await replay(); await new Promise(r => setTimeout(r, 3000)); await replay(); })();
await new Promise(r => setTimeout(r, Number(process.argv[2] ?? 3500))); await viewer.goto(site.origin + "/viewer");
async function look() { const s = await viewer.evaluate(() => { const x = document.querySelector("video")!; const q = x.getVideoPlaybackQuality(); return [x.currentTime, q.totalVideoFrames, q.droppedVideoFrames, x.buffered.length && x.buffered.end(x.buffered.length-1), (globalThis as any).ev.splice(0).join(" | ")]; }); console.log(JSON.stringify(s)); }
for (let i = 0; i < 20; i++) { await new Promise(r => setTimeout(r, 1000)); await look(); }
await b.close(); site.close(); channels.close();
