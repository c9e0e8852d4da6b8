import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";

const reply = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() });
type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

export type Memory = z.infer<typeof memory>;
const memory = z.object({ live: z.number(), resident: z.number() });

/** A process of one arm that does what it is asked over IPC (see `answerParent`). */
export class Child {
  readonly pid: number;
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor(file: string, environment: Record<string, string> = {}) {
    this.#process = fork(join(import.meta.dirname, "..", file), {
      execArgv: ["--expose-gc"],
      env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "error", ...environment },
    });
    this.pid = this.#process.pid ?? 0;
    this.#process.on("message", (message) => this.#hear(message));
    this.#process.on("exit", (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${file} ended (${signal ?? code})`));
    });
  }

  async ask<Schema extends z.ZodType>(name: string, schema: Schema, payload?: unknown): Promise<z.infer<Schema>> {
    this.#asked += 1;
    const id = this.#asked;
    const value = await new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, name, payload });
    });
    return schema.parse(value);
  }

  async tell(name: string, payload?: unknown): Promise<void> {
    await this.ask(name, z.unknown(), payload);
  }

  processorSeconds(): Promise<number> {
    return this.ask("processorSeconds", z.number());
  }

  memory(): Promise<Memory> {
    return this.ask("memory", memory);
  }

  async kill(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill(signal);
    await ended;
  }

  #hear(message: unknown) {
    const { id, value, error } = reply.parse(message);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}
