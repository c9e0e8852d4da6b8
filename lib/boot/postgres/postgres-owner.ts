import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { BootError } from "#lib/boot/boot-error.ts";

/** The account Postgres runs as; null means the account Launchroom itself runs as. */
export type Owner = { uid: number; gid: number } | null;

/** Postgres refuses root, so under root it gets an account without rights: the one that owns its data, if any does. */
export function choosePostgresOwner(dataFolder: string): Owner {
  if (process.getuid?.() !== 0) return null;
  return (
    ownerOf(dataFolder) ?? findAccount("launchroom") ?? createAccount() ?? findAccount("postgres") ?? nobodyOrRefuse()
  );
}

/** Whether that account can pass through every folder above and including `folder`. */
export function canReach(owner: Owner, folder: string): boolean {
  if (!owner) return true;
  const { mode, uid, gid } = statSync(folder);
  const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0 && (dirname(folder) === folder || canReach(owner, dirname(folder)));
}

function ownerOf(folder: string): Owner {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null;
}

function findAccount(name: string): Owner {
  const uid = ask("id", ["-u", name]);
  const gid = ask("id", ["-g", name]);
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

function createAccount(): Owner {
  const home = ["--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"];
  ask("useradd", ["--system", "--user-group", ...home, "launchroom"]);
  return findAccount("launchroom");
}

function nobodyOrRefuse(): Owner {
  const nobody = findAccount("nobody");
  if (nobody) return nobody;
  throw new BootError("Postgres cannot run as root and this machine has no other account: start Launchroom as one.");
}

function ask(command: string, args: string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}
