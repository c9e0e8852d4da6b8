import { writeFile } from "node:fs/promises";
import { Session } from "node:inspector/promises";

/** Profiles this process between two questions, so that a profile shows one arm and not the start of the process. */
export function createProfiler() {
  let session: Session | undefined;
  return {
    async start() {
      session = new Session();
      session.connect();
      await session.post("Profiler.enable");
      await session.post("Profiler.start");
    },
    async stop(file: string) {
      const result = await session?.post("Profiler.stop");
      session?.disconnect();
      await writeFile(file, JSON.stringify(result?.profile));
    },
  };
}
