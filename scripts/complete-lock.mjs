// Names every optional platform package in package-lock.json, also those that the registry in reach does not serve: npm
// leaves such packages out of the lock and `npm ci` then refuses it. Run after a dependency changed: npm run lock
import { readFileSync, writeFileSync } from "node:fs";

const systems = ["darwin", "linux", "win32", "android", "freebsd", "openharmony"];
const processors = ["arm64", "arm", "x64", "ia32", "ppc64", "s390x", "riscv64", "wasm32"];
const spelled = { x86_64: "x64", armv7: "arm" };

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
let added = 0;
for (const { optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] || !/^\d/.test(version)) continue;
    const parts = name
      .split("/")
      .at(-1)
      .split("-")
      .map((part) => spelled[part] ?? part);
    const os = systems.filter((system) => parts.includes(system));
    const cpu = processors.filter((processor) => parts.includes(processor));
    if (os.length + cpu.length === 0) continue;
    lock.packages[place] = { version, ...(cpu.length && { cpu }), optional: true, ...(os.length && { os }) };
    added += 1;
  }
}
const root = lock.packages[""];
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
lock.packages = { "": root, ...lock.packages };
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} platform packages named`);
