import { errorCode } from "#lib/error-code.ts";
/** A start-up failure the owner can act on: the message is one sentence to print, without a stack, before exit code 1. */
export class BootError extends Error {
  override name = "BootError";
}

/** Turns a file system failure on `path` into a sentence; anything unknown is returned as it was. */
export function explainFileError(error: unknown, path: string): unknown {
  const advice = fileAdvice[errorCode(error) ?? ""];
  return advice ? new BootError(advice(path), { cause: error }) : error;
}

const notAllowed = (path: string) =>
  `Launchroom may not write to ${path}: give that folder to the user who runs it, or set DATA_DIR to another folder.`;
const noSpace = (path: string) => `The disk that holds ${path} is full: free some space and start again.`;
const notAFolder = (path: string) => `${path} is not a folder: move it away, or set DATA_DIR to another folder.`;

const fileAdvice: Record<string, (path: string) => string> = {
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOSPC: noSpace,
  EDQUOT: noSpace,
  ENOTDIR: notAFolder,
  EEXIST: notAFolder,
};
