import { fstatSync } from "node:fs";
import { Socket } from "node:net";

/** How often a process looks whether its parent still lives, in milliseconds. */
const LOOK_EVERY = 250;

/** Parent of this process when it started to look. */
const parent = process.ppid;

/**
 * Calls back once when the process that started this one is gone, `kill -9` included. Two signs, because each misses a
 * case: the pipe `fd` that the parent holds open ends (exact, but there may be no such pipe), and the kernel gives this
 * process another parent (misses a parent that died before this process could look). Never keeps the process alive.
 */
export function whenParentGone(fd: number, gone: () => void): void {
  let told = false;
  const tell = (): void => {
    if (told) return;
    told = true;
    clearInterval(timer);
    gone();
  };
  const timer = setInterval(() => {
    if (process.ppid !== parent) tell();
  }, LOOK_EVERY);
  timer.unref();
  if (isPipe(fd)) whenEnded(fd, tell);
}

function whenEnded(fd: number, ended: () => void): void {
  const pipe = new Socket({ fd, readable: true, writable: false });
  pipe.on("error", ended);
  pipe.on("close", ended);
  pipe.resume();
  pipe.unref();
}

function isPipe(fd: number): boolean {
  try {
    const kind = fstatSync(fd);
    return kind.isFIFO() || kind.isSocket();
  } catch {
    return false; // the descriptor is closed
  }
}
