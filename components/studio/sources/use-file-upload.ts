import { useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import type { FileView } from "#lib/sources/schema.ts";
import type { SourceDesk } from "./use-sources.ts";

type Uploading = { id: string; name: string; share: number };

/** Small enough for a slow line to carry before the server gives up on a piece. */
const pieceBytes = 2 * 1024 * 1024;

/** Sends a file piece by piece. One that was begun before, by its name and size, goes on where it stopped. */
export function useFileUpload({ filesAddress, view, look }: SourceDesk) {
  const sayRefusal = useRefusalWords();
  const [uploading, setUploading] = useState<Uploading | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function send(file: File) {
    setProblem(null);
    try {
      let known = view?.files.find(
        ({ state, name, bytes }) => state === "UPLOADING" && name === file.name && bytes === file.size,
      );
      known ??= await callApi<FileView>("POST", filesAddress, { body: { name: file.name, bytes: file.size } });
      while (known.state === "UPLOADING") {
        setUploading({ id: known.id, name: file.name, share: known.receivedBytes / file.size });
        known = await sendPiece(file, known);
      }
      await look();
    } catch (refusal) {
      setProblem(sayRefusal(refusal));
    } finally {
      setUploading(null);
    }
  }

  function sendPiece(file: File, { id, receivedBytes: offset }: FileView): Promise<FileView> {
    const body = file.slice(offset, offset + pieceBytes);
    return callApi<FileView>("PUT", `${filesAddress}/${id}/content?offset=${offset}`, {
      file: { body, type: "application/octet-stream" },
      isOneAct: true,
    });
  }

  return { uploading, problem, send };
}
