/** What the host shows: a camera or the screen, with a microphone. Ids are the browser's device ids. */
export type CaptureChoice = { kind: "camera" | "screen"; cameraId?: string; microphoneId?: string };

/** Why there is no picture: said no, no such device, another program holds it, this browser cannot, it went away. */
export type CaptureError = "not_allowed" | "not_found" | "in_use" | "not_supported" | "lost" | "failed";

export type CaptureDevice = { id: string; label: string };

/** Opens what was chosen; a device that is gone gives way to another of its kind. */
export async function openCapture({ kind, cameraId, microphoneId }: CaptureChoice): Promise<MediaStream> {
  const audio = { deviceId: ideal(microphoneId), echoCancellation: true, noiseSuppression: true };
  if (kind === "camera") {
    const video = {
      deviceId: ideal(cameraId),
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30 },
    };
    return navigator.mediaDevices.getUserMedia({ video, audio });
  }
  const screen = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30, max: 30 } } });
  try {
    const voice = await navigator.mediaDevices.getUserMedia({ audio });
    return new MediaStream([...screen.getVideoTracks(), ...voice.getAudioTracks()]);
  } catch (error) {
    closeCapture(screen);
    throw error;
  }
}

export function closeCapture(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Cameras and microphones by name; names are empty until the browser has granted one of them. */
export async function listDevices(): Promise<{ cameras: CaptureDevice[]; microphones: CaptureDevice[] }> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const of = (kind: MediaDeviceKind) =>
    devices
      .filter((device) => device.kind === kind && device.deviceId)
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { cameras: of("videoinput"), microphones: of("audioinput") };
}

export function nameCaptureError(error: unknown): CaptureError {
  if (!(error instanceof DOMException)) return error instanceof TypeError ? "not_supported" : "failed";
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "not_allowed";
    case "NotFoundError":
    case "OverconstrainedError":
      return "not_found";
    case "NotReadableError":
    case "AbortError":
      return "in_use";
    case "NotSupportedError":
      return "not_supported";
    default:
      return "failed";
  }
}

function ideal(deviceId: string | undefined) {
  return deviceId ? { ideal: deviceId } : undefined;
}
