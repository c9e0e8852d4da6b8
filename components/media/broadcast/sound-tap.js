// Runs in the AudioWorklet: hands the mixed sound, 1,024 samples of two channels at a time, to whoever holds the port, with the
// number that the first of them has in the sound card's own count.
const batch = 1024;

class SoundTap extends AudioWorkletProcessor {
  constructor() {
    super();
    this.samples = new Float32Array(2 * batch);
    this.filled = 0;
    this.port.onmessage = ({ data }) => {
      this.out = data;
    };
  }

  process([input]) {
    const left = input[0];
    const length = left ? left.length : 128;
    if (left) {
      this.samples.set(left, this.filled);
      this.samples.set(input[1] ?? left, batch + this.filled);
    }
    this.filled += length;
    if (this.filled < batch) return true;
    this.filled = 0;
    if (this.out) {
      this.out.postMessage({ samples: this.samples, first: currentFrame + length - batch }, [this.samples.buffer]);
      this.samples = new Float32Array(2 * batch);
    } else this.samples.fill(0);
    return true;
  }
}

registerProcessor("sound-tap", SoundTap);
