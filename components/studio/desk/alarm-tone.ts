const beeps = [0, 0.22];

/** Two short beeps from this device alone: a host looks at the product, not at the desk. Nothing of it is sent. */
export function playAlarm(): void {
  try {
    const context = new AudioContext();
    for (const at of beeps) {
      const gain = new GainNode(context, { gain: 0.15 });
      const tone = new OscillatorNode(context, { frequency: 880 });
      tone.connect(gain).connect(context.destination);
      tone.start(context.currentTime + at);
      tone.stop(context.currentTime + at + 0.12);
    }
    setTimeout(() => void context.close(), 1000);
  } catch {
    // Sound was taken from the page as well; the words stand all the same.
  }
}
