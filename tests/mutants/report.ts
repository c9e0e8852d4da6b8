import type { Mutant } from "#tests/mutants/mutant.ts";
import type { Verdict } from "#tests/mutants/verdict.ts";

export type Tried = { group: string; mutant: Mutant; verdict: Verdict | { is: "stale"; by: string; seconds: number } };

/** The share of a group's mistakes that has to be noticed. */
export const wanted = 0.85;

type Score = { group: string; noticed: number; of: number };

export function scoresOf(all: Tried[]): Score[] {
  const groups = [...new Set(all.map(({ group }) => group))];
  return groups.map((name) => {
    const tried = all.filter(({ group }) => group === name);
    return { group: name, noticed: tried.filter(({ verdict }) => verdict.is === "noticed").length, of: tried.length };
  });
}

/** What is not as it has to be, one sentence each. */
export function faultsOf(all: Tried[]): string[] {
  const low = scoresOf(all).filter(({ noticed, of }) => noticed / of < wanted);
  const odd = all.filter(({ verdict }) => verdict.is === "stale" || verdict.is === "unclear");
  return [
    ...low.map(({ group, noticed, of }) => `${group}: only ${noticed} of ${of} mistakes were noticed`),
    ...odd.map(({ group, mutant, verdict }) => `${group}, ${mutant.file}: ${verdict.by}`),
  ];
}

/** For people: the mistakes that nobody noticed, then a row for each group. */
export function reportTable(all: Tried[], seconds: number): string {
  const survivors = all.filter(({ verdict }) => verdict.is === "survived");
  const rows = scoresOf(all).map(
    ({ group, noticed, of }) => `${group.padEnd(10)} ${`${noticed} of ${of}`.padStart(9)} ${percent(noticed / of)}`,
  );
  return [
    ...survivors.map(({ group, mutant }) => `  survived  ${group}, ${lineOf(mutant)}`),
    "",
    ...rows,
    "",
    `${all.length} mistakes in ${Math.round(seconds)} s`,
    ...faultsOf(all),
  ].join("\n");
}

/** The one line that tools read. */
export function reportLine(all: Tried[], seconds: number): string {
  const mutants = all.map(({ group, mutant, verdict }) => ({ group, ...mutant, ...verdict }));
  return JSON.stringify({ seconds: Math.round(seconds), groups: scoresOf(all), faults: faultsOf(all), mutants });
}

export function lineOf({ file, text, becomes, means }: Mutant): string {
  return `${file}: ${means}\n              ${oneLine(text)}  →  ${oneLine(becomes) || "(nothing)"}`;
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
const percent = (share: number) => `${Math.round(share * 100)} %`.padStart(6);
