const width = 28;

/** A bar on standard error, so that standard output stays for the result. */
export class Progress {
  #total = 1;
  #done = 0;
  readonly #started = performance.now();

  expect(steps: number) {
    this.#total = steps;
  }

  /** Says what starts now; the step before it is done. */
  step(label: string) {
    this.#done += 1;
    this.#draw(label, process.stderr.isTTY ? "" : "\n");
  }

  /** Says how far the step is, where somebody looks. */
  detail(label: string) {
    if (process.stderr.isTTY) this.#draw(label, "");
  }

  #draw(label: string, ending: string) {
    const share = Math.min(1, (this.#done - 1) / this.#total);
    const bar = "█".repeat(Math.round(share * width)).padEnd(width, "░");
    const seconds = Math.round((performance.now() - this.#started) / 1000);
    const line = `${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${String(seconds).padStart(4)} s  ${label}`;
    process.stderr.write(`${process.stderr.isTTY ? "\r\u001b[2K" : ""}${line}${ending}`);
  }

  end() {
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
  }
}
