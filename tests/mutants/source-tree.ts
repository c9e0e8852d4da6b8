import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "#tests/mutants/mutant.ts";

const folders = ["lib", "prisma/engine", "tests"];

/** Where a mutant applies: the changed file, as it is and as it becomes, and the test files that should notice. */
export type Place = { path: string; before: string; after: string; tests: string[] };

/** The files that mutants and tests are looked up in by the ends of their paths, so that a moved file is still found. */
export class SourceTree {
  readonly #root: string;
  readonly #paths: string[];

  constructor(root: string) {
    this.#root = root;
    this.#paths = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
    );
  }

  /** Where the mutant applies; a sentence when it no longer does, or could be meant for two places. */
  placeOf({ file, text, becomes, tests }: Mutant): Place | string {
    const path = this.#find(file);
    if (!path) return `there is no single file ${file}`;
    const before = readFileSync(join(this.#root, path), "utf8");
    const parts = before.split(text);
    if (parts.length !== 2) return `${path} has ${parts.length - 1} times: ${text}`;
    const found = tests.map((name) => this.#find(name));
    const missing = tests.filter((_, index) => !found[index]);
    if (missing.length > 0) return `there is no single test ${missing.join(", ")}`;
    return { path, before, after: parts.join(becomes), tests: found.filter((each) => each !== undefined) };
  }

  #find(end: string): string | undefined {
    const found = this.#paths.filter((path) => path.endsWith(`/${end}`));
    return found.length === 1 ? found[0] : undefined;
  }
}
