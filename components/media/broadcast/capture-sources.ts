import type { Slot } from "./layouts.ts";

/** Why there is no picture: said no, no such device, another program holds it, this browser cannot, it went away. */
export type CaptureError = "not_allowed" | "not_found" | "in_use" | "not_supported" | "lost" | "failed";

export type CaptureDevice = { id: string; label: string };

const picture = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const voice = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** A camera: this one, else the one that fits what it is to show; a device that is gone gives way to another. */
export function openCamera(slot: Slot, deviceId: string | undefined): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: cameraOf(slot, deviceId) });
}

export function openMicrophone(deviceId: string | undefined): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ audio: { ...voice, deviceId: ideal(deviceId) } });
}

/** Both at once, so that the browser asks once; where one of them is missing, the other alone. */
export async function openCameraAndMicrophone(ids: { cameraId?: string; microphoneId?: string }): Promise<MediaStream> {
  const video = cameraOf("face", ids.cameraId);
  const audio = { ...voice, deviceId: ideal(ids.microphoneId) };
  return navigator.mediaDevices.getUserMedia({ video, audio }).catch(async (reason: unknown) => {
    if (nameCaptureError(reason) !== "not_found") throw reason;
    const { cameras } = await listDevices();
    return navigator.mediaDevices.getUserMedia(cameras.length > 0 ? { video } : { audio });
  });
}

/** The screen, with its sound where the browser and the person give it. */
export function openScreen(): Promise<MediaStream> {
  return navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30, max: 30 } }, audio: true });
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

function cameraOf(slot: Slot, deviceId: string | undefined) {
  return deviceId
    ? { ...picture, deviceId: ideal(deviceId) }
    : { ...picture, facingMode: { ideal: slot === "face" ? "user" : "environment" } };
}

function ideal(deviceId: string | undefined) {
  return deviceId ? { ideal: deviceId } : undefined;
}
