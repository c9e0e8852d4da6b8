// The look of a start: one line for each step, with its time. Plain JavaScript, because it runs before anything is installed.
const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

export async function step(label, work) {
  const started = Date.now();
  const done = process.stdout.isTTY ? spin(label, started) : () => {};
  try {
    const result = await work();
    done();
    print("✓", label, started, typeof result === "string" ? result : "");
    return result;
  } catch (error) {
    done();
    print("✗", label, started, "");
    throw error;
  }
}

function spin(label, started) {
  let turn = 0;
  const draw = () => process.stdout.write(`\r\x1b[K${line(frames[turn++ % frames.length], label, started, "")}`);
  draw();
  const timer = setInterval(draw, 100);
  return () => {
    clearInterval(timer);
    process.stdout.write("\r\x1b[K");
  };
}

function print(mark, label, started, note) {
  console.log(line(mark, label, started, note));
}

function line(mark, label, started, note) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  return `  ${mark} ${label.padEnd(13)} ${seconds.padStart(5)} s  ${note}`.trimEnd();
}
